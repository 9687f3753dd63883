"""Snapping of a rectangle to margins and to other fields. Plain geometry, in points of one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, Flag, auto

from PySide6.QtCore import QRectF

MARGIN_PT = 25 * 72 / 25.4


class Edges(Flag):
    """Which edges of a rectangle may go."""

    NONE = 0
    LEFT = auto()
    TOP = auto()
    RIGHT = auto()
    BOTTOM = auto()


ALL_EDGES = Edges.LEFT | Edges.TOP | Edges.RIGHT | Edges.BOTTOM


class LineKind(Enum):
    """What a snap line is; the words are the painter's."""

    LEFT_MARGIN = auto()
    RIGHT_MARGIN = auto()
    TOP_MARGIN = auto()
    BOTTOM_MARGIN = auto()
    PAGE_CENTRE = auto()
    FIELD_EDGE = auto()
    FIELD_CENTRE = auto()


@dataclass(frozen=True, slots=True)
class SnapLine:
    """A line to snap to, upright when `is_vertical`; `field_name` for those of a field."""

    is_vertical: bool
    at: float
    kind: LineKind
    field_name: str = ""


# A place on the rectangle that can snap, and whether it is its middle: middles meet middles only.
_Candidate = tuple[float, bool]
_CENTRES = (LineKind.PAGE_CENTRE, LineKind.FIELD_CENTRE)


def _upright(at: float, kind: LineKind, field_name: str = "") -> SnapLine:
    return SnapLine(is_vertical=True, at=at, kind=kind, field_name=field_name)


def _level(at: float, kind: LineKind, field_name: str = "") -> SnapLine:
    return SnapLine(is_vertical=False, at=at, kind=kind, field_name=field_name)


def snap_lines(page: QRectF, fields: Iterable[tuple[str, QRectF]]) -> list[SnapLine]:
    """Give all lines of a page: four margins, the upright middle, and each field's."""
    lines = [
        _upright(page.left() + MARGIN_PT, LineKind.LEFT_MARGIN),
        _upright(page.right() - MARGIN_PT, LineKind.RIGHT_MARGIN),
        _level(page.top() + MARGIN_PT, LineKind.TOP_MARGIN),
        _level(page.bottom() - MARGIN_PT, LineKind.BOTTOM_MARGIN),
        _upright(page.center().x(), LineKind.PAGE_CENTRE),
    ]
    for name, rect in fields:
        lines += [_upright(x, LineKind.FIELD_EDGE, name) for x in (rect.left(), rect.right())]
        lines += [_level(y, LineKind.FIELD_EDGE, name) for y in (rect.top(), rect.bottom())]
        lines.append(_upright(rect.center().x(), LineKind.FIELD_CENTRE, name))
        lines.append(_level(rect.center().y(), LineKind.FIELD_CENTRE, name))
    return lines


def snap(
    rect: QRectF, edges: Edges, lines: Iterable[SnapLine], reach: float
) -> tuple[QRectF, list[SnapLine]]:
    """Shift a rectangle, or only the edges that may go, to the nearest line within `reach`."""
    lines = list(lines)
    moves_whole = edges == ALL_EDGES
    xs = _candidates(rect.left(), rect.right(), bool(edges & Edges.LEFT), bool(edges & Edges.RIGHT))
    ys = _candidates(rect.top(), rect.bottom(), bool(edges & Edges.TOP), bool(edges & Edges.BOTTOM))
    dx, upright = _nearest(xs, [line for line in lines if line.is_vertical], reach)
    dy, level = _nearest(ys, [line for line in lines if not line.is_vertical], reach)
    hit = [line for line in (upright, level) if line is not None]
    if moves_whole:
        return rect.translated(dx, dy), hit
    return stretched(rect, edges, dx, dy), hit


def stretched(rect: QRectF, edges: Edges, dx: float, dy: float) -> QRectF:
    """Shift the edges that may go by a distance."""
    return rect.adjusted(
        dx if edges & Edges.LEFT else 0,
        dy if edges & Edges.TOP else 0,
        dx if edges & Edges.RIGHT else 0,
        dy if edges & Edges.BOTTOM else 0,
    )


def _candidates(low: float, high: float, low_goes: bool, high_goes: bool) -> list[_Candidate]:  # noqa: FBT001
    centre = [((low + high) / 2, True)] * (low_goes and high_goes)
    return [(low, False)] * low_goes + [(high, False)] * high_goes + centre


def _nearest(
    values: list[_Candidate], lines: list[SnapLine], reach: float
) -> tuple[float, SnapLine | None]:
    pairs = [
        (line.at - value, line)
        for value, is_centre in values
        for line in lines
        if is_centre == (line.kind in _CENTRES)
    ]
    within = [pair for pair in pairs if abs(pair[0]) <= reach]
    if not within:
        return 0.0, None
    return min(within, key=lambda pair: abs(pair[0]))
