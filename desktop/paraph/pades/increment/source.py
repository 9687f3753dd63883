"""Bytes of a PDF by their place, read when they are asked for and never all at once."""

import io
import os
from typing import BinaryIO


class Source:
    """A file that can be sought; the first page of memory that a look needs is small."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)

    @classmethod
    def of(cls, data: bytes) -> "Source":
        """Read from memory."""
        return cls(io.BytesIO(data))

    def read(self, at: int, count: int) -> bytes:
        """Give so many bytes, or those that there are."""
        self._file.seek(at)
        return self._file.read(count)
