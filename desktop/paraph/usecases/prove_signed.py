"""After signing: ask at once for the proof that was wanted, and name what had to wait for it.

The signatures are made by then. What cannot be had now is owed; a file whose level was required
gets its name only with it, and stays where it is kept otherwise.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple

from paraph.domain.errors import OutputUnreachable, ParaphError
from paraph.domain.errors.levels import LevelNotReached
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel
from paraph.ports.record import Body
from paraph.usecases.kept_passwords import keep_until_paid
from paraph.usecases.pay_owed import Paying, pay_owed
from paraph.usecases.sign_batch import Outcome
from paraph.usecases.sign_document import (
    Records,
    SignedDocument,
    Signing,
    SignRequest,
    publish_or_keep,
    record_named,
)

OpenPaying = Callable[[], AbstractContextManager[Paying]]


def prove_signed(
    requests: Sequence[SignRequest],
    outcomes: Sequence[Outcome],
    signing: Signing,
    open_paying: OpenPaying,
    *,
    keep_passwords: bool = False,
) -> list[Outcome]:
    """Give the outcomes as they are now, in order; what is owed raises nothing.

    A level that was required and cannot be had makes LevelNotReached of an outcome; `kept` says
    where its file is. With `keep_passwords` those of encrypted files are kept until all is paid.
    Called while the lease of `signing` is held: what has no name yet is not taken for abandoned.
    """
    signed = [
        (request, outcome)
        for request, outcome in zip(requests, outcomes, strict=True)
        if not isinstance(outcome, ParaphError) and outcome.owed
    ]
    if not signed:
        return list(outcomes)
    try:
        with open_paying() as paying:
            proofs = _proofs(signed, paying, keep_passwords=keep_passwords)
    except ParaphError as error:
        # Somebody else pays now, or the disk is full; the debts are written, and paid later.
        code = error.code
        proofs = {}
        for request, one in signed:
            lost = keep_passwords and request.password is not None
            now = replace(one, owed_why=code, password_lost=lost)
            proofs[one.intent] = _Proof(now, code)
    done = {one.intent: _ended(request, proofs[one.intent], signing) for request, one in signed}
    return [
        outcome if isinstance(outcome, ParaphError) else done.get(outcome.intent, outcome)
        for outcome in outcomes
    ]


class _Proof(NamedTuple):
    """A signed file as it is now, and the code of why something is still owed."""

    signed: SignedDocument
    why: str | None = None


def _proofs(
    signed: Sequence[tuple[SignRequest, SignedDocument]], paying: Paying, *, keep_passwords: bool
) -> dict[str, _Proof]:
    passwords: dict[str, Secret] = {
        one.intent: request.password for request, one in signed if request.password is not None
    }
    intents = [one.intent for _, one in signed]
    paid = pay_owed(paying, intents, insist=True, passwords=passwords)
    left = {debt.intent: debt for debt in paid.left if debt.intent in intents}
    wanted = intents if keep_passwords else ()
    lost = keep_until_paid(passwords, wanted, left.values(), paying.passwords)
    told = [replace(one, password_lost=one.intent in lost) for _, one in signed]
    return {one.intent: _proof(one, left.get(one.intent), paying) for one in told}


def _proof(signed: SignedDocument, debt: OwedLevel | None, paying: Paying) -> _Proof:
    if debt is not None:
        now = replace(signed, output_sha256=debt.sha256, level=debt.level, owed_why=debt.reason)
        return _Proof(now, debt.reason)
    sha256 = paying.files.sha256(signed.output)
    return _Proof(replace(signed, output_sha256=sha256, level=signed.asked))


def _ended(request: SignRequest, proof: _Proof, signing: Signing) -> Outcome:
    if not request.require_level:
        return proof.signed
    try:
        return _named(request, proof, signing)
    except ParaphError as error:
        return error


def _named(request: SignRequest, proof: _Proof, signing: Signing) -> SignedDocument:
    """Give a file that has the level it requires its name; keep one that has it not."""
    signed, trouble = proof.signed, None
    if proof.why is None:
        output, trouble = publish_or_keep(
            signing.files, signed.output, request.output, force=request.force
        )
    else:
        output = signing.files.keep(signed.output, request.output)
    made: Body = {
        "sha256": signed.output_sha256,
        "field": signed.field,
        "output": str(output),
        "level": str(signed.level),
    }
    records = Records(signing.audit, signing.owed)
    seq = record_named(signed.intent, signed.output, made, records)
    if proof.why is not None:
        raise LevelNotReached(why=proof.why, level=str(request.level), kept=str(output))
    if trouble is not None:
        raise OutputUnreachable(kept=str(output), why=trouble.code) from trouble
    return replace(signed, output=output, audit_seq=seq)
