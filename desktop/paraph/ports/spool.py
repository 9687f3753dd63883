"""The spool: what is sent or was fetched, under its hash, in the profile."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple, Protocol


class Spooled(NamedTuple):
    """A file of the spool; its size in bytes."""

    sha256: str
    size: int


class Spool(Protocol):
    """Files that never change; each is called by the SHA-256 of its bytes."""

    def take(self, source: Path) -> Spooled:
        """Take a copy of a file, durable before this answers.

        Raises DocumentMissing, ProfileFull, ProfileReadOnly.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether a file is there, without reading it."""
        ...

    def path_of(self, sha256: str) -> Path:
        """Give the path of a file whose hash was checked just now. Raises SpoolDamaged."""
        ...

    def reserve(self) -> Path:
        """Make an empty file in the spool, to be filled, and kept or discarded.

        Raises ProfileFull, ProfileReadOnly.
        """
        ...

    def keep(self, temporary: Path, sha256: str) -> Path:
        """Give a file that was reserved and filled its name, durably; gives its path.

        Raises ProfileFull, ProfileReadOnly.
        """
        ...

    def find(self, sha256: str) -> Path | None:
        """Give where a file is; None when it is not here, or not as it was."""
        ...

    def discard(self, temporary: Path) -> None:
        """Remove what was not kept; none there is fine."""
        ...

    def sweep(self, named: Callable[[], Collection[str]], most: int) -> int:
        """Remove at most so many old files that nobody names; gives how many.

        Called within a transaction of the store that knows the names: who writes a row looks
        in its own transaction whether the row's file is there.
        """
        ...
