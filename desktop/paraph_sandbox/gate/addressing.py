"""What a call's head says, before anything of its body is read: address, version, method, kind.

Whatever can be read in two ways is refused, so that nobody in between reads it the other way.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraph_sandbox.gate import problem_documents
from paraph_sandbox.gate.addresses import Address, Addresses, BodyKind
from paraph_sandbox.lifecycle.problems import Problem

_VERSION = "2"
_PREFIX = f"/v{_VERSION}"
_MAX_HEAD_BYTES = 64 * 1024
_WANTED = re.compile(r"application/vnd\.certyneo\.v([0-9]+)\+json", re.IGNORECASE)
# A proxy may read either line of two, or each part of a path for itself.
_ONCE_ALONE = ("content-type", "idempotency-key")
_NO_SEPARATOR = b"%2f"
# Base64 has the sign, and is percent-encoded in an address (RFC 6960, A.1).
_OF_BASE64 = "/ocsp/"
_ABSOLUTE = re.compile(r"^https?://[^/]*", re.IGNORECASE)


class Addressing:
    """Finds the address, which the rest of the gate reads as `request.state.address`."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            await self._pass_on(scope, receive, send)
        except Problem as problem:
            await problem_documents.response(Request(scope), problem)(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        _check_head(scope, headers)
        # RFC 9112, 3.2.2: a server accepts the absolute form of a target, too.
        path = _ABSOLUTE.sub("", scope["path"]) or "/"
        _check_separators(scope, path)
        by_header = _version_by_header(headers) and not path.startswith(f"{_PREFIX}/")
        address = self._addresses.at(f"{_PREFIX}{path}" if by_header else path)
        if by_header and address is None:
            by_header, address = False, self._addresses.at(path)
        scope = {**scope, "path": f"{_PREFIX}{path}" if by_header else path}
        scope["state"]["address"] = address
        if address is not None and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": address.allowed})(
                scope, receive, send
            )
            return
        await self._app(_admitted(scope, address, headers), receive, _sender(send))


def _admitted(scope: Scope, address: Address | None, headers: Headers) -> Scope:
    """Give the call as its route reads it: HEAD is GET (RFC 9110, 9.3.2), and the server that
    runs the application sends nothing of the body.
    """
    if address is None:
        return scope
    method = scope["method"]
    if method == "HEAD" and "HEAD" not in address.methods:
        method = "GET"
    if method not in address.methods:
        detail = f"This address knows {address.allowed}."
        raise Problem(405, "method_not_allowed", detail, headers={"Allow": address.allowed})
    if _has_body(headers):
        _check_kind(address.methods[method], headers.get("content-type", ""))
    return {**scope, "method": method}


def _sender(send: Send) -> Send:
    """Give what sends the answer."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            # Some addresses answer by what `Accept` says, so caches keep them apart.
            MutableHeaders(scope=message).add_vary_header("Accept")
        await send(message)

    return answer


def _check_head(scope: Scope, headers: Headers) -> None:
    why = None
    if scope["http_version"] not in ("1.0", "1.1"):
        why = "HTTP is spoken here in the versions 1.0 and 1.1."
    elif "content-length" in headers and "transfer-encoding" in headers:
        # RFC 9112, 6.1: a sign of request smuggling.
        why = "A call has Content-Length or Transfer-Encoding, not both."
    elif sum(len(name) + len(value) for name, value in headers.raw) > _MAX_HEAD_BYTES:
        why = f"The head is larger than {_MAX_HEAD_BYTES} bytes."
    elif twice := next((each for each in _ONCE_ALONE if len(headers.getlist(each)) > 1), None):
        why = f"There is more than one {twice.title()} header."
    if why is not None:
        raise Problem(400, "malformed", why, headers={"Connection": "close"})


def _check_separators(scope: Scope, path: str) -> None:
    raw: bytes = scope.get("raw_path") or b""
    if _NO_SEPARATOR in raw.lower() and not path.startswith(_OF_BASE64):
        raise Problem(404, "not_found", "There is nothing at this address.")


def _version_by_header(headers: Headers) -> bool:
    """Tell whether `Accept` asks for this version; raise Problem 400 for another one."""
    wanted = _WANTED.findall(",".join(headers.getlist("accept")))
    if not wanted:
        return False
    if _VERSION not in wanted:
        detail = f"There is no version {wanted[0]} of this API."
        raise Problem(400, "unsupported_version", detail, more={"supported": [_VERSION]})
    return True


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _check_kind(kind: BodyKind, content_type: str) -> None:
    if kind is BodyKind.NONE:
        return
    told, _, parameters = content_type.lower().partition(";")
    told = told.strip()
    fits = told == kind.value
    if kind is BodyKind.JSON:
        fits = fits or (told.startswith("application/") and told.endswith("+json"))
        charset = re.search(r"charset\s*=\s*\"?([^\s\";]+)", parameters)
        # RFC 8259, 8.1: JSON that programs exchange is UTF-8.
        fits = fits and (charset is None or charset[1] in ("utf-8", "utf8", "us-ascii"))
    if not fits:
        raise Problem(415, "unsupported_media_type", f"The body is {kind.value}.")
