"""What stands on a page: its lines of text and its level rules, asked for once and kept."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, QRectF, Signal

from paraph.gui.viewer.page_source import PageSource
from paraph.ports.pages import Rect, TextLine

_KEPT_PAGES = 64
_LABEL_ABOVE_PT = 140.0
_LABEL_BELOW_PT = 22.0
_BLANK_ABOVE_PT = 18.0
_SIGNATURE_PT = (70.0, 330.0)
_TO_WRITE_ON = re.compile(r"([_.…·]{4,}|(?:[_.…] ){4,})")


class Marks(NamedTuple):
    """One page's text and rules, in points from its top left."""

    lines: tuple[TextLine, ...] = ()
    rules: tuple[QRectF, ...] = ()

    def is_for_signing(self, rule: QRectF) -> bool:
        """Tell whether a rule looks like one to sign on: not too long, and blank above it."""
        shortest, longest = _SIGNATURE_PT
        above = QRectF(rule.left(), rule.top() - _BLANK_ABOVE_PT, rule.width(), _BLANK_ABOVE_PT)
        return shortest <= rule.width() <= longest and not self.words_in(above)

    def words_in(self, rect: QRectF) -> list[TextLine]:
        """Give the lines of text that a rectangle covers a part of; mere rules are none."""
        return [
            line
            for line in self.lines
            if text_rect(line).intersects(rect) and not is_rule_text(line.text)
        ]

    def label_of(self, rule: QRectF) -> str:
        """Give the words a rule belongs to: those nearest above it, or else just below it."""
        above = QRectF(
            rule.left() - 10, rule.top() - _LABEL_ABOVE_PT, rule.width() + 10, _LABEL_ABOVE_PT
        )
        below = QRectF(rule.left() - 10, rule.bottom(), rule.width() + 10, _LABEL_BELOW_PT)
        found = [line for line in self.words_in(above) if line.bottom <= rule.bottom() + 2]
        if found:
            return max(found, key=lambda line: line.bottom).text.strip()
        under = self.words_in(below)
        return min(under, key=lambda line: line.top).text.strip() if under else ""


def text_rect(line: TextLine) -> QRectF:
    """Give where the letters of a line are; its box is taller, by the font's own leading."""
    height = line.bottom - line.top
    top = line.top + height * 0.2
    return QRectF(line.left, top, line.right - line.left, height * 0.65)


def parts_of(line: TextLine) -> Iterator[TextLine]:
    """Split a line such as "Date: ____ Signature: ____" into words and what is to write on."""
    unit, left = (line.right - line.left) / max(1.0, _rough_width(line.text)), line.left
    for piece in _TO_WRITE_ON.split(line.text):
        right = left + unit * _rough_width(piece)
        if piece.strip():
            yield line._replace(text=piece, left=left, right=right)
        left = right


def _rough_width(text: str) -> float:
    """Give a text's width in a common font, in thousandths of its size."""
    narrow, wide = " .,:;'|!·()ijltf", "mwMW…"
    return sum(
        280 if c in narrow else 850 if c in wide else 680 if c.isupper() else 545 for c in text
    )


def is_rule_text(text: str) -> bool:
    """Tell whether a text is nothing but a line to write on."""
    return bool(text.strip()) and not text.strip(" _.…-–—")


Kept = TypeVar("Kept")


class PageMarks(QObject):
    """Holds the marks of the pages asked for last."""

    ready = Signal(int)  # page index, when all of its marks are known

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._lines: OrderedDict[int, tuple[TextLine, ...]] = OrderedDict()
        self._rules: OrderedDict[int, tuple[QRectF, ...]] = OrderedDict()
        self._asked: set[int] = set()
        source.signals.text_ready.connect(self._take_lines)
        source.signals.rules_ready.connect(self._take_rules)

    def want(self, page_index: int) -> None:
        """Ask for a page's marks; `ready` comes once, or at once where they are known."""
        if self.get(page_index) is not None:
            self.ready.emit(page_index)
        elif page_index not in self._asked:
            self._asked.add(page_index)
            self._source.want_text(page_index)
            self._source.want_rules(page_index)

    def get(self, page_index: int) -> Marks | None:
        """Give a page's marks, if they are known."""
        lines, rules = self._lines.get(page_index), self._rules.get(page_index)
        return None if lines is None or rules is None else Marks(lines, rules)

    def _take_lines(self, page_index: int, lines: list[TextLine]) -> None:
        parts = (part for line in lines for part in parts_of(line))
        _keep(self._lines, page_index, tuple(parts))
        self._tell(page_index)

    def _take_rules(self, page_index: int, rules: list[Rect]) -> None:
        rects = (QRectF(x, y, right - x, bottom - y) for x, y, right, bottom in rules)
        _keep(self._rules, page_index, tuple(rects))
        self._tell(page_index)

    def _tell(self, page_index: int) -> None:
        if page_index in self._asked and self.get(page_index) is not None:
            self._asked.discard(page_index)
            self.ready.emit(page_index)


def _keep(held: OrderedDict[int, Kept], page_index: int, marks: Kept) -> None:
    held[page_index] = marks
    held.move_to_end(page_index)
    if len(held) > _KEPT_PAGES:
        held.popitem(last=False)
