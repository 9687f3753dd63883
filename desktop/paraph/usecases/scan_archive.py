"""Look after the files whose archive timestamp is kept up: one that moved is found, one that was
changed or is missing is told of and written into the record, long before its renewal is due.

Little is read: a file's bytes only where its size or time of change differ from what was seen, and
each file's once a month, a bounded part of them in one scan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from paraph.domain.archive_index import SEARCH_AGAIN_AFTER, Absence, ArchiveState, Sight
from paraph.domain.errors import (
    DocumentMissing,
    ParaphError,
    PasswordIncorrect,
    PasswordRequired,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.ports.owed import OwedLevels
from paraph.usecases.pay_owed import Paying
from paraph.usecases.sign_document import new_intent

# What one scan reads at most, in bytes: of files that look changed, and of those that do not.
_MOST_CHANGED = 4 << 30
_MOST_UNCHANGED = 256 << 20


class Moved(NamedTuple):
    """A file that was found again."""

    path: Path
    before: Path


@dataclass(frozen=True, slots=True)
class ArchiveScan:
    """What a scan came to; `troubles` are the files that are not as they were."""

    files: int
    moved: tuple[Moved, ...] = ()
    unreachable: tuple[Path, ...] = ()
    troubles: tuple[ArchivedFile, ...] = ()


def scan_archive(ports: Paying, *, insist: bool = False) -> ArchiveScan:
    """Look at every file of the index. Raises StoreBusy, DiskFull.

    With `insist` what is missing is looked for again, whenever that was done last.
    """
    scan = _Scan(ports, insist=insist)
    files = ports.owed.archived()
    for file in files:
        scan.look(file)
    scan.search()
    scan.write()
    return ArchiveScan(len(files), tuple(scan.moved), tuple(scan.unreachable), troubled(ports.owed))


def troubled(owed: OwedLevels) -> tuple[ArchivedFile, ...]:
    """List the files that the last look found otherwise than they were."""
    return tuple(file for file in owed.archived() if file.state is not ArchiveState.THERE)


def archive_troubles(owed: OwedLevels) -> tuple[OwedLevel, ...]:
    """Give them as what needs a person, but for those that have a debt of their own."""
    with_debt = {debt.path for debt in owed.all()}
    found = (file.trouble for file in troubled(owed) if file.path not in with_debt)
    return tuple(each for each in found if each is not None)


def is_extended(file: ArchivedFile, beginning: str | None) -> bool:
    """Tell whether the beginning of a file are our bytes, as `ArchivePlaces.hashes` gave it."""
    return beginning is not None and beginning == file.sha256


def extension_state(path: Path, password: Secret | None, ports: Paying) -> ArchiveState:
    """Say whether what another program added to our bytes leaves their signatures as they were."""
    try:
        facts = ports.raiser.facts(path, password)
    except (PasswordRequired, PasswordIncorrect):
        return ArchiveState.EXTENDED  # our bytes are whole in it; all else is seen when it is open
    except ParaphError:
        return ArchiveState.CHANGED
    return ArchiveState.CHANGED if facts.level is None else ArchiveState.EXTENDED


@dataclass(slots=True)
class _Budget:
    """How many bytes may be read still; one file is always read, however large it is."""

    left: int

    def takes(self, size: int) -> bool:
        is_allowed = self.left > 0
        self.left -= size if is_allowed else 0
        return is_allowed


@dataclass(slots=True)
class _Scan:
    ports: Paying
    insist: bool
    moved: list[Moved] = field(default_factory=list)
    unreachable: list[Path] = field(default_factory=list)
    _missing: list[ArchivedFile] = field(default_factory=list)
    _calm: list[ArchivedFile] = field(default_factory=list)  # nothing to record, only to note
    _changed: _Budget = field(default_factory=lambda: _Budget(_MOST_CHANGED))
    _unchanged: _Budget = field(default_factory=lambda: _Budget(_MOST_UNCHANGED))

    def look(self, file: ArchivedFile) -> None:
        """Look at one file, and read it where that says more."""
        seen = self.ports.places.sight(file.path, file.seen.volume if file.seen else None)
        if seen is Absence.UNREACHABLE:
            self.unreachable.append(file.path)
        elif not isinstance(seen, Sight):
            self._missing.append(file)
        elif self._is_to_read(file, seen):
            self._read(file, seen)

    def _is_to_read(self, file: ArchivedFile, seen: Sight) -> bool:
        if seen != file.seen or file.state is ArchiveState.MISSING:
            return self._changed.takes(seen.size)
        return not file.is_checked(self.ports.clock.now()) and self._unchanged.takes(seen.size)

    def _read(self, file: ArchivedFile, seen: Sight) -> None:
        try:
            whole, beginning = self.ports.places.hashes(file.path, file.size)
        except DocumentMissing:
            self.unreachable.append(file.path)  # it stands there, and is not to be read
            return
        if whole == file.sha256:
            self._note(file._replace(size=seen.size), seen, ArchiveState.THERE)
        elif is_extended(file, beginning):
            self._note(file, seen, extension_state(file.path, None, self.ports))
        else:
            self._note(file, seen, ArchiveState.CHANGED)

    def search(self) -> None:
        """Look for what is missing in the folders around its place."""
        around: dict[Path, list[ArchivedFile]] = {}
        for file in self._missing:
            if self._is_to_search(file):
                around.setdefault(self.ports.places.around(file.path), []).append(file)
        for folder, files in around.items():
            left = self._search(folder, files)
            for file in left:
                self._note(file, file.seen, ArchiveState.MISSING)

    def _is_to_search(self, file: ArchivedFile) -> bool:
        if self.insist or file.state is not ArchiveState.MISSING or file.checked is None:
            return True
        return self.ports.clock.now() - file.checked >= SEARCH_AGAIN_AFTER

    def _search(self, folder: Path, files: Sequence[ArchivedFile]) -> list[ArchivedFile]:
        left: dict[str, list[ArchivedFile]] = {}  # several may have the same bytes
        for file in files:
            left.setdefault(file.sha256, []).append(file)
        known = {file.path for file in self.ports.owed.archived()}
        sizes = {file.size for file in files if file.size is not None}
        names = {file.path.name for file in files}
        for path in self.ports.places.alike(folder, sizes, names):
            if path not in known and self._changed.takes(0):
                self._take_found(path, left)
            if not left:
                break
        return [file for alike in left.values() for file in alike]

    def _take_found(self, path: Path, left: dict[str, list[ArchivedFile]]) -> None:
        seen = self.ports.places.sight(path)
        if not isinstance(seen, Sight):
            return  # gone again
        if not any(file.size in (None, seen.size) for alike in left.values() for file in alike):
            return  # of the same name only
        self._changed.takes(seen.size)
        try:
            sha256, _ = self.ports.places.hashes(path, None)
        except DocumentMissing:
            return  # gone again, or not to be read
        if sha256 not in left:
            return
        file = next((f for f in left[sha256] if f.path.name == path.name), left[sha256][0])
        left[sha256].remove(file)
        if not left[sha256]:
            del left[sha256]
        note_moved(file, path, self.ports)
        self.moved.append(Moved(path, file.path))

    def _note(self, file: ArchivedFile, seen: Sight | None, state: ArchiveState) -> None:
        now = self.ports.clock.now()
        noted = file._replace(seen=seen, checked=now, state=state)
        if state is file.state:
            self._calm.append(noted)
            return
        noted = noted._replace(since=None if state is ArchiveState.THERE else now)
        kind = "archive_file_back" if state is ArchiveState.THERE else f"archive_file_{state}"
        with self.ports.owed.transaction():
            body = {"path": str(file.path), "sha256": file.sha256}
            self.ports.audit.append(kind, new_intent(), {**body})
            self.ports.owed.put_archived(noted)
            if state is not ArchiveState.THERE:
                _drop_renewal(file, self.ports)

    def write(self) -> None:
        """Write what was seen of files that are as the index says, all at once."""
        if not self._calm:
            return
        with self.ports.owed.transaction():
            for file in self._calm:
                self.ports.owed.put_archived(file)


def note_moved(file: ArchivedFile, path: Path, ports: Paying) -> None:
    """Write that a file of the index lies at another place."""
    seen = ports.places.sight(path)
    noted = file._replace(path=path, state=ArchiveState.THERE, since=None)
    if isinstance(seen, Sight):
        noted = noted._replace(seen=seen, size=seen.size, checked=ports.clock.now())
    with ports.owed.transaction():
        body = {"path": str(path), "path_before": str(file.path), "sha256": file.sha256}
        ports.audit.append("archive_file_found", new_intent(), {**body})
        ports.owed.move(file.path, path)
        ports.owed.put_archived(noted)


def _drop_renewal(file: ArchivedFile, ports: Paying) -> None:
    """Owe no renewal of a file that is not as it was; it is owed again once it is."""
    for debt in _renewals(file, ports.owed.all()):
        ports.owed.remove(debt.intent)


def _renewals(file: ArchivedFile, debts: Iterable[OwedLevel]) -> list[OwedLevel]:
    return [
        debt for debt in debts if debt.renews and debt.path == file.path and debt.temporary is None
    ]
