"""Where a rule puts its box at each hit of a text, and a thin frame there on the pages in sight."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.domain.errors import PlaceRefused
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placing_rule import AnchorRule, place_at
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.viewer.anchor_session import AnchorSession
from paraph.gui.viewer.page_marks import of_qt, shown
from paraph.gui.viewer.placing_view import PlacingView


class AnchorBoxes(QGraphicsItem):
    """Covers the whole scene, paints what is exposed; the chosen hit has the person's own box."""

    def __init__(self, session: AnchorSession, view: PlacingView) -> None:
        super().__init__()
        self._session = session
        self._view = view
        self._rule = AnchorRule("")
        self._found: dict[AnchorHit, ShownRect | None] = {}
        self._rules = view.placement.rules
        # On white paper, whatever the theme: the colours of the light one.
        self._tokens = load_tokens(Theme.LIGHT)
        self.setZValue(3)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def take_rule(self, rule: AnchorRule) -> None:
        """Put all boxes by another rule."""
        self._rule = rule
        self._found.clear()
        self._view.viewport().update()

    def is_known(self, hit: AnchorHit) -> bool:
        """Tell whether the words and lines of its page are known; otherwise they are asked for."""
        if self._view.marks.get(hit.page_index) is None:
            self._view.marks.want(hit.page_index)
        return self._view.marks.get(hit.page_index) is not None

    def at(self, hit: AnchorHit) -> ShownRect | None:
        """Give the box at a hit whose page is known, from the page's top left; None for no room."""
        if self._rules is not self._view.placement.rules:
            self._rules = self._view.placement.rules  # there are other fields now
            self._found.clear()
        if hit not in self._found:
            self._found[hit] = self._placed(hit)
        return self._found[hit]

    def boundingRect(self) -> QRectF:
        """Give the whole scene."""
        return self._view.page_layout.bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Frame the places that are not chosen."""
        layout = self._view.page_layout
        in_sight = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        pages = layout.pages_between(in_sight.top(), in_sight.bottom())
        ink = self._tokens.colour("accent")
        pen = QPen(ink, 1.2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        wash = QColor(ink)
        wash.setAlpha(18)
        painter.setBrush(wash)
        for hit in self._session.hits:
            if hit.page_index not in pages or hit == self._session.chosen:
                continue
            box = self.at(hit) if self.is_known(hit) else None
            if box is not None:
                painter.drawRoundedRect(layout.to_scene(hit.page_index, of_qt(box)), 2, 2)

    def _placed(self, hit: AnchorHit) -> ShownRect | None:
        view, page_index = self._view, hit.page_index
        size = view.page_layout.rects[page_index].size()
        marks = view.marks.get(page_index)
        taken = [shown(rect) for _, rect in self._rules.shown_fields(page_index)]
        if marks is None:
            return None
        page = ShownRect(0, 0, size.width(), size.height())
        try:
            return place_at(hit, self._rule, page, marks, taken)
        except PlaceRefused:
            return None
