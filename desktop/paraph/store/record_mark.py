"""What shows that somebody wrote into a profile's record, without opening it."""

import os
from pathlib import Path
from typing import NamedTuple


class RecordMark(NamedTuple):
    """Times of writing, in nanoseconds, and sizes, of the record and its write-ahead log.

    Two that differ: something was written in between. A log that is empty is as good as none, as
    it is made and removed by whoever only reads.
    """

    record: tuple[int, int]
    log: tuple[int, int]


def record_mark(home: Path) -> RecordMark:
    """Give the mark as it is now; what cannot be seen counts as not there."""
    return RecordMark(_seen(home / "paraph.db"), _seen(home / "paraph.db-wal"))


def _seen(file: Path) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116 - opens the file on Windows, so that the time is of now
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size) if found.st_size else (0, 0)
