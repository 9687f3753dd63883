"""One document of the list: what it lacks, why, until when, and what can be done."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from paraph.domain.owed import OwedLevel
from paraph.gui.common.controls import ElidedLabel, act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.proof_words import (
    EXTENDED,
    MISPLACED,
    missing_name,
    next_words,
    settled_words,
    why_words,
)

_ICON_PX = 20


class OwedRow(QFrame):
    """Stays in its place whatever becomes of the document, until the list is closed."""

    try_asked = Signal()
    open_asked = Signal()
    folder_asked = Signal()
    password_asked = Signal()
    find_asked = Signal()
    keep_up_asked = Signal()
    give_up_asked = Signal()

    def __init__(self, debt: OwedLevel, tokens: Tokens) -> None:
        super().__init__()
        self.debt = debt
        self._tokens = tokens
        self.is_tried = False
        self._sign = QLabel()
        self._title = ElidedLabel()
        self._lacks, self._why, self._next = ElidedLabel(), label("", "small"), label("", "small")
        self.open = act_button(self.tr("Open"), "link")
        self.folder = act_button(self.tr("Show in folder"), "link")
        self.give_up = act_button(self.tr("Take off the list…"), "link")
        self.find_it = act_button(self.tr("Find it…"))
        self.keep_up = act_button(self.tr("Keep it up as it is"))
        self.password = act_button(self.tr("Type the password…"))
        self.again = act_button(self.tr("Try now"))
        self._named = (
            (self.open, self.tr("Open {name}"), self.open_asked),
            (self.folder, self.tr("Show {name} in its folder"), self.folder_asked),
            (self.give_up, self.tr("Take {name} off the list"), self.give_up_asked),
            (self.find_it, self.tr("Find {name}"), self.find_asked),
            (self.keep_up, self.tr("Keep {name} up as it is"), self.keep_up_asked),
            (self.password, self.tr("Type the password of {name}"), self.password_asked),
            (self.again, self.tr("Try {name} now"), self.try_asked),
        )
        for button, _, asked in self._named:
            button.clicked.connect(asked)
        self._lay_out()

    def show_debt(self, debt: OwedLevel, now: datetime, *, is_away: bool) -> None:
        """Show what is owed now."""
        self.debt, self.is_tried = debt, False
        needs = debt.needs_person is not None
        self._title.say(debt.path.name)  # it may have been found under another name
        for button, words, _ in self._named:
            button.setAccessibleName(words.format(name=debt.path.name))
        self.give_up.setVisible(needs)
        self.find_it.setVisible(debt.needs_person in MISPLACED)
        self.keep_up.setVisible(debt.needs_person == EXTENDED)
        self._lacks.say(f"{missing_name(debt)} · {debt.path.parent}")
        self._say(why_words(debt), next_words(debt, now, is_away=is_away))
        self.password.setVisible(debt.waits_for_password)
        self.again.setVisible(not debt.waits_for_password)
        if needs:
            self._show_sign("alert-triangle", "changed")
        else:
            self._show_sign("clock", "accentText")

    def show_tried(self) -> None:
        """Say that it is tried at this moment."""
        self.is_tried = True
        self._say(self._why.text(), self.tr("Being tried…"))

    def show_paid(self) -> None:
        """Say that all of it is there."""
        self._settle(settled_words(self.debt), "circle-check", "valid")

    def show_given_up(self) -> None:
        """Say that it is on the list no more, because the person said so."""
        self._settle(self.tr("Taken off the list."), "minus", "textMuted")

    def show_refused(self, words: str) -> None:
        """Say why what was asked could not be; the document is on the list as before."""
        self._say(self._why.text(), words)

    def words(self) -> str:
        """Give what is said of it."""
        return f"{self._why.text()} {self._next.text()}".strip()

    def _settle(self, words: str, icon_name: str, tone: str) -> None:
        self.is_tried = False
        done = (self.give_up, self.find_it, self.keep_up, self.password, self.again)
        if any(each.hasFocus() for each in done):
            self.open.setFocus()
        for each in done:
            each.hide()
        self._say(words, "")
        self._show_sign(icon_name, tone)

    def _say(self, why: str, then: str) -> None:
        if self.isVisible():
            self.setMinimumHeight(self.height())  # what stands below stays where it is
        self._why.setText(why)
        self._next.setText(then or "\u00a0")  # it keeps its line
        self.setAccessibleName(f"{self.debt.path.name}. {why} {then}")

    def _show_sign(self, icon_name: str, tone: str) -> None:
        self._sign.setPixmap(pixmap(icon_name, self._tokens.colours[tone], _ICON_PX))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _lay_out(self) -> None:
        self.setProperty("kind", "group")
        self._title.setProperty("kind", "strong")
        self._lacks.setProperty("kind", "small")
        words = QVBoxLayout()
        words.setSpacing(3)
        for line in (self._title, self._lacks):
            line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            words.addWidget(line)
        words.addSpacing(3)
        self._why.setProperty("kind", "")
        words.addWidget(self._why)
        words.addWidget(self._next)
        acts = QHBoxLayout()
        acts.setSpacing(14)
        acts.addWidget(self.open)
        acts.addWidget(self.folder)
        acts.addWidget(self.give_up)
        acts.addStretch()
        acts.addWidget(self.find_it)
        acts.addWidget(self.keep_up)
        acts.addWidget(self.password)
        acts.addWidget(self.again)
        words.addSpacing(5)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
