"""Hand over once more what came back without a signature, mended, with its places kept."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors.books import BookLevelOwed, BookRefused
from paraph.domain.keys.secret import Secret
from paraph.domain.many.signature_book import BookDocument, OutcomeKind
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.signature_field import Place
from paraph.ports.books import OpenBook
from paraph.usecases.plan_batch import Planning
from paraph.usecases.prepare_book import Asked, BookPorts, Draft, draft, refuse_exchanged


class AgainDocument(NamedTuple):
    """One document that came back unsigned; `note_back` is what its holder wrote.

    `source` is the file it was made from, or where that is gone the copy in the book.
    """

    before: BookDocument
    source: Path
    note_back: str = ""
    is_own_file: bool = True


class Again(NamedTuple):
    """What of a returned book can be handed over once more."""

    opened: OpenBook
    documents: tuple[AgainDocument, ...]


def again(path: Path, ports: BookPorts, mended: Mapping[int, Path] | None = None) -> Again:
    """Say what of a book can be handed over once more; `mended` are files that lie elsewhere now.

    Raises BookExchanged, and BookRefused for a book that is not returned, or signed as a whole.
    """
    opened = ports.shared.read(path)
    with ports.open_record() as record:
        refuse_exchanged(opened, record.shelf.known(opened.book.id))
        sources = {**record.shelf.sources(opened.book.id), **(mended or {})}
    answer = opened.answer
    if answer is None or not answer.is_returned:
        raise BookRefused(why="not_returned_yet")
    for number in mended or ():
        if answer.outcome(opened.book.document(number).number).kind is OutcomeKind.SIGNED:
            raise BookRefused(why="signed_already", number=number)
    found = []
    for each in opened.book.documents:
        outcome = answer.outcome(each.number)
        if outcome.kind is OutcomeKind.SIGNED or outcome.code in _MAY_BE_SIGNED:
            continue
        source, is_own = sources.get(each.number), True
        if source is None or not (source.is_file() or each.number in (mended or {})):
            source, is_own = ports.shared.document(path, each), False
        found.append(AgainDocument(each, source, outcome.note, is_own))
    if not found:
        raise BookRefused(why="nothing_left")
    return Again(opened, tuple(found))


# A signature was made, or may have been: another one would be a second.
_MAY_BE_SIGNED = frozenset({"output_unreachable", BookLevelOwed.code})


def draft_again(
    each: AgainDocument, holder: str, ports: Planning, password: Secret | None = None
) -> Draft:
    """Look at a document that is handed over once more, where it was to be signed before.

    Raises what `prepare_book.draft` does.
    """
    before = each.before
    where: BatchRule | Place = BatchRule(PlaceSource.NOWHERE)
    if before.field is not None:
        where = BatchRule(PlaceSource.FIELD, before.field)
    elif before.place is not None:
        where = before.place
    made = draft(each.source, where, Asked(before.reason, holder, before.extras), ports, password)
    return replace(made, note=before.note, earlier_note=each.note_back)
