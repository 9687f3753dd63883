"""Files in a folder that several computers reach, where an answer can get lost on its way.

What is taken for granted of its file system: a file or folder gets its name as a whole (rename), a
name can be made by one alone (O_EXCL), and the drive's own clock goes forward. Not taken for
granted: locks, that others see at once what was written, that a name can be given over another
one, or that an error means that nothing happened.
"""

import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from paraph.domain.errors import DocumentChanged, DocumentMissing, FolderReadOnly, ParaphError
from paraph.domain.errors.books import BookDamaged, BookFolderUnreachable
from paraph.domain.errors.files import writing_error
from paraph.filing.output_file import sync_folder
from paraph.filing.patience import patiently

_PIECE_BYTES = 1 << 20
# The drive, or the way to it, and not a right that somebody lacks.
AWAY = frozenset(
    getattr(errno, name)
    for name in (
        "EIO", "ESTALE", "ETIMEDOUT", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN",
        "ENETUNREACH", "ECONNRESET", "ECONNABORTED", "EREMOTEIO", "ENODEV", "ENXIO", "ENOENT",
    )
    if hasattr(errno, name)
)  # fmt: skip


@contextmanager
def reaching(folder: Path) -> Iterator[None]:
    """Say of whatever the system refuses that the folder cannot be reached."""
    try:
        yield
    except OSError as error:
        raise BookFolderUnreachable(folder=str(folder), why=error.strerror) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say why something cannot be written: BookFolderUnreachable, FolderReadOnly, DiskFull."""
    try:
        yield
    except OSError as error:
        raise trouble_writing(error, folder) from error


def trouble_writing(error: OSError, folder: Path) -> ParaphError:
    """Give what an error of writing means."""
    if error.errno in AWAY:
        return BookFolderUnreachable(folder=str(folder), why=error.strerror)
    return writing_error(error, str(folder))


def move(part: Path, path: Path) -> None:
    """Give a whole file or folder its name, which nothing has yet. Raises OSError."""
    try:
        patiently(lambda: part.rename(path))
    except OSError:
        # The drive may have done it and its answer got lost: then the part is there no more.
        if os.path.lexists(part) or not os.path.lexists(path):
            raise


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in place of the one before: it is the old one or the new one. Raises OSError.

    Where a name cannot be given over another one there is none for a moment.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.paraph-part")
    try:
        write_new(part, data)
        try:
            patiently(lambda: part.replace(path))
        except OSError:
            if not os.path.lexists(part) and path.read_bytes() == data:
                return
            if not os.path.lexists(path):
                raise
            path.unlink()
            part.rename(path)
        sync_folder(path.parent)
    finally:
        remove(part)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, durably. Raises OSError."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Remove a file of ours; what cannot be removed is tidied by who comes next."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def open_plain(path: Path) -> IO[bytes]:
    """Open a file that lies there itself. Raises OSError, BookDamaged."""
    # A link leads out of the book, and a pipe would never answer.
    if not stat.S_ISREG(path.lstat().st_mode):
        raise BookDamaged(why="no_file", file=path.name)
    return path.open("rb")


def sha256_of(path: Path, most: int | None = None) -> str:
    """Hash a file, or its first bytes.

    Raises DocumentMissing, BookDamaged, BookFolderUnreachable.
    """
    digest = hashlib.sha256()
    try:
        with patiently(lambda: open_plain(path)) as file:
            left = most if most is not None else -1
            while left != 0:
                piece = file.read(_PIECE_BYTES if left < 0 else min(left, _PIECE_BYTES))
                if not piece:
                    break
                digest.update(piece)
                left -= len(piece) if left > 0 else 0
    except FileNotFoundError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    except OSError as error:
        raise BookFolderUnreachable(folder=str(path.parent), why=error.strerror) from error
    return digest.hexdigest()


def copy_checked(source: Path, copy: Path, sha256: str) -> None:
    """Copy a file that is known by its hash. Raises DocumentMissing, DocumentChanged, OSError."""
    digest = hashlib.sha256()
    try:
        file = patiently(lambda: source.open("rb"))
    except OSError as error:
        raise DocumentMissing(file=str(source), why=error.strerror) from error
    with file, copy.open("xb") as made:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
            made.write(piece)
        made.flush()
        os.fsync(made.fileno())
    if digest.hexdigest() != sha256:
        raise DocumentChanged(file=str(source))


def try_folder(folder: Path) -> None:
    """Do in a folder once what books do in it.

    Raises BookFolderUnreachable, FolderReadOnly, DiskFull.
    """
    with reaching(folder):
        folder.stat()
    if not folder.is_dir():
        raise BookFolderUnreachable(folder=str(folder), why="no folder")
    part = folder / f".{secrets.token_hex(8)}.paraph-part"
    named = part.with_name(f".{secrets.token_hex(8)}.paraph-part")
    try:
        with writing(folder):
            part.mkdir()
            write_new(part / "tried", b"1")
            move(part, named)
            replace_file(named / "tried", b"2")
            is_refused = _is_refused(named / "tried")
        if not is_refused:
            raise FolderReadOnly(folder=str(folder), why="names are not kept apart")
    finally:
        for each in (part, named):
            shutil.rmtree(each, ignore_errors=True)


def _is_refused(there: Path) -> bool:
    """Tell whether a name that is taken cannot be made a second time."""
    try:
        os.close(os.open(there, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return True
    return False
