"""A signature field the document already has: dashed, its name inside."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.ports.documents import FieldOnPage


class FieldItem(QGraphicsItem):
    """Draws one empty field; ink colours in every theme, since the paper stays white."""

    def __init__(self, field: FieldOnPage, rect: QRectF, tokens: Tokens) -> None:
        super().__init__()
        self.field = field
        self._rect = rect
        self.tokens = tokens
        self.is_chosen = False
        self.setZValue(5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the field with its line."""
        return self._rect.adjusted(-3, -3, 3, 3)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw frame, wash and words."""
        ink = self.tokens.ink("selection" if self.is_chosen else "ink2")
        wash = QColor(ink)
        wash.setAlpha(26)
        line = Qt.PenStyle.SolidLine if self.is_chosen else Qt.PenStyle.DashLine
        pen = QPen(ink, 2 if self.is_chosen else 1.5, line)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(wash)
        painter.drawRoundedRect(self._rect, 2, 2)
        self._paint_words(painter, ink)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        words = (
            QCoreApplication.translate("FieldItem", "You sign here")
            if self.is_chosen
            else QCoreApplication.translate("FieldItem", "Click to sign here")
        )
        painter.setPen(ink)
        strong = ui_font(10)
        strong.setWeight(QFont.Weight.DemiBold)
        middle = self._rect.center().y()
        inner = self._rect.adjusted(4, 0, -4, 0)
        for font, words_shown, top in (
            (strong, self.field.name, middle - 14),
            (ui_font(9), words, middle),
        ):
            painter.setFont(font)
            elided = painter.fontMetrics().elidedText(
                words_shown, Qt.TextElideMode.ElideMiddle, int(inner.width())
            )
            line = QRectF(inner.left(), top, inner.width(), 14)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, elided)
