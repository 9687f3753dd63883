"""Hand documents over in a signature book, and see what came back."""

import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import ParaphError, from_code
from paraph.domain.errors.books import BookExchanged, BookPlaceMissing, BookRefused
from paraph.domain.many.signature_book import (
    MOST_DOCUMENTS,
    BookDocument,
    Outcome,
    OutcomeKind,
    SignatureBook,
    checked_name,
    checked_note,
    readable,
)
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.signature_field import Place, check_place
from paraph.ports.batches import Batches
from paraph.ports.books import BookShelf, KnownBook, OpenBook, SharedBooks
from paraph.ports.documents import Checker
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Clock
from paraph.usecases.find_places import find_template_place
from paraph.usecases.plan_batch import PlannedDocument, Planning, plan_document

_MOST_STEM_LETTERS = 100


class BookRecord(NamedTuple):
    """The record and what it holds of books, opened for one act."""

    audit: AuditLog
    shelf: BookShelf
    batches: Batches
    owed: OwedLevels


@dataclass(frozen=True, slots=True)
class BookPorts:
    """The ports of signature books. `anchors_der` are trusted when copies are looked at."""

    shared: SharedBooks
    open_record: Callable[[], AbstractContextManager[BookRecord]]
    clock: Clock
    checker: Callable[[], Checker]
    computer: str
    anchors_der: Sequence[bytes] = ()

    def now_utc(self) -> str:
        """Give the present moment, to the second."""
        return self.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as it is to be handed over: the file that was looked at, and where to sign."""

    source: Path
    sha256: str
    page_count: int
    field: str | None = None
    place: Place | None = None
    reason: str = ""
    note: str = ""


def draft_of(planned: PlannedDocument, *, invisible: bool, reason: str = "") -> Draft:
    """Make a draft of a plan. Raises what bars the document, BookPlaceMissing without a place."""
    if planned.bar:
        raise from_code(planned.bar, {"file": str(planned.source)})
    if not invisible and planned.field is None and planned.place is None:
        raise BookPlaceMissing(file=str(planned.source), why=str(planned.doubt or ""))
    place = planned.place if planned.field is None else None
    pages = len(planned.pages)
    return Draft(planned.source, planned.sha256, pages, planned.field, place, reason)


def draft(source: Path, where: BatchRule | Template | Place, reason: str, ports: Planning) -> Draft:
    """Look at a document and find where it is signed: by a rule, a template, or at a place.

    Raises document errors, BookPlaceMissing, TemplateDoesNotFit, PlaceRefused.
    """
    rule = where if isinstance(where, BatchRule) else BatchRule(PlaceSource.NOWHERE)
    planned = plan_document(source, rule, ("{name}", None, ()), ports)
    if isinstance(where, Template) and not planned.bar:
        found = find_template_place(source, None, where, ports.documents)
        planned = replace(planned, field=found.field, place=found.place, sha256=found.sha256)
    elif isinstance(where, Place) and not planned.bar:
        with ports.documents.open(source, None) as document:
            index = where.page_index
            page = document.geometries[index] if index < len(document.geometries) else None
            taken = [each.box for each in document.fields() if each.page_index == index]
            check_place(where.box, page, taken)
        planned = replace(planned, place=where)
    if planned.doubt is not None:
        raise BookPlaceMissing(file=str(source), why=str(planned.doubt))
    # A rule for no place, and a template without one, mean a signature that is not seen.
    is_meant = rule.source is PlaceSource.NOWHERE and not isinstance(where, Place)
    return draft_of(planned, invisible=is_meant, reason=reason)


def hand_over(
    folder: Path, titles: tuple[str, str, str], drafts: Sequence[Draft], ports: BookPorts
) -> OpenBook:
    """Write a book into the shared folder; `titles` are the book's, its holder's and one's own.

    Raises BookRefused, DocumentChanged, BookFolderUnreachable, DiskFull.
    """
    title, holder, prepared_by = titles
    if not 1 <= len(drafts) <= MOST_DOCUMENTS:
        raise BookRefused(why="number_of_documents", most=MOST_DOCUMENTS)
    documents = tuple(_document(number, draft) for number, draft in enumerate(drafts, 1))
    book = SignatureBook(
        uuid.uuid4().hex,
        checked_name(title, "title"),
        checked_name(holder, "holder"),
        checked_name(prepared_by, "own"),
        ports.now_utc(),
        documents,
    )
    sources = {number: draft.source for number, draft in enumerate(drafts, 1)}
    with ports.open_record() as record:
        written = ports.shared.write(folder, book, sources)
        known = KnownBook(
            book.id, written.path, written.sha256, is_ours=True, at_utc=book.prepared_at_utc
        )
        record.shelf.remember(known)
        record.audit.append(
            "book_handed_over",
            book.id,
            {
                "title": book.title,
                "for": book.holder,
                "prepared_by": book.prepared_by,
                "documents": len(documents),
                "book_sha256": written.sha256,
                "path": str(written.path),
            },
        )
    return written


def _document(number: int, draft: Draft) -> BookDocument:
    stem = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "-", readable(draft.source.stem))
    stem = stem[:_MOST_STEM_LETTERS].strip(" .") or "document"
    return BookDocument(
        number,
        f"{number:02d} {stem}.pdf",
        draft.sha256,
        draft.page_count,
        draft.field,
        draft.place,
        checked_note(draft.reason),
        checked_note(draft.note),
    )


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


def results(path: Path, ports: BookPorts) -> Results:
    """Look at what came back: each copy is held against the document, and its signature checked.

    Raises BookExchanged when it is not the book that was handed over from here.
    """
    opened = ports.shared.read(path)
    with ports.open_record() as record:
        refuse_exchanged(opened, record.shelf.known(opened.book.id))
    answer = opened.answer
    if answer is None:
        return Results(opened, tuple(_not_yet(each) for each in opened.book.documents))
    seen = tuple(_seen(opened, each, answer.outcome(each.number), ports)
                 for each in opened.book.documents)  # fmt: skip
    return Results(opened, seen)


def refuse_exchanged(opened: OpenBook, known: KnownBook | None) -> None:
    """Raise BookExchanged for a book that is not as it was seen first."""
    if known is not None and known.sha256 != opened.sha256:
        raise BookExchanged(book=str(opened.path), expected=known.sha256, found=opened.sha256)


def _not_yet(document: BookDocument) -> Seen:
    return Seen(document, Outcome(document.number, OutcomeKind.OPEN))


def _seen(opened: OpenBook, document: BookDocument, outcome: Outcome, ports: BookPorts) -> Seen:
    if outcome.kind is not OutcomeKind.SIGNED:
        return Seen(document, outcome)
    copy = ports.shared.signed_file(opened.path, outcome)
    why = ports.shared.why_not_signed_copy(opened.path, document, outcome)
    why = why or _why_not_signed_by(copy, outcome, ports)
    return Seen(document, outcome, copy, "book_result_differs" if why else "", why)


def _why_not_signed_by(copy: Path, outcome: Outcome, ports: BookPorts) -> str:
    """Say why a copy does not hold a signature of the certificate that its answer names."""
    try:
        report = ports.checker().check(copy, ports.anchors_der, ports.clock.now(), None)
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
