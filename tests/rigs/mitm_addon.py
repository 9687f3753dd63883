"""Spoils calls on their way after a plan; mitmproxy loads it, in an environment of its own.

`POST /-/plan` tells which calls are spoiled and how, by their number since then, from 0; `GET
/-/seen` what passed. A plan that replaces another lets calls that were held back arrive.
With `strangers` each call gets another Idempotency-Key and another client_reference, as if the
program had frozen neither.
"""

import asyncio
import email.utils
import json
import os
import re
import socket
import struct
import time
import uuid
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mitmproxy import ctx, http

BEHIND = urlsplit(os.environ["PARAPH_BEHIND"])
REFERENCES = re.compile(
    rb'("client_reference"\s*:\s*"|name="client_reference"\r\n\r\n)([0-9a-fA-F-]{36})'
)
PAGE = b"<!DOCTYPE html><html><title>Welcome to the hotel</title><a href=/login>Sign in</a></html>"
PROBLEM = {"content-type": "application/problem+json"}
# Nothing of the call reaches the service.
BEFORE = {
    "lost", "reset", "portal", "gateway", "unavailable", "too_many_seconds", "too_many_date",
}  # fmt: skip
DRIPS, DRIP_S, DROP_S = 20, 0.002, 0.05


class Held(NamedTuple):
    """A call that arrives late."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes
    until: int  # it arrives before the call with this number


class Spoiler:
    """The addon."""

    def __init__(self) -> None:
        self.plan: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []
        self.held: list[Held] = []
        self.strangers: dict[str, str] = {}

    def running(self) -> None:
        ((_, port, *_),) = ctx.master.addons.get("proxyserver").listen_addrs()
        print(f"ready {port}", flush=True)  # noqa: T201 - it is listened for

    async def request(self, flow: http.HTTPFlow) -> None:
        if flow.request.path.startswith("/-/"):
            await self._steer(flow)
            return
        number = len(self.seen)
        kind = self.plan.get("faults", {}).get(str(number), "")
        path = flow.request.path
        flow.metadata["kind"] = kind
        self.seen.append({"method": flow.request.method, "path": path, "kind": kind})
        flow.metadata["seen"] = self.seen[-1]
        if self.plan.get("strangers"):
            self._estrange(flow.request)
        await self._deliver([each for each in self.held if each.until <= number])
        if kind in ("twice", "late"):
            held = _held(flow.request, number + 2)
            if kind == "twice":
                await asyncio.to_thread(_send, held)
            else:
                self.held.append(held)
                flow.kill()
        elif kind in BEFORE:
            await self._refuse(flow, kind)

    async def response(self, flow: http.HTTPFlow) -> None:
        if "seen" not in flow.metadata:
            return
        flow.metadata["seen"]["status"] = flow.response.status_code
        spoil = getattr(self, f"_{flow.metadata['kind']}", None)
        if spoil is not None and flow.metadata["kind"] not in BEFORE:
            await spoil(flow)

    # --- steering

    async def _steer(self, flow: http.HTTPFlow) -> None:
        if flow.request.method == "POST":
            await self._deliver(list(self.held))
            self.plan, self.seen = json.loads(flow.request.content), []
        body = json.dumps(self.seen).encode()
        flow.response = http.Response.make(200, body, {"content-type": "application/json"})

    async def _deliver(self, due: list[Held]) -> None:
        for each in due:
            self.held.remove(each)
            await asyncio.to_thread(_send, each)

    def _estrange(self, request: http.Request) -> None:
        if "idempotency-key" in request.headers:
            request.headers["idempotency-key"] = str(uuid.uuid4())
        body = request.raw_content or b""
        other = REFERENCES.sub(lambda told: told[1] + str(uuid.uuid4()).encode(), body)
        if other != body:
            request.raw_content = other
            request.headers.pop("content-digest", None)

    # --- what the service never gets

    async def _refuse(self, flow: http.HTTPFlow, kind: str) -> None:
        if kind == "lost":
            flow.kill()
        elif kind == "reset":
            await self._raw(flow, b"", is_reset=True)
        elif kind == "portal":
            flow.response = http.Response.make(200, PAGE, {"content-type": "text/html"})
        elif kind == "gateway":
            flow.response = http.Response.make(502, PAGE, {"content-type": "text/html"})
        elif kind == "unavailable":
            flow.response = _problem(503, "unavailable", {"retry-after": "1"})
        elif kind == "too_many_seconds":
            flow.response = _problem(429, "rate_limited", {"retry-after": "1"})
        else:
            now = time.time() + 86_400 * 400  # by the service's own clock, which may be wrong
            told = [email.utils.formatdate(each, usegmt=True) for each in (now, now + 1)]
            headers = {"date": told[0], "retry-after": told[1]}
            flow.response = _problem(429, "rate_limited", headers)

    # --- what the service did, and does not get told

    async def _response_lost(self, flow: http.HTTPFlow) -> None:
        flow.kill()

    async def _unavailable_after(self, flow: http.HTTPFlow) -> None:
        flow.response = _problem(503, "unavailable", {})

    async def _portal_after(self, flow: http.HTTPFlow) -> None:
        flow.response = http.Response.make(200, PAGE, {"content-type": "text/html"})

    async def _garbled(self, flow: http.HTTPFlow) -> None:
        flow.response.raw_content = b"\xff{" * 20
        flow.response.headers["content-length"] = "40"

    async def _other(self, flow: http.HTTPFlow) -> None:
        flow.response.raw_content = b'{"status":"ok"}'
        flow.response.headers["content-length"] = "15"

    async def _truncated(self, flow: http.HTTPFlow) -> None:
        body = flow.response.raw_content or b""
        await self._raw(flow, _head(flow, len(body)) + body[: len(body) // 2])

    async def _truncated_reset(self, flow: http.HTTPFlow) -> None:
        body = flow.response.raw_content or b""
        await self._raw(flow, _head(flow, len(body)) + body[: len(body) // 2], is_reset=True)

    async def _reset_after(self, flow: http.HTTPFlow) -> None:
        await self._raw(flow, b"", is_reset=True)

    async def _too_long(self, flow: http.HTTPFlow) -> None:
        """Promise more than there is."""
        body = flow.response.raw_content or b""
        await self._raw(flow, _head(flow, len(body) + 7) + body)

    async def _too_short(self, flow: http.HTTPFlow) -> None:
        """Promise less than there is; the rest stands before the next answer."""
        body = flow.response.raw_content or b""
        flow.response.headers["content-length"] = str(len(body) // 2)

    async def _half_a_head(self, flow: http.HTTPFlow) -> None:
        head = _head(flow, len(flow.response.raw_content or b""))
        await self._raw(flow, head[: len(head) // 2])

    async def _half_a_chunk(self, flow: http.HTTPFlow) -> None:
        """Break off in chunks, where no length tells that something is missing."""
        body = flow.response.raw_content or b""
        piece = body[: len(body) // 2]
        head = _head(flow, None) + b"%x\r\n%s\r\n" % (len(piece), piece)
        await self._raw(flow, head if piece else _head(flow, None))

    async def _slow(self, flow: http.HTTPFlow) -> None:
        """Drip, and come to an end."""
        body = flow.response.raw_content or b""
        size = max(1, -(-len(body) // DRIPS))
        await self._raw(flow, _head(flow, len(body)), stays=True)
        for start in range(0, len(body), size):
            await asyncio.sleep(DRIP_S)
            await self._raw(flow, body[start : start + size], stays=True)
        await self._raw(flow, b"")

    async def _endless(self, flow: http.HTTPFlow) -> None:
        """Drip, and never come to an end; who waits for it has to give up."""
        writer = self._writer(flow)
        await self._raw(flow, _head(flow, 1 << 20), stays=True)
        while not writer.transport.is_closing():
            await self._raw(flow, b" ", stays=True)
            await asyncio.sleep(DROP_S)
        flow.kill()

    # --- bytes

    def _writer(self, flow: http.HTTPFlow) -> Any:
        for each in ctx.master.addons.get("proxyserver").connections.values():
            if flow.client_conn in each.transports:
                return each.transports[flow.client_conn].writer
        raise ConnectionAbortedError("the caller is gone")

    async def _raw(
        self, flow: http.HTTPFlow, data: bytes, *, is_reset: bool = False, stays: bool = False
    ) -> None:
        """Write these bytes in the place of an answer, and hang up."""
        writer = self._writer(flow)
        writer.write(data)
        await writer.drain()
        if stays:
            return
        if is_reset:
            plug = writer.get_extra_info("socket")
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        else:
            writer.close()
        flow.kill()


def _problem(status: int, code: str, headers: dict[str, str]) -> http.Response:
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": code}
    return http.Response.make(status, json.dumps(body), {**PROBLEM, **headers})


def _head(flow: http.HTTPFlow, length: int | None) -> bytes:
    left_out = ("content-length", "transfer-encoding", "connection")
    fields = [(n, v) for n, v in flow.response.headers.items() if n.lower() not in left_out]
    fields += [("connection", "close")]
    fields += [("content-length", str(length))] if length is not None else []
    fields += [("transfer-encoding", "chunked")] if length is None else []
    lines = [f"HTTP/1.1 {flow.response.status_code} {flow.response.reason}"]
    lines += [f"{name}: {value}" for name, value in fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _held(request: http.Request, until: int) -> Held:
    headers = [(n, v) for n, v in request.headers.items() if n.lower() != "connection"]
    return Held(request.method, request.path, headers, request.raw_content or b"", until)


def _send(held: Held) -> None:
    connection = HTTPConnection(BEHIND.hostname, BEHIND.port, timeout=60)
    try:
        connection.request(held.method, held.path, held.body or None, dict(held.headers))
        connection.getresponse().read()
    finally:
        connection.close()


addons = [Spoiler()]
