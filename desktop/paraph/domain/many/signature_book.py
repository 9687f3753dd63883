"""A signature book: documents that one person prepares and another reviews and signs.

What was handed over never changes; what became of it is said in an answer beside it, which names
what it answers by hash.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from paraph.domain.errors.books import BookRefused
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from paraph.domain.placing.signature_field import Place

MOST_DOCUMENTS = 500
MOST_NOTE_LETTERS = 2000
MOST_NAME_LETTERS = 120
# How a person is addressed says nothing of who it is.
_TITLES = frozenset(
    {"me", "maître", "maitre", "m", "mr", "mme", "mlle", "dr", "prof", "ra", "rain", "herr",
     "frau", "avocat", "avocate", "rechtsanwalt", "rechtsanwältin", "the"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookDocument:
    """One document as it was handed over; `number` counts from 1, `file` is its name in the book.

    With neither `field` nor `place` it is signed without a visible box. `extras` come with the
    signature. One that `is_locked` opens with a password, which is in no file of the book.
    `earlier_note` is what its holder wrote when it was set aside in a book before this one.
    """

    number: int
    file: str
    sha256: str
    page_count: int
    field: str | None = None
    place: Place | None = None
    reason: str = ""
    note: str = ""
    extras: Extras = NO_EXTRAS
    is_locked: bool = False
    earlier_note: str = ""

    @property
    def title(self) -> str:
        """Give its name without number and ending."""
        stem = self.file.rpartition(".")[0] or self.file
        return re.sub(r"^\d{2,3} ", "", stem)


@dataclass(frozen=True, slots=True)
class SignatureBook:
    """What was handed over: for whom, by whom, when, and which documents."""

    id: str
    title: str
    holder: str
    prepared_by: str
    prepared_at_utc: str
    documents: tuple[BookDocument, ...]

    def document(self, number: int) -> BookDocument:
        """Give one. Raises BookRefused for a number it does not have."""
        for each in self.documents:
            if each.number == number:
                return each
        raise BookRefused(why="no_such_document", number=number)


class Decision(StrEnum):
    """What its holder said of a document."""

    OPEN = "open"
    AGREED = "agreed"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Review:
    """How far a document was reviewed; pages count from 0."""

    decision: Decision = Decision.OPEN
    note: str = ""
    pages_seen: frozenset[int] = field(default_factory=frozenset)

    def never_shown(self, page_count: int) -> tuple[int, ...]:
        """List the pages that were never shown."""
        return tuple(index for index in range(page_count) if index not in self.pages_seen)

    def having_seen(self, pages: Iterable[int]) -> Review:
        """Add pages that were shown."""
        return replace(self, pages_seen=self.pages_seen | frozenset(pages))

    def decided(self, decision: Decision, note: str = "") -> Review:
        """Say what becomes of it; a note belongs to what is set aside. Raises BookRefused."""
        if decision is Decision.SET_ASIDE:
            return replace(self, decision=decision, note=checked_note(note))
        return replace(self, decision=decision, note="")


class OutcomeKind(StrEnum):
    """What became of a document."""

    OPEN = "open"
    SIGNED = "signed"
    SET_ASIDE = "set_aside"
    NOT_SIGNED = "not_signed"  # it was agreed to, and `code` says what stood in the way


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; of a signed one `file` and `sha256` are of the signed copy.

    Proof is added behind a copy later on: its first `size` bytes are those of the hash.
    """

    number: int
    kind: OutcomeKind
    at_utc: str = ""
    note: str = ""
    code: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0
    signs_as: str = ""
    certificate_sha256: str = ""


@dataclass(frozen=True, slots=True)
class BookAnswer:
    """What its holder says of a book, named by its hash; without a time it is not returned yet."""

    book_sha256: str
    answered_by: str
    outcomes: tuple[Outcome, ...]
    returned_at_utc: str = ""

    @property
    def is_returned(self) -> bool:
        """Tell whether nothing more is done to it."""
        return bool(self.returned_at_utc)

    def outcome(self, number: int) -> Outcome:
        """Give what became of a document."""
        found = (each for each in self.outcomes if each.number == number)
        return next(found, Outcome(number, OutcomeKind.OPEN))

    def count(self, kind: OutcomeKind) -> int:
        """Count the documents that ended so."""
        return sum(1 for each in self.outcomes if each.kind is kind)


class Prepared(NamedTuple):
    """By whom and when a document was prepared, in which book: what the record names beside the
    person who signs.
    """

    by: str
    at_utc: str
    book: str
    book_sha256: str


def told_of(prepared: Prepared | None) -> dict[str, str | int | None]:
    """Give what the record says of it; nothing where nobody else prepared the document."""
    if prepared is None:
        return {}
    return {
        "prepared_by": prepared.by,
        "prepared_at": prepared.at_utc,
        "book": prepared.book,
        "book_sha256": prepared.book_sha256,
    }


def mark_of(book_sha256: str) -> str:
    """Give the short mark of a book, that two people can compare by telephone."""
    return f"{book_sha256[:4]} {book_sha256[4:8]}".upper()


def is_for(holder: str, name: str) -> bool:
    """Tell whether a book's holder is the person of this name: `Me Roux` is `Camille Roux`."""
    theirs, mine = _words(holder), _words(name)
    return bool(theirs and mine) and (theirs <= mine or mine <= theirs)


def _words(name: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return {word for word in words if word not in _TITLES}


def readable(text: str) -> str:
    """Give a text without what cannot be seen: controls, and marks that turn its direction."""
    return "".join(each for each in text if _is_seen(each))


def is_readable(text: str) -> bool:
    """Tell whether all of a text can be seen; spaces of any width and ends of lines may stand."""
    return all(map(_is_seen, text))


def _is_seen(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")


def checked_note(note: str) -> str:
    """Give a note as it is kept. Raises BookRefused for one that is too long."""
    bare = readable(note).strip()
    if len(bare) > MOST_NOTE_LETTERS:
        raise BookRefused(why="note_too_long", most=MOST_NOTE_LETTERS)
    return bare


def checked_name(name: str, what: str) -> str:
    """Give a person's or a book's name on one line. Raises BookRefused without one.

    A person's has a letter at least: by its words a book is found (`is_for`).
    """
    bare = " ".join(readable(name).split())
    is_name = bool(_words(bare)) if what in ("own", "holder") else bool(bare)
    if not is_name or len(bare) > MOST_NAME_LETTERS:
        raise BookRefused(why=f"{what}_name")
    return bare


def next_open(
    documents: Sequence[BookDocument], reviews: Mapping[int, Review], after: int
) -> int | None:
    """Give the next document without a decision, going round; None when all have one."""
    numbers = [each.number for each in documents]
    start = numbers.index(after) + 1 if after in numbers else 0
    for number in [*numbers[start:], *numbers[:start]]:
        if reviews.get(number, Review()).decision is Decision.OPEN:
            return number
    return None
