"""The bytes of documents, each under its SHA-256: written once, never changed."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paraph_sandbox.store.durable import sync_folder

_PIECE_BYTES = 1024 * 1024


class Gone(Exception):
    """Bytes were removed before they were read."""


@dataclass(frozen=True)
class Staged:
    """Bytes that are on the disk and that nothing uses yet. `size` is in bytes."""

    path: Path
    sha256: str
    size: int


class Blobs:
    """A folder of files that are named by what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Nobody else reads what people sign, whatever mode the files have.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep bytes and give their SHA-256 in hexadecimal; they are on the disk afterwards."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not self._place(sha256).exists():
            beside = self._new_name()
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._name(beside, sha256)
        return sha256

    @contextmanager
    def stage(self, source: BinaryIO) -> Iterator[Staged]:
        """Write what a file holds, in pieces; it goes at the end unless it was kept."""
        with self.beside() as place:
            with place.open("wb") as file:
                while piece := source.read(_PIECE_BYTES):
                    file.write(piece)
            yield self.staged(place)

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Give a name to write to; what is there goes at the end unless it was kept."""
        place = self._new_name()
        try:
            yield place
        finally:
            place.unlink(missing_ok=True)

    def staged(self, place: Path) -> Staged:
        """Put on the disk what was written beside."""
        with place.open("rb+") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            os.fsync(file.fileno())
        return Staged(place, sha256, size)

    def keep(self, staged: Staged) -> str:
        """Keep what was staged and give its SHA-256. Call it in the transaction that uses it."""
        if not self._place(staged.sha256).exists():
            self._name(staged.path, staged.sha256)
        return staged.sha256

    def get(self, sha256: str) -> bytes:
        """Give the bytes. Raises FileNotFoundError when they were removed."""
        return self._place(sha256).read_bytes()

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes, which stay readable however soon they are removed.

        Raises FileNotFoundError when they were removed.
        """
        return self._place(sha256).open("rb")

    def path(self, sha256: str) -> Path:
        """Give where the bytes are, for another process that reads them."""
        return self._place(sha256)

    def remove(self, sha256: str) -> None:
        """Remove the bytes; nothing happens when they are not there."""
        self._place(sha256).unlink(missing_ok=True)

    def sweep(self, used: frozenset[str]) -> int:
        """Remove what nothing uses, and what was never finished; give how much that was.

        Nobody else may use the folder meanwhile.
        """
        unused = [each for each in self._folder.glob("*/*") if each.name not in used]
        unused += self._folder.glob(".*")
        for each in unused:
            each.unlink()
        return len(unused)

    def _new_name(self) -> Path:
        return self._folder / f".{secrets.token_hex(8)}"

    def _name(self, written: Path, sha256: str) -> None:
        place = self._place(sha256)
        if not place.parent.exists():
            place.parent.mkdir()
            sync_folder(self._folder)
        written.replace(place)
        sync_folder(place.parent)

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
