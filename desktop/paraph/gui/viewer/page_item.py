"""One page in the scene: white paper, its shadow, the image drawn pixel for pixel."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_images import PageImages

_SHADOW_PT = 7.0
_SHADOW = QColor(15, 19, 28, 9)


class PageItem(QGraphicsItem):
    """Shows what there is of a page, whatever its scale, until the sharp image comes."""

    def __init__(self, page_index: int, rect: QRectF, images: PageImages, tokens: Tokens) -> None:
        super().__init__()
        self._page_index = page_index
        self._paper = QRectF(0, 0, rect.width(), rect.height())
        self._images = images
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
        held = self._images.whole.get(self._page_index)
        if held is not None and not self._images.tiles_are_complete(self._page_index):
            self._paint_image(painter, *held)
        elif held is None and self.failed:
            self._paint_failure(painter)
        elif held is None:
            self._paint_stand_in(painter)
        for tile in self._images.tiles_in_sight(self._page_index) or ():
            self._paint_sharp(painter, tile)
        edge = QPen(self.tokens.colour("paperEdge"), 1)
        edge.setCosmetic(True)
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._paper)

    def _paint_shadow(self, painter: QPainter) -> None:
        if self.tokens.theme.value == "highContrast":
            return
        # Only what is seen of it, and plainly: rounded, it took longer than the page's image.
        width, height = self._paper.width(), self._paper.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for step in range(1, 6):
            top, bottom = 2 - step, height + 2 + step
            painter.fillRect(QRectF(-step, top, step, bottom - top), _SHADOW)
            painter.fillRect(QRectF(width, top, step, bottom - top), _SHADOW)
            painter.fillRect(QRectF(0, height, width, bottom - height), _SHADOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_image(self, painter: QPainter, scale: float, drawn: QImage) -> None:
        ratio = painter.device().devicePixelRatioF()
        if abs(painter.worldTransform().m11() * ratio - scale) < 1e-6 * scale:
            self._paint_sharp(painter, drawn)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._paper, drawn)

    def _paint_stand_in(self, painter: QPainter) -> None:
        small = self._images.stand_in(self._page_index)
        if small is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._paper, small)

    def _paint_sharp(self, painter: QPainter, drawn: QImage) -> None:
        # On whole device pixels, else every line blurs.
        ratio = painter.device().devicePixelRatioF()
        corner = painter.worldTransform().map(QPointF(0, 0)) * ratio
        left = (round(corner.x()) + drawn.offset().x()) / ratio
        top = (round(corner.y()) + drawn.offset().y()) / ratio
        painter.save()
        painter.resetTransform()
        painter.drawImage(QRectF(left, top, drawn.width() / ratio, drawn.height() / ratio), drawn)
        painter.restore()

    def _paint_failure(self, painter: QPainter) -> None:
        painter.setPen(self.tokens.ink("refused"))
        painter.setFont(ui_font(14))
        words = QCoreApplication.translate("PageItem", "This page cannot be drawn.")
        painter.drawText(self._paper, Qt.AlignmentFlag.AlignCenter, words)
