"""A line above the desk: a signature book waits, or one came back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens


class DeskBar(QWidget):
    """Hidden until there is something to say. `left` tells that it was put away."""

    opened = Signal()
    left = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        note = QFrame()
        note.setProperty("kind", "note")
        note.setProperty("tone", "accentText")
        self._sign = QLabel()
        self._words = label("", "strong")
        self.open = act_button("")
        self._close = QToolButton()
        self._close.setProperty("kind", "tool")
        self._close.setAccessibleName(self.tr("Not now"))
        self._close.setToolTip(self.tr("Not now"))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 0)
        outer.addWidget(note)
        row = QHBoxLayout(note)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.open)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.open.clicked.connect(self.opened)
        self._close.clicked.connect(self.left)
        self.take_theme(tokens)
        self.hide()

    @property
    def words(self) -> str:
        """Give what is said."""
        return self._words.text()

    def tell(self, words: str, act: str) -> None:
        """Say something, with the act that leads there; empty words hide the line."""
        self._words.setText(words)
        self.open.setText(act)
        self.open.setAccessibleName(act)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._sign.setPixmap(pixmap("inbox", tokens.colours["accentText"], 20))
        self._close.setIcon(icon("x", tokens.colours["textSecondary"]))
