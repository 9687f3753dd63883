"""Where a box could stand instead of where it cannot: as near as can be, at the same size."""

from collections.abc import Iterable, Iterator

from paraph.domain.errors import PlaceRefused
from paraph.domain.placing.signature_field import POINTS_PER_MM, Box, PageGeometry, check_place

_GAP_PT = 2.0
_MOST_FIELDS = 500


def nudged(box: Box, page: PageGeometry, taken: Iterable[Box]) -> Box | None:
    """Give the nearest acceptable box, moved along one edge or two; None when there is none."""
    others = list(taken)[:_MOST_FIELDS]
    inside = _brought_in(box, page.visible)
    tried = [inside, *_beside(inside, others)]
    tried += [_brought_in(each, page.visible) for each in tried]
    able = [each for each in tried if _is_acceptable(each, page, others)]
    return min(able, key=lambda each: _distance(box, each), default=None)


def shift_in_mm(before: Box, after: Box, page: PageGeometry) -> tuple[int, int]:
    """Give how far a box moved as the page is shown: to the right and downwards, in whole mm."""
    was, now = page.to_shown(before), page.to_shown(after)
    right, down = (now[0] - was[0]) / POINTS_PER_MM, (now[1] - was[1]) / POINTS_PER_MM
    return round(right), round(down)


def _brought_in(box: Box, visible: Box) -> Box:
    right = max(visible.x0 - box.x0, 0.0) or min(visible.x1 - box.x1, 0.0)
    up = max(visible.y0 - box.y0, 0.0) or min(visible.y1 - box.y1, 0.0)
    return _moved(box, right, up)


def _beside(box: Box, others: list[Box]) -> Iterator[Box]:
    """Give the box beside each other that it covers, and beside those it would cover then."""
    for each in others:
        if each.width <= 0 or each.height <= 0:
            continue
        yield _moved(box, each.x0 - _GAP_PT - box.x1, 0)
        yield _moved(box, each.x1 + _GAP_PT - box.x0, 0)
        yield _moved(box, 0, each.y0 - _GAP_PT - box.y1)
        yield _moved(box, 0, each.y1 + _GAP_PT - box.y0)


def _moved(box: Box, right: float, up: float) -> Box:
    return Box(box.x0 + right, box.y0 + up, box.x1 + right, box.y1 + up)


def _distance(one: Box, other: Box) -> float:
    return abs(one.x0 - other.x0) + abs(one.y0 - other.y0)


def _is_acceptable(box: Box, page: PageGeometry, taken: list[Box]) -> bool:
    try:
        check_place(box, page, taken)
    except PlaceRefused:
        return False
    return True
