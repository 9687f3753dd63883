"""Signature books in the words of the window."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding, Weight, pages_in_words
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.signature_book import (
    BookDocument,
    Decision,
    OutcomeKind,
    SignatureBook,
    is_for,
)
from paraph.domain.placing.initials import ALL, ALL_BUT_LAST
from paraph.domain.placing.signature_extras import Extras
from paraph.gui.batch.kit import KeyHolder
from paraph.gui.extras.extras_words import extras_finding_words
from paraph.gui.sheet.error_words import error_words
from paraph.ports.books import FoundBook, OpenBook
from paraph.usecases.book_results import Seen
from paraph.usecases.plan_batch import LOCKED
from paraph.usecases.review_book import Reviewing

NO_KEY = KeyHolder()


class BookState(Enum):
    """Where a book stands for the person of this profile; the value is icon and tone."""

    WAITS = ("inbox", "accentText")
    BEGUN = ("signature", "accentText")
    IN_WORK = ("lock", "textMuted")
    SENT = ("send", "textMuted")
    BACK = ("circle-check", "valid")
    DONE = ("circle-check", "textMuted")
    BROKEN = ("octagon-minus", "invalid")


class BookLine(NamedTuple):
    """One book of the list."""

    found: FoundBook
    state: BookState
    title: str
    below: str
    result: str
    is_mine: bool  # whether this person is to sign


def line_of(found: FoundBook, own_name: str) -> BookLine:
    """Say where a book stands."""
    translate = QCoreApplication.translate
    if found.opened is None:
        title = found.path.name.removesuffix(".paraph-book")
        what = error_words(found.trouble)[0]
        return BookLine(found, BookState.BROKEN, title, "", what, is_mine=True)
    book, is_mine = found.opened.book, is_for(found.opened.book.holder, own_name)
    state = _state(found, found.opened, is_mine=is_mine)
    day = when_words(book.prepared_at_utc)
    count = translate("Book", "%n document(s)", "", len(book.documents))
    if is_mine:
        below = translate("Book", "{count} from {name}, {day}").format(
            count=count, name=book.prepared_by, day=day
        )
    else:
        below = translate("Book", "{count} for {name}, {day}").format(
            count=count, name=book.holder, day=day
        )
    return BookLine(found, state, book.title, below, _result(found, found.opened, state), is_mine)


def concerns(found: FoundBook, own_name: str) -> bool:
    """Tell whether a book is for this person or was prepared by them; others share the folder."""
    if found.opened is None:
        return True
    book = found.opened.book
    return is_for(book.holder, own_name) or is_for(book.prepared_by, own_name)


def _state(found: FoundBook, opened: OpenBook, *, is_mine: bool) -> BookState:
    answer = opened.answer
    if answer is not None and answer.is_returned:
        return BookState.DONE if is_mine else BookState.BACK
    if found.in_work is not None:
        return BookState.IN_WORK
    if not is_mine:
        return BookState.SENT
    return BookState.WAITS if answer is None else BookState.BEGUN


def _result(found: FoundBook, opened: OpenBook, state: BookState) -> str:
    translate = QCoreApplication.translate
    if state is BookState.IN_WORK and found.in_work is not None:
        words = translate("Book", "{name} has it open on {computer}")
        return words.format(name=found.in_work.by, computer=found.in_work.on)
    if state is BookState.WAITS:
        return translate("Book", "Waits for you")
    if state is BookState.SENT and opened.answer is None:
        return translate("Book", "Not opened yet, or being reviewed")
    return counts_words(opened)


def counts_words(opened: OpenBook) -> str:
    """Say how many documents were signed and how many set aside."""
    translate, answer = QCoreApplication.translate, opened.answer
    signed = answer.count(OutcomeKind.SIGNED) if answer is not None else 0
    aside = answer.count(OutcomeKind.SET_ASIDE) if answer is not None else 0
    rest = len(opened.book.documents) - signed - aside
    parts = [translate("Book", "%n signed", "", signed)]
    if aside:
        parts.append(translate("Book", "%n set aside", "", aside))
    if rest:
        parts.append(translate("Book", "%n left", "", rest))
    return " · ".join(parts)


def waiting_words(lines: list[BookLine]) -> str:
    """Say which books wait for this person, empty where none does."""
    translate = QCoreApplication.translate
    waiting = [
        each.found.opened.book
        for each in lines
        if each.is_mine
        and each.state in (BookState.WAITS, BookState.BEGUN)
        and each.found.opened is not None
    ]
    if not waiting:
        return ""
    head = translate("Book", "%n signature book(s) wait(s) for you", "", len(waiting))
    count = sum(len(each.documents) for each in waiting)
    names = ", ".join(dict.fromkeys(each.prepared_by for each in waiting))
    tail = translate("Book", "%n document(s)", "", count)
    return translate("Book", "{head}: {documents} from {names}").format(
        head=head, documents=tail, names=names
    )


def back_words(book: OpenBook) -> str:
    """Say that a book came back."""
    words = QCoreApplication.translate("Book", "{name} returned “{title}”: {counts}")
    head = book.book
    return words.format(name=head.holder, title=head.title, counts=counts_words(book))


def place_words(document: BookDocument) -> str:
    """Say where a document is signed."""
    translate = QCoreApplication.translate
    if document.field is not None:
        return translate("Book", "Field “{name}”").format(name=document.field)
    if document.place is None:
        return translate("Book", "No visible box")
    return translate("Book", "Page {page}").format(page=document.place.page_index + 1)


def extras_words(extras: Extras) -> list[tuple[str, str]]:
    """Say what comes with a signature: an icon and a sentence each."""
    translate = QCoreApplication.translate
    said: list[tuple[str, str]] = []
    if extras.initials is not None:
        rule = extras.initials
        pages = {
            ALL: translate("Book", "Your initials on every page"),
            ALL_BUT_LAST: translate("Book", "Your initials on every page but the last"),
        }.get(rule.pages) or translate("Book", "Your initials on page {pages}").format(
            pages=rule.pages
        )
        said.append(("signature", f"{pages}: {rule.text}" if rule.text else pages))
    if extras.certification is not None:
        finding = Finding(Weight.KNOW, "extras_certified", str(extras.certification))
        said.append(("lock", extras_finding_words(finding)[0]))
    if extras.fields:
        names = ", ".join(each.name for each in extras.fields)
        words = translate("Book", "Empty fields for others: {names}").format(names=names)
        said.append(("forms", words))
    return said


class DocumentState(Enum):
    """Where a document of a book under review stands; the value is icon and tone."""

    OPEN = ("circle-dashed", "textMuted")
    AGREED = ("check", "accentText")
    SET_ASIDE = ("minus", "changed")
    SIGNED = ("circle-check", "valid")
    BARRED = ("octagon-minus", "invalid")


def document_state(now: Reviewing, number: int) -> DocumentState:
    """Say where a document stands."""
    if now.is_signed(number):
        return DocumentState.SIGNED
    if now.review(number).decision is Decision.SET_ASIDE:
        return DocumentState.SET_ASIDE
    if number in now.troubles or now.may_be_signed(number):
        return DocumentState.BARRED
    is_agreed = now.review(number).decision is Decision.AGREED
    return DocumentState.AGREED if is_agreed else DocumentState.OPEN


def document_words(now: Reviewing, number: int, key: KeyHolder = NO_KEY) -> str:
    """Say in words where a document stands."""
    translate = QCoreApplication.translate
    match document_state(now, number):
        case DocumentState.SIGNED:
            return translate("Book", "Signed")
        case DocumentState.SET_ASIDE:
            note = now.review(number).note
            words = translate("Book", "Set aside")
            return f"{words}: {note}" if note else words
        case DocumentState.BARRED:
            return error_words(barred_code(now, number), *key)[0]
        case DocumentState.AGREED:
            return translate("Book", "Agreed")
        case _:
            return translate("Book", "Not decided yet")


def barred_code(now: Reviewing, number: int) -> str:
    """Give the code of what keeps a document from being signed."""
    return now.troubles.get(number) or now.outcomes[number].code


def seen_words(seen: Seen) -> tuple[str, str]:
    """Say what became of a document that came back: the tone, and the words."""
    translate, outcome = QCoreApplication.translate, seen.outcome
    if seen.trouble in LOCKED:
        words = translate("Book", "Signed as {name}. The copy is locked: open it to check it.")
        return "changed", words.format(name=outcome.signs_as)
    if seen.trouble:
        what, more = error_words(seen.trouble)
        return "invalid", f"{what} {more}"
    match outcome.kind:
        case OutcomeKind.SIGNED:
            words = translate("Book", "Signed as {name}, {day}")
            return "valid", words.format(name=outcome.signs_as, day=when_words(outcome.at_utc))
        case OutcomeKind.SET_ASIDE:
            words = translate("Book", "Set aside")
            return "changed", f"{words}: {outcome.note}" if outcome.note else words
        case OutcomeKind.NOT_SIGNED:
            # What the holder signed with is not said in a book: it is called a token.
            what = error_words(outcome.code, KeyKind.TOKEN)[0]
            return "invalid", f"{what} {translate('Book', 'Not signed.')}"
        case _:
            return "textSecondary", translate("Book", "Not decided")


def never_shown_words(pages: tuple[int, ...]) -> str:
    """Say which pages were never shown."""
    if not pages:
        return QCoreApplication.translate("Book", "Every page was shown.")
    words = QCoreApplication.translate("Book", "Never shown: page {pages}")
    return words.format(pages=pages_in_words(pages))


def in_work_words(error: ParaphError) -> str:
    """Say who has a book open."""
    by, on = str(error.details.get("by", "")), str(error.details.get("on", ""))
    since = when_words(str(error.details.get("since_utc", "")))
    words = QCoreApplication.translate("Book", "{name} has it open on {computer}, since {time}.")
    return words.format(name=by or "?", computer=on or "?", time=since or "?")


def when_words(at_utc: str) -> str:
    """Give a moment of the record in the person's own way and time."""
    seconds = at_utc.partition(".")[0].rstrip("Z")
    moment = QDateTime.fromString(seconds, "yyyy-MM-ddTHH:mm:ss")
    if not moment.isValid():
        return ""
    moment.setTimeZone(QTimeZone.utc())
    return QLocale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat)


def book_title(book: SignatureBook) -> str:
    """Give the line under a book's title."""
    count = QCoreApplication.translate("Book", "%n document(s)", "", len(book.documents))
    words = QCoreApplication.translate("Book", "{count} from {name}, {day}")
    day = when_words(book.prepared_at_utc)
    return words.format(count=count, name=book.prepared_by, day=day)
