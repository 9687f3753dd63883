"""The looks of visible signatures that persons keep, each under its own name."""

from typing import Protocol

from paraph.domain.stamp.appearance import Looks


class LookShelf(Protocol):
    """Keeps looks by the holder's name, which outlives a certificate."""

    def read(self, holder: str) -> Looks:
        """Give a person's looks; none for one who is not known."""
        ...

    def write(self, holder: str, looks: Looks) -> None:
        """Keep a person's looks in place of those before. Raises DiskFull, FolderReadOnly."""
        ...
