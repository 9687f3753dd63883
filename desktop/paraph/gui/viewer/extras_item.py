"""Shows on the pages what comes with the signature: initials, and fields for others."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from paraph.domain.placing.prepared_field import PreparedField
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.extras_state import ExtrasState
from paraph.gui.viewer.page_layout import PageLayout


class ExtrasItem(QGraphicsItem):
    """Covers the whole scene, paints what is exposed; the paper stays white in every theme."""

    def __init__(
        self, state: ExtrasState, layout: PageLayout, view: QGraphicsView, tokens: Tokens
    ) -> None:
        super().__init__()
        self._state = state
        self._layout = layout
        self._view = view
        self._picture: tuple[bytes, QImage] | None = None
        self.tokens = tokens
        self.setZValue(4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the whole scene."""
        return self._layout.bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw what is in sight."""
        shown = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        for page_index in self._layout.pages_between(shown.top(), shown.bottom()):
            found = self._state.initials_on(page_index)
            if found is not None:
                left, top, right, bottom = found
                rect = QRectF(left, top, right - left, bottom - top)
                self._paint_initials(painter, self._layout.to_scene(page_index, rect))
            for field in self._state.fields:
                if field.place.page_index == page_index:
                    shown_rect = self._state.placement.rules.shown_rect(field.place)
                    self._paint_field(painter, self._layout.to_scene(page_index, shown_rect), field)

    def _paint_initials(self, painter: QPainter, rect: QRectF) -> None:
        self._paint_frame(painter, rect, "selection", Qt.PenStyle.SolidLine)
        font = QFont("serif")
        font.setItalic(True)
        font.setPixelSize(max(6, round(rect.height() * 0.62)))
        painter.setFont(font)
        painter.setPen(self.tokens.ink("ink1"))
        image = self._state.initials.image if self._state.initials is not None else None
        if image is None:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._state.words)
            return
        if self._picture is None or self._picture[0] is not image:
            self._picture = (image, QImage.fromData(image))
        drawn = self._picture[1]
        size = QSizeF(drawn.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        inner = QRectF(QPointF(0, 0), size)
        inner.moveCenter(rect.center())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(inner, drawn)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_field(self, painter: QPainter, rect: QRectF, field: PreparedField) -> None:
        self._paint_frame(painter, rect, "ink2", Qt.PenStyle.DashLine)
        painter.setPen(self.tokens.ink("ink2"))
        strong = ui_font(10)
        strong.setWeight(QFont.Weight.DemiBold)
        middle, inner = rect.center().y(), rect.adjusted(4, 0, -4, 0)
        words = QCoreApplication.translate("ExtrasItem", "will sign here")
        for font, line, top in ((strong, field.name, middle - 14), (ui_font(9), words, middle)):
            painter.setFont(font)
            elided = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideMiddle, int(inner.width())
            )
            row = QRectF(inner.left(), top, inner.width(), 14)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, elided)

    def _paint_frame(self, painter: QPainter, rect: QRectF, ink: str, line: Qt.PenStyle) -> None:
        colour = self.tokens.ink(ink)
        wash = QColor(colour)
        wash.setAlpha(22)
        pen = QPen(colour, 1.2, line)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(wash)
        painter.drawRoundedRect(rect, 2, 2)
