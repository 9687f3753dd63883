"""Signatories whom the sandbox plays: they sign with certificates of its own CAs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from paraph.wire.names import FieldType, Role, SignatoryState, SignatureLevel, Signing
from paraph_sandbox.acts import signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.course import CheckAdmits, Course
from paraph_sandbox.acts.pdf_work import Holder, PdfWork
from paraph_sandbox.acts.trail import by_signatory
from paraph_sandbox.clock import machine_time
from paraph_sandbox.lifecycle import turns
from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.mark import MARK
from paraph_sandbox.pki import issued
from paraph_sandbox.pki.roles import issuing
from paraph_sandbox.signing.order import Order
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Row, Writing

LEVEL_WORDS = {
    SignatureLevel.SIMPLE: "Simple electronic signature",
    SignatureLevel.ADVANCED: "Advanced electronic signature",
    SignatureLevel.QUALIFIED: "Qualified electronic signature",
}


def admission(work: PdfWork) -> CheckAdmits:
    """Give what looks whether a document takes signatures."""

    def check(tx: Writing, row: Row, fields: list[Placed]) -> None:
        sha256 = str(row["sha256"])
        tx.need(("admits", sha256, tuple(fields)), lambda stack: work.check_admits(sha256, fields))

    return check


@dataclass(frozen=True)
class Signers:
    """Signs for signatories."""

    blobs: Blobs
    work: PdfWork
    course: Course

    def act(
        self, tx: Writing, row: Row, signatory: Row, actor: Actor, texts: Mapping[str, str]
    ) -> None:
        """Have a signatory sign, or approve where no signature is asked of him.

        `texts` is what he wrote, by the name of the field; he writes his name where it is silent.
        Raises Problem 409 when it is not his turn, and `signs_locally` for one with a card.
        """
        self.course.check_turn(tx, row, signatory, actor.now)
        fields = signatories.fields_of(signatory)
        if not turns.signs_the_document(Role(signatory["role"]), fields):
            approved = by_signatory(signatory, "approved", actor)
            self.course.signed(tx, row, signatory, approved, actor)
            return
        if signatory["signing"] == Signing.LOCAL:
            detail = "This signatory signs with a card and uploads the signed document."
            raise Problem(409, "signs_locally", detail)
        self._sign(tx, row, signatory, actor, texts)

    def _sign(
        self, tx: Writing, row: Row, signatory: Row, actor: Actor, texts: Mapping[str, str]
    ) -> None:
        level, sha256 = SignatureLevel(signatory["level"]), str(row["sha256"])
        order, holder = _order(tx, row, signatory, actor.now, texts), _holder(signatory)
        # On this revision, with these words: whoever signs first makes another one necessary.
        made = tx.need(
            ("signed", sha256, repr(order), holder, level),
            lambda stack: self.work.sign(stack, sha256, order, holder, level),
        )
        owner = issued.Owner(row["account"], signatory["id"])
        issued.enter(tx, made.certificate, issuing(level), owner)
        kept = self.blobs.keep(made.staged)
        happening = by_signatory(signatory, "signed", actor, LEVEL_WORDS[level], kept)
        self.course.signed(tx, row, signatory, happening, actor, **made.columns)


def _holder(signatory: Row) -> Holder:
    names = (signatory["first_name"], signatory["last_name"])
    return Holder(signatory["id"], *names, signatory["email"])


def _order(tx: Writing, row: Row, signatory: Row, now: datetime, texts: Mapping[str, str]) -> Order:
    fields = signatories.fields_of(signatory)
    marks = [field for field in fields if field.type is not FieldType.SIGNATURE]
    words = LEVEL_WORDS[SignatureLevel(signatory["level"])]
    # The time of a signature is the machine's, as that of its timestamp.
    moment = f"{machine_time():%Y-%m-%d %H:%M} UTC"
    return Order(
        name=signatory["id"],
        field=next((each for each in fields if each.type is FieldType.SIGNATURE), None),
        lines=[_name(signatory), moment, words, MARK],
        reason=f"{words}. {MARK}",
        marks=marks,
        texts={mark.name: _text(mark, signatory, now, texts) for mark in marks},
        prepared=_marks_of_others(signatories.rows_of(tx, row["id"]), signatory["id"]),
    )


def _marks_of_others(rows: Sequence[Row], signatory: str) -> list[Placed]:
    """Give what others fill in after this signatory, as far as the sandbox plays them."""
    return [
        field
        for each in rows
        if each["id"] != signatory
        and each["signing"] == Signing.REMOTE
        and each["state"] != SignatoryState.SIGNED
        for field in signatories.fields_of(each)
        if field.type is not FieldType.SIGNATURE
    ]


def _text(mark: Placed, signatory: Row, now: datetime, texts: Mapping[str, str]) -> str:
    if mark.type is FieldType.INITIALS:
        return initials(signatory)
    if mark.type is FieldType.DATE:
        return f"{now:%Y-%m-%d}"
    return texts.get(mark.name) or _name(signatory)


def initials(signatory: Row) -> str:
    """Give the first letters of a signatory's names."""
    return str(signatory["first_name"][:1] + signatory["last_name"][:1]).upper()


def _name(signatory: Row) -> str:
    return f"{signatory['first_name']} {signatory['last_name']}"
