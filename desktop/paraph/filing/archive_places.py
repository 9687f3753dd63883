"""Where archived files lie: `ports.owed.ArchivePlaces`.

A share that hangs keeps whoever asks it; so each drive is first asked in a thread of its own, and
one that does not answer counts as away for as long as this object lives: one run of payments.
"""

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Thread

from paraph.domain.archive_index import Absence, Sight
from paraph.domain.errors import DocumentMissing
from paraph.filing.patience import patiently

_PATIENCE_S = 5.0
# A name costs nothing to compare; a size has to be asked of the drive, for each file.
_MOST_NAMES, _MOST_SIZES = 50_000, 5_000
_PIECE_BYTES = 1 << 20
# Where systems mount drives: a path below, with nothing mounted there, is of a drive that is away.
_MOUNT_ROOTS = ("/mnt", "/media", "/run/media", "/Volumes", "/net")


class LocalPlaces:
    """The local file system, network drives included."""

    def __init__(
        self,
        status: Callable[[str], os.stat_result] = os.stat,
        patience_s: float = _PATIENCE_S,
        mount_roots: Sequence[str] = _MOUNT_ROOTS,
    ) -> None:
        self._status, self._patience_s, self._mount_roots = status, patience_s, mount_roots
        self._answering: dict[str, bool] = {}
        self._volumes: dict[Path, str] = {}

    def sight(self, path: Path, volume: str | None = None) -> Sight | Absence:
        """Look at a file without reading it."""
        if not self._answers(volume or str(path.parent)):
            return Absence.UNREACHABLE
        try:
            found = self._status(str(path))
        except (FileNotFoundError, NotADirectoryError):
            return self._absence(path, volume)
        except OSError:
            return Absence.UNREACHABLE  # denied, or the share failed: the file may well be there
        if not stat.S_ISREG(found.st_mode):
            return Absence.MISSING
        return Sight(found.st_size, found.st_mtime_ns, self._volume(path.parent))

    def hashes(self, path: Path, beginning: int | None) -> tuple[str, str | None]:
        """Give the SHA-256 of a file, and of its first bytes where it has more."""
        whole, first, done = hashlib.sha256(), None, 0
        try:
            with patiently(lambda: path.open("rb")) as file:
                while piece := file.read(_PIECE_BYTES):
                    if beginning is not None and done < beginning < done + len(piece):
                        first = whole.copy()
                        first.update(piece[: beginning - done])
                    elif done == beginning:
                        first = whole.copy()
                    whole.update(piece)
                    done += len(piece)
        except OSError as error:
            raise DocumentMissing(file=str(path), why=error.strerror) from error
        return whole.hexdigest(), first.hexdigest() if first is not None else None

    def is_same(self, one: Path, other: Path) -> bool:
        """Tell whether two paths lead to one place; hard links are two."""
        real = (os.path.normcase(os.path.realpath(each)) for each in (one, other))
        return next(real) == next(real)

    def around(self, path: Path) -> Path:
        """Give the folder above the file's own, or what is left of them."""
        above = path.parent.parent
        return next((each for each in (above, *above.parents) if each.is_dir()), above)

    def alike(self, folder: Path, sizes: Collection[int], names: Collection[str]) -> Iterator[Path]:
        """List files below a folder that have one of these names, then those of one size."""
        for entry in _below(folder, _MOST_NAMES):
            if entry.name in names and _size_of(entry) is not None:
                yield Path(entry.path)
        for entry in _below(folder, _MOST_SIZES):
            if entry.name not in names and _size_of(entry) in sizes:
                yield Path(entry.path)

    def _answers(self, place: str) -> bool:
        if place not in self._answering:
            asking = Thread(target=self._ask, args=(place,), name="drive", daemon=True)
            asking.start()
            asking.join(self._patience_s)
            self._answering[place] = not asking.is_alive()
        return self._answering[place]

    def _ask(self, place: str) -> None:
        try:
            self._status(place)
        except OSError:
            return  # an error is an answer too

    def _absence(self, path: Path, volume: str | None) -> Absence:
        now = self._volume(path.parent)
        if not os.path.exists(now):  # noqa: PTH110 - a drive's letter or a share, as written
            return Absence.UNREACHABLE
        if volume is not None:
            return Absence.MISSING if now == volume else Absence.UNREACHABLE
        root = next((each for each in self._mount_roots if path.is_relative_to(each)), None)
        is_away = root is not None and Path(root).is_relative_to(now)
        return Absence.UNREACHABLE if is_away else Absence.MISSING

    def _volume(self, folder: Path) -> str:
        """Give the mount point that holds a folder, or would hold it."""
        if folder not in self._volumes:
            real = Path(os.path.realpath(folder))
            mounts = (each for each in (real, *real.parents) if os.path.ismount(each))
            self._volumes[folder] = str(next(mounts, real.anchor))
        return self._volumes[folder]


def _below(folder: Path, most: int) -> Iterator[os.DirEntry[str]]:
    """Give what is below a folder and is no folder, the nearest first."""
    waiting, left = deque([str(folder)]), most
    while waiting:
        for entry in _entries(waiting.popleft()):
            left -= 1
            if left < 0:
                return
            if _is_folder(entry):
                waiting.append(entry.path)
            else:
                yield entry


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """List a folder, but for what was thrown away or belongs to a program: no new place."""
    try:
        with os.scandir(folder) as found:
            kept = [entry for entry in found if not entry.name.startswith((".", "$"))]
    except OSError:
        return []  # what may not be read is not searched
    return sorted(kept, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _size_of(entry: os.DirEntry[str]) -> int | None:
    """Give a file's size in bytes; None for a link, and for one that is gone between the two."""
    try:
        return entry.stat().st_size if entry.is_file(follow_symlinks=False) else None
    except OSError:
        return None
