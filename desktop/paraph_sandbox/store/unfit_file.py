"""A file that the sandbox was started with, or has kept, and cannot use."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UnfitFile(Exception):
    """Names the file and says what is wrong with it; nothing of what it holds."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}.")


@contextmanager
def usable(folder: Path, database: Path) -> Iterator[None]:
    """Raise UnfitFile for whatever the system or SQLite say of a folder that is opened."""
    try:
        yield
    except sqlite3.Error as error:
        raise UnfitFile(database, f"cannot be used: {error}") from error
    except OSError as error:
        place = folder if error.filename is None else Path(error.filename)
        raise UnfitFile(place, f"cannot be used: {error.strerror}") from error
