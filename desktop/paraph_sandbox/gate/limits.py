"""How large a body may be and how long it may take; more is refused before it is read."""

import asyncio
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraph_sandbox.gate import problem_documents
from paraph_sandbox.lifecycle.problems import Problem

MAX_UPLOAD_BYTES = 100 * 1024 * 1024
MAX_JSON_BYTES = 2 * 1024 * 1024
# Bodies that are under way stand on the disk, where there is room for so much of them.
_MOST_UNDER_WAY_BYTES = 20 * MAX_UPLOAD_BYTES
_SILENCE_S = 30.0
# A body may take this long, and longer as long as it comes at this rate.
_GRACE_S = 60.0
_LEAST_BYTES_PER_S = 8 * 1024


class Limits:
    """Counts a body's bytes and waits only so long for the next ones."""

    def __init__(
        self,
        app: ASGIApp,
        silence_s: float = _SILENCE_S,
        grace_s: float = _GRACE_S,
        most_under_way_bytes: int = _MOST_UNDER_WAY_BYTES,
    ) -> None:
        self._app = app
        self._silence_s = silence_s
        self._grace_s = grace_s
        self._most_under_way_bytes = most_under_way_bytes
        self._under_way_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = _limit(headers.get(b"content-type", b""))
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > limit:
            await _refuse(_too_large(limit), scope, receive, send)
            return
        counted = _Counted(self, limit, receive, send)
        try:
            await counted.pass_on(self._app, scope)
        finally:
            self._under_way_bytes -= counted.bytes

    def wait_s(self, received_bytes: int, since: float) -> float:
        """Give for how long the next bytes may be waited for."""
        until = since + self._grace_s + received_bytes / _LEAST_BYTES_PER_S
        return max(0.0, min(self._silence_s, until - time.monotonic()))

    def count(self, arrived_bytes: int) -> bool:
        """Count what is under way; tell whether there was room for it."""
        self._under_way_bytes += arrived_bytes
        return self._under_way_bytes <= self._most_under_way_bytes


class _Counted:
    def __init__(self, limits: Limits, limit: int, receive: Receive, send: Send) -> None:
        self.bytes = 0
        self._limits, self._limit = limits, limit
        self._receive, self._send = receive, send
        self._since = time.monotonic()
        self._has_body = True
        self._refusal: Problem | None = None
        self._started = False

    async def pass_on(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._next, self._answer)
        except Problem:
            if self._refusal is None or self._started:
                raise
        if self._refusal is not None and not self._started:
            await _refuse(self._refusal, scope, self._receive, self._send)

    async def _next(self) -> Message:
        if not self._has_body:
            return await self._receive()
        wait_s = self._limits.wait_s(self.bytes, self._since)
        try:
            async with asyncio.timeout(wait_s):
                message = await self._receive()
        except TimeoutError:
            raise self._refused(Problem(408, "body_timeout", "The body did not arrive.")) from None
        arrived = len(message.get("body", b""))
        self.bytes += arrived
        self._has_body = bool(message.get("more_body"))
        has_room = self._limits.count(arrived)
        if self.bytes > self._limit:
            raise self._refused(_too_large(self._limit))
        if not has_room:
            detail = "Too much is being sent at once. Try again."
            raise self._refused(Problem(503, "busy", detail, headers={"Retry-After": "10"}))
        return message

    def _refused(self, problem: Problem) -> Problem:
        self._refusal = problem
        return problem

    async def _answer(self, message: Message) -> None:
        # What the app makes of a body that broke off gives way to the reason.
        if self._refusal is not None and not self._started:
            return
        self._started = True
        await self._send(message)


def _limit(content_type: bytes) -> int:
    kind = content_type.split(b";")[0].strip().lower()
    large = (b"multipart/form-data", b"application/pdf")
    return MAX_UPLOAD_BYTES if kind in large else MAX_JSON_BYTES


def _too_large(limit: int) -> Problem:
    return Problem(413, "too_large", f"The body is larger than {limit} bytes.")


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    problem.headers["Connection"] = "close"
    response = problem_documents.response(Request(scope), problem)
    await response(scope, receive, send)
