"""Add proof to a signed file because a person asks for it.

What Paraph made is raised where it lies; so is what it keeps in its lists, wherever it was moved
to. Any other file is somebody else's: it stays as it is, and a copy of it is raised.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing, ParaphError
from paraph.domain.errors.levels import StepNotPossible
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import COPYING, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.ports.documents import OutputFiles
from paraph.ports.levels import RaiseOrder
from paraph.usecases.pay_owed import Paying, note_paid, note_prepared, pay_owed
from paraph.usecases.sign_document import new_intent


class UpgradeWish(NamedTuple):
    """What a person wants of one file; `asked` None is what it owes, or B-LTA."""

    path: Path
    asked: PadesLevel | None = None
    output: Path | None = None
    password: Secret | None = None
    force: bool = False


class Upgraded(NamedTuple):
    """Where the file with more proof is, what it has and what it still owes; `why` it does."""

    output: Path
    sha256: str
    before: PadesLevel
    level: PadesLevel
    owed: tuple[PadesLevel, ...] = ()
    why: str | None = None
    next_attempt: str | None = None


def upgrade_signature(wish: UpgradeWish, ports: Paying, files: OutputFiles) -> Upgraded:
    """Raise one file as far as it can be now. Raises document errors and those of `level_errors`.

    What cannot be had yet is owed from then on, unless nothing of it could be had for good.
    """
    sha256 = ports.files.sha256(wish.path)
    known = _debt_of(wish.path, sha256, ports)
    if known is not None and wish.output is None:
        debt = _wanting(known, wish.asked)
        return _pay(debt, debt.level, wish, ports)
    facts = ports.raiser.facts(wish.path, wish.password)
    asked = wish.asked or PadesLevel.B_LTA
    if facts.level is None:
        raise StepNotPossible(why="unsigned")
    renews = facts.level is PadesLevel.B_LTA is asked
    is_ours = ports.owed.is_ours(sha256) or sha256 in {f.sha256 for f in ports.owed.archived()}
    debt = OwedLevel(
        new_intent(),
        wish.path,
        sha256,
        facts.level,
        asked,
        ports.clock.now(),
        deadline=facts.renew_before if renews else facts.signer_ends,
        left_paraph=not is_ours or ports.owed.has_left(sha256),
        renews=renews,
    )
    if not debt.steps:
        return Upgraded(wish.path, sha256, facts.level, facts.level)
    if is_ours and wish.output is None:
        return _pay(debt, facts.level, wish, ports, is_new=True)
    copied = _copy_raised(debt, wish, ports, files)
    if not copied.steps:
        return Upgraded(copied.path, copied.sha256, facts.level, copied.level)
    return _pay(copied, facts.level, wish, ports)


def give_up(path: Path, ports: Paying) -> bool:
    """Take a file off both lists, renewals too; tells whether it was on one. It stays as it is."""
    given_up = [debt for debt in ports.owed.all() if debt.path == path]
    is_kept_up = any(file.path == path for file in ports.owed.archived())
    if is_kept_up:
        with ports.owed.transaction():
            ports.audit.append("renewal_given_up", new_intent(), {"path": str(path)})
            ports.owed.remove_archived(path)
    for debt in given_up:
        with ports.owed.transaction():
            steps = " ".join(debt.steps)
            ports.audit.append("level_given_up", debt.intent, {"path": str(path), "steps": steps})
            ports.owed.remove(debt.intent)
        ports.passwords.forget(debt.intent)
    return is_kept_up or bool(given_up)


def _debt_of(path: Path, sha256: str, ports: Paying) -> OwedLevel | None:
    """Find what these bytes owe; a file that is not where it was is found again by them."""
    alike = [debt for debt in ports.owed.all() if debt.sha256 == sha256]
    here = next((debt for debt in alike if debt.path == path), None)
    if here is not None:
        return here
    moved = next((debt for debt in alike if not _is_at(debt.path, sha256, ports)), None)
    if moved is None:
        return None
    with ports.owed.transaction():
        body = {"path": str(path), "path_before": str(moved.path), "sha256": sha256}
        ports.audit.append("proof_file_found", moved.intent, {**body})
        ports.owed.move(moved.path, path)
    return replace(moved, path=path)


def _is_at(path: Path, sha256: str, ports: Paying) -> bool:
    try:
        return ports.files.sha256(path) == sha256
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
        return Upgraded(debt.path, sha256, before, max(debt.asked, before, key=lambda x: x.rank))
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
