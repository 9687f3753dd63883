"""Signature books as the command line tells them, and how one is named."""

from pathlib import Path
from typing import Any

import click

from paraph.cli.book_given import counted
from paraph.cli.program import Program, words_of
from paraph.domain.errors import from_code
from paraph.domain.errors.books import BookFolderMissing, BookMissing
from paraph.domain.many.signature_book import (
    BookAnswer,
    BookDocument,
    Outcome,
    OutcomeKind,
    mark_of,
)
from paraph.ports.books import FoundBook, OpenBook
from paraph.settings import load_settings
from paraph.usecases.book_results import Results, Seen
from paraph.usecases.prepare_book import BookPorts

_WORDS = {
    OutcomeKind.OPEN: "open",
    OutcomeKind.SIGNED: "signed",
    OutcomeKind.SET_ASIDE: "set aside",
    OutcomeKind.NOT_SIGNED: "not signed",
}


def find_book(program: Program, ports: BookPorts, name: str, folder: Path | None) -> Path:
    """Give the book of a path, or of an id's beginning in the shared folder. Raises BookMissing."""
    path = Path(name).absolute()
    if path.is_dir():
        return path
    usual = load_settings(program.home).book_folder
    if folder is None and not usual:
        raise BookFolderMissing
    found = [
        each.path
        for each in ports.shared.find((folder or Path(usual)).absolute())
        if each.opened is not None and name and each.opened.book.id.startswith(name)
    ]
    if len(found) != 1:
        raise BookMissing(book=name, found=len(found))
    return found[0]


def state_of(found: FoundBook) -> str:
    """Say where a book stands."""
    if found.opened is None:
        return found.trouble
    answer = found.opened.answer
    if answer is not None and answer.is_returned:
        return "returned"
    if found.in_work is not None:
        return "in_work"
    return "waiting" if answer is None else "begun"


def listed_json(found: FoundBook) -> dict[str, Any]:
    """Tell one book of the list."""
    told = {
        "book": str(found.path),
        "state": state_of(found),
        "in_work_by": found.in_work.by if found.in_work is not None else None,
        "id": None,
        "title": None,
        "for": None,
        "prepared_by": None,
        "prepared_at": None,
        "documents": None,
    }
    if found.opened is None:
        return told
    return told | _head(found.opened) | {"documents": len(found.opened.book.documents)}


def book_json(opened: OpenBook) -> dict[str, Any]:
    """Tell a book that was handed over."""
    documents = [_document(each) for each in opened.book.documents]
    return {"book": str(opened.path), **_head(opened), "sha256": opened.sha256} | {
        "documents": documents
    }


def answer_json(opened: OpenBook, answer: BookAnswer) -> dict[str, Any]:
    """Tell what became of a book's documents."""
    documents = [
        _document(each) | _outcome(answer.outcome(each.number)) for each in opened.book.documents
    ]
    return {
        "book": str(opened.path),
        **_head(opened),
        "sha256": opened.sha256,
        "returned_at": answer.returned_at_utc or None,
        **{str(kind): answer.count(kind) for kind in OutcomeKind},
        "documents": documents,
    }


def tell_handed_over(made: OpenBook) -> None:
    """Say that a book was handed over, for people."""
    click.echo(f"Handed over to {made.book.holder}: {made.path}")
    click.echo(f"  {counted(len(made.book.documents))}, mark {mark_of(made.sha256)}")


def results_json(seen: Results) -> dict[str, Any]:
    """Tell what came back, and whether each copy is what the answer says."""
    answer = seen.opened.answer or BookAnswer(seen.opened.sha256, "", ())
    told = answer_json(seen.opened, answer)
    for document, each in zip(told["documents"], seen.seen, strict=True):
        document["output"] = str(each.copy) if each.copy is not None else None
        document["trouble"] = each.trouble or None
        document["why"] = each.why or None
    return told


def tell_results(seen: Results) -> None:
    """Say what came back, for people."""
    book, answer = seen.opened.book, seen.opened.answer
    state = "returned" if answer is not None and answer.is_returned else "not returned yet"
    click.echo(f"{book.title}, for {book.holder} from {book.prepared_by} ({state})")
    click.echo(f"  mark {mark_of(seen.opened.sha256)}")
    for each in seen.seen:
        click.echo(f"{each.document.number:3} {each.document.title}: {_line(each)}")


def _line(seen: Seen) -> str:
    if seen.trouble:
        return f"{words_of(from_code(seen.trouble, {})).what} [{seen.trouble}, {seen.why}]"
    outcome = seen.outcome
    words = _WORDS[outcome.kind]
    if outcome.kind is OutcomeKind.SIGNED:
        return f"{words} as {outcome.signs_as}: {seen.copy}"
    if outcome.kind is OutcomeKind.NOT_SIGNED:
        return f"{words} [{outcome.code}]"
    return f"{words}: {outcome.note}" if outcome.note else words


def _head(opened: OpenBook) -> dict[str, Any]:
    book = opened.book
    return {
        "id": book.id,
        "title": book.title,
        "for": book.holder,
        "prepared_by": book.prepared_by,
        "prepared_at": book.prepared_at_utc,
    }


def _document(document: BookDocument) -> dict[str, Any]:
    box = document.place.box if document.place else None
    initials, certify = document.extras.initials, document.extras.certification
    return {
        "number": document.number,
        "file": document.file,
        "sha256": document.sha256,
        "field": document.field,
        "page": document.place.page_index + 1 if document.place else None,
        "box": list(box) if box else None,
        "reason": document.reason or None,
        "note": document.note or None,
        "locked": document.is_locked,
        "initials": initials.pages if initials is not None else None,
        "certify": str(certify) if certify is not None else None,
        "fields_for_others": [each.name for each in document.extras.fields],
        "earlier_note": document.earlier_note or None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": str(outcome.kind),
        "at": outcome.at_utc or None,
        "note_back": outcome.note or None,
        "error": outcome.code or None,
        "output": outcome.file or None,
        "output_sha256": outcome.sha256 or None,
        "signs_as": outcome.signs_as or None,
        "certificate_sha256": outcome.certificate_sha256 or None,
    }
