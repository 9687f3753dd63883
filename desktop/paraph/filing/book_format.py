"""Signature books as JSON. They come from folders that many can write to: nothing is believed.

A book and its answer are each one object; a name that is not known here, or a value of another
kind, makes it damaged: a program that does not know of initials never signs without them. Bytes
are the file's own: their SHA-256 is what the other side names.
"""

import json
import re
from typing import Any

from paraph.domain.errors.books import BookDamaged
from paraph.domain.many.signature_book import (
    MOST_DOCUMENTS,
    MOST_NAME_LETTERS,
    MOST_NOTE_LETTERS,
    BookAnswer,
    BookDocument,
    Outcome,
    OutcomeKind,
    SignatureBook,
)
from paraph.domain.placing.signature_field import Place
from paraph.filing.book_extras import MAY_COME, extras_of, extras_told
from paraph.filing.told_object import MOST_PAGES, ToldObject

_FORMAT = 1
_HEX_64, _ID = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}")
_MOST_BYTES = 1 << 40


def book_bytes(book: SignatureBook) -> bytes:
    """Write a book."""
    documents = [
        {
            "number": each.number,
            "file": each.file,
            "sha256": each.sha256,
            "pages": each.page_count,
            "field": each.field,
            "page": each.place.page_index + 1 if each.place else None,
            "box": list(each.place.box) if each.place else None,
            "reason": each.reason,
            "note": each.note,
            **extras_told(each.extras),
            **({"locked": True} if each.is_locked else {}),
            **({"earlier_note": each.earlier_note} if each.earlier_note else {}),
        }
        for each in book.documents
    ]
    return _written(
        {
            "format": _FORMAT,
            "id": book.id,
            "title": book.title,
            "for": book.holder,
            "prepared_by": book.prepared_by,
            "prepared_at": book.prepared_at_utc,
            "documents": documents,
        }
    )


def parse_book(data: bytes) -> SignatureBook:
    """Read a book. Raises BookDamaged."""
    told = ToldObject(_loaded(data))
    told.only("format", "id", "title", "for", "prepared_by", "prepared_at", "documents")
    documents = tuple(_document(each) for each in told.objects("documents"))
    if not documents:
        raise BookDamaged(why="documents")
    for which in ([each.number for each in documents], [_folded(each.file) for each in documents]):
        if len(set(which)) != len(documents):
            raise BookDamaged(why="documents")
    return SignatureBook(
        told.matching("id", _ID),
        told.text("title", MOST_NAME_LETTERS),
        told.text("for", MOST_NAME_LETTERS),
        told.text("prepared_by", MOST_NAME_LETTERS),
        told.time("prepared_at"),
        documents,
    )


def answer_bytes(answer: BookAnswer) -> bytes:
    """Write an answer."""
    outcomes = [
        {
            "number": each.number,
            "outcome": str(each.kind),
            "at": each.at_utc,
            "note": each.note,
            "error": each.code,
            "file": each.file,
            "sha256": each.sha256,
            "size": each.size,
            "signs_as": each.signs_as,
            "certificate_sha256": each.certificate_sha256,
        }
        for each in answer.outcomes
    ]
    return _written(
        {
            "format": _FORMAT,
            "book_sha256": answer.book_sha256,
            "answered_by": answer.answered_by,
            "returned_at": answer.returned_at_utc,
            "documents": outcomes,
        }
    )


def parse_answer(data: bytes) -> BookAnswer:
    """Read an answer. Raises BookDamaged."""
    told = ToldObject(_loaded(data))
    told.only("format", "book_sha256", "answered_by", "returned_at", "documents")
    outcomes = tuple(_outcome(each) for each in told.objects("documents"))
    return BookAnswer(
        told.matching("book_sha256", _HEX_64),
        told.text("answered_by", MOST_NAME_LETTERS),
        outcomes,
        told.time("returned_at", may_lack=True),
    )


def _document(told: ToldObject) -> BookDocument:
    told.only(
        "number", "file", "sha256", "pages", "field", "page", "box", "reason", "note",
        may_come=(*MAY_COME, "locked", "earlier_note"),
    )  # fmt: skip
    field = None if told.value("field") is None else told.text("field", 500)
    return BookDocument(
        told.number("number", MOST_DOCUMENTS),
        told.file("file"),
        told.matching("sha256", _HEX_64),
        told.number("pages", MOST_PAGES),
        field,
        _place(told),
        told.text("reason", MOST_NOTE_LETTERS, may_lack=True),
        told.text("note", MOST_NOTE_LETTERS, may_lack=True),
        extras_of(told),
        told.has("locked") and told.truth("locked"),
        told.text("earlier_note", MOST_NOTE_LETTERS) if told.has("earlier_note") else "",
    )


def _place(told: ToldObject) -> Place | None:
    box = told.box("box")
    if box is None:
        return None
    if told.value("field") is not None:
        raise BookDamaged(why="box")
    return Place(told.number("page", MOST_PAGES) - 1, box)


def _outcome(told: ToldObject) -> Outcome:
    told.only(
        "number", "outcome", "at", "note", "error", "file", "sha256", "size", "signs_as",
        "certificate_sha256",
    )  # fmt: skip
    try:
        kind = OutcomeKind(told.text("outcome", 20))
    except ValueError as error:
        raise BookDamaged(why="outcome") from error
    is_signed = kind is OutcomeKind.SIGNED
    return Outcome(
        told.number("number", MOST_DOCUMENTS),
        kind,
        told.time("at", may_lack=True),
        told.text("note", MOST_NOTE_LETTERS, may_lack=True),
        told.text("error", 60, may_lack=True),
        told.file("file") if is_signed else "",
        told.matching("sha256", _HEX_64) if is_signed else "",
        told.number("size", _MOST_BYTES) if is_signed else 0,
        told.text("signs_as", 300, may_lack=not is_signed),
        told.matching("certificate_sha256", _HEX_64) if is_signed else "",
    )


def _loaded(data: bytes) -> Any:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BookDamaged(why="not_json") from error
    if isinstance(found, dict) and found.get("format") != _FORMAT:
        raise BookDamaged(why="format")
    return found


def _written(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _folded(name: str) -> str:
    return name.casefold()
