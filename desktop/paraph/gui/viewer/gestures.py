"""What the mouse does to a box: draw it, move it, pull one of its eight handles. Plain geometry."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from paraph.domain.placing.box_size import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.domain.placing.signature_field import MIN_HEIGHT_PT, MIN_WIDTH_PT
from paraph.gui.viewer.snapping import ALL_EDGES, Edges, stretched

HANDLES: tuple[Edges, ...] = (
    Edges.LEFT | Edges.TOP,
    Edges.TOP,
    Edges.RIGHT | Edges.TOP,
    Edges.RIGHT,
    Edges.RIGHT | Edges.BOTTOM,
    Edges.BOTTOM,
    Edges.LEFT | Edges.BOTTOM,
    Edges.LEFT,
)


class Gesture(NamedTuple):
    """A drag under way: where it began, on what rectangle, and which edges follow the mouse."""

    page_index: int
    start: QPointF
    rect: QRectF
    edges: Edges
    draws: bool = False

    @property
    def moves(self) -> bool:
        """Tell whether the whole box follows."""
        return self.edges == ALL_EDGES and not self.draws

    def rect_at(self, point: QPointF) -> QRectF:
        """Give the rectangle for a mouse position, in the coordinates of the gesture."""
        if self.draws:
            return QRectF(self.start, point).normalized()
        delta = point - self.start
        if self.moves:
            return self.rect.translated(delta)
        return at_least_minimum(stretched(self.rect, self.edges, delta.x(), delta.y()), self.edges)

    def edges_at(self, point: QPointF) -> Edges:
        """Give the edges that follow the mouse now; a drawn box may be pulled any way."""
        if not self.draws:
            return self.edges
        across = Edges.RIGHT if point.x() >= self.start.x() else Edges.LEFT
        down = Edges.BOTTOM if point.y() >= self.start.y() else Edges.TOP
        return across | down


def at_least_minimum(rect: QRectF, edges: Edges) -> QRectF:
    """Keep a rectangle at 20 by 8 mm or more by holding back the edges that move."""
    missing_x = max(0.0, MIN_WIDTH_PT - rect.width())
    missing_y = max(0.0, MIN_HEIGHT_PT - rect.height())
    return rect.adjusted(
        -missing_x if edges & Edges.LEFT else 0,
        -missing_y if edges & Edges.TOP else 0,
        0 if edges & Edges.LEFT else missing_x,
        0 if edges & Edges.TOP else missing_y,
    )


def handle_points(rect: QRectF) -> list[tuple[Edges, QPointF]]:
    """Give the eight handles of a rectangle, clockwise from the top left."""
    return [(edges, _handle_point(rect, edges)) for edges in HANDLES]


def handle_at(rect: QRectF, point: QPointF, reach: float) -> Edges:
    """Give the handle nearest to a point within `reach`, or `Edges.NONE`."""
    near = [
        (abs(at.x() - point.x()) + abs(at.y() - point.y()), position, edges)
        for position, (edges, at) in enumerate(handle_points(rect))
        if abs(at.x() - point.x()) <= reach and abs(at.y() - point.y()) <= reach
    ]
    return min(near)[2] if near else Edges.NONE


def default_rect(centre: QPointF) -> QRectF:
    """Give a box of the usual size, 72 by 32 mm, about a point."""
    return QRectF(
        centre.x() - DEFAULT_WIDTH_PT / 2,
        centre.y() - DEFAULT_HEIGHT_PT / 2,
        DEFAULT_WIDTH_PT,
        DEFAULT_HEIGHT_PT,
    )


def _handle_point(rect: QRectF, edges: Edges) -> QPointF:
    x = rect.left() if edges & Edges.LEFT else rect.right()
    y = rect.top() if edges & Edges.TOP else rect.bottom()
    if not edges & (Edges.LEFT | Edges.RIGHT):
        x = rect.center().x()
    if not edges & (Edges.TOP | Edges.BOTTOM):
        y = rect.center().y()
    return QPointF(x, y)
