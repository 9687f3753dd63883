"""What is sent from a file and what is received into one, piece by piece."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import httpcore2
import httpx2

from paraph.domain.errors.files import writing_error

_PIECE_BYTES = 1 << 16
_CHALLENGES = "www-authenticate"
# What is no file that was asked for: a problem document, a page.
_MOST_OTHER_BYTES = 1 << 20


class TooLarge(Exception):
    """More came than is taken."""


class NotIdentity(Exception):
    """The answer is compressed, which was not asked for."""


class FileChanged(Exception):
    """A file is not as long as it was told to be."""


class FileBody(NamedTuple):
    """A body that is a file, with what a form has before and after it; `size` is of the file."""

    file: Path
    size: int
    before: bytes = b""
    after: bytes = b""

    @property
    def length(self) -> int:
        """Give the number of bytes of the whole body."""
        return len(self.before) + self.size + len(self.after)

    def pieces(self) -> Iterator[bytes]:
        """Give the body. Raises OSError, FileChanged before it is whole."""
        if self.before:
            yield self.before
        left = self.size
        with self.file.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                left -= len(piece)
                if left < 0:
                    raise FileChanged
                yield piece
        if left:
            raise FileChanged
        if self.after:
            yield self.after


class Received(NamedTuple):
    """A body in memory, or the SHA-256 of what was written into a file."""

    body: bytes
    sha256: str = ""


def received(
    response: httpcore2.Response, headers: Mapping[str, str], most_bytes: int, into: Path | None
) -> Received:
    """Read an answer; a file is written for status 200 alone.

    Raises TooLarge, NotIdentity, DiskFull, FolderReadOnly.
    """
    to_file = into if response.status == 200 else None
    most = most_bytes if into is None or to_file is not None else _MOST_OTHER_BYTES
    told = headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise TooLarge
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise NotIdentity
    pieces = _bounded(response, most)
    return Received(b"".join(pieces)) if to_file is None else _written(pieces, to_file)


def headers_of(response: httpcore2.Response) -> Mapping[str, str]:
    """Give an answer's headers by their names in small letters; of several the first.

    Of challenges (RFC 9110, 11.6.1) all are given, a line each.
    """
    told: dict[str, str] = {}
    headers = httpx2.Headers(response.headers)
    for name, value in headers.multi_items():
        told.setdefault(name.lower(), value)
    if _CHALLENGES in told:
        told[_CHALLENGES] = "\n".join(headers.get_list(_CHALLENGES))
    return told


def _bounded(response: httpcore2.Response, most_bytes: int) -> Iterator[bytes]:
    size = 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > most_bytes:
            raise TooLarge
        yield piece


def _written(pieces: Iterator[bytes], into: Path) -> Received:
    digest = hashlib.sha256()
    try:
        with into.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise writing_error(error, str(into.parent)) from error
    return Received(b"", digest.hexdigest())
