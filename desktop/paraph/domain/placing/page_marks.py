"""What one finds one's way by on a page: its lines of text and its level rules."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from paraph.domain.placing.page_text import ShownRect, TextLine

_LABEL_ABOVE_PT = 140.0
_LABEL_BELOW_PT = 22.0
_BLANK_ABOVE_PT = 18.0
_SIGNATURE_PT = (70.0, 330.0)
_TO_WRITE_ON = re.compile(r"([_.…·]{4,}|(?:[_.…] ){4,})")


class Marks(NamedTuple):
    """One page's text and rules, in points from its top left."""

    lines: tuple[TextLine, ...] = ()
    rules: tuple[ShownRect, ...] = ()

    def is_for_signing(self, rule: ShownRect) -> bool:
        """Tell whether a rule looks like one to sign on: not too long, and blank above it."""
        shortest, longest = _SIGNATURE_PT
        above = ShownRect(rule.left, rule.top - _BLANK_ABOVE_PT, rule.right, rule.top)
        return shortest <= rule.width <= longest and not self.words_in(above)

    def words_in(self, rect: ShownRect) -> list[TextLine]:
        """Give the lines of text that a rectangle covers a part of; mere rules are none."""
        return [
            line
            for line in self.lines
            if text_rect(line).meets(rect) and not is_rule_text(line.text)
        ]

    def label_of(self, rule: ShownRect) -> str:
        """Give the words a rule belongs to: those nearest above it, or else just below it."""
        above = ShownRect(rule.left - 10, rule.top - _LABEL_ABOVE_PT, rule.right, rule.top)
        below = ShownRect(rule.left - 10, rule.bottom, rule.right, rule.bottom + _LABEL_BELOW_PT)
        found = [line for line in self.words_in(above) if line.bottom <= rule.bottom + 2]
        if found:
            return max(found, key=lambda line: line.bottom).text.strip()
        under = self.words_in(below)
        return min(under, key=lambda line: line.top).text.strip() if under else ""


def text_rect(line: TextLine) -> ShownRect:
    """Give where the letters of a line are; its box is taller, by the font's own leading."""
    height = line.bottom - line.top
    top = line.top + height * 0.2
    return ShownRect(line.left, top, line.right, top + height * 0.65)


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
