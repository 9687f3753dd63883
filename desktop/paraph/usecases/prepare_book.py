"""Hand documents over in a signature book. What came back is `book_results`."""

import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import from_code
from paraph.domain.errors.books import BookExchanged, BookPlaceMissing, BookRefused
from paraph.domain.errors.placing import InitialsMissing, InitialsNotPossible
from paraph.domain.keys.secret import Secret
from paraph.domain.many.signature_book import (
    MOST_DOCUMENTS,
    BookDocument,
    SignatureBook,
    checked_name,
    checked_note,
    readable,
)
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras
from paraph.domain.placing.signature_field import Place, check_place
from paraph.ports.batches import Batches
from paraph.ports.books import BookShelf, KnownBook, OpenBook, SharedBooks
from paraph.ports.documents import Checker
from paraph.ports.owed import OwedLevels
from paraph.ports.placing import PlacingDocuments
from paraph.ports.record import AuditLog, Clock
from paraph.usecases.find_places import find_template_place
from paraph.usecases.plan_batch import PlannedDocument, Planning, plan_document
from paraph.usecases.plan_extras import OwnSignature, plan_file

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
    extras: Extras = NO_EXTRAS
    is_locked: bool = False
    earlier_note: str = ""


def draft_of(planned: PlannedDocument, *, invisible: bool, reason: str = "") -> Draft:
    """Make a draft of a plan. Raises what bars the document, BookPlaceMissing without a place."""
    if planned.bar:
        raise from_code(planned.bar, {"file": str(planned.source)})
    if not invisible and planned.field is None and planned.place is None:
        raise BookPlaceMissing(file=str(planned.source), why=str(planned.doubt or ""))
    place = planned.place if planned.field is None else None
    pages, is_locked = len(planned.pages), planned.locked
    return Draft(
        planned.source, planned.sha256, pages, planned.field, place, reason, is_locked=is_locked
    )


class Asked(NamedTuple):
    """What is asked for with every document: why, for whom, and what comes with the signature."""

    reason: str = ""
    holder: str = ""
    extras: Extras = NO_EXTRAS


def draft(
    source: Path,
    where: BatchRule | Template | Place,
    asked: Asked,
    ports: Planning,
    password: Secret | None = None,
) -> Draft:
    """Look at a document and find where it is signed: by a rule, a template, or at a place.

    A password is used for looking only, and for a document that needs one. Raises document errors,
    BookPlaceMissing, TemplateDoesNotFit, PlaceRefused, and what stands in the way of the extras.
    """
    rule = where if isinstance(where, BatchRule) else BatchRule(PlaceSource.NOWHERE)
    naming: tuple[str, Path | None, tuple[Path, ...]] = ("{name}", None, ())
    planned, key = plan_document(source, rule, naming, ports), None
    if planned.locked and password is not None:
        key = password
        planned = plan_document(source, rule, naming, ports, key)
    if isinstance(where, Template) and not planned.bar:
        found = find_template_place(source, key, where, ports.documents)
        planned = replace(planned, field=found.field, place=found.place, sha256=found.sha256)
    elif isinstance(where, Place) and not planned.bar:
        check_box(source, where, ports.documents, key)
        planned = replace(planned, place=where)
    if planned.doubt is not None:
        raise BookPlaceMissing(file=str(source), why=str(planned.doubt))
    # A rule for no place, and a template without one, mean a signature that is not seen.
    is_meant = rule.source is PlaceSource.NOWHERE and not isinstance(where, Place)
    made = draft_of(planned, invisible=is_meant, reason=asked.reason)
    own = OwnSignature(asked.holder, made.field, made.place)
    check_extras(asked.extras, own, (source, key), ports)
    return replace(made, extras=without_picture(asked.extras))


def check_extras(
    extras: Extras, own: OwnSignature, file: tuple[Path, Secret | None], ports: Planning
) -> None:
    """Raise what stands in the way of what comes with a signature, whoever signs."""
    if extras == NO_EXTRAS:
        return
    # Which letters, and which prepared fields are theirs, shows the certificate: it is not known
    # yet, and the holder's own pre-flight says it.
    with suppress(InitialsMissing, InitialsNotPossible):
        plan_file(extras, own, file, ports.signer, ports.documents)


def check_box(
    source: Path, place: Place, documents: PlacingDocuments, password: Secret | None = None
) -> None:
    """Raise PlaceRefused for a box that is off its page, too small or over a field."""
    with documents.open(source, password) as document:
        index = place.page_index
        page = document.geometries[index] if index < len(document.geometries) else None
        taken = [each.box for each in document.fields() if each.page_index == index]
        check_place(place.box, page, taken)


def without_picture(extras: Extras) -> Extras:
    """Give extras as they are handed over: a picture of a person comes from that person alone."""
    if extras.initials is None:
        return extras
    return extras._replace(initials=extras.initials._replace(image=None))


def hand_over(
    folder: Path,
    titles: tuple[str, str, str],
    drafts: Sequence[Draft],
    ports: BookPorts,
    again_of: str = "",
) -> OpenBook:
    """Write a book into the shared folder; `titles` are the book's, its holder's and one's own.

    `again_of` is the id of the book whose documents these are once more. Raises BookRefused,
    DocumentChanged, BookFolderUnreachable, DiskFull.
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
        record.shelf.put_sources(book.id, sources)
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
                **({"again_of": again_of} if again_of else {}),
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
        draft.extras,
        draft.is_locked,
        checked_note(draft.earlier_note),
    )


def refuse_exchanged(opened: OpenBook, known: KnownBook | None) -> None:
    """Raise BookExchanged for a book that is not as it was seen first."""
    if known is not None and known.sha256 != opened.sha256:
        raise BookExchanged(book=str(opened.path), expected=known.sha256, found=opened.sha256)
