"""Draws the box over the page: frame, eight handles, guides with their names, red when refused."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.gestures import handle_points
from paraph.gui.viewer.place_rules import Refusal
from paraph.gui.viewer.place_words import line_words, refusal_words
from paraph.gui.viewer.placement import Placement
from paraph.gui.viewer.snapping import SnapLine

_HANDLE_PX = 10.0


class BoxItem(QGraphicsItem):
    """Covers the whole scene; all of it is painted in view pixels, so that no zoom thickens it."""

    def __init__(self, placement: Placement, tokens: Tokens) -> None:
        super().__init__()
        self._placement = placement
        self.tokens = tokens
        self.stamp: QImage | None = None
        self.setZValue(10)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the whole scene: guides run across the page, tags stand beside the box."""
        return self._placement.layout.bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the box in hand, or the settled one."""
        world = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draft, settled = self._placement.draft, self._placement.scene_rect()
        if draft is not None:
            layout = self._placement.layout
            page = world.mapRect(layout.rects[draft.page_index])
            box = world.mapRect(layout.to_scene(draft.page_index, draft.rect))
            unit = world.m11()
            for line in draft.lines:
                self._paint_guide(painter, line, page, box, unit)
            self._paint_box(painter, box, draft.refusal)
        elif settled is not None:
            self._paint_box(painter, world.mapRect(settled), None)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._paint_refused(painter, box, refusal)
            return
        ink = self.tokens.ink("selection")
        if self.stamp is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self.stamp)
        else:
            wash = QColor(ink)
            wash.setAlpha(18)
            painter.fillRect(box, wash)
            self._paint_words(painter, box, ink)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.setBrush(QColor("white"))
        painter.setPen(QPen(ink, 2))
        for _, at in handle_points(box):
            half = _HANDLE_PX / 2
            painter.drawRoundedRect(
                QRectF(at.x() - half, at.y() - half, _HANDLE_PX, _HANDLE_PX), 2.5, 2.5
            )

    def _paint_words(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        words = QCoreApplication.translate("BoxItem", "Your signature")
        font = ui_font(13)
        font.setWeight(QFont.Weight.DemiBold)
        if QFontMetricsF(font).horizontalAdvance(words) > box.width() - 16:
            return
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_refused(self, painter: QPainter, box: QRectF, refusal: Refusal) -> None:
        ink = self.tokens.ink("refused")
        hatch = QColor(ink)
        hatch.setAlpha(110)
        painter.fillRect(box, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.drawRect(box.adjusted(4, 4, -4, -4))
        self._paint_tag(painter, QPointF(box.left(), box.bottom() + 8), refusal_words(refusal), ink)

    def _paint_guide(
        self, painter: QPainter, line: SnapLine, page: QRectF, box: QRectF, px_per_pt: float
    ) -> None:
        ink = self.tokens.ink("guide")
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        if line.is_vertical:
            x = page.left() + line.at * px_per_pt
            painter.drawLine(QPointF(x, page.top()), QPointF(x, page.bottom()))
            corner = QPointF(x - 12 - _tag_width(line_words(line)), box.top() - 34)
            if corner.x() < 0:
                corner.setX(x + 12)
        else:
            y = page.top() + line.at * px_per_pt
            painter.drawLine(QPointF(page.left(), y), QPointF(page.right(), y))
            corner = QPointF(box.right() + 12, y + 10)
        self._paint_tag(painter, corner, line_words(line), ink)

    def _paint_tag(self, painter: QPainter, corner: QPointF, words: str, ink: QColor) -> None:
        tag = QRectF(corner.x(), corner.y(), _tag_width(words), 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setFont(_tag_font())
        painter.setPen(QColor("white"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def _tag_font() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)


def _tag_width(words: str) -> float:
    return QFontMetricsF(_tag_font()).horizontalAdvance(words) + 16
