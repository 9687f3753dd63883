"""One page in the scene: white paper, its shadow, the image drawn pixel for pixel."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.image_cache import ImageCache

_SHADOW_PT = 7.0


class PageItem(QGraphicsItem):
    """Shows what the cache holds of a page, whatever its scale, until the sharp image comes."""

    def __init__(self, page_index: int, rect: QRectF, cache: ImageCache, tokens: Tokens) -> None:
        super().__init__()
        self._page_index = page_index
        self._paper = QRectF(0, 0, rect.width(), rect.height())
        self._cache = cache
        self.tokens = tokens
        self.failed = False
        self.setPos(rect.topLeft())
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the paper with its shadow."""
        return self._paper.adjusted(-_SHADOW_PT, -_SHADOW_PT, _SHADOW_PT, _SHADOW_PT)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the page; the paper is white in every theme."""
        self._paint_shadow(painter)
        painter.fillRect(self._paper, self.tokens.colour("paper"))
        held = self._cache.get(self._page_index)
        if held is not None:
            self._paint_image(painter, *held)
        elif self.failed:
            self._paint_failure(painter)
        edge = QPen(self.tokens.colour("paperEdge"), 1)
        edge.setCosmetic(True)
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._paper)

    def _paint_shadow(self, painter: QPainter) -> None:
        if self.tokens.theme.value == "highContrast":
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(15, 19, 28, 9))
        for step in range(1, 6):
            painter.drawRoundedRect(
                self._paper.adjusted(-step, -step + 2, step, step + 2), step, step
            )

    def _paint_image(self, painter: QPainter, scale: float, drawn: QImage) -> None:
        ratio = painter.device().devicePixelRatioF()
        world = painter.worldTransform()
        if abs(world.m11() * ratio - scale) < 1e-6 * scale:
            # Drawn 1:1 on whole device pixels, else every line blurs.
            corner = world.map(QPointF(0, 0)) * ratio
            left, top = round(corner.x()) / ratio, round(corner.y()) / ratio
            painter.save()
            painter.resetTransform()
            painter.drawImage(
                QRectF(left, top, drawn.width() / ratio, drawn.height() / ratio), drawn
            )
            painter.restore()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._paper, drawn)

    def _paint_failure(self, painter: QPainter) -> None:
        painter.setPen(self.tokens.ink("refused"))
        painter.setFont(ui_font(14))
        words = QCoreApplication.translate("PageItem", "This page cannot be drawn.")
        painter.drawText(self._paper, Qt.AlignmentFlag.AlignCenter, words)
