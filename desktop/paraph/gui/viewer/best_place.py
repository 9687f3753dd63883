"""Where on a page a signature belongs, by its words and rules. Plain geometry, no window."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from paraph.domain.signature_field import MIN_HEIGHT_PT, MIN_WIDTH_PT
from paraph.gui.viewer.gestures import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.gui.viewer.page_marks import Marks, is_rule_text
from paraph.gui.viewer.signing_words import PLACE, begins_with_word, weight_of
from paraph.ports.pages import TextLine

_BELOW_PT = 150.0
_LABEL_LETTERS, _SHORT_LETTERS = 60, 30
_RULE_BONUS = 6.0
_GAP_PT = 4.0
_SLACK_PT = 6.0
_BESIDE_PT = 120.0
_SHRINK = (1.0, 0.85, 0.7, 0.55, 0.4, 0.26)


class Find(NamedTuple):
    """A good place: the box from the page's top left, and the words it belongs to."""

    page_index: int
    rect: QRectF
    label: str
    score: float


def best_place(page_index: int, page: QRectF, marks: Marks, taken: Sequence[QRectF]) -> Find | None:
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
        key=lambda find: (find.score, round(find.rect.top()), -find.rect.left()),
        default=None,
    )


def _is_label(line: TextLine) -> bool:
    text = line.text.strip()
    return (
        line.baseline is not None
        and len(text.strip("_.… ")) <= _LABEL_LETTERS
        and not is_rule_text(text)
        and weight_of(text) > 0
        and (begins_with_word(text) or len(text) <= _SHORT_LETTERS)
    )


def _candidates(line: TextLine, marks: Marks, page: QRectF) -> Iterator[tuple[QRectF, float]]:
    weight = float(weight_of(line.text))
    rules = [] if weight == PLACE else [*marks.rules, *_dotted(marks)]
    for rule in rules:
        if _belongs(line, rule):
            distance = abs(rule.center().y() - line.bottom)
            for rect in _upon(rule, marks, page):
                yield rect, weight + _RULE_BONUS - distance / _BELOW_PT
                break
    if begins_with_word(line.text):
        for share in _SHRINK:
            height = max(MIN_HEIGHT_PT, DEFAULT_HEIGHT_PT * share)
            yield QRectF(line.left, line.bottom + _GAP_PT, DEFAULT_WIDTH_PT, height), weight + share


def _belongs(line: TextLine, rule: QRectF) -> bool:
    y = rule.center().y()
    meets = rule.left() <= line.right + 20 and rule.right() >= line.left - 20
    beside = line.top - 4 <= y <= line.bottom + 6 and -15 <= rule.left() - line.right <= _BESIDE_PT
    below = meets and line.bottom < y <= line.bottom + _BELOW_PT
    above = meets and 0 <= line.top + 4 - rule.bottom() <= 20
    return rule.width() >= MIN_WIDTH_PT and (beside or below or above)


def _upon(rule: QRectF, marks: Marks, page: QRectF) -> Iterator[QRectF]:
    """Give the tallest box that stands on a rule and covers no words."""
    width = max(MIN_WIDTH_PT, min(DEFAULT_WIDTH_PT, rule.width()))
    left = min(rule.left(), page.right() - width)
    for share in _SHRINK:
        height = max(MIN_HEIGHT_PT, DEFAULT_HEIGHT_PT * share)
        rect = QRectF(left, rule.center().y() - height, width, height)
        if not _covers_words(rect, marks):
            yield rect


def _dotted(marks: Marks) -> list[QRectF]:
    """Give lines to write on that are made of dots: no pixel of them touches the next."""
    return [
        QRectF(dots.left, dots.baseline, dots.right - dots.left, 0.5)
        for dots in marks.lines
        if dots.baseline is not None and is_rule_text(dots.text) and "_" not in dots.text
    ]


def _covers_words(rect: QRectF, marks: Marks) -> bool:
    # Where in its line a word ends is only an estimate.
    return bool(marks.words_in(rect.adjusted(_SLACK_PT, 1, -1, -1)))


def _is_free(rect: QRectF, page: QRectF, marks: Marks, taken: Sequence[QRectF]) -> bool:
    return (
        page.contains(rect)
        and not _covers_words(rect, marks)
        and not any(other.intersects(rect) for other in taken)
    )
