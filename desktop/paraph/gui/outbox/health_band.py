"""The band above the outbox: a service that fails or is slow, so that a person knows why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from paraph.gui.accounts.health_words import day_line, warning_line
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.gui.common.tokens import Tokens
    from paraph.usecases.service_health import AccountHealth


class HealthBand(QFrame):
    """Hidden while no limit is passed."""

    details_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setProperty("tone", "changed")
        self._sign, self._title, self._words = QLabel(), label("", "strong"), label("")
        self._title.setProperty("tone", "changed")
        self.details = act_button(self.tr("Show the figures"))
        self.details.clicked.connect(self.details_asked)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        self.take_theme(tokens)
        self.hide()

    def show_days(self, days: Sequence[AccountHealth]) -> None:
        """Warn of each account whose service passed a limit."""
        wrong = [each for each in days if each.health.warnings]
        self.setVisible(bool(wrong))
        titles, words = [], []
        for account, health in wrong:
            told = " ".join(map(warning_line, health.warnings))
            titles.append(f"{account.name}: {told}" if len(days) > 1 else told)
            name = f"{account.name}: " if len(wrong) > 1 else ""
            words.append(f"{name}{day_line(health)}")
        kept = self.tr("Nothing is lost: what did not come through is tried again by itself.")
        self._title.setText("\n".join(titles))
        self._words.setText("\n".join([*words, kept]))
        self.setAccessibleName(self.words())

    def words(self) -> str:
        """Give what is said."""
        return f"{self._title.text()} {self._words.text()}"

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icon in the theme's colours."""
        self._sign.setPixmap(pixmap("alert-triangle", tokens.colours["changed"], 24))
