"""A call of the remote API as it goes over the wire: the same bytes in every try.

The Idempotency-Key stands for these bytes, so that a form's boundary comes from it, too.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.ports.service import ServiceCall
from paraph.remote.http_body import FileBody
from paraph.remote.http_client import Wanted
from paraph.remote.routes import route_of
from paraph.remote.trace_context import HEADER, traceparent
from paraph.wire.names import MEDIA_TYPE_V2, PROBLEM_TYPE

_ACCEPT = f"application/json, {PROBLEM_TYPE}, {MEDIA_TYPE_V2};q=0.9"
_JSON_BYTES = 8 << 20
_CALL_S, IDLE_S = 60.0, 60.0
# The slowest line that a file is waited for.
_SLOWEST_BYTES_PER_S = 16_000
_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_ESCAPED = {'"': "%22", "\r": "%0D", "\n": "%0A"}  # HTML, 4.10.21.8, as browsers do


def reading(base_url: str, path: str, timeout_s: float = _CALL_S) -> Wanted:
    """Give a call that reads JSON."""
    headers = {"Accept": _ACCEPT, HEADER: traceparent()}
    return Wanted(
        "GET",
        base_url + path,
        timeout_s,
        _JSON_BYTES,
        headers=headers,
        names_private=True,  # a person named this service
        idle_s=timeout_s,
        follows=False,
        route=route_of(path),
    )


def download(base_url: str, path: str, into: Path, most_bytes: int) -> Wanted:
    """Give a call that fetches a file."""
    wanted = reading(base_url, path, most_bytes / _SLOWEST_BYTES_PER_S + _CALL_S)
    headers = {**wanted.headers, "Accept": f"application/pdf, {PROBLEM_TYPE};q=0.9"}
    return wanted._replace(headers=headers, into=into, max_bytes=most_bytes, idle_s=IDLE_S)


def changing(base_url: str, call: ServiceCall, spooled: Callable[[str], Path]) -> Wanted:
    """Give a call that changes something; `spooled` finds a file by its SHA-256.

    Raises DocumentMissing.
    """
    headers = {
        "Accept": _ACCEPT,
        "Idempotency-Key": call.idempotency_key,
        HEADER: traceparent(call.trace_id),
    }
    if call.if_match:
        headers["If-Match"] = call.if_match
    wanted = reading(base_url, call.path)._replace(method=call.method, headers=headers)
    if call.body.content is not None:
        return _with_content(wanted, call.body, call.body.content)
    return _with_file(wanted, call, spooled) if call.body.sha256 else wanted


def _with_content(wanted: Wanted, body: FrozenBody, content: bytes) -> Wanted:
    if not content:
        return wanted
    kind = body.media_type or "application/json"
    digest = hashlib.sha256(content)  # an id may have been put in since the body was frozen
    return wanted._replace(headers=_with_kind(wanted, kind, digest.digest()), body=content)


def _with_file(wanted: Wanted, call: ServiceCall, spooled: Callable[[str], Path]) -> Wanted:
    body, file = call.body, spooled(call.body.sha256)
    try:
        upload = FileBody(file, file.stat().st_size)
        kind = body.media_type or "application/pdf"
        if body.fields:
            boundary = hashlib.sha256(f"{call.idempotency_key} {body.sha256}".encode()).hexdigest()
            upload = _form(upload, body, boundary)
            kind = f"multipart/form-data; boundary={boundary}"
        # RFC 9530, 2: of the whole body, which for a form is not the file's.
        digest = hashlib.sha256()
        for piece in upload.pieces():
            digest.update(piece)
    except OSError as error:
        raise DocumentMissing(file=str(file)) from error
    timeout_s = upload.length / _SLOWEST_BYTES_PER_S + _CALL_S
    headers = _with_kind(wanted, kind, digest.digest())
    return wanted._replace(headers=headers, upload=upload, timeout_s=timeout_s, idle_s=IDLE_S)


def _with_kind(wanted: Wanted, kind: str, sha256: bytes) -> dict[str, str]:
    digest = f"sha-256=:{b64encode(sha256).decode()}:"
    return {**wanted.headers, "Content-Type": kind, "Content-Digest": digest}


def _form(file: FileBody, body: FrozenBody, boundary: str) -> FileBody:
    """Put a file into a form (RFC 7578); its name is told as a field, and never in the header."""
    parts = [_part(boundary, name, value) for name, value in body.fields]
    ending = _ENDINGS.get(body.media_type, "pdf")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="document.{ending}"'
        f"\r\nContent-Type: {body.media_type or 'application/pdf'}\r\n\r\n"
    )
    before = b"".join(parts) + head.encode()
    return file._replace(before=before, after=f"\r\n--{boundary}--\r\n".encode())


def _part(boundary: str, name: str, value: str) -> bytes:
    shown = "".join(_ESCAPED.get(each, each) for each in name)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{shown}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()
