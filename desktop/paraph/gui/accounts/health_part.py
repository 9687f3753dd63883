"""How an account's service answered in the last day: a quiet line, and a table for who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from paraph.gui.accounts.health_words import (
    beside_lines,
    day_line,
    kinds_words,
    seconds_words,
    warning_line,
)
from paraph.gui.common.controls import label
from paraph.gui.common.icons import icon, pixmap

if TYPE_CHECKING:
    from paraph.domain.service.health import RouteHealth, ServiceHealth
    from paraph.gui.common.tokens import Tokens

_MOST_ROUTES = 30
_RIGHT = Qt.AlignmentFlag.AlignRight


class HealthPart(QWidget):
    """Hidden until it is told of a day in which there was a call."""

    def __init__(self, account: str, tokens: Tokens) -> None:
        super().__init__()
        self._account, self._tokens = account, tokens
        self.is_open = False
        self.line = label("", "small")
        self.warning = label("")
        self.warning.setProperty("tone", "changed")
        self._sign = QLabel()
        self._sign.setPixmap(pixmap("alert-triangle", tokens.colours["changed"], 18))
        self.fold = QToolButton()
        self.fold.setProperty("kind", "tool")
        self.fold.clicked.connect(self.turn)
        self.table = QWidget()
        self._lay_out()
        self._show_table()
        self.hide()

    def show_health(self, health: ServiceHealth) -> None:
        """Show a day."""
        self.setVisible(bool(health.calls or health.not_reached))
        self.line.setText("\n".join([day_line(health), *beside_lines(health)]))
        warnings = " ".join(map(warning_line, health.warnings))
        self.warning.setText(warnings)
        for each in (self.warning, self._sign):
            each.setVisible(bool(warnings))
        self.fold.setVisible(bool(health.routes))
        self._fill(health.routes[:_MOST_ROUTES])
        self._show_table()

    def turn(self) -> None:
        """Show the endpoints, or fold them away."""
        self.is_open = not self.is_open
        self._show_table()

    def _show_table(self) -> None:
        self.table.setVisible(self.is_open)
        words = self.tr("Fold the endpoints") if self.is_open else self.tr("Show the endpoints")
        self.fold.setAccessibleName(f"{words}: {self._account}")
        self.fold.setToolTip(words)
        name = "chevron-down" if self.is_open else "chevron-right"
        self.fold.setIcon(icon(name, self._tokens.colours["textSecondary"]))

    def _fill(self, routes: tuple[RouteHealth, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        heads = (self.tr("Endpoint"), self.tr("Calls"), self.tr("Failed"), "p95", "p99")
        for column, words in enumerate(heads):
            self._put(0, column, words, "section")
        for row, route in enumerate(routes, start=1):
            failed = f"{route.errors} ({kinds_words(route)})" if route.errors else "0"
            times = route.times
            told = (
                f"{route.method} {route.route}",
                str(route.calls),
                failed,
                seconds_words(times.p95_ms) if times.p95_ms is not None else "–",
                seconds_words(times.p99_ms) if times.p99_ms is not None else "–",
            )
            for column, words in enumerate(told):
                made = self._put(row, column, words, "small")
                if column == 2 and route.errors:
                    made.setProperty("tone", "invalid")
            first = self._grid.itemAtPosition(row, 0)
            if first is not None and (widget := first.widget()) is not None:
                widget.setAccessibleName(". ".join(
                    f"{head}: {words}" for head, words in zip(heads, told, strict=True)
                ))  # fmt: skip

    def _put(self, row: int, column: int, words: str, kind: str) -> QLabel:
        made = QLabel(words)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("kind", kind)
        if column in (0, 2):
            made.setWordWrap(True)
            self._grid.addWidget(made, row, column)
        else:
            self._grid.addWidget(made, row, column, _RIGHT)
        return made

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line, 1)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.warning, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(told)
        column.addLayout(head)
        column.addWidget(self.table)
