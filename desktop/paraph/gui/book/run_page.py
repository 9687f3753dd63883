"""While a book is signed: how far it is, how long it takes, and a way to stop."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from paraph.domain.many.batch import Batch, RowState
from paraph.gui.batch.lines import left_words
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class RunPage(SheetPage):
    """`stopped` asks to stop after the document in work."""

    stopped = Signal()

    def __init__(self, batch: Batch, tokens: Tokens) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(7)
        self._counts, self._left = label("", "strong"), label("", "small")
        self.stop = act_button(self.tr("Stop after this document"))
        self.stop.clicked.connect(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("signature", self.tr("Signing"), batch.title, tokens))
        row = QHBoxLayout()
        row.addWidget(self._counts, 1)
        row.addWidget(self._left)
        column.addLayout(row)
        column.addWidget(self.bar)
        words = self.tr("Leave the card in its reader. What is signed is safe, whatever happens.")
        column.addWidget(label(words, "small"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        column.addLayout(foot)
        self.show_batch(batch, None)

    def show_batch(self, batch: Batch, seconds_left: float | None) -> None:
        """Show how far it is."""
        rows = [row for row in batch.rows if row.state is not RowState.LEFT_OUT]
        done = len(rows) - len(batch.in_state(RowState.WAITING))
        self._counts.setText(self.tr("{done} of {all} done").format(done=done, all=len(rows)))
        self._left.setText(left_words(seconds_left, is_paused=False) if done < len(rows) else "")
        self.bar.setRange(0, len(rows))
        self.bar.setValue(done)
        self.bar.setAccessibleName(self._counts.text())

    def take_focus(self) -> None:
        """Begin at the only button."""
        self.stop.setFocus()

    def esc(self) -> None:
        """Stay: a signature in work is finished."""

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(self.tr("Stopping…"))
        self.stopped.emit()


class CheckingPage(SheetPage):
    """While the documents of a book are checked. `stopped` asks for no more of it."""

    stopped = Signal()

    def __init__(self, book: str, tokens: Tokens) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(7)
        self._counts, self._left = label("", "strong"), label("", "small")
        self._began_s = time.monotonic()
        self.stop = act_button(self.tr("Back to the book"))
        self.stop.clicked.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("list-check", self.tr("Checking"), book, tokens))
        row = QHBoxLayout()
        row.addWidget(self._counts, 1)
        row.addWidget(self._left)
        column.addLayout(row)
        column.addWidget(self._bar)
        words = self.tr("Nothing is asked of the card yet.")
        column.addWidget(label(words, "small"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        column.addLayout(foot)

    def show_count(self, done: int, every: int) -> None:
        """Show how many were checked."""
        self._counts.setText(self.tr("{done} of {all} checked").format(done=done, all=every))
        self._bar.setRange(0, every)
        self._bar.setValue(done)
        self._bar.setAccessibleName(self._counts.text())
        took_s = time.monotonic() - self._began_s
        if done >= 3:
            left_s = took_s / done * (every - done)
            self._left.setText(left_words(left_s, is_paused=False) if left_s > 1 else "")

    def take_focus(self) -> None:
        """Begin at the only button."""
        self.stop.setFocus()

    def esc(self) -> None:
        """Go back: nothing was asked of the key."""
        self.stopped.emit()
