"""What a sheet asks before a request is declined or canceled, and for another day."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from paraph.gui.common.controls import Choice, act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.asked import Asked
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row

_MOST_REASON = 1000  # of the service


class ActPage(SheetPage):
    """A title, what it means, and two buttons; Esc leaves everything as it is."""

    width_px = 560
    back = Signal()

    def __init__(self, head: tuple[str, str, str], act: QPushButton, tokens: Tokens) -> None:
        """`head` is the icon, the title and the request's name."""
        super().__init__()
        self.act = act
        self.stay = act_button(self.tr("Leave it as it is"))
        self.stay.clicked.connect(self.back)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row(*head, tokens))
        column.addLayout(self.body)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.stay)
        foot.addWidget(act)
        column.addLayout(foot)

    def esc(self) -> None:
        """Change nothing."""
        self.back.emit()


class ReasonPage(ActPage):
    """Asks for a reason; without one there is nothing to send."""

    given = Signal(str)

    def __init__(
        self, head: tuple[str, str, str], meaning: str, words: str, tokens: Tokens
    ) -> None:
        """`meaning` is said above the field, `words` are of the button."""
        super().__init__(head, act_button(words, "danger"), tokens)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why? The others read it."))
        self.reason.setFixedHeight(110)
        self.reason.setTabChangesFocus(True)
        self.reason.installEventFilter(self)
        self.reason.textChanged.connect(self._look)
        self._why_not = label("", "small")
        self.body.addWidget(label(meaning))
        self.body.addWidget(self.reason)
        self.body.addWidget(self._why_not)
        self.act.clicked.connect(lambda: self.given.emit(self._said()))
        self._look()

    def take_focus(self) -> None:
        """Begin with the reason."""
        self.reason.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do it with Ctrl+Enter, or leave it with Esc, while a reason is written."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.act.click()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.esc()
                return True
        return super().eventFilter(watched, event)

    def _said(self) -> str:
        return self.reason.toPlainText().strip()

    def _look(self) -> None:
        left = _MOST_REASON - len(self._said())
        why_not = "" if self._said() else self.tr("Write why; it is sent with it.")
        if left < 0:
            why_not = self.tr("%n letter(s) too many.", "", -left)
        self._why_not.setText(why_not)
        self.act.setEnabled(not why_not)
        self.act.setToolTip(why_not)


class DatePage(ActPage):
    """Asks until when it can be signed."""

    given = Signal(object)  # datetime, the last second of the day here

    def __init__(self, name: str, before: datetime | None, now: datetime, tokens: Tokens) -> None:
        head = ("clock", self.tr("Change the date"), name)
        super().__init__(head, act_button(self.tr("Change the date"), "primary"), tokens)
        today = now.astimezone().date()
        begin = before.astimezone().date() if before is not None else today + timedelta(days=14)
        self.day = QDateEdit(_qdate(max(begin, today)))
        self.day.setAccessibleName(self.tr("Until when it can be signed"))
        self.day.setMinimumDate(_qdate(today))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.body.addWidget(label(self.tr("Until the end of this day it can be signed.")))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 1)
        for days in (7, 14, 30):
            later = act_button(self.tr("In %n days", "", days))
            later.clicked.connect(
                lambda _=False, days=days: self.day.setDate(_qdate(today + timedelta(days=days)))
            )
            row.addWidget(later)
        self.body.addLayout(row)
        self.act.clicked.connect(lambda: self.given.emit(self._end_of_day()))

    def take_focus(self) -> None:
        """Begin with the day."""
        self.day.setFocus()

    def _end_of_day(self) -> datetime:
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return datetime.combine(day, time(23, 59, 59)).astimezone()


class WhoPage(ActPage):
    """Asks which of several signatories is meant."""

    given = Signal(int)  # our number of the signatory

    def __init__(
        self, head: tuple[str, str, str], meaning: str, words: str, who: tuple[Asked, ...],
        tokens: Tokens,
    ) -> None:  # fmt: skip
        super().__init__(head, act_button(words, "primary"), tokens)
        self.who = Choice(self.tr("Who"))
        for each in who:
            self.who.addItem(each.name or str(each.number + 1), each.number)
        self.who.take_theme(tokens)
        self.body.addWidget(label(meaning))
        self.body.addWidget(self.who)
        self.act.clicked.connect(lambda: self.given.emit(int(self.who.currentData())))

    def take_focus(self) -> None:
        """Begin with the choice."""
        self.who.setFocus()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
