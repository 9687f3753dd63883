"""Pay what signed files owe: one level after another, to a copy beside the file, then replaced.

`level_prepared` is written before the new file takes the place and `level_paid` after it, so that
after a crash the file's hash tells which of the two it is. Only one process pays at a time.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.archive_index import Absence, Sight
from paraph.domain.errors import DocumentChanged, DocumentMissing, FolderReadOnly, ParaphError
from paraph.domain.errors.levels import (
    ProofFileChanged,
    ProofFileMissing,
    ProofFileUnreachable,
    ProofFolderReadOnly,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import COPYING, ArchivedFile, OwedLevel, renewal_due
from paraph.domain.pades_level import PadesLevel
from paraph.ports.levels import LevelRaiser, Raised, RaiseOrder
from paraph.ports.owed import ArchivePlaces, DocumentPasswords, OwedLevels, ReplacedFiles
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.time_stamping import TimeStampService

# A server that did not answer one file is not asked for the next one in the same run.
_ALIKE_FOR_ALL = (
    "timestamp_unavailable",
    "timestamp_account_refused",
    "timestamp_server_unverified",
    "timestamp_untrusted",
    "proxy_unsupported",
    "proxy_account_refused",
    "clock_differs",
    "no_timestamp_service",
)


@dataclass(frozen=True, slots=True)
class Paying:
    """The ports that paying needs; `jitter` gives a number between 0 and 1."""

    owed: OwedLevels
    audit: AuditLog
    files: ReplacedFiles
    places: ArchivePlaces
    raiser: LevelRaiser
    services: Sequence[TimeStampService]
    passwords: DocumentPasswords
    clock: Clock
    jitter: Callable[[], float]


class Replaced(NamedTuple):
    """A file that has more proof now; its pages are as they were. The hashes are SHA-256."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Payments:
    """What a run came to: the intents of the files that have more proof now, and what is left."""

    raised: frozenset[str]
    left: tuple[OwedLevel, ...]
    replaced: tuple[Replaced, ...] = ()
    passwords_lost: frozenset[str] = frozenset()  # those that were to be kept and could not be


def pay_owed(
    ports: Paying,
    only: Collection[str] | None = None,
    *,
    insist: bool = False,
    passwords: Mapping[str, Secret] | None = None,
) -> Payments:
    """Pay what can be paid now, the most urgent first. Raises StoreBusy, DiskFull.

    `only` names intents; with `insist` they are tried whatever their next attempt is;
    `passwords` are used once, beside those that are kept.
    """
    settle_interrupted(ports)
    _drop_overwritten(ports)
    replaced: dict[str, Replaced] = {}
    given, down = passwords or {}, _Down()
    for debt in ports.owed.all():
        chosen = only is None or debt.intent in only
        if chosen and (insist or debt.may_be_tried(ports.clock.now())):
            password = given.get(debt.intent) or ports.passwords.find(debt.intent)
            after = _pay(debt, password, down, ports)
            if after != debt.sha256:
                replaced[debt.intent] = Replaced(debt.path, debt.sha256, after)
    return Payments(frozenset(replaced), tuple(ports.owed.all()), tuple(replaced.values()))


def settle_interrupted(ports: Paying) -> None:
    """Say what became of steps that a crash interrupted; the files' hashes tell."""
    for debt in ports.owed.all():
        if debt.temporary is None:
            continue
        there, made = _hash(ports, debt.path), _hash(ports, debt.temporary)
        if there is None and made is None and debt.reason != COPYING:
            continue  # a drive that is away: what lies on it is told when it is back
        if debt.prepared_sha256 is not None and there == debt.prepared_sha256:
            note_paid(debt, ports)
        elif debt.reason == COPYING:
            ports.owed.remove(debt.intent)  # the file that it began with is as it was
        elif (
            debt.prepared_sha256 is not None
            and made == debt.prepared_sha256
            and not (
                # It may have been rewritten: bytes that left are only extended.
                debt.steps[0] is PadesLevel.B_T and ports.owed.has_left(debt.sha256)
            )
        ):
            _settle(debt, ports)
        else:
            ports.owed.put(debt.with_nothing_prepared())
        ports.files.discard(debt.temporary)


def _drop_overwritten(ports: Paying) -> None:
    """Take a file off the list whose place a newer signed file took, as a person let it."""
    debts = ports.owed.all()
    newest = {debt.path: debt for debt in sorted(debts, key=lambda debt: debt.since)}
    for debt in debts:
        newer = newest[debt.path]
        if newer.intent != debt.intent and _hash(ports, debt.path) == newer.sha256 != debt.sha256:
            with ports.owed.transaction():
                body: Body = {"path": str(debt.path), "sha256": debt.sha256}
                ports.audit.append("level_overwritten", debt.intent, body)
                ports.owed.remove(debt.intent)
            ports.passwords.forget(debt.intent)


def _settle(debt: OwedLevel, ports: Paying) -> None:
    try:
        _place(debt, ports)
    except ParaphError as error:
        _note_failure(debt, error, ports)
    else:
        note_paid(debt, ports)


@dataclass(slots=True)
class _Down:
    """What failed in this run in a way that fails alike for every file."""

    error: ParaphError | None = None

    def refuse(self, step: PadesLevel) -> None:
        if self.error is not None and step is not PadesLevel.B_LT:
            raise self.error


def _pay(debt: OwedLevel, password: Secret | None, down: _Down, ports: Paying) -> str:
    """Pay the steps of one file as far as can be; gives the hash that it has then."""
    while debt.steps:
        try:
            _check_file(debt, ports)
            down.refuse(debt.steps[0])
            may_rewrite = not (debt.left_paraph or ports.owed.has_left(debt.sha256))
            ready = _prepare(debt, password, ports, may_rewrite=may_rewrite)
            # Its bytes may have left while the server was asked: then they are only extended.
            if may_rewrite and ports.owed.has_left(debt.sha256):
                ports.files.discard(_made(ready))
                continue
            _place(ready, ports)
        except ParaphError as error:
            if error.code in _ALIKE_FOR_ALL:
                down.error = error
            _note_failure(debt, error, ports)
            return debt.sha256
        # Outside of the above: when this cannot be written, the next run reads it off the file.
        debt = note_paid(ready, ports)
    ports.passwords.forget(debt.intent)
    return debt.sha256


def _check_file(debt: OwedLevel, ports: Paying) -> None:
    if ports.places.sight(debt.path, _volume(debt, ports)) is Absence.UNREACHABLE:
        raise ProofFileUnreachable(file=str(debt.path))
    try:
        found = ports.files.sha256(debt.path)
    except DocumentMissing as error:
        raise ProofFileMissing(file=str(debt.path)) from error
    if found != debt.sha256:
        raise ProofFileChanged(file=str(debt.path))


def _volume(debt: OwedLevel, ports: Paying) -> str | None:
    """Say where the drive of an archived file was mounted; that of another one is not known."""
    files = ports.owed.archived() if debt.renews else ()
    seen = next((file.seen for file in files if file.path == debt.path), None)
    return seen.volume if seen is not None else None


def _prepare(
    debt: OwedLevel, password: Secret | None, ports: Paying, *, may_rewrite: bool
) -> OwedLevel:
    temporary = ports.files.temporary_name(debt.path, debt.intent)
    # Known before it is there: a crash leaves no file that nobody removes.
    ports.owed.put(replace(debt, temporary=temporary))
    try:
        ports.files.reserve(temporary)
    except FolderReadOnly as error:
        raise ProofFolderReadOnly(file=str(debt.path)) from error
    order = RaiseOrder(debt.path, temporary, debt.steps[0], may_rewrite, debt.renews, password)
    try:
        raised = ports.raiser.raise_level(order, ports.services)
        return note_prepared(replace(debt, temporary=temporary), raised, ports)
    except BaseException:
        ports.files.discard(temporary)
        raise


def note_prepared(debt: OwedLevel, raised: Raised, ports: Paying) -> OwedLevel:
    """Write that a step's file is ready to take its place; gives the debt that says so."""
    ready = replace(debt, prepared_sha256=raised.sha256, prepared_renewal=raised.facts.renew_before)
    with ports.owed.transaction():
        ports.audit.append("level_prepared", debt.intent, _body(ready))
        ports.owed.put(ready)
    return ready


def _place(debt: OwedLevel, ports: Paying) -> None:
    """Put a prepared file in its place, or remove it. Raises what forbids it."""
    try:
        ports.files.replace(_made(debt), debt.path, debt.sha256)
    except DocumentMissing as error:
        raise ProofFileMissing(file=str(debt.path)) from error
    except DocumentChanged as error:
        raise ProofFileChanged(file=str(debt.path)) from error
    finally:
        ports.files.discard(_made(debt))


def _made(debt: OwedLevel) -> Path:
    assert debt.temporary is not None  # noqa: S101 - a prepared step has a file
    return debt.temporary


def note_paid(debt: OwedLevel, ports: Paying) -> OwedLevel:
    """Write that a step's file has its place; gives what is left to be paid."""
    assert debt.prepared_sha256 is not None  # noqa: S101 - nothing else takes the place
    reached = debt.steps[0]
    left = debt.after_step(debt.prepared_sha256, reached)
    now, seen = ports.clock.now(), ports.places.sight(left.path)
    with ports.owed.transaction():
        ports.audit.append("level_paid", debt.intent, _body(debt))
        if left.steps:
            ports.owed.put(left)
        else:
            ports.owed.remove(debt.intent)
        if reached is PadesLevel.B_LTA and debt.prepared_renewal is not None:
            ports.owed.put_archived(
                ArchivedFile(
                    left.path,
                    left.sha256,
                    debt.prepared_renewal,
                    left.left_paraph,
                    renewal_due(now, debt.prepared_renewal),
                    seen.size if isinstance(seen, Sight) else None,
                    seen if isinstance(seen, Sight) else None,
                    now,
                )
            )
    return left


def _note_failure(debt: OwedLevel, error: ParaphError, ports: Paying) -> None:
    failed = debt.after_failed_attempt(error, ports.clock.now(), ports.jitter())
    with ports.owed.transaction():
        # Each new reason once: a server that is down for a week is no thousand entries.
        if failed.reason != debt.reason:
            kind = "level_refused" if failed.is_refused else "level_delayed"
            told = {name: error.details.get(name) for name in ("why", "subject", "service")}
            body: Body = {"code": error.code, "path": str(debt.path), "level": str(debt.steps[0])}
            body |= {name: str(value) for name, value in told.items() if value is not None}
            ports.audit.append(kind, debt.intent, body)
        ports.owed.put(failed)


def _body(debt: OwedLevel) -> Body:
    return {
        "path": str(debt.path),
        "sha256": debt.prepared_sha256,
        "sha256_before": debt.sha256,
        "level": str(debt.steps[0]),
        "renews": int(debt.renews),
    }


def _hash(ports: Paying, path: Path) -> str | None:
    try:
        return ports.files.sha256(path)
    except DocumentMissing:
        return None
