"""Snapping of a rectangle to margins, text, rules and fields. Plain geometry, in points."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum, Flag, auto
from typing import NamedTuple

from PySide6.QtCore import QRectF

from paraph.domain.placing.page_marks import Marks

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
    BASELINE = auto()
    RULE = auto()
    SIGNATURE_RULE = auto()


class Role(Enum):
    """What a place on the rectangle is: one of two edges, or its middle."""

    LOW = auto()
    HIGH = auto()
    CENTRE = auto()


class SnapLine(NamedTuple):
    """A line to snap to, upright when `is_vertical`; `field_name` for those of a field."""

    is_vertical: bool
    at: float
    kind: LineKind
    field_name: str = ""


_Candidate = tuple[float, Role]
# Middles meet middles only; what one writes on carries the foot of the box and nothing else.
_CENTRES = (LineKind.PAGE_CENTRE, LineKind.FIELD_CENTRE)
_CARRIERS = (LineKind.BASELINE, LineKind.RULE, LineKind.SIGNATURE_RULE)
_FEWEST_LINES = 3


def _upright(at: float, kind: LineKind, field_name: str = "") -> SnapLine:
    return SnapLine(is_vertical=True, at=at, kind=kind, field_name=field_name)


def _level(at: float, kind: LineKind, field_name: str = "") -> SnapLine:
    return SnapLine(is_vertical=False, at=at, kind=kind, field_name=field_name)


def snap_lines(
    page: QRectF, fields: Iterable[tuple[str, QRectF]], marks: Marks | None = None
) -> list[SnapLine]:
    """Give all lines of a page: margins, the upright middle, each field's, text and rules."""
    marks = marks or Marks()
    text_left = _left_of_text(marks)
    lines = [
        _upright(page.left() + MARGIN_PT if text_left is None else text_left, LineKind.LEFT_MARGIN),
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
    for rule in marks.rules:
        signing = marks.is_for_signing(rule)
        kind = LineKind.SIGNATURE_RULE if signing else LineKind.RULE
        lines.append(_level(rule.middle[1], kind))
    lines += [_level(y, LineKind.BASELINE) for y in sorted(_baselines(marks))]
    return lines


def _baselines(marks: Marks) -> set[float]:
    return {round(line.baseline, 1) for line in marks.lines if line.baseline is not None}


def _left_of_text(marks: Marks) -> float | None:
    """Give where most lines of text begin."""
    lefts = Counter(round(line.left) for line in marks.lines if line.baseline is not None)
    if not lefts:
        return None
    left, count = max(lefts.items(), key=lambda item: (item[1], -item[0]))
    return float(left) if count >= _FEWEST_LINES else None


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
    centre = [((low + high) / 2, Role.CENTRE)] * (low_goes and high_goes)
    return [(low, Role.LOW)] * low_goes + [(high, Role.HIGH)] * high_goes + centre


def _nearest(
    values: list[_Candidate], lines: list[SnapLine], reach: float
) -> tuple[float, SnapLine | None]:
    pairs = [
        (line.at - value, line)
        for value, role in values
        for line in lines
        if _meet(role, line.kind)
    ]
    within = [pair for pair in pairs if abs(pair[0]) <= reach]
    if not within:
        return 0.0, None
    # An underscore lies just under its line's baseline, and it is the underscore one means.
    return min(within, key=lambda pair: (pair[1].kind is LineKind.BASELINE, abs(pair[0])))


def _meet(role: Role, kind: LineKind) -> bool:
    if kind in _CARRIERS:
        return role is Role.HIGH
    return (role is Role.CENTRE) == (kind in _CENTRES)
