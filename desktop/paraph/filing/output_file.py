"""Files that appear under their final name only when complete: `ports.documents.OutputFiles`."""

import errno
import hashlib
import os
import secrets
import shutil
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import (
    DocumentMissing,
    FolderMissing,
    OutputExists,
    OutputNameRefused,
    ParaphError,
)
from paraph.domain.errors.files import refuse_unreadable_name, writing_error
from paraph.filing.passing_places import why_not_beside
from paraph.filing.patience import patiently
from paraph.plain_file import opened

_SPOOL, _KEPT, _REHEARSAL = "spool", "kept", "rehearsal-"
_STALE_S = 3600
_MORE_BYTES = 1 << 20  # what a signature with its stamp adds at most, by far
_PIECE_BYTES = 1 << 20
_SETTLED_NS = 3_000_000_000  # FAT counts in steps of two seconds
_STEM_BYTES = 80  # with the rest of the temporary name far below the 255 of most file systems


class _Status(NamedTuple):
    """What tells one state of a file from another."""

    device: int
    number: int
    size: int
    modified_ns: int
    changed_ns: int


class LocalFiles:
    """The local file system, network drives included.

    With a `home`, what is signed for another volume is first written there, and what cannot be put
    in its place is kept there: a drive that is unplugged takes no signature with it.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._hashed: tuple[_Status, hashlib._Hash] | None = None

    def sha256(self, path: Path) -> str:
        """Hash a file; one that has not been touched since it was hashed last is not read again."""
        refuse_unreadable_name(path)
        try:
            with patiently(lambda: opened(path)) as file:
                status = _status(os.fstat(file.fileno()))
                if self._hashed is not None and self._hashed[0] == status:
                    return self._hashed[1].hexdigest()
                began_ns = time.time_ns()
                digest = hashlib.file_digest(file, "sha256")
                # A change within the clock's step of the file system would not be seen.
                is_settled = began_ns - max(status.modified_ns, status.changed_ns) > _SETTLED_NS
                self._hashed = (status, digest) if is_settled else None
                return digest.hexdigest()
        except OSError as error:
            raise DocumentMissing(file=str(path), why=error.strerror) from error

    def begun(self, path: Path) -> "hashlib._Hash | None":
        """Give the hash of a file, to go on with; None for one not hashed last or touched since."""
        if self._hashed is None or not path.exists() or self._hashed[0] != _status(path.stat()):
            return None
        return self._hashed[1].copy()

    def temporary_name(self, output: Path, intent: str) -> Path:
        """Give a hidden name beside `output`, or at home when that is another volume."""
        stem = _probed(output)
        beside = output.with_name(f".{stem}-{intent[:12]}.paraph-part")
        if self._home is None or _is_same_volume(self._home, output.parent):
            return beside
        return self._home / _SPOOL / beside.name

    def reserve(self, temporary: Path, output: Path, source: Path, *, force: bool) -> None:
        """Make the temporary file; a document is never its own output, `force` or not."""
        try:
            _refuse_taken(output, source, force=force)
            if temporary.parent != output.parent:
                temporary.parent.mkdir(exist_ok=True, mode=0o700)
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            if temporary.parent != output.parent:
                _try_writing(output.with_name(temporary.name))
        except OSError as error:
            raise _naming_error(error, output) from error

    def publish(self, temporary: Path, output: Path, *, force: bool) -> None:
        """Rename; without `force` a file that appeared meanwhile is kept."""
        beside = output.with_name(temporary.name)
        try:
            if beside != temporary:
                _copy(temporary, beside)
            beside.chmod(0o666 & ~_umask())
            patiently(lambda: _rename(beside, output, force=force))
            sync_folder(output.parent)
        except FileExistsError as error:
            raise OutputExists(file=str(output)) from error
        except OSError as error:
            raise _folder_error(error, output.parent) from error
        finally:
            if beside != temporary:
                self.discard(beside)
        if beside != temporary:
            self.discard(temporary)

    def keep(self, temporary: Path, output: Path) -> Path:
        """Put a signed file that cannot have its place where it is safe, and give that name."""
        if self._home is None:
            return temporary
        folder = self._home / _KEPT
        try:
            folder.mkdir(exist_ok=True, mode=0o700)
            for number in count(1):
                name = output.name if number == 1 else f"{output.stem}-{number}{output.suffix}"
                if not os.path.lexists(folder / name):
                    break
            self.publish(temporary, folder / name, force=False)
        except (OSError, ParaphError):
            return temporary  # it stays where it is, under the name that is recorded
        return folder / name

    def discard(self, temporary: Path) -> None:
        """Remove the temporary file; one that cannot be removed is no second error."""
        # What is signed several times lies beside it meanwhile, under a number.
        for name in (temporary.name, f"{temporary.name}.1", f"{temporary.name}.2"):
            with suppress(OSError):
                temporary.with_name(name).unlink()

    def refuse_output(self, output: Path, source: Path, *, force: bool) -> None:
        """Raise what would keep a signed copy from `output`, and leave nothing there."""
        try:
            _refuse_taken(output, source, force=force)
            probe = output.with_name(f".{secrets.token_hex(6)}{_probed(output)}.paraph-part")
            handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            try:
                if os.name == "posix":
                    probe.unlink()  # at once, so that nothing stays whatever happens
                _refuse_without_room(handle, output.parent, _size_of(source) + _MORE_BYTES)
            finally:
                os.close(handle)
                probe.unlink(missing_ok=True)
        except OSError as error:
            raise _naming_error(error, output) from error

    def rehearsal_name(self, output: Path) -> Path:
        """Give a place for a copy that is thrown away; what a crash left of others goes."""
        name = f"{_REHEARSAL}{secrets.token_hex(8)}.pdf"
        if self._home is None:
            return output.with_name(f".{name}")
        folder = self._home / _SPOOL
        try:
            folder.mkdir(exist_ok=True, mode=0o700)
            for each in folder.glob(f"{_REHEARSAL}*"):
                if time.time() - each.stat().st_mtime > _STALE_S:
                    self.discard(each)
        except OSError as error:
            raise writing_error(error, str(folder)) from error
        return folder / name

    def exists(self, path: Path) -> bool:
        """Tell whether a name is taken, by a dangling link too."""
        return os.path.lexists(path)

    def why_not_beside(self, source: Path) -> str | None:
        """Say why no copy belongs beside `source`."""
        return why_not_beside(source, [self._home] if self._home else [])


def _is_same_volume(home: Path, folder: Path) -> bool:
    try:
        return home.stat().st_dev == folder.stat().st_dev
    except OSError:
        return True  # reserving the name will tell what is wrong


def _refuse_taken(output: Path, source: Path, *, force: bool) -> None:
    refuse_unreadable_name(output)
    try:
        output.lstat()  # a name that is too long, or cannot be, is told so by the system
    except FileNotFoundError:
        return
    if not force or output.is_dir():
        raise OutputExists(file=str(output))
    if output.exists() and output.samefile(source):
        raise OutputExists(file=str(output), why="is_the_input")


def _probed(output: Path) -> str:
    """Give as much of a name as the temporary file's name has, to see that its letters can be."""
    return output.stem.encode(errors="ignore")[:_STEM_BYTES].decode(errors="ignore")


def _size_of(source: Path) -> int:
    try:
        return source.stat().st_size
    except OSError:
        return 0  # that it cannot be read is told elsewhere


def _refuse_without_room(handle: int, folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(handle, 0, size)  # heeds quotas too
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise


def _naming_error(error: OSError, output: Path) -> ParaphError:
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return OutputNameRefused(file=str(output), why=error.strerror)
    return _folder_error(error, output.parent)


def _folder_error(error: OSError, folder: Path) -> ParaphError:
    # Other files than the folder may be what is gone, as a temporary one.
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not folder.is_dir():
        return FolderMissing(folder=str(folder))
    return writing_error(error, str(folder))


def _try_writing(probe: Path) -> None:
    os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    probe.unlink()


def _copy(temporary: Path, beside: Path) -> None:
    with temporary.open("rb") as source, beside.open("xb") as copy:
        shutil.copyfileobj(source, copy, _PIECE_BYTES)
        copy.flush()
        os.fsync(copy.fileno())


def _rename(temporary: Path, output: Path, *, force: bool) -> None:
    if force:
        temporary.replace(output)
    else:
        rename_to_new(temporary, output)


def _status(found: os.stat_result) -> _Status:
    return _Status(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def rename_to_new(temporary: Path, output: Path) -> None:
    """Give a file a name that nothing has. Raises FileExistsError, OSError."""
    try:
        output.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network shares have no hard links: the check and the rename are two steps.
        if output.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(output)) from None
        temporary.replace(output)
    else:
        # The file has its name: what fails from here on does not undo that.
        with suppress(OSError):
            temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system can."""
    if os.name != "posix":
        return  # Windows has no handle on a folder to flush
    # The file has its name by now: a share that cannot flush a folder does not undo that.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
