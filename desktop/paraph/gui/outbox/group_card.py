"""The acts of one request that leave by themselves, folded under its name."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.outbox.chip_label import ChipLabel
from paraph.gui.outbox.outbox_words import Group, act_words, chip_of, icon_of, why_words
from paraph.gui.proof.proof_words import moment_words
from paraph.usecases.request_board import WaitingEntry

_WHEN_PX, _CHIP_PX = 110, 200


class GroupCard(QFrame):
    """`asked` tells of a choice in an act's menu: its key and the entry."""

    asked = Signal(str, object)
    folded = Signal(bool)

    def __init__(
        self, group: Group, tokens: Tokens, now: datetime, *, is_open: bool, can_show: bool
    ) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self.group = group
        self._tokens, self._can_show = tokens, can_show
        self.fold = self._tool("", "")
        self.rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.rows)
        lines = QVBoxLayout(self.rows)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for place, each in enumerate(group.entries):
            lines.addWidget(self._row(each, now, is_first=place == 0))
        self.is_open = is_open
        self.fold.clicked.connect(self.turn)
        self._show_rows()

    def turn(self) -> None:
        """Show the acts, or fold them away."""
        self.is_open = not self.is_open
        self._show_rows()
        self.folded.emit(not self.is_open)

    def _show_rows(self) -> None:
        is_open = self.is_open
        self.rows.setVisible(is_open)
        words = self.tr("Fold the acts") if is_open else self.tr("Show the acts")
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)
        name = "chevron-down" if is_open else "chevron-right"
        self.fold.setIcon(icon(name, self._tokens.colours["textSecondary"]))

    def _head(self) -> QWidget:
        head = QWidget()
        title, below = QLabel(self.group.title), QLabel(self.group.below)
        title.setProperty("kind", "strong")
        below.setProperty("kind", "small")
        for each in (title, below):
            each.setTextFormat(Qt.TextFormat.PlainText)
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(below)
        if not self.group.below:
            below.hide()
        count = len(self.group.entries)
        told = self.tr("%n act(s), in this order", "", count)
        acts = QLabel(told)
        acts.setProperty("kind", "small")
        self.fold.setAccessibleDescription(f"{self.group.title}. {told}")
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 12, 18, 12)
        row.setSpacing(10)
        row.addWidget(self.fold)
        row.addLayout(words, 1)
        row.addWidget(acts)
        return head

    def _row(self, waiting: WaitingEntry, now: datetime, *, is_first: bool) -> QWidget:
        entry = waiting.entry
        row = QFrame()
        row.setProperty("kind", "actRow")
        sign, words = QLabel(), QLabel(act_words(waiting))
        sign.setPixmap(pixmap(icon_of(entry.kind), self._tokens.colours["textSecondary"], 18))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        when = QLabel(moment_words(entry.created, now))
        when.setProperty("kind", "small")
        when.setMinimumWidth(_WHEN_PX)
        chip = ChipLabel(chip_of(waiting, now, is_first=is_first), self._tokens)
        chip.setToolTip(why_words(entry))
        chip.setAccessibleDescription(why_words(entry))
        row.setAccessibleName(f"{words.text()}, {when.text()}, {chip.words}")
        right = QWidget()
        right.setMinimumWidth(_CHIP_PX)
        beside = QHBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(chip)
        beside.addStretch()
        line = QHBoxLayout(row)
        line.setContentsMargins(54, 6, 12, 6)
        line.setSpacing(14)
        line.addWidget(sign)
        line.addWidget(words, 1)
        line.addWidget(when)
        line.addWidget(right)
        line.addWidget(self._more(waiting, words.text()))
        return row

    def _more(self, waiting: WaitingEntry, words: str) -> QToolButton:
        button = self._tool("dots", self.tr("What can be done: {title}").format(title=words))
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        translate = QCoreApplication.translate
        for key, told, is_able in (
            ("retry", translate("Outbox", "Try it now"), True),
            ("take_back", translate("Outbox", "Take it back"), waiting.entry.may_be_canceled),
            ("show", translate("Outbox", "Show the request"), True),
        ):
            if key == "show" and not self._can_show:
                continue
            action = menu.addAction(told)
            action.setEnabled(is_able)
            if not is_able:
                action.setToolTip(
                    translate("Outbox", "It was sent, or may have been: cancel the request instead")
                )
            action.triggered.connect(_teller(self, key, waiting))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _tool(self, icon_name: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tool")
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        if icon_name:
            button.setIcon(icon(icon_name, self._tokens.colours["textSecondary"]))
        return button


def _teller(card: GroupCard, key: str, waiting: WaitingEntry) -> Callable[[], None]:
    return partial(card.asked.emit, key, waiting)
