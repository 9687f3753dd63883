"""Pages one under another: which stands where in the scene, whose unit is a point of 1/72 inch."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from paraph.domain.placing.signature_field import PageGeometry

GAP_PT = 14.0
MARGIN_PT = 16.0


class PageLayout:
    """The rectangles of all pages, centred on one column."""

    def __init__(self, geometries: Sequence[PageGeometry]) -> None:
        self.geometries = tuple(geometries)
        sizes = [geometry.shown_size for geometry in self.geometries]
        self.widest = max((width for width, _ in sizes), default=0.0)
        self.rects: list[QRectF] = []
        top = MARGIN_PT
        for width, height in sizes:
            left = MARGIN_PT + (self.widest - width) / 2
            self.rects.append(QRectF(left, top, width, height))
            top += height + GAP_PT
        self.bounds = QRectF(0, 0, self.widest + 2 * MARGIN_PT, top - GAP_PT + MARGIN_PT)
        self._tops = [rect.top() for rect in self.rects]

    def __len__(self) -> int:
        return len(self.rects)

    def pages_between(self, top: float, bottom: float) -> range:
        """Give the pages of which a part lies between two heights of the scene."""
        first = max(0, bisect_right(self._tops, top) - 1)
        if self.rects and self.rects[first].bottom() < top:
            first += 1
        return range(first, max(first, bisect_right(self._tops, bottom)))

    def page_at(self, point: QPointF) -> int | None:
        """Give the page under a point of the scene."""
        for index in self.pages_between(point.y(), point.y()):
            if self.rects[index].contains(point):
                return index
        return None

    def nearest_page(self, scene_y: float) -> int:
        """Give the page at a height, or the one above a gap."""
        return max(0, min(len(self.rects) - 1, bisect_right(self._tops, scene_y) - 1))

    def to_page(self, page_index: int, rect: QRectF) -> QRectF:
        """Turn a rectangle of the scene into points from the page's top left."""
        return rect.translated(-self.rects[page_index].topLeft())

    def to_scene(self, page_index: int, rect: QRectF) -> QRectF:
        """Turn points from the page's top left into the scene."""
        return rect.translated(self.rects[page_index].topLeft())
