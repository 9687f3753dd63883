"""Paying in memory: `ports.owed`, `ports.levels` and what stands for a timestamp service.

A fake's signed file says what it carries at its end, as `contract|B-T`.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paraph.domain import errors
from paraph.domain.archive_index import Absence, Sight
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.ports.levels import LevelFacts, Raised, RaiseOrder
from paraph.usecases.pay_owed import Paying
from tests.fakes.files import MemoryFiles
from tests.fakes.record import FixedClock, MemoryAuditLog

ENDS = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass
class MemoryOwedLevels:
    """Dictionaries; a transaction that fails puts back what was there, the audit log's too."""

    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    debts: dict[str, OwedLevel] = field(default_factory=dict)
    files: dict[Path, ArchivedFile] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    fails: Exception | None = None
    depth: int = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self.depth:
            yield
            return
        before = deepcopy((self.debts, self.files, self.left, self.audit.entries))
        self.depth += 1
        try:
            yield
            if self.fails is not None:
                raise self.fails
        except BaseException:
            self.debts, self.files, self.left, self.audit.entries = before
            raise
        finally:
            self.depth -= 1

    def all(self) -> Sequence[OwedLevel]:
        return sorted(self.debts.values(), key=OwedLevel.urgency)

    def put(self, debt: OwedLevel) -> None:
        known = self.debts.get(debt.intent)
        has_left = debt.left_paraph or (known is not None and known.left_paraph)
        self.debts[debt.intent] = replace(debt, left_paraph=has_left)

    def remove(self, intent: str) -> None:
        self.debts.pop(intent, None)

    def archived(self) -> Sequence[ArchivedFile]:
        return sorted(self.files.values(), key=lambda file: file.renew_before)

    def put_archived(self, file: ArchivedFile) -> None:
        self.files[file.path] = file

    def remove_archived(self, path: Path) -> None:
        self.files.pop(path, None)

    def move(self, old: Path, new: Path) -> None:
        for intent, debt in self.debts.items():
            if debt.path == old:
                self.debts[intent] = replace(debt, path=new)
        if old in self.files:
            self.files[new] = self.files.pop(old)._replace(path=new)

    def mark_left(self, sha256: str) -> None:
        self.left.add(sha256)
        for intent, debt in self.debts.items():
            if debt.sha256 == sha256:
                self.debts[intent] = replace(debt, left_paraph=True)
        for path, file in self.files.items():
            if file.sha256 == sha256:
                self.files[path] = file._replace(left_paraph=True)

    def has_left(self, sha256: str) -> bool:
        return sha256 in self.left

    def time_stamped(self, sha256: str) -> tuple[Path, str] | None:
        for entry in reversed(self.audit.entries):
            told = entry.body
            is_step = entry.kind == "level_paid" and told["level"] == "B-T"
            if is_step and told["sha256_before"] == sha256:
                return Path(str(told["path"])), str(told["sha256"])
        return None

    def is_ours(self, sha256: str) -> bool:
        made = ("signature_made", "level_paid")
        return any(e.kind in made and e.body.get("sha256") == sha256 for e in self.audit.entries)


@dataclass
class MemoryReplacing:
    """`ports.owed.ReplacedFiles` over the dictionary that `MemoryFiles` has."""

    files: MemoryFiles
    closed: bool = False

    def sha256(self, path: Path) -> str:
        return self.files.sha256(path)

    def temporary_name(self, path: Path, intent: str) -> Path:
        return path.with_name(f".{path.stem}-{intent}.proof")

    def reserve(self, temporary: Path) -> None:
        if self.closed:
            raise errors.FolderReadOnly(folder=str(temporary.parent))
        self.files.contents[temporary] = b""

    def replace(self, temporary: Path, path: Path, sha256: str) -> None:
        if self.files.sha256(path) != sha256:
            raise errors.DocumentChanged(file=str(path))
        self.files.contents[path] = self.files.contents.pop(temporary)

    def copy(self, source: Path, temporary: Path) -> str:
        self.files.contents[temporary] = self.files.contents[source]
        return self.files.sha256(source)

    def discard(self, temporary: Path) -> None:
        self.files.discard(temporary)


@dataclass
class MemoryPlaces:
    """`ports.owed.ArchivePlaces` over the same dictionary; `touched` counts changes of time.

    `away` are folders whose drive is not there; `read` lists the files whose bytes were read.
    """

    files: MemoryFiles
    touched: dict[Path, int] = field(default_factory=dict)
    away: set[Path] = field(default_factory=set)
    read: list[Path] = field(default_factory=list)
    searched: list[Path] = field(default_factory=list)

    def sight(self, path: Path, volume: str | None = None) -> Sight | Absence:
        if any(path.is_relative_to(folder) for folder in self.away):
            return Absence.UNREACHABLE
        if path not in self.files.contents:
            return Absence.MISSING
        return Sight(len(self.files.contents[path]), self.touched.get(path, 0), "/")

    def hashes(self, path: Path, beginning: int | None) -> tuple[str, str | None]:
        self.read.append(path)
        whole = self.files.sha256(path)
        content = self.files.contents[path]
        if beginning is None or len(content) <= beginning:
            return whole, None
        return whole, hashlib.sha256(content[:beginning]).hexdigest()

    def is_same(self, one: Path, other: Path) -> bool:
        return os.path.normpath(one) == os.path.normpath(other)

    def around(self, path: Path) -> Path:
        return path.parent.parent

    def alike(self, folder: Path, sizes: Collection[int], names: Collection[str]) -> Iterator[Path]:
        self.searched.append(folder)
        for path, content in list(self.files.contents.items()):
            if path.is_relative_to(folder) and (len(content) in sizes or path.name in names):
                yield path


@dataclass
class FakeRaiser:
    """Raises the level that a file's end names; `fails` gives the error that a step meets."""

    files: MemoryFiles
    fails: dict[PadesLevel, Exception] = field(default_factory=dict)
    meanwhile: Callable[[RaiseOrder], None] = lambda order: None
    orders: list[RaiseOrder] = field(default_factory=list)
    password: str | None = None
    signer_ends: datetime = ENDS

    def facts(self, path: Path, password: Secret | None) -> LevelFacts:
        if self.password is not None and (password is None or password.reveal() != self.password):
            raise errors.PasswordRequired
        content = self.files.contents[path]
        if b"|" not in content:
            return LevelFacts(None)
        level = PadesLevel(content.rpartition(b"|")[2].decode())
        ends = ENDS if level is PadesLevel.B_LTA else None
        return LevelFacts(level, ends, self.signer_ends)

    def raise_level(self, order: RaiseOrder, services: Sequence[Any]) -> Raised:
        self.orders.append(order)
        if order.step in self.fails:
            raise self.fails[order.step]
        if not services and order.step is not PadesLevel.B_LT:
            raise errors.from_code("no_timestamp_service", {})
        self.facts(order.source, order.password)
        content = self.files.contents[order.source]
        is_inside = order.may_rewrite and not order.renew
        kept = content.rpartition(b"|")[0] if is_inside else content
        self.files.contents[order.temporary] = kept + b"|" + str(order.step).encode()
        self.meanwhile(order)
        return Raised(
            self.files.sha256(order.temporary), self.facts(order.temporary, order.password)
        )


@dataclass
class MemoryPasswords:
    """`ports.owed.DocumentPasswords` in a dictionary; None is a system without a keychain."""

    kept: dict[str, Secret] | None = field(default_factory=dict)

    def keep(self, intent: str, password: Secret) -> bool:
        if self.kept is None:
            return False
        self.kept[intent] = password
        return True

    def find(self, intent: str) -> Secret | None:
        return (self.kept or {}).get(intent)

    def forget(self, intent: str) -> None:
        (self.kept or {}).pop(intent, None)


@dataclass
class PayBench:
    """What paying needs, in memory."""

    files: MemoryFiles = field(default_factory=MemoryFiles)
    owed: MemoryOwedLevels = field(default_factory=MemoryOwedLevels)
    clock: FixedClock = field(default_factory=FixedClock)
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)
    services: tuple[Any, ...] = ("a service",)
    closed: bool = False  # nothing can be written beside the files
    raiser: FakeRaiser = field(init=False)
    places: MemoryPlaces = field(init=False)

    def __post_init__(self) -> None:
        self.places = MemoryPlaces(self.files)
        self.raiser = FakeRaiser(self.files)

    @property
    def ports(self) -> Paying:
        return Paying(
            self.owed,
            self.owed.audit,
            MemoryReplacing(self.files, self.closed),
            self.places,
            self.raiser,
            self.services,
            self.passwords,
            self.clock,
            lambda: 1.0,
        )

    def owe(self, name: str, asked: PadesLevel = PadesLevel.B_LTA, **more: Any) -> OwedLevel:
        """Put a signed file there, and what it owes."""
        path = Path("/m") / name
        self.files.contents[path] = name.encode() + b"|B-B"
        debt = OwedLevel(
            name, path, self.files.sha256(path), PadesLevel.B_B, asked, self.clock.now(), **more
        )
        self.owed.put(debt)
        return debt

    def kinds(self, intent: str) -> list[str]:
        return [e.kind for e in self.owed.audit.entries if e.intent == intent]
