"""A trace id for every call: the caller's own (W3C Trace Context), or a new one.

What the gate says of a caller (`request.state.answer_headers`) goes with the answer, too."""

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# W3C Trace Context, 3.2: no version is ff, no id is all zeroes, a later version may tell more.
_TRACEPARENT = re.compile(
    rb"(?:00(?=.{53}\Z)|(?!00|ff)[0-9a-f]{2})"
    rb"-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?"
)


class Tracing:
    """Puts the trace id where refusals find it, and into `X-Trace-Id`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace_id = _trace_id(dict(scope["headers"]).get(b"traceparent", b""))
        scope.setdefault("state", {})["trace_id"] = trace_id

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {"x-trace-id": trace_id, **scope["state"].get("answer_headers", {})}
                more = [(name.lower().encode(), value.encode()) for name, value in told.items()]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, traced)


def _trace_id(traceparent: bytes) -> str:
    told = _TRACEPARENT.fullmatch(traceparent)
    return secrets.token_hex(16) if told is None else told[1].decode()
