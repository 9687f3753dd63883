"""How far a batch is: a bar, the time left, counts, and the buttons to pause and to stop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from paraph.domain.many.batch import Batch, RowState
from paraph.gui.batch.lines import left_words
from paraph.gui.common.controls import act_button
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens


class ProgressCard(QFrame):
    """The card above the list while a batch runs. `go_on_asked` is the other face of pause."""

    pause_asked = Signal()
    go_on_asked = Signal()
    stop_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setProperty("kind", "group")
        self._done = QLabel()
        self._done.setProperty("kind", "strong")
        self._left = QLabel()
        self._left.setProperty("kind", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(7)
        self._pills = QHBoxLayout()
        self.pause = act_button(self.tr("Pause"))
        self.stop = act_button(self.tr("Stop"))
        self._runs = True
        self.pause.clicked.connect(self._take_pause)
        self.stop.clicked.connect(self.stop_asked)
        self._lay_out()

    def show_batch(self, batch: Batch, seconds_left: float | None, *, runs: bool) -> None:
        """Show how far it is; one that does not run is paused, or over."""
        self._runs = runs
        waiting = len(batch.in_state(RowState.WAITING))
        count, every = len(batch.rows) - waiting, len(batch.rows)
        self._done.setText(self.tr("{done} of {all} done").format(done=count, all=every))
        words = left_words(seconds_left, is_paused=not runs) if waiting else ""
        self._left.setText(words)
        self.bar.setRange(0, every)
        self.bar.setValue(count)
        self.bar.setAccessibleName(f"{self._done.text()} {words}")
        self._show_pills(batch, waiting)
        self.pause.setVisible(waiting > 0)
        self.stop.setVisible(waiting > 0 and runs)
        self._show_buttons()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._show_buttons()

    def _show_buttons(self) -> None:
        colour = self._tokens.colours["text"]
        self.pause.setText(self.tr("Pause") if self._runs else self.tr("Go on"))
        self.pause.setAccessibleName(self.pause.text())
        self.pause.setIcon(button_icon("player-pause" if self._runs else "player-play", colour))
        self.stop.setIcon(button_icon("player-stop", colour))
        for each in (self.pause, self.stop):
            each.setIconSize(BUTTON_ICON)

    def _show_pills(self, batch: Batch, waiting: int) -> None:
        while (item := self._pills.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        signed = len(batch.in_state(RowState.SIGNED))
        needs = len(batch.in_state(RowState.NEEDS_PERSON))
        left_out = len(batch.in_state(RowState.LEFT_OUT))
        every = (
            (signed, self.tr("%n signed", "", signed), "circle-check", "valid"),
            (needs, self.tr("%n need(s) you", "", needs), "octagon-minus", "invalid"),
            (waiting, self.tr("%n waiting", "", waiting), "circle-dashed", "unknown"),
            (left_out, self.tr("%n left out", "", left_out), "minus", "unknown"),
        )
        for count, words, icon_name, tone in every:
            if count:
                self._pills.addWidget(self._pill(words, icon_name, tone))
        self._pills.addStretch(1)

    def _pill(self, words: str, icon_name: str, tone: str) -> QFrame:
        pill = QFrame()
        pill.setProperty("kind", "countPill")
        pill.setProperty("tone", tone)
        sign = QLabel()
        sign.setPixmap(pixmap(icon_name, self._tokens.colours[tone], 16))
        text = QLabel(words)
        text.setProperty("kind", "pillWords")
        text.setProperty("tone", tone)
        row = QHBoxLayout(pill)
        row.setContentsMargins(8, 0, 11, 0)
        row.setSpacing(6)
        row.addWidget(sign)
        row.addWidget(text)
        pill.setAccessibleName(words)
        return pill

    def _take_pause(self) -> None:
        (self.pause_asked if self._runs else self.go_on_asked).emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._done, 1)
        head.addWidget(self._left)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(self._pills, 1)
        foot.addWidget(self.pause)
        foot.addWidget(self.stop)
        self._pills.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(11)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(foot)
