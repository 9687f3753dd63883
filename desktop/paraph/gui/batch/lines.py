"""What one line of the list shows, for a document that is planned and for one that is signed."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDateTime, QTimeZone

from paraph.domain.findings import pages_in_words
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.messages.acts import words_for
from paraph.domain.placing.batch_place import Doubt, PlaceSource
from paraph.domain.placing.signature_field import Place
from paraph.usecases.plan_batch import LOCKED, PlannedDocument


class LineState(Enum):
    """The value is the icon, and the token of its colour."""

    LOOKING = ("dots", "textMuted")
    PLANNED = ("circle-check", "accentText")
    WAITING = ("circle-dashed", "textMuted")
    NOW = ("loader-2", "accentText")
    SIGNED = ("circle-check", "valid")
    NEEDS_YOU = ("octagon-minus", "invalid")
    ASKS = ("alert-triangle", "changed")
    LEFT_OUT = ("minus", "textMuted")


class LineAct(Enum):
    """What a person can do about a line."""

    PLACE = "place"
    NO_BOX = "no_box"
    LOOK_AGAIN = "look_again"
    UNLOCK = "unlock"
    LEAVE_OUT = "leave_out"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `number` counts from 1; `tone` is the token of the result's colour."""

    number: int
    title: str
    where: str
    state: LineState
    result: str
    acts: tuple[LineAct, ...] = ()

    @property
    def tone(self) -> str:
        """Give the token of the result's colour."""
        plain = self.state in (LineState.WAITING, LineState.LOOKING, LineState.LEFT_OUT)
        return "textSecondary" if plain else self.state.value[1]

    @property
    def spoken(self) -> str:
        """Say the whole line."""
        return ". ".join(each for each in (self.title, self.where, self.result) if each)


def looking_line(number: int, title: str) -> Line:
    """Make the line of a document that is not looked through yet."""
    words = QCoreApplication.translate("Batch", "Being looked through…")
    return Line(number, title, "", LineState.LOOKING, words)


def planned_line(
    number: int, planned: PlannedDocument, *, is_left_out: bool, key: KeyKind = KeyKind.CARD
) -> Line:
    """Make the line of a document before it is signed."""
    translate = QCoreApplication.translate
    title = planned.source.stem
    where = where_words(planned.found_by, planned.label, planned.place, planned.field)
    if is_left_out:
        words = translate("Batch", "Left out")
        return Line(number, title, where, LineState.LEFT_OUT, words, (LineAct.TAKE_BACK,))
    if planned.bar:
        words = trouble_words(planned.bar, key)
        acts = _acts_for(planned.bar)
        return Line(number, title, "", LineState.NEEDS_YOU, words, acts)
    if planned.doubt is not None:
        ways = (LineAct.PLACE, LineAct.NO_BOX, LineAct.LEAVE_OUT)
        return Line(number, title, where, LineState.ASKS, doubt_words(planned.doubt), ways)
    return Line(number, title, where, LineState.PLANNED, _ready_words(planned))


def _ready_words(planned: PlannedDocument) -> str:
    """Say what comes with the signature, and what stands in the document already."""
    translate = QCoreApplication.translate
    words = translate("Batch", "Ready")
    earlier, initials = planned.earlier_signatures, len(planned.initials_pages)
    if planned.signatures > 1:
        words = translate("Batch", "Ready; %n signature(s), with those of the initials", "",
                          planned.signatures)  # fmt: skip
    elif initials:
        words = translate("Batch", "Ready; initials on %n page(s)", "", initials)
    elif earlier:
        words = translate("Batch", "Ready; %n signature(s) stand in it", "", earlier)
    if planned.without_initials:
        lacks = translate("Batch", "No field for initials: page {pages}.")
        pages = pages_in_words(planned.without_initials)
        words = f"{words}. {lacks.format(pages=pages)}"
    return words


def _acts_for(code: str) -> tuple[LineAct, ...]:
    first = LineAct.UNLOCK if code in LOCKED else LineAct.LOOK_AGAIN
    return first, LineAct.LEAVE_OUT


def row_line(row: BatchRow, *, is_now: bool, key: KeyKind) -> Line:
    """Make the line of a document of a batch in work."""
    translate = QCoreApplication.translate
    where = where_words(row.found_by, row.label, row.place, row.field)
    title, end = row.source.stem, row.end
    match row.state:
        case RowState.SIGNED:
            at = clock_time(end.at_utc) if end is not None else ""
            words = translate("Batch", "Signed {time}").format(time=at)
            return Line(row.number, title, where, LineState.SIGNED, words)
        case RowState.NEEDS_PERSON:
            words = trouble_words(row.trouble, key)
            acts = _acts_for(row.trouble)
            where = where if row.shown_sha256 else ""  # it could not even be read
            return Line(row.number, title, where, LineState.NEEDS_YOU, words, acts)
        case RowState.LEFT_OUT:
            words = translate("Batch", "Left out")
            return Line(row.number, title, where, LineState.LEFT_OUT, words, (LineAct.TAKE_BACK,))
        case _ if is_now:
            words = translate("Batch", "Signing now…")
            return Line(row.number, title, where, LineState.NOW, words)
        case _:
            words = translate("Batch", "Waiting")
            return Line(row.number, title, where, LineState.WAITING, words)


def where_words(found_by: str, label: str, place: Place | None, field: str | None) -> str:
    """Say where a document is signed."""
    translate = QCoreApplication.translate
    if field is not None:
        return translate("Batch", "Field “{name}”").format(name=field)
    if place is None:
        return translate("Batch", "No visible box")
    page = place.page_index + 1
    if found_by == PlaceSource.TEMPLATE:
        words = translate("Batch", "Page {page}, as in “{label}”")
        return words.format(page=page, label=label)
    if label:
        words = translate("Batch", "Page {page}, under “{label}”")
        return words.format(page=page, label=" ".join(label.split()))
    if found_by == PlaceSource.CORNER:
        return translate("Batch", "Page {page}, lower right").format(page=page)
    return translate("Batch", "Page {page}, placed by hand").format(page=page)


def doubt_words(doubt: Doubt) -> str:
    """Say why a person has to look at a place."""
    translate = QCoreApplication.translate
    return {
        Doubt.NO_WORDS: translate("Batch", "No words to sign at were found."),
        Doubt.WEAK_WORDS: translate("Batch", "Only words that may mean another side were found."),
        Doubt.TEXT_MISSING: translate("Batch", "The text is not in this document."),
        Doubt.SEVERAL: translate("Batch", "The text stands in several places; this is the last."),
        Doubt.NO_FIELD: translate("Batch", "It has no empty field of that name."),
        Doubt.NO_ROOM: translate("Batch", "There is no room for a box at the text."),
        Doubt.COVERS_WORDS: translate("Batch", "The box would cover words."),
    }[doubt]


def trouble_words(code: str, key: KeyKind = KeyKind.CARD) -> str:
    """Say what stands in a document's way: what happened, and that it is not signed."""
    translate = QCoreApplication.translate
    if code == "document_changed":
        words = translate("Batch", "Another program changed this file since you saw it.")
    else:
        words = translate("Messages", words_for(code, str(key)).what)
    not_signed = translate("Batch", "Not signed.")
    return f"{words} {not_signed}"


def clock_time(at_utc: str) -> str:
    """Give a moment of the record as the person's clock shows it."""
    moment = QDateTime.fromString(at_utc[:19], "yyyy-MM-ddTHH:mm:ss")
    moment.setTimeZone(QTimeZone.utc())
    return moment.toLocalTime().time().toString("HH:mm:ss")


def left_words(seconds: float | None, *, is_paused: bool) -> str:
    """Say how long the rest takes."""
    translate = QCoreApplication.translate
    if is_paused:
        return translate("Batch", "paused")
    if seconds is None:
        return ""
    if seconds >= 90:
        return translate("Batch", "about %n minute(s) left", "", round(seconds / 60))
    near = max(1, round(seconds)) if seconds < 10 else round(seconds / 5) * 5
    return translate("Batch", "about %n second(s) left", "", near)


def strip_words(batch: Batch) -> str:
    """Say in the status strip how far a batch is."""
    done = len(batch.rows) - len(batch.in_state(RowState.WAITING))
    words = QCoreApplication.translate("Batch", "Batch: {done} of {all}")
    return words.format(done=done, all=len(batch.rows))
