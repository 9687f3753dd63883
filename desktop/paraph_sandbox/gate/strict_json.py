"""JSON in one reading only (RFC 8259, I-JSON of RFC 7493): UTF-8, each name once, no NaN."""

import json
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraph_sandbox.gate import problem_documents
from paraph_sandbox.gate.addresses import Address, BodyKind
from paraph_sandbox.lifecycle.problems import Problem

_DEEPEST = 64


class StrictJson:
    """Reads a JSON body before its route does, and refuses what another reader may read otherwise.

    The body's size is bounded by `gate.limits`, which comes before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on with its body, or refuse it."""
        if scope["type"] != "http" or not _reads_json(scope):
            await self._app(scope, receive, send)
            return
        messages = await _read(receive)
        try:
            check(b"".join(each.get("body", b"") for each in messages))
        except Problem as problem:
            await problem_documents.response(Request(scope), problem)(scope, receive, send)
            return

        async def again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self._app(scope, again, send)


def check(body: bytes) -> None:
    """Raise Problem 400 `malformed_json` unless these bytes are JSON in one reading, or nothing."""
    if not body:
        return
    try:
        read = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _malformed(f"character {error.pos}") from None
    except RecursionError:
        raise _malformed("it is nested too deeply") from None
    except ValueError:
        raise _malformed("a number is too long") from None
    _check_depth(read)


def _check_depth(read: Any) -> None:
    level, deep = [read], 0
    while level:
        deep += 1
        if deep > _DEEPEST:
            raise _malformed("it is nested too deeply")
        level = [
            inner
            for each in level
            if isinstance(each, list | dict)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _malformed("a name comes twice")
    return read


def _no_constant(_: str) -> NoReturn:
    raise _malformed("NaN and Infinity are no numbers")


def _malformed(why: str) -> Problem:
    return Problem(400, "malformed_json", f"The body is not JSON that is read one way: {why}.")


def _reads_json(scope: Scope) -> bool:
    address: Address | None = scope["state"].get("address")
    return address is not None and address.methods.get(scope["method"]) is BodyKind.JSON


async def _read(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages
