"""What nobody foresaw: told in the log, and answered with a problem document."""

import logging
import traceback

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraph_sandbox.gate import problem_documents
from paraph_sandbox.lifecycle.problems import Problem

_log = logging.getLogger(__name__)


class Failures:
    """Answers 500 for an exception, and breaks the connection off when an answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return  # nobody is there any more to be answered
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            _tell(error, scope["state"].get("trace_id"))
            problem = Problem(500, "internal_error", "The sandbox failed. Try again.")
            await problem_documents.response(Request(scope), problem)(scope, receive, send)


def _tell(error: Exception, trace_id: str | None) -> None:
    # Where it failed, and not its words: they can repeat what a body held.
    frames = "".join(traceback.format_tb(error.__traceback__))
    told = {"trace_id": trace_id}
    _log.error("a call failed: %s\n%s", type(error).__name__, frames, extra=told)
