"""Kept files as answers: in pieces, a part of it when that is asked for (RFC 9110, 14.2)."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from fastapi import Request, Response
from starlette.responses import StreamingResponse

from paraph_sandbox.gate.answers import is_known
from paraph_sandbox.lifecycle.problems import Problem

_PIECE_BYTES = 64 * 1024
# One range; a server may ignore others, and answers with all of it then.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def file_answer(
    request: Request, file: BinaryIO, tag: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a PDF, which is closed at the end; `tag` is its entity tag.

    200, 206 for a part, 304 for one that the caller has. Raises Problem 416
    `range_not_satisfiable`.
    """
    told = {**(headers or {}), "ETag": tag, "Accept-Ranges": "bytes"}
    size = file.seek(0, 2)
    try:
        if is_known(request, tag):
            file.close()
            return Response(status_code=304, headers=told)
        wanted = _wanted(request, tag, size)
    except Problem:
        file.close()
        raise
    first, last = wanted or (0, size - 1)
    told["Content-Length"] = str(last - first + 1)
    if wanted is not None:
        told["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _FileResponse(file, (first, last), 200 if wanted is None else 206, told)


class _FileResponse(StreamingResponse):
    def __init__(
        self, file: BinaryIO, span: tuple[int, int], status: int, headers: Mapping[str, str]
    ) -> None:
        self._file = file
        super().__init__(_pieces(file, *span), status, headers, "application/pdf")

    async def __call__(self, *call: object) -> None:
        try:
            await super().__call__(*call)  # type: ignore[arg-type]
        finally:
            self._file.close()


def _wanted(request: Request, tag: str, size: int) -> tuple[int, int] | None:
    """Give the first and last byte that are asked for, or None for all of them."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", tag) != tag:
        return None
    if asked[1] == "":
        first, last = max(0, size - int(asked[2])), size - 1
    else:
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
        if asked[2] and int(asked[2]) < first:
            return None
    if first > last:
        raise Problem(
            416,
            "range_not_satisfiable",
            f"The document has {size} bytes.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return first, last


def _pieces(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    file.seek(first)
    left = last - first + 1
    while left > 0 and (piece := file.read(min(_PIECE_BYTES, left))):
        left -= len(piece)
        yield piece
