"""Add proof to a signed file because a person asks for it.

What Paraph made is raised where it lies; so is what it keeps in its lists, wherever it was moved
to. Any other file is somebody else's: it stays as it is, and a copy of it is raised.
"""

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from paraph.domain.archive_index import Absence, ArchiveState
from paraph.domain.errors import DocumentChanged, DocumentMissing, ParaphError
from paraph.domain.errors.levels import ProofFileOther, StepNotPossible
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import COPYING, ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.ports.documents import OutputFiles
from paraph.ports.levels import LevelFacts, RaiseOrder
from paraph.ports.record import Body
from paraph.usecases.pay_owed import Paying, note_paid, note_prepared, pay_owed
from paraph.usecases.scan_archive import extension_state, is_extended, note_moved
from paraph.usecases.sign_document import new_intent


class UpgradeWish(NamedTuple):
    """What a person wants of one file; `asked` None is what it owes, or B-LTA."""

    path: Path
    asked: PadesLevel | None = None
    output: Path | None = None
    password: Secret | None = None
    force: bool = False


class Upgraded(NamedTuple):
    """Where the file with more proof is, what it has and what it still owes; `why` it does.

    Without `changed` nothing was added: the file had what was asked. `moved_from` is where the
    lists had it until now.
    """

    output: Path
    sha256: str
    before: PadesLevel
    level: PadesLevel
    owed: tuple[PadesLevel, ...] = ()
    why: str | None = None
    next_attempt: str | None = None
    changed: bool = True
    moved_from: Path | None = None


def upgrade_signature(wish: UpgradeWish, ports: Paying, files: OutputFiles) -> Upgraded:
    """Raise one file as far as it can be now. Raises document errors and those of `level_errors`.

    What cannot be had yet is owed from then on, unless nothing of it could be had for good.
    """
    sha256 = ports.files.sha256(wish.path)
    moved_from = _find_again(wish.path, sha256, ports)
    done = _upgraded(wish, sha256, ports, files, is_found=moved_from is not None)
    return done._replace(moved_from=moved_from)


def _upgraded(
    wish: UpgradeWish, sha256: str, ports: Paying, files: OutputFiles, *, is_found: bool
) -> Upgraded:
    known = _debt_of(wish.path, sha256, ports)
    if known is not None and wish.output is None:
        debt = _wanting(known, wish.asked)
        return _pay(debt, debt.level, wish, ports)
    facts = ports.raiser.facts(wish.path, wish.password)
    if facts.level is None:
        raise StepNotPossible(why="unsigned")
    file = _File(sha256, facts, _entry_of(wish, sha256, ports), is_found=is_found)
    is_ours = file.entry is not None or ports.owed.is_ours(sha256)
    debt = _new_debt(wish, file, ports, is_ours=is_ours)
    if not debt.steps:
        return _as_it_is(debt, wish, ports, files)
    if is_ours and wish.output is None:
        return _pay(debt, debt.level, wish, ports, is_new=True)
    copied = _copy_raised(debt, wish, ports, files)
    if not copied.steps:
        return Upgraded(copied.path, copied.sha256, debt.level, copied.level)
    return _pay(copied, debt.level, wish, ports)


class _File(NamedTuple):
    """One file as it lies there; `is_found` when a list had it elsewhere until now."""

    sha256: str
    facts: LevelFacts
    entry: ArchivedFile | None
    is_found: bool


def _new_debt(wish: UpgradeWish, file: _File, ports: Paying, *, is_ours: bool) -> OwedLevel:
    assert file.facts.level is not None  # noqa: S101 - its caller refuses unsigned files
    asked, entry = wish.asked or PadesLevel.B_LTA, file.entry
    renews = file.facts.level is PadesLevel.B_LTA is asked
    if file.is_found and wish.asked is None and entry is not None:
        # Who names a file's new place has not asked for a renewal, years before it is due.
        renews = renews and entry.is_due(ports.clock.now())
    # Another program that wrote to it has read it: somebody else may have these bytes.
    is_extension = entry is not None and entry.sha256 != file.sha256
    return OwedLevel(
        new_intent(),
        wish.path,
        file.sha256,
        file.facts.level,
        asked,
        ports.clock.now(),
        deadline=file.facts.renew_before if renews else file.facts.signer_ends,
        left_paraph=not is_ours or is_extension or ports.owed.has_left(file.sha256),
        renews=renews,
    )


def give_up(path: Path, ports: Paying) -> bool:
    """Take a file off both lists, renewals too; tells whether it was on one. It stays as it is."""
    given_up = [debt for debt in ports.owed.all() if _is_at(debt.path, path, ports)]
    kept_up = [file.path for file in ports.owed.archived() if _is_at(file.path, path, ports)]
    for listed in kept_up:
        with ports.owed.transaction():
            ports.audit.append("renewal_given_up", new_intent(), {"path": str(listed)})
            ports.owed.remove_archived(listed)
    for debt in given_up:
        body: Body = {"path": str(debt.path), "steps": " ".join(debt.steps)}
        with ports.owed.transaction():
            ports.audit.append("level_given_up", debt.intent, body)
            ports.owed.remove(debt.intent)
        ports.passwords.forget(debt.intent)
    return bool(kept_up or given_up)


def find_listed(intent: str, path: Path, ports: Paying) -> None:
    """Write that a file of the lists lies where a person says; nothing where it is listed no more.

    Raises ProofFileOther for a file with other bytes, or one that has its own place in the lists.
    """
    known = listed(intent, ports)
    if known is None:
        return
    if ports.files.sha256(path) != known.sha256:
        raise ProofFileOther(file=str(path), why="other_bytes")
    every: list[OwedLevel | ArchivedFile] = [*ports.owed.all(), *ports.owed.archived()]
    places = {each.path for each in every} - {known.path}
    if any(_is_at(each, path, ports) for each in places):
        raise ProofFileOther(file=str(path), why="on_the_list")
    entry = next((file for file in ports.owed.archived() if file.path == known.path), None)
    _note_found(entry or known, path, ports)


def listed(intent: str, ports: Paying) -> OwedLevel | ArchivedFile | None:
    """Give what a list has under this name: a debt, or an archived file that is not as it was."""
    for debt in ports.owed.all():
        if debt.intent == intent:
            return debt
    for file in ports.owed.archived():
        if file.trouble is not None and file.trouble.intent == intent:
            return file
    return None


def _is_at(listed: Path, path: Path, ports: Paying) -> bool:
    """Tell whether a list means this place; others' drives are not asked for it."""
    return listed == path or (listed.name == path.name and ports.places.is_same(listed, path))


def _debt_of(path: Path, sha256: str, ports: Paying) -> OwedLevel | None:
    """Find what these bytes owe at this place."""
    debts = ports.owed.all()
    return next((debt for debt in debts if (debt.path, debt.sha256) == (path, sha256)), None)


def _find_again(path: Path, sha256: str, ports: Paying) -> Path | None:
    """Find a file that is not where the lists have it by its bytes; gives where that was.

    A place that the lists have under another name is one, too: two debts of one file would each
    take the other's step for a change.
    """
    known: list[OwedLevel | ArchivedFile] = [*ports.owed.all(), *ports.owed.archived()]
    alike = [each for each in known if each.sha256 == sha256]
    if any(each.path == path for each in alike):
        return None
    same = (each for each in alike if ports.places.is_same(each.path, path))
    gone = (each for each in alike if not _may_be_at(each, ports))
    found = next(chain(same, gone), None)
    if found is None:
        return None
    _note_found(found, path, ports)
    return found.path


def _note_found(known: OwedLevel | ArchivedFile, path: Path, ports: Paying) -> None:
    """Write that a file of a list lies at another place."""
    if isinstance(known, ArchivedFile):
        note_moved(known, path, ports)
        return
    with ports.owed.transaction():
        body = {"path": str(path), "path_before": str(known.path), "sha256": known.sha256}
        ports.audit.append("proof_file_found", known.intent, {**body})
        ports.owed.move(known.path, path)


def _entry_of(wish: UpgradeWish, sha256: str, ports: Paying) -> ArchivedFile | None:
    """Give a file's entry of the archive index, also when another program added to our bytes."""
    entries = ports.owed.archived()
    same = next((file for file in entries if file.sha256 == sha256), None)
    if same is not None:
        return same
    here = next((file for file in entries if file.path == wish.path), None)
    if here is None or not is_extended(here, ports.places.hashes(wish.path, here.size)[1]):
        return None
    state = extension_state(wish.path, wish.password, ports)
    return here if state is ArchiveState.EXTENDED else None


def _as_it_is(debt: OwedLevel, wish: UpgradeWish, ports: Paying, files: OutputFiles) -> Upgraded:
    """Give a file that has what is asked; under its own name, or as a copy where one is named."""
    unchanged = Upgraded(debt.path, debt.sha256, debt.level, debt.level, changed=False)
    if wish.output is None:
        return unchanged
    temporary = files.temporary_name(wish.output, debt.intent)
    copying = replace(debt, path=wish.output, reason=COPYING, temporary=temporary)
    ports.owed.put(copying)
    try:
        files.reserve(temporary, wish.output, wish.path, force=wish.force)
        if ports.files.copy(wish.path, temporary) != debt.sha256:
            raise DocumentChanged(file=str(wish.path))
        files.publish(temporary, wish.output, force=wish.force)
    finally:
        files.discard(temporary)
        ports.owed.remove(debt.intent)
    return unchanged._replace(output=wish.output)


def _may_be_at(known: OwedLevel | ArchivedFile, ports: Paying) -> bool:
    """Tell whether a file is where a list has it, as far as its drive can be reached."""
    seen = known.seen if isinstance(known, ArchivedFile) else None
    volume = seen.volume if seen is not None else None
    if ports.places.sight(known.path, volume) is Absence.UNREACHABLE:
        return True
    try:
        return ports.files.sha256(known.path) == known.sha256
    except DocumentMissing:
        return False


def _wanting(debt: OwedLevel, asked: PadesLevel | None) -> OwedLevel:
    if asked is None or debt.asked.reaches(asked):
        return debt
    return replace(debt, asked=asked)


def _pay(
    debt: OwedLevel,
    before: PadesLevel,
    wish: UpgradeWish,
    ports: Paying,
    *,
    is_new: bool = False,
) -> Upgraded:
    ports.owed.put(debt)
    passwords = {debt.intent: wish.password} if wish.password is not None else {}
    paid = pay_owed(ports, [debt.intent], insist=True, passwords=passwords)
    left = next((each for each in paid.left if each.intent == debt.intent), None)
    if left is None:
        sha256 = ports.files.sha256(debt.path)
        level = max(debt.asked, before, key=lambda x: x.rank)
        return Upgraded(debt.path, sha256, before, level, changed=sha256 != debt.sha256)
    if is_new and left.is_refused and left.level is before:
        ports.owed.remove(left.intent)
    return Upgraded(
        left.path,
        left.sha256,
        before,
        left.level,
        left.steps,
        left.reason,
        left.next_attempt.isoformat(timespec="seconds") if left.next_attempt else None,
        changed=left.sha256 != debt.sha256,
    )


def _copy_raised(
    debt: OwedLevel, wish: UpgradeWish, ports: Paying, files: OutputFiles
) -> OwedLevel:
    """Write the first step to a copy with a name of its own; that copy is ours from then on."""
    name = f"{wish.path.stem}-{debt.asked}.pdf"
    output = wish.output or wish.path.with_name(name)
    temporary = files.temporary_name(output, debt.intent)
    copying = replace(debt, path=output, reason=COPYING, temporary=temporary)
    ports.owed.put(copying)
    try:
        files.reserve(temporary, output, wish.path, force=wish.force)
        order = RaiseOrder(
            wish.path,
            temporary,
            debt.steps[0],
            may_rewrite=not debt.left_paraph,
            renew=debt.renews,
            password=wish.password,
        )
        ready = note_prepared(copying, ports.raiser.raise_level(order, ports.services), ports)
        files.publish(temporary, output, force=wish.force)
    except BaseException as error:
        files.discard(temporary)
        if isinstance(error, ParaphError):
            ports.owed.remove(debt.intent)
        raise
    return note_paid(ready, ports)
