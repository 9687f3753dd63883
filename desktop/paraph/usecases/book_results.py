"""What came back in a signature book: each copy is looked at, and the answer is not believed."""

from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing, ParaphError, PasswordIncorrect, PasswordRequired
from paraph.domain.keys.secret import Secret
from paraph.domain.many.signature_book import BookDocument, Outcome, OutcomeKind
from paraph.ports.books import OpenBook
from paraph.usecases.prepare_book import BookPorts, refuse_exchanged

_LOCKED = frozenset({PasswordRequired.code, PasswordIncorrect.code})


class Seen(NamedTuple):
    """What became of a document, after the copy was looked at; `trouble` is an error's code."""

    document: BookDocument
    outcome: Outcome
    copy: Path | None = None
    trouble: str = ""
    why: str = ""


class Results(NamedTuple):
    """A book that was handed over, with what became of each document."""

    opened: OpenBook
    seen: tuple[Seen, ...]


def results(path: Path, ports: BookPorts, password: Secret | None = None) -> Results:
    """Look at what came back: each copy is held against the document, and its signature checked.

    A copy that is locked is checked with the password. Raises BookExchanged when it is not the book
    that was handed over from here.
    """
    opened = ports.shared.read(path)
    with ports.open_record() as record:
        refuse_exchanged(opened, record.shelf.known(opened.book.id))
    answer = opened.answer
    if answer is None:
        return Results(opened, tuple(_not_yet(each) for each in opened.book.documents))
    seen = tuple(
        _seen(opened, each, answer.outcome(each.number), ports, password)
        for each in opened.book.documents
    )
    return Results(opened, seen)


def _not_yet(document: BookDocument) -> Seen:
    return Seen(document, Outcome(document.number, OutcomeKind.OPEN))


def _seen(
    opened: OpenBook,
    document: BookDocument,
    outcome: Outcome,
    ports: BookPorts,
    password: Secret | None,
) -> Seen:
    if outcome.kind is not OutcomeKind.SIGNED:
        return Seen(document, outcome)
    copy = ports.shared.signed_file(opened.path, outcome)
    why = ports.shared.why_not_signed_copy(opened.path, document, outcome)
    why = why or _why_not_signed_by(copy, outcome, ports, password)
    if why in _LOCKED:
        # Its bytes are those of the answer, and begin with the document: only the signature in it
        # was not looked at, since that takes the password.
        return Seen(document, outcome, copy, why, why)
    if why == "missing":
        # A drive may show a copy later than the answer: that is no copy that was exchanged.
        return Seen(document, outcome, copy, DocumentMissing.code, why)
    return Seen(document, outcome, copy, "book_result_differs" if why else "", why)


def _why_not_signed_by(
    copy: Path, outcome: Outcome, ports: BookPorts, password: Secret | None
) -> str:
    """Say why a copy does not hold a signature of the certificate that its answer names."""
    try:
        report = ports.checker().check(copy, ports.anchors_der, ports.clock.now(), password)
    except ParaphError as error:
        return error.code
    theirs = [
        each
        for each in report.signatures
        if each.signer is not None and each.signer.sha256 == outcome.certificate_sha256
    ]
    if not theirs:
        return "no_such_signature"
    return "" if any(each.integrity == "intact" for each in theirs) else "signature_broken"
