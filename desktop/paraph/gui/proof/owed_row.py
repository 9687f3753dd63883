"""One document of the list: what it lacks, why, until when, and what can be done."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from paraph.domain.owed import OwedLevel
from paraph.gui.common.controls import ElidedLabel, act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.proof_words import missing_name, next_words, settled_words, why_words

_ICON_PX = 20


class OwedRow(QFrame):
    """Stays in its place whatever becomes of the document, until the list is closed."""

    try_asked = Signal()
    open_asked = Signal()
    folder_asked = Signal()
    password_asked = Signal()

    def __init__(self, debt: OwedLevel, tokens: Tokens) -> None:
        super().__init__()
        self.debt = debt
        self._tokens = tokens
        self.is_tried = False
        self._sign = QLabel()
        self._lacks, self._why, self._next = ElidedLabel(), label("", "small"), label("", "small")
        name = debt.path.name
        self.open = act_button(self.tr("Open"), "link")
        self.folder = act_button(self.tr("Show in folder"), "link")
        self.password = act_button(self.tr("Type the password…"))
        self.again = act_button(self.tr("Try now"))
        for button, words, asked in (
            (self.open, self.tr("Open {name}"), self.open_asked),
            (self.folder, self.tr("Show {name} in its folder"), self.folder_asked),
            (self.password, self.tr("Type the password of {name}"), self.password_asked),
            (self.again, self.tr("Try {name} now"), self.try_asked),
        ):
            button.setAccessibleName(words.format(name=name))
            button.clicked.connect(asked)
        self._lay_out(name)

    def show_debt(self, debt: OwedLevel, now: datetime, *, is_away: bool) -> None:
        """Show what is owed now."""
        self.debt, self.is_tried = debt, False
        needs = debt.needs_person is not None
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
        self.is_tried = False
        if self.again.hasFocus() or self.password.hasFocus():
            self.open.setFocus()
        self.again.hide()
        self.password.hide()
        self._say(settled_words(self.debt), "")
        self._show_sign("circle-check", "valid")

    def words(self) -> str:
        """Give what is said of it."""
        return f"{self._why.text()} {self._next.text()}".strip()

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

    def _lay_out(self, name: str) -> None:
        self.setProperty("kind", "group")
        title = ElidedLabel()
        title.setProperty("kind", "strong")
        self._lacks.setProperty("kind", "small")
        words = QVBoxLayout()
        words.setSpacing(3)
        for line in (title, self._lacks):
            line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            words.addWidget(line)
        title.say(name)
        words.addSpacing(3)
        self._why.setProperty("kind", "")
        words.addWidget(self._why)
        words.addWidget(self._next)
        acts = QHBoxLayout()
        acts.setSpacing(14)
        acts.addWidget(self.open)
        acts.addWidget(self.folder)
        acts.addStretch()
        acts.addWidget(self.password)
        acts.addWidget(self.again)
        words.addSpacing(5)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
