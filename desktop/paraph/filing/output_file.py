"""Files that appear under their final name only when complete: `ports.documents.OutputFiles`."""

import errno
import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from paraph.domain.errors import DocumentMissing, OutputExists
from paraph.domain.file_errors import writing_error
from paraph.filing.passing_places import why_not_beside

_STEM_BYTES = 80  # with the rest of the temporary name far below the 255 of most file systems


class LocalFiles:
    """The local file system, network drives included; `kept` folders are never passing ones."""

    def __init__(self, kept: Sequence[Path] = ()) -> None:
        self._kept = kept

    def sha256(self, path: Path) -> str:
        """Hash a file in pieces of 1 MiB."""
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DocumentMissing(file=str(path), why=error.strerror) from error

    def temporary_name(self, output: Path, intent: str) -> Path:
        """Give a hidden name beside `output`, so that the rename stays on one volume."""
        stem = output.stem.encode()[:_STEM_BYTES].decode(errors="ignore")
        return output.with_name(f".{stem}-{intent[:12]}.paraph-part")

    def reserve(self, temporary: Path, output: Path, source: Path, *, force: bool) -> None:
        """Make the temporary file; a document is never its own output, `force` or not."""
        try:
            if os.path.lexists(output):
                if not force or output.is_dir():
                    raise OutputExists(file=str(output))
                if output.exists() and output.samefile(source):
                    raise OutputExists(file=str(output), why="is_the_input")
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise writing_error(error, str(output.parent)) from error

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
        """Remove the temporary file; one that cannot be removed is no second error."""
        with suppress(OSError):
            temporary.unlink()

    def exists(self, path: Path) -> bool:
        """Tell whether a name is taken, by a dangling link too."""
        return os.path.lexists(path)

    def why_not_beside(self, source: Path) -> str | None:
        """Say why no copy belongs beside `source`."""
        return why_not_beside(source, self._kept)


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
        # The file has its name: what fails from here on does not undo that.
        with suppress(OSError):
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
