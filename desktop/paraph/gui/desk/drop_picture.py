"""The fan of three sheets on the empty desk, drawn by hand so that it is sharp on every screen."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paraph.gui.common.tokens import Tokens

_SHEET = QRectF(-31, -44, 62, 88)
_SHEETS = ((-24.0, 2.0, -8.0), (24.0, 2.0, 8.0), (0.0, 0.0, 0.0))


class DropPicture(QWidget):
    """Decoration only; it has no words and takes no focus."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Give the size of the whole fan."""
        return QSize(140, 108)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheets from back to front."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for dx, dy, angle in _SHEETS:
            painter.save()
            painter.translate(self.width() / 2 + dx, self.height() / 2 + dy)
            painter.rotate(angle)
            self._paint_sheet(painter)
            painter.restore()

    def _paint_sheet(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.tokens.colour("borderStrong").lighter(140), 1))
        painter.setBrush(self.tokens.colour("paper"))
        painter.drawRoundedRect(_SHEET, 2, 2)
        words = QColor("#C3C8D2")
        painter.setPen(QPen(words, 1.4))
        for row, share in enumerate((0.5, 0, 1, 0.92, 1, 0.7, 0, 1, 0.95, 0.6)):
            if share:
                y = _SHEET.top() + 12 + row * 6
                left = _SHEET.left() + 9
                painter.drawLine(int(left), int(y), int(left + 44 * share), int(y))
        painter.setPen(QPen(self.tokens.ink("selection"), 1.6))
        painter.drawRect(QRectF(_SHEET.left() + 9, _SHEET.bottom() - 17, 20, 9))
