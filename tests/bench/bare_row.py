"""The floor of what is kept: one row in one transaction of SQLite, on disk when it answers."""

import sqlite3
import time
from pathlib import Path

NAME = "one row, synchronous=FULL"


class BareRow:
    """A file of its own with one table."""

    def __init__(self, folder: Path, size: int) -> None:
        self._database = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        self._text = "x" * size

    def write(self) -> float:
        """Write one row; gives the seconds that it took."""
        began = time.perf_counter()
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT INTO row (text) VALUES (?)", [self._text])
        self._database.execute("COMMIT")
        return time.perf_counter() - began

    def close(self) -> None:
        """Close the file."""
        self._database.close()
