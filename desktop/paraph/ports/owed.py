"""What is still owed to signed files, and where it is kept and paid."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from paraph.domain.archive_index import Absence, Sight
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile, OwedLevel


class OwedLevels(Protocol):
    """The debts, in the store that holds the audit log too."""

    def transaction(self) -> AbstractContextManager[None]:
        """Write all of what is written within, entries of the audit log too, or nothing.

        Raises StoreBusy, DiskFull.
        """
        ...

    def all(self) -> Sequence[OwedLevel]:
        """List the debts, the most urgent first."""
        ...

    def put(self, debt: OwedLevel) -> None:
        """Write a debt, in place of the one of the same intent."""
        ...

    def remove(self, intent: str) -> None:
        """Take a debt off the list; none there is fine."""
        ...

    def archived(self) -> Sequence[ArchivedFile]:
        """List the files whose archive timestamp is kept up, the next to renew first."""
        ...

    def put_archived(self, file: ArchivedFile) -> None:
        """Write a file into that list, in place of the one at the same path."""
        ...

    def remove_archived(self, path: Path) -> None:
        """Take a file off that list; none there is fine."""
        ...

    def move(self, old: Path, new: Path) -> None:
        """Note that a file has another place, in both lists."""
        ...

    def mark_left(self, sha256: str) -> None:
        """Note that these bytes were sent, filed, mailed or exported."""
        ...

    def has_left(self, sha256: str) -> bool:
        """Tell whether these bytes have left."""
        ...

    def time_stamped(self, sha256: str) -> tuple[Path, str] | None:
        """Give the file that these bytes became by their timestamp (B-T), and its hash.

        As it was then; None where they have none.
        """
        ...

    def is_ours(self, sha256: str) -> bool:
        """Tell whether the audit log says that these bytes were made here."""
        ...


class ReplacedFiles(Protocol):
    """Files that are replaced where they lie, whole or not at all."""

    def sha256(self, path: Path) -> str:
        """Hash a file. Raises DocumentMissing."""
        ...

    def temporary_name(self, path: Path, intent: str) -> Path:
        """Give the name of the new file until it takes the place; nothing is made yet."""
        ...

    def reserve(self, temporary: Path) -> None:
        """Make it, in place of what a crash left. Raises FolderReadOnly, DiskFull."""
        ...

    def replace(self, temporary: Path, path: Path, sha256: str) -> None:
        """Put it in the place of a file that still has this hash.

        Raises DocumentChanged, DocumentMissing, FolderReadOnly, DiskFull.
        """
        ...

    def copy(self, source: Path, temporary: Path) -> str:
        """Fill a temporary file that was reserved, fsync; gives the SHA-256 of what was copied.

        Raises DocumentMissing, FolderReadOnly, DiskFull.
        """
        ...

    def discard(self, temporary: Path) -> None:
        """Remove a temporary file; none there is fine."""
        ...


class ArchivePlaces(Protocol):
    """Where archived files lie, looked at for as little as can be."""

    def sight(self, path: Path, volume: str | None = None) -> Sight | Absence:
        """Look at a file without reading it; `volume` is where it was mounted when it was seen."""
        ...

    def hashes(self, path: Path, beginning: int | None) -> tuple[str, str | None]:
        """Give the SHA-256 of a file, and of its first bytes where it has more than `beginning`.

        Raises DocumentMissing.
        """
        ...

    def is_same(self, one: Path, other: Path) -> bool:
        """Tell whether two paths lead to one place, as through a link or `..`."""
        ...

    def around(self, path: Path) -> Path:
        """Give the folder in which a file that is gone from `path` is looked for."""
        ...

    def alike(self, folder: Path, sizes: Collection[int], names: Collection[str]) -> Iterator[Path]:
        """List files below a folder that have one of these names, then those of one size.

        The nearest come first; it ends after some thousands of entries, whatever is below.
        """
        ...


class DocumentPasswords(Protocol):
    """Passwords of documents that a person let be kept until their proof is there."""

    def keep(self, intent: str, password: Secret) -> bool:
        """Keep one; False where there is no keychain to keep it in."""
        ...

    def find(self, intent: str) -> Secret | None:
        """Give one that was kept."""
        ...

    def forget(self, intent: str) -> None:
        """Remove one; none there is fine."""
        ...
