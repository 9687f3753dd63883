"""Files under their hash in the profile: `ports.spool.Spool`."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.files import profile_error, refuse_unreadable_name
from paraph.domain.errors.service import SpoolDamaged
from paraph.filing.output_file import sync_folder
from paraph.filing.patience import patiently
from paraph.plain_file import opened
from paraph.ports.spool import Spooled

_FOLDER = "spool"
_NAME = re.compile(r"[0-9a-f]{64}")
_PART = ".spool-part"
_PIECE_BYTES = 1 << 20
# What was kept just now has its row soon; a copy that a crash left half is as old some day.
_OLD_S = 3600.0
# To know all names takes a second where a firm has a hundred thousand requests.
_SWEPT, _SWEPT_EVERY_S = "swept", 86_400.0


class LocalSpool:
    """The folder `spool` of a profile."""

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER

    def take(self, source: Path) -> Spooled:
        """Take a copy of a file, fsync of it and of its folder."""
        refuse_unreadable_name(source)
        try:
            reading = patiently(lambda: opened(source))
        except OSError as error:
            raise DocumentMissing(file=str(source), why=error.strerror) from error
        digest, size = hashlib.sha256(), 0
        with reading as original:
            temporary = self.reserve()
            try:
                with temporary.open("wb") as copy:
                    while piece := original.read(_PIECE_BYTES):
                        digest.update(piece)
                        size += copy.write(piece)
            except OSError as error:
                self.discard(temporary)
                raise profile_error(error, str(self._folder)) from error
        sha256 = digest.hexdigest()
        self.keep(temporary, sha256)
        return Spooled(sha256, size)

    def has(self, sha256: str) -> bool:
        """Tell whether a file is there, without reading it; what is no hash names none."""
        return _NAME.fullmatch(sha256) is not None and self._path(sha256).is_file()

    def path_of(self, sha256: str) -> Path:
        """Give the path of a file whose hash was checked just now."""
        path = self._path(sha256)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SpoolDamaged(file=str(path), why=error.strerror) from error
        if found != sha256:
            raise SpoolDamaged(file=str(path), why="hash")
        return path

    def reserve(self) -> Path:
        """Make an empty file in the spool."""
        path = self._folder / f"{secrets.token_hex(8)}{_PART}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise profile_error(error, str(self._folder)) from error
        return path

    def keep(self, temporary: Path, sha256: str) -> Path:
        """Give a file its name, fsync of it and of its folder."""
        path = self._path(sha256)
        try:
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            # One that is there already has the same bytes, or was damaged.
            patiently(lambda: temporary.replace(path))
        except OSError as error:
            self.discard(temporary)
            raise profile_error(error, str(self._folder)) from error
        sync_folder(self._folder)
        return path

    def find(self, sha256: str) -> Path | None:
        """Give where a file is; None when it is not here, or not as it was."""
        try:
            return self.path_of(sha256)
        except SpoolDamaged:
            return None

    def discard(self, temporary: Path) -> None:
        """Remove what was not kept; one that cannot be removed is swept later."""
        with suppress(OSError):
            temporary.unlink()

    def sweep(self, named: Callable[[], Collection[str]], most: int) -> int:
        """Remove at most so many old files that nobody names, once a day; gives how many."""
        now = time.time()
        if abs(now - self._swept_at()) < _SWEPT_EVERY_S:
            return 0
        old = self._old_files(now - _OLD_S)
        names = named() if old else ()
        unnamed = [path for path in old if path.name not in names]
        for path in unnamed[:most]:
            self.discard(path)
        if len(unnamed) <= most and self._folder.is_dir():
            with suppress(OSError):  # then the next one looks again
                (self._folder / _SWEPT).touch()
        return len(unnamed[:most])

    def _swept_at(self) -> float:
        try:
            return (self._folder / _SWEPT).stat().st_mtime
        except OSError:
            return 0.0

    def _old_files(self, before: float) -> list[Path]:
        found = []
        with suppress(FileNotFoundError):
            for entry in os.scandir(self._folder):
                is_ours = _NAME.fullmatch(entry.name) or entry.name.endswith(_PART)
                if is_ours and entry.stat().st_mtime < before:
                    found.append(Path(entry.path))
        return found

    def _path(self, sha256: str) -> Path:
        # A hash comes from the record; it never leads out of the folder.
        if not _NAME.fullmatch(sha256):
            raise SpoolDamaged(file=sha256, why="name")
        return self._folder / sha256
