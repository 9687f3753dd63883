"""The documents whose proof is owed: those that need the person first, then the others."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.domain.owed import OwedLevel
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.owed_row import OwedRow
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import WholeScroll, close_button, title_row

# A person reads no more of them, and each takes its time to make.
_MOST_ROWS = 50


class OwedPage(SheetPage):
    """Nothing changes its place while it is shown: what is paid stays, and says so."""

    width_px = 760
    may_quit = True  # what is owed is written down
    try_asked = Signal(object)  # an intent; None for all
    open_asked = Signal(object)  # Path
    folder_asked = Signal(object)  # Path
    password_asked = Signal(object)  # OwedLevel
    find_asked = Signal(object)  # OwedLevel
    keep_up_asked = Signal(object)  # OwedLevel
    give_up_asked = Signal(object)  # OwedLevel
    left = Signal()

    def __init__(self, debts: Sequence[OwedLevel], tokens: Tokens, *, is_away: bool) -> None:
        super().__init__()
        self._tokens = tokens
        self.rows: dict[str, OwedRow] = {}
        self.given_up: set[str] = set()  # the intents that the person took off the list
        self.band = _Band(tokens)
        self.try_all = act_button(self.tr("Try all now"), "primary")
        self.close_button = act_button(self.tr("Close"))
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._more = label("", "small")
        self._lay_out(debts)
        self.try_all.clicked.connect(lambda: self.try_asked.emit(None))
        self.close_button.clicked.connect(self.left)
        self.show_debts(debts, is_away=is_away)

    def take_focus(self) -> None:
        """Begin at the first document."""
        first = next(iter(self.rows.values()), None)
        if first is None:
            self.close_button.setFocus()
        else:
            acts = (first.password, first.find_it, first.keep_up, first.again)
            next(each for each in acts if not each.isHidden()).setFocus()

    def esc(self) -> None:
        """Leave the list; all of it stays owed."""
        self.left.emit()

    def show_debts(
        self, debts: Sequence[OwedLevel], *, is_away: bool, trouble: tuple[str, str] | None = None
    ) -> None:
        """Show what is owed now; `trouble` is why it could not be tried, and what to do."""
        now = datetime.now(UTC)  # only for words
        by_intent = {debt.intent: debt for debt in debts}
        for intent, row in self.rows.items():
            if intent in by_intent:
                row.show_debt(by_intent[intent], now, is_away=is_away)
            elif intent in self.given_up:
                row.show_given_up()
            else:
                row.show_paid()
        for debt in debts:
            if debt.intent not in self.rows and len(self.rows) < _MOST_ROWS:
                self._add(debt)
                self.rows[debt.intent].show_debt(debt, now, is_away=is_away)
        hidden = sum(debt.intent not in self.rows for debt in debts)
        self._more.setText(self.tr("and %n more", "", hidden))
        self._more.setVisible(hidden > 0)
        self.try_all.setVisible(bool(debts))
        self._say_state(bool(debts), is_away=is_away, trouble=trouble)

    def show_tried(self, intents: Collection[str]) -> None:
        """Say of these that they are tried at this moment."""
        for intent in intents:
            if intent in self.rows:
                self.rows[intent].show_tried()

    def _say_state(self, owes: bool, *, is_away: bool, trouble: tuple[str, str] | None) -> None:  # noqa: FBT001
        if not owes:
            self.band.say(
                "cloud-check",
                "valid",
                self.tr("Nothing is owed."),
                self.tr("Every signature has the proof that was asked for."),
            )
        elif trouble is not None:
            self.band.say("alert-triangle", "changed", *trouble)
        elif is_away:
            self.band.say(
                "wifi-off",
                "changed",
                self.tr("No network at this moment. Nothing is lost."),
                self.tr(
                    "The proof is added by itself when it is back. You may close Paraph or switch"
                    " the computer off."
                ),
            )
        else:
            self.band.say(
                "clock",
                "accentText",
                self.tr("The signatures are made. Nothing is lost."),
                self.tr(
                    "The proof is added by itself. You may close Paraph or switch the computer off."
                ),
            )

    def _add(self, debt: OwedLevel) -> None:
        row = OwedRow(debt, self._tokens)
        row.try_asked.connect(partial(self._try, row))
        row.open_asked.connect(lambda: self.open_asked.emit(row.debt.path))
        row.folder_asked.connect(lambda: self.folder_asked.emit(row.debt.path))
        row.password_asked.connect(lambda: self.password_asked.emit(row.debt))
        row.find_asked.connect(lambda: self.find_asked.emit(row.debt))
        row.keep_up_asked.connect(lambda: self.keep_up_asked.emit(row.debt))
        row.give_up_asked.connect(lambda: self.give_up_asked.emit(row.debt))
        self.rows[debt.intent] = row
        self._list.insertWidget(self._list.indexOf(self._more), row)

    def _try(self, row: OwedRow) -> None:
        if not row.is_tried:
            self.try_asked.emit(row.debt.intent)

    def _fill(self, debts: Sequence[OwedLevel]) -> None:
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addWidget(self._more)
        self._list.addStretch()
        needy = [debt for debt in debts if debt.needs_person is not None]
        others = [debt for debt in debts if debt.needs_person is None]
        for title, part in (
            (self.tr("NEEDS YOU"), needy),
            (self.tr("ADDED BY ITSELF"), others),
        ):
            if part:
                head = section(f"{title}  {len(part)}")
                self._list.insertWidget(self._list.indexOf(self._more), head)
            for debt in part[: max(0, _MOST_ROWS - len(self.rows))]:
                self._add(debt)

    def _head(self) -> QHBoxLayout:
        head = title_row(
            "clock",
            self.tr("Proof that is owed"),
            self.tr("Timestamps and long-term proof that signed documents still wait for"),
            self._tokens,
        )
        cross = close_button(self.tr("Close"), self._tokens)
        cross.clicked.connect(self.left)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _lay_out(self, debts: Sequence[OwedLevel]) -> None:
        self._fill(debts)
        self.try_all.setIcon(button_icon("refresh", self._tokens.colours["onAccent"]))
        self.try_all.setIconSize(BUTTON_ICON)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        foot.addWidget(self.try_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(self.band)
        body = QWidget()
        body.setLayout(self._list)
        column.addWidget(WholeScroll(body) if debts else body, 1)
        column.addLayout(foot)


class _Band(QFrame):
    """What holds for all of them; it keeps its place and size."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._sign, self._title, self._words = QLabel(), label("", "strong"), label("")
        self.setProperty("kind", "note")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def say(self, icon_name: str, tone: str, title: str, words: str) -> None:
        """Show another state."""
        self._sign.setPixmap(pixmap(icon_name, self._tokens.colours[tone], 20))
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title} {words}")
        for each in (self, self._title):
            each.setProperty("tone", tone)
            each.style().unpolish(each)
            each.style().polish(each)

    def words(self) -> str:
        """Give what is said."""
        return f"{self._title.text()} {self._words.text()}"
