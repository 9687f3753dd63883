"""The child process that draws pages: it answers requests until its parent is gone.

Started as `python -m paraph.render.worker`. A fault or an endless page inside MuPDF costs this
process and nothing else. The parent's side is `render.client`.
"""

import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pymupdf

from paraph.domain.errors import (
    DocumentDamaged,
    DocumentMissing,
    ImageUnreadable,
    ParaphError,
)
from paraph.plain_file import opened
from paraph.ports.pages import (
    CloseDocument,
    OpenDocument,
    Opened,
    Picture,
    Request,
    Value,
    WantAnchors,
    WantFields,
    WantGeometries,
    WantImage,
    WantInitials,
    WantMatches,
    WantPicture,
    WantRules,
    WantSha256,
    WantStamp,
    WantText,
)
from paraph.render.frames import pack, unpack
from paraph.render.pages import PageSet, open_pages
from paraph.render.wire import request_from_json, value_to_json

_NICE = 10  # the window stays smooth while pages are drawn on a busy machine
_EAGER_S = 1.5  # before that the person waits for the first page, and nothing is smooth yet
_READ_BYTES = 65536


class Desk:
    """Holds the one open document and answers requests about it."""

    def __init__(self) -> None:
        self._pages: PageSet | None = None

    def answer(self, request: Request) -> Value:
        """Do what is asked; raises ParaphError."""
        match request:
            case OpenDocument():
                return self._open(request)
            case CloseDocument():
                self._close()
                return None
            case WantStamp(content, width, height, scale):
                from paraph.render.stamp import stamp_picture  # the first page needs none

                return stamp_picture(content, width, height, scale)
            case WantImage(path):
                return _image(path)
            case WantPicture() | WantAnchors() | WantInitials():
                return self._on_page(request)
            case _:
                return self._read(request)

    def _on_page(self, request: WantPicture | WantAnchors | WantInitials) -> Value:
        pages = self._opened()
        match request:
            case WantPicture(page, scale, clip, draft):
                return pages.render(page, scale, clip, draft=draft)
            case WantAnchors(needle, page):
                return pages.find_anchor(needle, page)
            case WantInitials(page, corner, taken):
                return pages.initials(page, corner, taken)

    def _read(
        self,
        request: WantGeometries | WantText | WantMatches | WantRules | WantFields | WantSha256,
    ) -> Value:
        pages = self._opened()
        match request:
            case WantGeometries():
                return pages.geometries
            case WantText(page):
                return pages.text_lines(page)
            case WantMatches(needle, page):
                return pages.search(needle, page)
            case WantRules(page):
                return pages.rules(page)
            case WantFields(page):
                return pages.fields(page)
            case WantSha256():
                return pages.sha256()

    def _open(self, request: OpenDocument) -> Opened:
        self._close()
        self._pages = open_pages(request.path, request.password)
        return Opened(len(self._pages.geometries), self._pages.needs_repair)

    def _close(self) -> None:
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _opened(self) -> PageSet:
        if self._pages is None:
            raise DocumentMissing(why="not_open")
        return self._pages


def _image(path: Path) -> bytes:
    from paraph.render.stamp_image import MOST_BYTES, take_image

    try:
        with opened(path) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ImageUnreadable(file=str(path), why=error.strerror) from error
    return take_image(data)


def serve(pipe: socket.socket) -> None:
    """Answer requests in their order until the other end closes."""
    desk = Desk()
    buffer = bytearray()
    eager_until: float | None = time.monotonic() + _EAGER_S
    while received := pipe.recv(_READ_BYTES):
        buffer += received
        for frame in unpack(buffer):
            _reply(pipe, frame.head["id"], _outcome(desk, frame.head["request"]))
            if eager_until is not None and time.monotonic() > eager_until:
                eager_until = None
                _step_back()


def _step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _outcome(desk: Desk, request: dict[str, Any]) -> Value | ParaphError:
    try:
        return desk.answer(request_from_json(request))
    except ParaphError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever a hostile file does becomes an answer
        return DocumentDamaged(why=type(error).__name__)


def _reply(pipe: socket.socket, request_id: int, outcome: Value | ParaphError) -> None:
    if isinstance(outcome, ParaphError):
        failure = {"id": request_id, "code": outcome.code, "details": outcome.details}
        pipe.sendall(pack(failure))
        return
    head = {"id": request_id, "value": value_to_json(outcome)}
    if not isinstance(outcome, Picture):
        pipe.sendall(pack(head))
    elif sys.platform == "linux" and outcome.samples:
        _send_shared(pipe, head, outcome.samples)
    else:
        pipe.sendall(pack(head, len(outcome.samples)) + outcome.samples)


def _send_shared(pipe: socket.socket, head: dict[str, Any], samples: bytes | memoryview) -> None:
    # The pixels go as a memory file: the viewer maps them and copies nothing.
    if sys.platform != "linux":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    memory = os.memfd_create("paraph-page", os.MFD_CLOEXEC)
    with open(memory, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        rest = memoryview(samples)
        while rest:
            rest = rest[file.write(rest) :]
        frame = pack({**head, "shared_bytes": len(samples)})
        # The descriptor rides on the first byte; the rest may go in several pieces.
        sent = socket.send_fds(pipe, [frame], [file.fileno()])
        pipe.sendall(frame[sent:])


def _take_pipe() -> socket.socket:
    if sys.platform == "win32":
        return socket.fromshare(sys.stdin.buffer.read())
    return socket.socket(fileno=int(sys.argv[1]))


def main() -> None:
    """Serve the parent, after the first page at low priority."""
    pymupdf.TOOLS.mupdf_display_errors(on=False)
    pymupdf.TOOLS.mupdf_display_warnings(on=False)
    with _take_pipe() as pipe:
        try:
            serve(pipe)
        except (BrokenPipeError, ConnectionResetError):
            return  # the parent has gone, and nobody is left to answer


if __name__ == "__main__":
    main()
