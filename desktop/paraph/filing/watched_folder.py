"""`ports.watching.WatchedFolder` on a disk or a share.

A file is taken by a rename within the inbox, which one watcher alone can do, on a share too. What
was taken lies in a hidden folder of the watcher's own until it is put away.
"""

import filecmp
import json
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from paraph.domain.errors import FolderMissing
from paraph.domain.errors.files import writing_error
from paraph.filing.output_file import sync_folder
from paraph.filing.patience import patiently
from paraph.ports.watching import Arrival, ArrivalKind, Claim

_WORK, _PROBE = ".paraph-work", ".paraph-probe"
_TAIL_BYTES = 2048
_PIECE_BYTES = 1 << 20


class LocalWatchedFolder:
    """One folder, one watcher. Makes `inbox`, `done` and `failed` where they lack."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Raise FolderMissing, FolderReadOnly, DiskFull."""
        if not folder.is_dir():
            raise FolderMissing(folder=str(folder))
        self.inbox, self.done, self.failed = (folder / n for n in ("inbox", "done", "failed"))
        self._originals = self.done / "originals"
        try:
            self._work = self.inbox / _WORK / _own_name(home)
            for each in (self.inbox, self.done, self.failed, self._originals, self._work):
                each.mkdir(parents=True, exist_ok=True)
            for each in (self._work, self.done, self.failed):
                _try_writing(each)
        except OSError as error:
            raise writing_error(error, str(folder)) from error

    def arrivals(self) -> Sequence[Arrival]:
        """List what is in the inbox, the oldest first."""
        with os.scandir(self.inbox) as entries:
            found = [_arrival(each) for each in entries if _is_named_as_pdf(each.name)]
        return sorted(
            (each for each in found if each is not None),
            key=lambda arrival: (arrival.modified_ns, arrival.path.name),
        )

    def is_whole(self, arrival: Arrival) -> bool:
        """Tell whether nobody writes the file now, and whether it ends as a PDF does."""
        if self.is_written(arrival):
            return False
        try:
            with arrival.path.open("rb") as file:
                file.seek(max(0, arrival.size - _TAIL_BYTES))
                return b"%%EOF" in file.read(_TAIL_BYTES)
        except OSError:
            return False

    def is_written(self, arrival: Arrival) -> bool:
        """Tell whether another program has the file open for writing, where the system can say."""
        return _is_written(arrival.path)

    def claim(self, arrival: Arrival, intent: str) -> Claim | None:
        """Take a file; None when another watcher was first, or its writer still holds it."""
        claimed = self._work / intent / arrival.path.name
        try:
            claimed.parent.mkdir()
            arrival.path.rename(claimed)
        except FileNotFoundError:
            _remove_empty(claimed.parent)
            return None
        except PermissionError:
            # On Windows nobody renames a file that another program holds open.
            _remove_empty(claimed.parent)
            return None
        if not stat.S_ISREG(claimed.lstat().st_mode):
            # It was put in place of the file that was looked at.
            self.put_back(Claim(claimed, intent))
            return None
        return Claim(claimed, intent)

    def claims(self) -> Sequence[Claim]:
        """List what this watcher has taken and not put away, from before a crash too."""
        found: list[Claim] = []
        for folder in sorted(self._work.iterdir()):
            inside = list(folder.iterdir()) if folder.is_dir() else []
            found += [Claim(file, folder.name) for file in inside]
            if not inside:
                _remove_empty(folder)
        return found

    def reclaim(self, claim: Claim, intent: str) -> Claim:
        """Take a file for another act."""
        folder = claim.path.parent.with_name(intent)
        claim.path.parent.rename(folder)
        sync_folder(self._work)
        return Claim(folder / claim.path.name, intent)

    def put_back(self, claim: Claim) -> None:
        """Give a file back to the inbox."""
        self._move(claim.path, self.inbox)
        _remove_empty(claim.path.parent)

    def put_done(self, claim: Claim) -> Path:
        """Move the original of a signed file to the originals, and give its place."""
        place = self._move(claim.path, self._originals)
        _remove_empty(claim.path.parent)
        return place

    def put_failed(self, file: Path, report: Mapping[str, object]) -> Path:
        """Move what failed, with a report beside it, and give its place.

        The report is written first: what a crash leaves is a report too many, and never a file
        without one.
        """
        for name in _names(file.name):
            place = self.failed / name
            told = place.with_name(place.name + ".json")
            if os.path.lexists(place) and not _is_same(file, place):
                continue
            text = json.dumps({"file": name, **report}, ensure_ascii=False, indent=2) + "\n"
            _write(told, text.encode(errors="backslashreplace"))  # a name may be no text
            if _moved(file, place):
                _remove_empty(file.parent, within=self._work)
                return place
            told.unlink(missing_ok=True)
        raise AssertionError  # the names have no end

    def _move(self, file: Path, folder: Path) -> Path:
        for name in _names(file.name):
            if _moved(file, folder / name):
                return folder / name
        raise AssertionError  # the names have no end


def _is_named_as_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf") and not name.startswith((".", "~$"))


def _arrival(entry: os.DirEntry[str]) -> Arrival | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None  # it has left meanwhile
    kinds = (
        (stat.S_ISREG, ArrivalKind.FILE),
        (stat.S_ISLNK, ArrivalKind.LINK),
        (stat.S_ISDIR, ArrivalKind.FOLDER),
    )
    kind = next((kind for is_one, kind in kinds if is_one(status.st_mode)), ArrivalKind.OTHER)
    return Arrival(Path(entry.path), kind, status.st_size, status.st_mtime_ns)


if sys.platform == "linux":
    import fcntl

    def _is_written(path: Path) -> bool:
        """Ask for a lease to read, which the system refuses while somebody may write (fcntl(2))."""
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False  # not our file, or a share that has no leases
        finally:
            os.close(handle)
        return False

else:

    def _is_written(path: Path) -> bool:
        return False


def _names(name: str) -> Iterator[str]:
    stem, dot, ending = name.rpartition(".")
    yield name
    for number in count(2):
        yield f"{stem or ending}-{number}{dot}{ending if stem else ''}"


def _moved(file: Path, place: Path) -> bool:
    """Move without replacing anything; False when the name is taken by another file."""
    if os.path.lexists(place):
        if not _is_same(file, place):
            return False
        file.unlink()  # a crash came between the two halves of a move
        return True
    try:
        if file.is_file() and not file.is_symlink():
            patiently(lambda: place.hardlink_to(file))
            file.unlink()
        else:
            file.rename(place)
    except FileExistsError:
        return False
    except OSError:
        _move_over(file, place)
    sync_folder(place.parent)
    return True


def _is_same(file: Path, place: Path) -> bool:
    kinds = [stat.S_IFMT(each.lstat().st_mode) for each in (file, place)]
    if kinds != [stat.S_IFREG, stat.S_IFREG]:
        return False
    return file.samefile(place) or filecmp.cmp(file, place, shallow=False)


def _move_over(file: Path, place: Path) -> None:
    """Move where there are no hard links, or to another file system."""
    try:
        patiently(lambda: file.rename(place))
    except OSError:
        if not file.is_file() or file.is_symlink():
            raise
        _copy_over(file, place)


def _copy_over(file: Path, place: Path) -> None:
    part = place.with_name(f".{place.name}.part")
    try:
        with file.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, _PIECE_BYTES)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(place.parent)
    file.unlink()


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _remove_empty(folder: Path, within: Path | None = None) -> None:
    if within is not None and folder.parent != within:
        return
    with suppress(OSError):
        folder.rmdir()


def _try_writing(folder: Path) -> None:
    probe = folder / _PROBE  # one name: what a crash leaves goes with the next start
    os.close(os.open(probe, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    probe.unlink(missing_ok=True)


def _own_name(home: Path) -> str:
    """Give the name under which this profile takes files; it is the same after a restart."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "watcher"
    if not file.exists():
        _write(file, secrets.token_hex(8).encode())
    return file.read_text("ascii").strip()
