"""The small bar under the box: its size, and a button that deletes it."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens

_DISTANCE_PX = 14


class BoxBar(QFrame):
    """Floats in the viewport, below the box or above it where the window ends."""

    delete_asked = Signal()

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.setObjectName("boxBar")
        self._size = QLabel()
        self._size.setProperty("kind", "strong")
        self._size.setAccessibleName(self.tr("Size of the box"))
        self._delete = QToolButton()
        self._delete.setProperty("kind", "tool")
        self._delete.setAccessibleName(self.tr("Delete the box"))
        self._delete.setToolTip(self.tr("Delete the box (Del)"))
        self._delete.setIconSize(QSize(18, 18))
        self._delete.clicked.connect(self.delete_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 5, 3)
        row.setSpacing(8)
        row.addWidget(self._size)
        row.addWidget(self._delete)
        self.take_theme(tokens)
        self.hide()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icon in the theme's colour."""
        self._delete.setIcon(icon("trash", tokens.colours["textSecondary"]))

    def show_at(self, box_px: QRect, words: str) -> None:
        """Stand beside a box given in pixels of the viewport."""
        self._size.setText(words)
        self.adjustSize()
        room = self._viewport.rect()
        top = box_px.bottom() + _DISTANCE_PX
        if top + self.height() > room.bottom():
            top = box_px.top() - _DISTANCE_PX - self.height()
        left = max(0, min(box_px.left(), room.right() - self.width()))
        self.move(left, top)
        self.setVisible(box_px.intersects(room))
