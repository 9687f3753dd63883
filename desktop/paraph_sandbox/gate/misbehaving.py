"""Faults as a client meets them: what a network, a proxy or a tired server does to a call."""

import asyncio
import socket
import struct

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraph.wire.sandbox import Fault, FaultKind
from paraph_sandbox.gate import problem_documents
from paraph_sandbox.gate.faults import Faults
from paraph_sandbox.lifecycle.problems import Problem

TRANSPORT = "paraph_sandbox.transport"
_STRIKING = frozenset(FaultKind) - {FaultKind.DUPLICATE_WEBHOOK, FaultKind.OUT_OF_ORDER}
_LINGER_NOT = struct.pack("ii", 1, 0)
_PORTAL = """<!doctype html><html lang="en"><title>Welcome to the guest network</title>
<h1>Guest network</h1><form method="post" action="/accept"><button>Accept and go on</button></form>
</html>
"""


class Misbehaving:
    """Lets a call go wrong where a fault is set on its route."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or let it go wrong."""
        if scope["type"] != "http" or not self._faults.may_strike(scope["method"], scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = (_STRIKING, scope["method"], scope["path"])
        fault = await run_in_threadpool(self._faults.take, *asked)
        if fault is None:
            await self._app(scope, receive, send)
            return
        await self._go_wrong(fault, scope, receive, send)

    async def _go_wrong(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match FaultKind(fault.kind):
            case FaultKind.LATENCY:
                await asyncio.sleep(fault.latency_s)
                await self._app(scope, receive, send)
            case FaultKind.STATUS:
                await _status(fault, Request(scope))(scope, receive, send)
            case FaultKind.CAPTIVE_PORTAL:
                await HTMLResponse(_PORTAL)(scope, receive, send)
            case FaultKind.RESET:
                await _Line(scope, receive, send).reset()
            case FaultKind.LOSE_RESPONSE:
                line = _Line(scope, receive, send)
                await self._app(scope, receive, line.lose)
                await line.reset()
            case FaultKind.TRUNCATE:
                line = _Line(scope, receive, send)
                await self._app(scope, receive, line.halve)
                await line.cut()
            case FaultKind.DUPLICATE_WEBHOOK | FaultKind.OUT_OF_ORDER:
                await self._app(scope, receive, send)  # faults of deliveries, not of calls


class _Line:
    """The connection of one call. Where there is none (in one process), a problem tells so."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._transport: asyncio.Transport | None = scope.get(TRANSPORT)
        self._start: Message | None = None
        self._halved = False

    async def lose(self, message: Message) -> None:
        """Take a message of an answer that nobody gets."""

    async def halve(self, message: Message) -> None:
        """Send the first half of an answer's first part, under the length of the whole."""
        if self._transport is None or self._halved:
            return
        if message["type"] == "http.response.start":
            self._start = message
            return
        body, start = message.get("body", b""), self._start
        if start is None or not (body or not message.get("more_body")):
            return
        headers = MutableHeaders(scope=start)
        if headers.get("content-length", "0") == "0":
            headers["content-length"] = "1000"  # there is nothing to halve
        await self._send(start)
        await self._send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        self._halved = True

    async def reset(self) -> None:
        """Break off with a TCP reset."""
        if self._transport is None:
            await self._refuse()
            return
        plug = self._transport.get_extra_info("socket")
        # Without lingering, closing sends RST (RFC 9293, 3.10.7.4 as sockets have it).
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self._transport.abort()
        await self._gone()

    async def cut(self) -> None:
        """End the connection when what was sent is on its way."""
        if self._transport is None:
            await self._refuse()
            return
        self._transport.close()
        await self._gone()

    async def _gone(self) -> None:
        # Only then does the server know; before, it would tell of an answer that is missing.
        while (await self._receive())["type"] != "http.disconnect":
            continue

    async def _refuse(self) -> None:
        problem = Problem(503, "fault_needs_a_connection", "There is no connection to break off.")
        answer = problem_documents.response(Request(self._scope), problem)
        await answer(self._scope, self._receive, self._send)


def _status(fault: Fault, request: Request) -> Response:
    after = fault.retry_after_s
    headers = {} if after is None else {"Retry-After": str(after)}
    problem = Problem(fault.status, "injected_fault", "A fault is set here.", headers=headers)
    return problem_documents.response(request, problem)
