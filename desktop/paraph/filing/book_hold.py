"""Who has a signature book open, for all who reach its folder: a small file in the book.

It is made so that only one can make it, on a network share too, and touched while it is held. One
that nobody has touched for ten minutes was left by a computer that went off.
"""

import hashlib
import json
import os
import platform
import secrets
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from paraph.domain.errors.books import BookFolderUnreachable, BookInWork
from paraph.filing.lease import sole_lease
from paraph.filing.patience import patiently
from paraph.filing.shared_folder import reaching, remove, trouble_writing
from paraph.ports.books import InWork

_NAME, _BOOK = ".paraph-open", "book.json"
_STALE_S = 600
_NAMELESS_S = 30  # one that names nobody: making it failed, or its answer got lost
_MOST_BYTES = 4096


class SharedHold:
    """`ports.books.BookHold`."""

    def __init__(self, path: Path, who: InWork, home: Path, *, take_over: bool = False) -> None:
        """Take it. Raises BookInWork, FolderReadOnly, DiskFull."""
        self._file = path / _NAME
        self._key = secrets.token_hex(16)
        self._held = ExitStack()
        name = f"book-{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}"
        profile = f"{platform.node()} {hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"
        try:
            # Within a profile the system knows who is alive, and no file has to be believed.
            if not self._held.enter_context(sole_lease(home / "leases", name)):
                raise BookInWork(**who._asdict(), why="same_profile")
            self._take(who, profile, take_over=take_over)
        except BaseException:
            self._held.close()
            raise

    def beat(self) -> None:
        """Say that it is still held. Raises BookInWork, BookFolderUnreachable."""
        with reaching(self._file.parent):
            # A book that is away was taken over by nobody.
            self._file.parent.stat()
            (self._file.parent / _BOOK).lstat()
        told = _read(self._file)
        if told is None or told.get("key") != self._key:
            raise BookInWork(**_who(told)._asdict())
        with reaching(self._file.parent):
            os.utime(self._file)

    def release(self) -> None:
        """Let it go; one that was taken over stays with who has it."""
        with suppress(BookFolderUnreachable, OSError):
            told = _read(self._file)
            if told is not None and told.get("key") == self._key:
                self._file.unlink()
        self._held.close()

    def _take(self, who: InWork, profile: str, *, take_over: bool) -> None:
        told = _read(self._file)
        if told is not None:
            is_ours = told.get("profile") == profile
            if not (is_ours or take_over or _is_left(self._file, told)):
                raise BookInWork(**_who(told)._asdict())
            self._put_aside(told)
        values = {**who._asdict(), "profile": profile, "key": self._key}
        try:
            handle = os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError as error:
            raise BookInWork(**_who(_read(self._file))._asdict()) from error
        except OSError as error:
            raise trouble_writing(error, self._file.parent) from error
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(values, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            remove(self._file)  # one that names nobody would keep everybody out
            raise trouble_writing(error, self._file.parent) from error

    def _put_aside(self, judged: dict[str, str]) -> None:
        # Of two who take over at once only one finds the file there.
        aside = self._file.with_name(f"{_NAME}-{secrets.token_hex(8)}")
        try:
            self._file.rename(aside)
        except OSError as error:
            raise BookInWork(**_who(_read(self._file))._asdict()) from error
        if _read(aside) != judged:
            # Somebody else took it over in between: it is theirs, and gets its name back.
            with suppress(OSError):
                aside.rename(self._file)
            raise BookInWork(**_who(_read(self._file))._asdict())
        remove(aside)


def in_work(path: Path) -> InWork | None:
    """Say who has a book open now. Raises BookFolderUnreachable."""
    file = path / _NAME
    told = _read(file)
    if told is None or _is_left(file, told):
        return None
    return _who(told)


def _is_left(file: Path, told: dict[str, str]) -> bool:
    """Tell whether nobody holds it any more."""
    return _age_s(file) > (_STALE_S if told.get("key") else _NAMELESS_S)


def _read(file: Path) -> dict[str, str] | None:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with patiently(lambda: file.open("rb")) as opened:
            found = json.loads(opened.read(_MOST_BYTES))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BookFolderUnreachable(folder=str(file.parent), why=error.strerror) from error
    except ValueError:
        return {}  # it is being written at this moment
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _who(told: dict[str, str] | None) -> InWork:
    told = told or {}
    return InWork(told.get("by", ""), told.get("on", ""), told.get("since_utc", ""))


def _age_s(file: Path) -> float:
    """Give how long it was not touched, by the clock of the drive it lies on."""
    probe = file.with_name(f"{_NAME}-{secrets.token_hex(8)}")
    try:
        probe.touch()
        try:
            return probe.stat().st_mtime - file.stat().st_mtime
        finally:
            remove(probe)
    except FileNotFoundError:
        return 0.0
    except OSError:
        return 0.0  # a folder one can only read: whoever holds it is believed
