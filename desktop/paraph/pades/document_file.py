"""A document's file, opened to be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from paraph import plain_file
from paraph.domain.errors import DocumentMissing


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading. Raises DocumentMissing."""
    try:
        file = plain_file.opened(path)
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    with file:
        yield file
