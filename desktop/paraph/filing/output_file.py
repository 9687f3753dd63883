"""Files that appear under their final name only when complete: `ports.documents.OutputFiles`."""

import errno
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from paraph.domain.errors import DocumentMissing, OutputExists
from paraph.domain.file_errors import writing_error


class LocalFiles:
    """The local file system, network drives included."""

    def sha256(self, path: Path) -> str:
        """Hash a file in pieces of 1 MiB."""
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DocumentMissing(file=str(path), why=error.strerror) from error

    def temporary_for(self, output: Path, *, force: bool) -> Path:
        """Reserve a hidden name beside `output`, so that the rename stays on one volume."""
        if output.exists() and not force:
            raise OutputExists(file=str(output))
        temporary = output.with_name(f".{output.stem[:40]}-{secrets.token_hex(6)}.paraph-part")
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise writing_error(error, str(output.parent)) from error
        return temporary

    def publish(self, temporary: Path, output: Path, *, force: bool) -> None:
        """Rename; without `force` a file that appeared meanwhile is kept."""
        try:
            temporary.chmod(0o666 & ~_umask())
            if force:
                temporary.replace(output)
            else:
                _rename_to_new(temporary, output)
            _sync_folder(output.parent)
        except FileExistsError as error:
            raise OutputExists(file=str(output)) from error
        except OSError as error:
            raise writing_error(error, str(output.parent)) from error

    def discard(self, temporary: Path) -> None:
        """Remove the temporary file."""
        temporary.unlink(missing_ok=True)


def _rename_to_new(temporary: Path, output: Path) -> None:
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
        temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle on a folder to flush
    # The file has its name by now: a share that cannot flush a folder does not undo that.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
