"""The row of steps at the head: done, here, to come; each is a button where one may go."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens

_SIGN_PX = 20


class StepsRow(QWidget):
    """`step_asked` gives an index."""

    step_asked = Signal(int)

    def __init__(self, names: list[str], tokens: Tokens) -> None:
        super().__init__()
        self._names, self._tokens = names, tokens
        self._current = 0
        self._is_short = False
        self._done: set[int] = set()
        self.setAccessibleName(self.tr("Steps"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: list[QToolButton] = []
        for index, name in enumerate(names):
            if index:
                line = QFrame()
                line.setProperty("kind", "rule")
                line.setFixedHeight(1)
                line.setMinimumWidth(14)
                line.setMaximumWidth(36)
                row.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(self._button(index, name))
            row.addWidget(self.buttons[-1])
        self._show()

    def show_step(self, current: int, done: set[int]) -> None:
        """Show where one is, and which steps lack nothing."""
        self._current, self._done = current, done
        self._show()

    def show_short(self, *, is_short: bool) -> None:
        """Show the words of the step one is at, or of all."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._show()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._show()

    def _button(self, index: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "strip")
        button.setText(f"  {name}")
        button.setIconSize(QSize(_SIGN_PX, _SIGN_PX))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.step_asked.emit(index))
        return button

    def _show(self) -> None:
        for index, button in enumerate(self.buttons):
            here, done = index == self._current, index in self._done
            font = ui_font(13, QFont.Weight.DemiBold if here else QFont.Weight.Normal)
            button.setFont(font)
            button.setIcon(self._sign(index, here=here, done=done))
            if here:
                words = self.tr("{name}, you are here")
            else:
                words = self.tr("{name}, done") if done else self.tr("{name}, not done yet")
            button.setText("" if self._is_short and not here else f"  {self._names[index]}")
            button.setToolTip(self._names[index])
            button.setAccessibleName(words.format(name=self._names[index]))

    def _sign(self, index: int, *, here: bool, done: bool) -> QPixmap:
        colours = self._tokens.colours
        if done and not here:
            return pixmap("circle-check", colours["valid"], _SIGN_PX)
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(_SIGN_PX * ratio), round(_SIGN_PX * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, line = self._tokens.colour("accent"), self._tokens.colour("borderStrong")
        painter.setPen(QPen(accent if here else line, 1.4))
        if here:
            painter.setBrush(accent)
        painter.drawEllipse(1, 1, _SIGN_PX - 2, _SIGN_PX - 2)
        painter.setPen(self._tokens.colour("onAccent" if here else "textSecondary"))
        painter.setFont(ui_font(11, QFont.Weight.DemiBold))
        painter.drawText(0, 0, _SIGN_PX, _SIGN_PX, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        painter.end()
        return drawn
