"""Marks the hits of a search on the pages in sight; the paper stays white."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.viewer.find_session import FindSession
from paraph.gui.viewer.page_layout import PageLayout

_ROUND_PT = 1.5


class HitsItem(QGraphicsItem):
    """Covers the whole scene, paints what is exposed."""

    def __init__(self, session: FindSession, layout: PageLayout, view: QGraphicsView) -> None:
        super().__init__()
        self._session = session
        self._layout = layout
        self._view = view
        # On white paper, whatever the theme: the colour of the light one.
        self._tokens = load_tokens(Theme.LIGHT)
        self.setZValue(3)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the whole scene."""
        return self._layout.bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Lay the marks over the letters, which stay black under them."""
        shown = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.colour("searchHit"))
        for page_index in self._layout.pages_between(shown.top(), shown.bottom()):
            for rect in self._session.hits_on(page_index):
                painter.drawRoundedRect(
                    self._layout.to_scene(page_index, rect), _ROUND_PT, _ROUND_PT
                )
        painter.restore()
        if self._session.current is not None:
            self._paint_current(painter, *self._session.current)

    def _paint_current(self, painter: QPainter, page_index: int, rect: QRectF) -> None:
        strong = self._tokens.colour("changedLine")
        pen = QPen(strong, 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        strong.setAlpha(70)
        painter.setBrush(strong)
        around = self._layout.to_scene(page_index, rect).adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.drawRoundedRect(around, _ROUND_PT, _ROUND_PT)
