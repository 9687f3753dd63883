"""Where a box for a signature belongs: by the words and rules of a page, or at a text.

Plain geometry, in points of the shown page; the window and the command line both place by it.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.box_size import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.domain.placing.page_marks import Marks, is_rule_text
from paraph.domain.placing.page_text import ShownRect, TextLine
from paraph.domain.placing.signature_field import MIN_HEIGHT_PT, MIN_WIDTH_PT
from paraph.domain.placing.signing_words import PLACE, begins_with_word, weight_of

_BELOW_PT = 150.0
_LABEL_LETTERS, _SHORT_LETTERS = 60, 30
_RULE_BONUS = 6.0
_GAP_PT = 4.0
_SLACK_PT = 6.0
_BESIDE_PT = 120.0
_SHRINK = (1.0, 0.85, 0.7, 0.55, 0.4, 0.26)
_SAME_LINE_PT = 5.0


class Where(StrEnum):
    """Which side of its text a box goes to; BEST is the first that covers no words."""

    BEST = "best"
    ON_RULE = "on-rule"
    BELOW = "below"
    RIGHT = "right"
    ABOVE = "above"


LAST = -1


class AnchorRule(NamedTuple):
    """A box at a text. `hit` counts from 1, LAST is the last one, None allows only one.

    `size_pt` is width and height; without one the usual size shrinks until it covers no words.
    `offset_pt` then shifts it to the right and down.
    """

    text: str
    where: Where = Where.BEST
    hit: int | None = None
    size_pt: tuple[float, float] | None = None
    offset_pt: tuple[float, float] = (0.0, 0.0)

    def chosen(self, hits: Sequence[AnchorHit]) -> AnchorHit | None:
        """Give the hit that is meant; None where it is not there, or not said which of several."""
        if self.hit is None:
            return hits[0] if len(hits) == 1 else None
        index = self.hit if self.hit < 0 else self.hit - 1
        return hits[index] if -len(hits) <= index < len(hits) else None


class Find(NamedTuple):
    """A good place: the box from the page's top left, and the words it belongs to."""

    page_index: int
    rect: ShownRect
    label: str
    score: float


def parse_hit(text: str) -> int:
    """Read `last` or a number from 1. Raises InvalidArgument."""
    if text.strip().lower() == "last":
        return LAST
    if not text.strip().isdecimal() or int(text) < 1:
        raise InvalidArgument(argument="--anchor-hit", value=text)
    return int(text)


def best_place(
    page_index: int, page: ShownRect, marks: Marks, taken: Sequence[ShownRect]
) -> Find | None:
    """Give the best place on a page; `taken` are the fields it has."""
    finds = [
        Find(page_index, rect, line.text.strip(), score)
        for line in marks.lines
        if _is_label(line)
        for rect, score in _candidates(line, marks, page)
        if _is_free(rect, page, marks, taken)
    ]
    # Of equals the lower one, then the one on the left: contracts are signed at their end.
    return max(
        finds,
        key=lambda find: (find.score, round(find.rect.top), -find.rect.left),
        default=None,
    )


def place_at(
    hit: AnchorHit, rule: AnchorRule, page: ShownRect, marks: Marks, taken: Sequence[ShownRect]
) -> ShownRect:
    """Give the box at a hit. Raises PlaceRefused where there is no room for it."""
    sides = [Where.ON_RULE, Where.BELOW, Where.RIGHT, Where.ABOVE]
    if rule.where is not Where.BEST:
        sides = [rule.where]
    dx, dy = rule.offset_pt
    boxes = [box.moved(dx, dy) for side in sides for box in _at_side(hit, side, rule, marks, page)]
    for box in boxes:
        if _is_free(box, page, marks, taken):
            return box
    # A person who says which side, or how large, has seen what stands there.
    said = rule.where is not Where.BEST or rule.size_pt is not None
    for box in boxes if said else ():
        if page.holds(box) and not any(other.meets(box) for other in taken):
            return box
    why = "no_rule" if not boxes else "no_free_place"
    raise PlaceRefused(why=why, text=rule.text, page=hit.page_index + 1)


def _at_side(
    hit: AnchorHit, side: Where, rule: AnchorRule, marks: Marks, page: ShownRect
) -> Iterator[ShownRect]:
    at, sizes = hit.rect, list(_sizes(rule))
    if side is Where.ON_RULE:
        yield from _on_rule(hit, sizes, marks)
        return
    last = hit.parts[-1]
    middle = last.middle[1]
    corner: dict[Where, Callable[[float, float], tuple[float, float]]] = {
        Where.BELOW: lambda _w, _h: (at.left, at.bottom + _GAP_PT),
        Where.ABOVE: lambda _w, h: (at.left, at.top - _GAP_PT - h),
        Where.RIGHT: lambda _w, h: (last.right + _SLACK_PT, middle - h / 2),
    }
    for width, height in sizes:
        left, top = corner[side](width, height)
        if side is not Where.RIGHT:
            left = _within(left, width, page)
        yield ShownRect(left, top, left + width, top + height)
    if side is Where.RIGHT and at.right > last.right:
        left, middle = at.right + _SLACK_PT, at.middle[1]
        for width, height in sizes:
            yield ShownRect(left, middle - height / 2, left + width, middle + height / 2)


def _within(left: float, width: float, page: ShownRect) -> float:
    """Shift a box to the left as far as it would stand out of the page."""
    return max(page.left, min(left, page.right - width))


def _sizes(rule: AnchorRule) -> Iterator[tuple[float, float]]:
    if rule.size_pt is not None:
        yield rule.size_pt
        return
    for share in _SHRINK:
        yield DEFAULT_WIDTH_PT, max(MIN_HEIGHT_PT, DEFAULT_HEIGHT_PT * share)


def _on_rule(
    hit: AnchorHit, sizes: Sequence[tuple[float, float]], marks: Marks
) -> Iterator[ShownRect]:
    """Give boxes that stand on the rule that a text belongs to, or that it is itself."""
    at = hit.rect
    if is_rule_text(hit.text):
        rules = [ShownRect(at.left, at.bottom - at.height * 0.2, at.right, at.bottom)]
    else:
        every = [rule for rule in (*marks.rules, *_dotted(marks)) if _belongs(at, rule)]
        rules = sorted(every, key=lambda rule: _distance(at, rule))
    for rule in rules[:1]:
        for width, height in sizes:
            fitted = min(width, max(MIN_WIDTH_PT, rule.width)) if len(sizes) > 1 else width
            foot = rule.middle[1]
            yield ShownRect(rule.left, foot - height, rule.left + fitted, foot)


def _distance(at: ShownRect, rule: ShownRect) -> float:
    y = rule.middle[1]
    # What stands on the text's own line is nearer than what stands below it.
    beside = at.top - 4 <= y <= at.bottom + 6 and rule.left >= at.left
    return abs(rule.left - at.right) / 10 if beside else _SAME_LINE_PT + abs(y - at.bottom)


def _is_label(line: TextLine) -> bool:
    text = line.text.strip()
    return (
        line.baseline is not None
        and len(text.strip("_.… ")) <= _LABEL_LETTERS
        and not is_rule_text(text)
        and weight_of(text) > 0
        and (begins_with_word(text) or len(text) <= _SHORT_LETTERS)
    )


def _candidates(line: TextLine, marks: Marks, page: ShownRect) -> Iterator[tuple[ShownRect, float]]:
    weight = float(weight_of(line.text))
    rules = [] if weight == PLACE else [*marks.rules, *_dotted(marks)]
    at = ShownRect(line.left, line.top, line.right, line.bottom)
    for rule in rules:
        if _belongs(at, rule):
            distance = abs(rule.middle[1] - line.bottom)
            for rect in _upon(rule, marks, page):
                yield rect, weight + _RULE_BONUS - distance / _BELOW_PT
                break
    if begins_with_word(line.text):
        for share in _SHRINK:
            height = max(MIN_HEIGHT_PT, DEFAULT_HEIGHT_PT * share)
            left, top = _within(line.left, DEFAULT_WIDTH_PT, page), line.bottom + _GAP_PT
            rect = ShownRect(left, top, left + DEFAULT_WIDTH_PT, top + height)
            yield rect, weight + share


def _belongs(at: ShownRect, rule: ShownRect) -> bool:
    y = rule.middle[1]
    meets = rule.left <= at.right + 20 and rule.right >= at.left - 20
    beside = at.top - 4 <= y <= at.bottom + 6 and -15 <= rule.left - at.right <= _BESIDE_PT
    below = meets and at.bottom < y <= at.bottom + _BELOW_PT
    above = meets and 0 <= at.top + 4 - rule.bottom <= 20
    return rule.width >= MIN_WIDTH_PT and (beside or below or above)


def _upon(rule: ShownRect, marks: Marks, page: ShownRect) -> Iterator[ShownRect]:
    """Give the tallest box that stands on a rule and covers no words."""
    width = max(MIN_WIDTH_PT, min(DEFAULT_WIDTH_PT, rule.width))
    left, foot = min(rule.left, page.right - width), rule.middle[1]
    for share in _SHRINK:
        height = max(MIN_HEIGHT_PT, DEFAULT_HEIGHT_PT * share)
        rect = ShownRect(left, foot - height, left + width, foot)
        if not _covers_words(rect, marks):
            yield rect


def _dotted(marks: Marks) -> list[ShownRect]:
    """Give lines to write on that are made of dots: no pixel of them touches the next."""
    return [
        ShownRect(dots.left, dots.baseline, dots.right, dots.baseline + 0.5)
        for dots in marks.lines
        if dots.baseline is not None and is_rule_text(dots.text) and "_" not in dots.text
    ]


def _covers_words(rect: ShownRect, marks: Marks) -> bool:
    # Where in its line a word ends is only an estimate.
    return bool(marks.words_in(rect.grown(_SLACK_PT, 1, -1, -1)))


def _is_free(rect: ShownRect, page: ShownRect, marks: Marks, taken: Sequence[ShownRect]) -> bool:
    return (
        page.holds(rect)
        and not _covers_words(rect, marks)
        and not any(other.meets(rect) for other in taken)
    )
