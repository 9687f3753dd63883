"""A watched folder: files come in, are taken by one watcher, and leave as done or failed."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.many.batch import RowEnd


class ArrivalKind(StrEnum):
    """What lies in the inbox under a PDF's name."""

    FILE = "file"
    LINK = "symbolic_link"
    FOLDER = "folder"
    OTHER = "special_file"


class Arrival(NamedTuple):
    """Something in the inbox; size in bytes and time tell one state of a file from another."""

    path: Path
    kind: ArrivalKind
    size: int = 0
    modified_ns: int = 0


class Claim(NamedTuple):
    """A file that this watcher has taken; `intent` is the act that signs it."""

    path: Path
    intent: str


class WatchedFolder(Protocol):
    """`inbox`, `done` and `failed` in one folder. Every act may raise OSError of a share."""

    done: Path

    def arrivals(self) -> Sequence[Arrival]:
        """List what is in the inbox, the oldest first; hidden and partial files are not."""
        ...

    def is_whole(self, arrival: Arrival) -> bool:
        """Tell whether nobody writes the file now, and whether it ends as a PDF does."""
        ...

    def is_written(self, arrival: Arrival) -> bool:
        """Tell whether another program has the file open for writing."""
        ...

    def claim(self, arrival: Arrival, intent: str) -> Claim | None:
        """Take a file; None when another watcher was first, or its writer still holds it."""
        ...

    def claims(self) -> Sequence[Claim]:
        """List what this watcher has taken and not put away, from before a crash too."""
        ...

    def reclaim(self, claim: Claim, intent: str) -> Claim:
        """Take a file for another act."""
        ...

    def put_back(self, claim: Claim) -> None:
        """Give a file back to the inbox."""
        ...

    def put_done(self, claim: Claim) -> Path:
        """Move the original of a signed file to the originals, and give its place."""
        ...

    def put_failed(self, file: Path, report: Mapping[str, object]) -> Path:
        """Move what failed, with a report beside it, and give its place."""
        ...


class Acts(Protocol):
    """What the record says of acts."""

    def end_of(self, intent: str) -> RowEnd | None:
        """Tell how an act ended; None for one that never began."""
        ...
