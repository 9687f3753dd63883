"""The way of a request in one row: who signed, whose turn it is, where it goes then."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from paraph.domain.service.local_request import FilingState
from paraph.gui.common.controls import ElidedLabel
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.asked import Asked, acts_here, asked_of, has_ended, my_turn
from paraph.gui.requests.dates import long_moment_words
from paraph.gui.requests.levels import level_words

if TYPE_CHECKING:
    from paraph.usecases.request_board import ListedRequest

translate = QCoreApplication.translate
_LEAST_PX = 70
_MOST = 3  # people that are shown one by one


class Step(NamedTuple):
    """One step: icon, its colour's token, what, and a line below."""

    icon_name: str
    tone: str
    what: str
    below: str


def steps_of(listed: ListedRequest, now: datetime) -> tuple[Step, ...]:
    """Give the steps; of many people those before and after are counted."""
    me = my_turn(listed)
    people = sorted((e for e in asked_of(listed) if e.signs), key=lambda each: each.order)
    said = [(each, _step_of(each, me, listed, now)) for each in people]
    if len(said) > _MOST:
        said = _shortened(said)
    return (*(step for _, step in said), _filing_step(listed))


def _shortened(said: list[tuple[Asked, Step]]) -> list[tuple[Asked, Step]]:
    """Count those that signed, and those that come later; keep who is next."""
    signed = [each for each in said if each[0].status == "signed"]
    others = [each for each in said if each[0].status != "signed"]
    short = others[:_MOST]
    if len(signed) > 1:
        words = translate("Inbox", "%n signed", "", len(signed))
        signed = [(signed[-1][0], Step("circle-check", "valid", words, signed[-1][1].below))]
        short = others[: _MOST - 1]
    left = len(others) - len(short)
    if left and short:
        words = translate("Inbox", "%n more", "", left)
        more = Step("circle-dashed", "textSecondary", words, translate("Inbox", "Later"))
        short = [*short, (short[-1][0], more)]
    return [*signed, *short]


def _step_of(each: Asked, me: Asked | None, listed: ListedRequest, now: datetime) -> Step:
    name = translate("Inbox", "You") if each.is_mine else each.name
    if each.status == "signed":
        said = [long_moment_words(each.signed_at, now)] if each.signed_at is not None else []
        below = ", ".join([*said, level_words(each.level)])
        return Step("circle-check", "valid", _signed_words(each, name), below)
    if each.status == "declined":
        words = translate("Inbox", "{name} declined").format(name=name)
        return Step("x", "invalid", words, " ".join(each.decline_reason.split()))
    if each.on_paper:
        words = translate("Inbox", "{name} signed on paper").format(name=name)
        return Step("file-text", "unknown", words, translate("Inbox", "The scan is kept"))
    if me is not None and each.number == me.number:
        how = (
            translate("Inbox", "{level}, with your card")
            if each.signing == "local"
            else translate("Inbox", "{level}, in the browser")
        )
        words = translate("Inbox", "Your turn")
        return Step("signature", "accentText", words, how.format(level=_first_up(each.level)))
    if any(e.signatory == each.number and acts_here(e) for e in listed.queued):
        words = translate("Inbox", "You signed") if each.is_mine else name
        return Step("clock-up", "accentText", words, translate("Inbox", "To be delivered"))
    return Step("circle-dashed", "textSecondary", name or "–", level_words(each.level))


def _signed_words(each: Asked, name: str) -> str:
    if each.is_mine:
        return translate("Inbox", "You signed")
    if each.role == "approver":
        return translate("Inbox", "{name} approved").format(name=name)
    return translate("Inbox", "{name} signed").format(name=name)


def _filing_step(listed: ListedRequest) -> Step:
    request = listed.request
    folder = " / ".join(each for each in (request.client, request.matter) if each)
    match request.filing.state:
        case FilingState.FILED:
            return Step("folder-check", "valid", translate("Inbox", "Filed"), folder)
        case FilingState.NEEDS_PERSON:
            return Step("alert-triangle", "changed", translate("Inbox", "Not filed yet"), folder)
        case _ if has_ended(request) and request.status != "completed":
            return Step("minus", "textSecondary", translate("Inbox", "Ended"), _end_words(request))
        case _:
            return Step("circle-dashed", "textSecondary", translate("Inbox", "Filing"), folder)


def _end_words(request: object) -> str:
    status = str(getattr(request, "status", ""))
    return {
        "declined": translate("Inbox", "It was declined"),
        "expired": translate("Inbox", "Its time is over"),
        "canceled": translate("Inbox", "It was taken back"),
    }.get(status, status)


def _first_up(level: str) -> str:
    words = level_words(level)
    return words[:1].upper() + words[1:]


class StepsRow(QFrame):
    """Shows the steps."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.steps: tuple[Step, ...] = ()
        self.setProperty("kind", "sunken")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(8)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show other steps."""
        self.steps = steps
        _clear(self._row)
        for number, step in enumerate(steps):
            if number:
                self._row.addWidget(self._sign("chevron-right", "textMuted", 16))
            self._row.addWidget(self._sign(step.icon_name, step.tone, 18))
            self._row.addWidget(_words(step))
        self._row.addStretch(1)
        self.setAccessibleName(". ".join(f"{each.what}, {each.below}" for each in steps))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.show_steps(self.steps)

    def _sign(self, icon_name: str, tone: str, size_px: int) -> QLabel:
        sign = QLabel()
        sign.setPixmap(pixmap(icon_name, self._tokens.colours[tone], size_px))
        sign.setFixedWidth(size_px)
        return sign


def _words(step: Step) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for words, kind in ((step.what, "strong"), (step.below, "small")):
        line = _Line()
        line.setProperty("kind", kind)
        line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line.say(words)
        column.addWidget(line)
    return held


class _Line(ElidedLabel):
    """Takes the room its words need; where all have too little, the longest give way."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew: the style sheet's fonts are known only when it is shown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._cut()

    def sizeHint(self) -> QSize:
        """Ask for the whole words' room."""
        self.ensurePolished()  # before that the style sheet's font is not known
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.toolTip()) + 3, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Need room for a few letters."""
        return QSize(min(_LEAST_PX, self.sizeHint().width()), self.sizeHint().height())


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
