"""The client's file, where results go."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.service.filing_name import FilingPlace


class FiledFile(NamedTuple):
    """One of the files that are put together: behind the stem stands `ending`, its type in it."""

    ending: str
    source: Path
    sha256: str


class ClientFile(Protocol):
    """A firm's client files: a folder, or WebDAV.

    Raises FilingUnreachable, FilingFolderMissing, FilingAccountRefused, FilingRefused,
    FolderReadOnly, DiskFull, OutputNameRefused.
    """

    def place(self, place: FilingPlace) -> str:
        """Say where the files of a place are: what is recorded, before anything is written."""
        ...

    def is_mine(self, place: str) -> bool:
        """Tell whether a recorded place is here; not so where another root was set since."""
        ...

    def fits(self, place: str, files: Sequence[FiledFile]) -> bool:
        """Tell whether none of the names is taken by other bytes.

        A colleague's desk may have filed the same: that is as good as filed.
        """
        ...

    def put(self, place: str, files: Sequence[FiledFile], intent: str) -> None:
        """Put all of them, or none; what lies there already as it should be counts as put.

        `intent` names what is half written, so that the next call tidies it. Raises FilingTaken
        where other bytes have one of the names; they stay as they are.
        """
        ...

    def path_of(self, place: str, file: FiledFile) -> Path | None:
        """Give where a file is on this computer's drives; None where it is not on one."""
        ...
