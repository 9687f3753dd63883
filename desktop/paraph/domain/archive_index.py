"""What a look at a file tells, whose archive timestamp is kept up: it is as it was, or not.

Its bytes are read only where its size or its time of change says that they may be others, and
after a month in any case. A drive that is away says nothing of the file.
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

# Bytes can change under the same size and time: by a fault of a disk, or by intent.
READ_AGAIN_AFTER = timedelta(days=30)
# A file that is missing is looked for in the folders around its place not more often than this.
SEARCH_AGAIN_AFTER = timedelta(hours=1)


class ArchiveState(StrEnum):
    """How a file was found by the last look that reached its place."""

    THERE = "there"
    EXTENDED = "extended"  # by another program, validly: our bytes are its beginning
    CHANGED = "changed"
    MISSING = "missing"

    @property
    def code(self) -> str | None:
        """Give the code of what a person has to settle; None for a file that is as it was."""
        return None if self is ArchiveState.THERE else f"archive_file_{self}"


class Sight(NamedTuple):
    """What the file system says without reading a file: bytes, nanoseconds, its mount point."""

    size: int
    modified_ns: int
    volume: str


class Absence(StrEnum):
    """Why there is no file to see at a path."""

    MISSING = "missing"
    UNREACHABLE = "unreachable"  # its drive or share is away, does not answer or lets nobody in
