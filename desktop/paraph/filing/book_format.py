"""Signature books as JSON. They come from folders that many can write to: nothing is believed.

A book and its answer are each one object; a name that is not known here, or a value of another
kind, makes it damaged. Bytes are the file's own: their SHA-256 is what the other side names.
"""

import json
import re
from datetime import datetime
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
    is_readable,
)
from paraph.domain.placing.signature_field import Box, Place

_FORMAT = 1
_HEX_64, _ID = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}")
_MOST_FILE_LETTERS = 240
_MOST_PAGES = 1_000_000
_MOST_BYTES = 1 << 40
_FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]')


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
    told = _Told(_loaded(data))
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
    told = _Told(_loaded(data))
    told.only("format", "book_sha256", "answered_by", "returned_at", "documents")
    outcomes = tuple(_outcome(each) for each in told.objects("documents"))
    return BookAnswer(
        told.matching("book_sha256", _HEX_64),
        told.text("answered_by", MOST_NAME_LETTERS),
        outcomes,
        told.time("returned_at", may_lack=True),
    )


def is_plain_name(name: str) -> bool:
    """Tell whether a name is one file's in its own folder, on every system."""
    return (
        0 < len(name) <= _MOST_FILE_LETTERS
        and not _FORBIDDEN_IN_NAMES.search(name)
        and name.strip(" .") == name
    )


def plain_name(name: str) -> str:
    """Give a name that every system takes."""
    return _FORBIDDEN_IN_NAMES.sub("-", name).strip(" .") or "-"


def _document(told: "_Told") -> BookDocument:
    told.only(
        "number", "file", "sha256", "pages", "field", "page", "box", "reason", "note"
    )  # fmt: skip
    field = None if told.value("field") is None else told.text("field", 500)
    return BookDocument(
        told.number("number", MOST_DOCUMENTS),
        told.file("file"),
        told.matching("sha256", _HEX_64),
        told.number("pages", _MOST_PAGES),
        field,
        _place(told),
        told.text("reason", MOST_NOTE_LETTERS, may_lack=True),
        told.text("note", MOST_NOTE_LETTERS, may_lack=True),
    )


def _place(told: "_Told") -> Place | None:
    box = told.value("box")
    if box is None:
        return None
    is_box = isinstance(box, list) and len(box) == 4
    if not is_box or not all(_is_number(edge) for edge in box) or told.value("field") is not None:
        raise BookDamaged(why="box")
    return Place(told.number("page", _MOST_PAGES) - 1, Box(*map(float, box)))


def _outcome(told: "_Told") -> Outcome:
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


class _Told:
    """An object of JSON, whose values are asked for by their kind."""

    def __init__(self, values: Any) -> None:
        if not isinstance(values, dict):
            raise BookDamaged(why="no_object")
        self._values: dict[str, Any] = values

    def only(self, *names: str) -> None:
        if set(self._values) != set(names):
            raise BookDamaged(why="names")

    def value(self, name: str) -> Any:
        return self._values[name]

    def text(self, name: str, most: int, *, may_lack: bool = False) -> str:
        found = self._values[name]
        if not isinstance(found, str) or len(found) > most or not (found or may_lack):
            raise BookDamaged(why=name)
        # Lone surrogates have no bytes; what cannot be seen may hide what a name is.
        if not is_readable(found):
            raise BookDamaged(why=name)
        return found

    def matching(self, name: str, form: re.Pattern[str]) -> str:
        found = self._values[name]
        if not isinstance(found, str) or not form.fullmatch(found):
            raise BookDamaged(why=name)
        return found

    def file(self, name: str) -> str:
        found = self.text(name, _MOST_FILE_LETTERS)
        if not is_plain_name(found):
            raise BookDamaged(why=name)
        return found

    def number(self, name: str, most: int) -> int:
        found = self._values[name]
        if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= most:
            raise BookDamaged(why=name)
        return found

    def time(self, name: str, *, may_lack: bool = False) -> str:
        found = self.text(name, 40, may_lack=may_lack)
        try:
            is_time = datetime.fromisoformat(found).tzinfo is not None if found else True
        except ValueError:
            is_time = False
        if not is_time:
            raise BookDamaged(why=name)
        return found

    def objects(self, name: str) -> list["_Told"]:
        found = self._values[name]
        if not isinstance(found, list) or len(found) > MOST_DOCUMENTS:
            raise BookDamaged(why=name)
        return [_Told(each) for each in found]


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


def _is_number(edge: object) -> bool:
    return isinstance(edge, int | float) and not isinstance(edge, bool) and abs(edge) < 1e7


def _folded(name: str) -> str:
    return name.casefold()
