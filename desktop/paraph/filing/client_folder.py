"""Client files in a folder, of this computer or of a drive in the network: `ports.filing`.

The root has to be there: a drive that is not connected gets no folder of its name. What is put
together gets its names only when all of it lies there, whole and flushed.
"""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paraph.domain.archive_index import Absence
from paraph.domain.errors import DocumentChanged, OutputNameRefused, ParaphError
from paraph.domain.errors.books import BookDamaged, BookFolderUnreachable
from paraph.domain.errors.files import writing_error
from paraph.domain.errors.filing import FilingRefused, FilingUnreachable
from paraph.domain.errors.service import FilingFolderMissing, FilingTaken
from paraph.domain.service.filing_name import FilingPlace
from paraph.filing.archive_places import LocalPlaces
from paraph.filing.output_file import rename_to_new, sync_folder
from paraph.filing.patience import patiently
from paraph.filing.shared_folder import AWAY, copy_checked, remove, sha256_of
from paraph.ports.filing import FiledFile

_NAMES = (errno.ENAMETOOLONG, errno.EINVAL, getattr(errno, "EILSEQ", errno.EINVAL))


class ClientFolder:
    """One root below which there is a folder for each client."""

    def __init__(self, root: Path, places: LocalPlaces | None = None) -> None:
        self._root, self._places = root, places or LocalPlaces()

    def place(self, place: FilingPlace) -> str:
        """Say where the files of a place are."""
        return str(self._root.joinpath(*place.folders, place.stem))

    def is_mine(self, place: str) -> bool:
        """Tell whether a recorded place is below this root."""
        path = Path(place)
        return path.is_relative_to(self._root) and ".." not in path.parts

    def fits(self, place: str, files: Sequence[FiledFile]) -> bool:
        """Tell whether none of the names is taken by other bytes."""
        self._reach()
        with _telling(Path(place).parent):
            return all(_is_free(_named(place, each), each) is not None for each in files)

    def put(self, place: str, files: Sequence[FiledFile], intent: str) -> None:
        """Put all of them, or none."""
        self._reach()
        folder = Path(place).parent
        with _telling(folder):
            # What a crash left goes too, also of files that got their names before it.
            parts = [_part(folder, intent, number) for number in range(len(files))]
            missing = [each for each in files if self._is_missing(place, each)]
            self._make(folder)
            try:
                for part in parts:
                    remove(part)
                for each, part in zip(missing, parts, strict=False):
                    _fill(part, each)
                _name_all(parts, [_named(place, each) for each in missing], missing)
            finally:
                for part in parts:
                    remove(part)

    def path_of(self, place: str, file: FiledFile) -> Path:
        """Give where a file is."""
        return _named(place, file)

    def _reach(self) -> None:
        # A share that hangs is asked in a thread of its own, and not waited for.
        if self._places.sight(self._root / "-") is Absence.UNREACHABLE:
            raise FilingUnreachable(folder=str(self._root), why="away")
        with _telling(self._root):
            if not self._root.is_dir():
                raise FilingFolderMissing(folder=str(self._root))

    def _is_missing(self, place: str, file: FiledFile) -> bool:
        is_free = _is_free(_named(place, file), file)
        if is_free is None:
            raise FilingTaken(place=str(_named(place, file)))
        return is_free

    def _make(self, folder: Path) -> None:
        """Make the folders below the root that are missing, each durably."""
        parts = folder.relative_to(self._root).parts
        for depth in range(1, len(parts) + 1):
            made = self._root.joinpath(*parts[:depth])
            if not made.is_dir():
                made.mkdir(exist_ok=True)
                sync_folder(made.parent)


def _is_free(target: Path, file: FiledFile) -> bool | None:
    """Say whether a name is free (True), has these bytes (False), or others (None)."""
    if not os.path.lexists(target):
        return True
    if not target.is_file() or target.stat().st_size != file.source.stat().st_size:
        return None
    return False if sha256_of(target) == file.sha256 else None


def _named(place: str, file: FiledFile) -> Path:
    path = Path(place)
    return path.with_name(path.name + file.ending)


def _part(folder: Path, intent: str, number: int) -> Path:
    return folder / f".{intent[:12]}-{number}.paraph-part"


def _fill(part: Path, file: FiledFile) -> None:
    copy_checked(file.source, part, file.sha256)
    if sha256_of(part) != file.sha256:
        # What was sent to the drive is not what it gives back.
        raise FilingRefused(place=str(part.parent), why="not_kept")


def _name_all(parts: Sequence[Path], targets: Sequence[Path], files: Sequence[FiledFile]) -> None:
    """Name all parts; when one name is taken, those that were given before are taken back."""
    named: list[Path] = []
    try:
        for part, target, file in zip(parts, targets, files, strict=False):
            if _name(part, target, file):
                named.append(target)
    except BaseException:
        for target in named:
            remove(target)
        raise
    for folder in {target.parent for target in named}:
        sync_folder(folder)


def _name(part: Path, target: Path, file: FiledFile) -> bool:
    """Name one part; False when a colleague's desk put the same there a moment ago."""
    try:
        patiently(lambda: rename_to_new(part, target))
    except FileExistsError as error:
        if _is_free(target, file) is False:
            return False
        raise FilingTaken(place=str(target)) from error
    return True


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Say of what the system refuses what it means for client files."""
    try:
        yield
    except BookFolderUnreachable as error:
        raise FilingUnreachable(folder=str(folder), why=error.details.get("why")) from error
    except (BookDamaged, DocumentChanged) as error:
        raise FilingRefused(place=str(folder), why=error.code) from error
    except OSError as error:
        raise _trouble(error, folder) from error


def _trouble(error: OSError, folder: Path) -> ParaphError:
    if error.errno in _NAMES:
        return OutputNameRefused(file=str(error.filename or folder), why=error.strerror)
    if error.errno in AWAY:
        return FilingUnreachable(folder=str(folder), why=error.strerror)
    return writing_error(error, str(folder))
