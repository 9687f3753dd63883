"""Finding a text among the letters of a page, however the file has written it.

Capitals, accents in one letter or two, ligatures, no-break spaces, words divided at a line's end
and texts that go on in the next line are all the same text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from paraph.domain.placing.page_text import ShownRect

_DIVIDED, _LINE_END = "\x01", "\n"
_HYPHENS = "-\u2010\u2011\u00ad"
_RULE_LETTERS = "_.·"
_FEWEST_RULE_LETTERS = 3
_CONTEXT_LETTERS = 40
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e«»\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "œ": "oe",
        "æ": "ae",
    }
)


class LetterLine(NamedTuple):
    """A line of a page's text: its letters, and where each stands on the shown page.

    `turned` is how far it is turned, in degrees clockwise.
    """

    text: str
    rects: tuple[ShownRect, ...]
    turned: int = 0


class AnchorHit(NamedTuple):
    """Where a text stands: a rectangle for each line that holds a part of it, and its context."""

    page_index: int
    parts: tuple[ShownRect, ...]
    text: str
    context: str = ""

    @property
    def rect(self) -> ShownRect:
        """Give the rectangle around all parts."""
        whole = self.parts[0]
        for part in self.parts[1:]:
            whole = whole.joined(part)
        return whole


class _Letter(NamedTuple):
    letter: str  # as it is compared
    line: int = -1  # -1 for what stands between lines
    at: int = -1


def find_anchor(needle: str, lines: Sequence[LetterLine], page_index: int) -> list[AnchorHit]:
    """Give every place where `needle` stands; accents count only where that finds something."""
    if not needle.strip() or not lines:
        return []
    # Some programs write a page's lines in any order.
    for with_accents in (True, False):
        for ordered in (lines, _in_reading_order(lines)):
            found = list(_found(needle, ordered, page_index, with_accents=with_accents))
            if found:
                return found
    return []


def _found(
    needle: str, lines: Sequence[LetterLine], page_index: int, *, with_accents: bool
) -> Iterator[AnchorHit]:
    letters = list(_letters(lines, with_accents=with_accents))
    text = "".join(each.letter for each in letters)
    for match in _pattern(needle, with_accents=with_accents).finditer(text):
        own = [each for each in letters[match.start() : match.end()] if each.line >= 0]
        if own:
            yield _hit(own, lines, page_index)


def _hit(own: Sequence[_Letter], lines: Sequence[LetterLine], page_index: int) -> AnchorHit:
    parts: dict[int, ShownRect] = {}
    for each in own:
        rect = lines[each.line].rects[each.at]
        held = parts.get(each.line)
        parts[each.line] = rect if held is None else held.joined(rect)
    first, last = own[0], own[-1]
    # A ligature is two letters of one index.
    spots = list(dict.fromkeys((each.line, each.at) for each in own))
    text = "".join(
        lines[line].text[index] + (" " if after and after[0] != line else "")
        for (line, index), after in zip(spots, [*spots[1:], None], strict=True)
    )
    before = lines[first.line].text[max(0, first.at - _CONTEXT_LETTERS) : first.at]
    behind = lines[last.line].text[last.at + 1 : last.at + 1 + _CONTEXT_LETTERS]
    context = " ".join(f"{before}{text}{behind}".split())
    return AnchorHit(page_index, tuple(parts.values()), text, context)


def _letters(lines: Sequence[LetterLine], *, with_accents: bool) -> Iterator[_Letter]:
    """Give the letters in the form they are compared in, each with where it comes from."""
    after_space = True
    ends = [*(_goes_on(one, other) for one, other in pairwise(lines)), False]
    for number, (line, is_divided) in enumerate(zip(lines, ends, strict=True)):
        text = line.text.rstrip()
        for index, letter in enumerate(text[:-1] if is_divided else text):
            for plain in _plain(letter, with_accents=with_accents):
                # Any run of spaces is one.
                if not plain.isspace():
                    yield _Letter(plain, number, index)
                elif not after_space:
                    yield _Letter(" ", number, index)
                after_space = plain.isspace()
        if not after_space or is_divided:
            yield _Letter(_DIVIDED if is_divided else _LINE_END)
        after_space = not is_divided


def _goes_on(line: LetterLine, after: LetterLine) -> bool:
    """Tell whether a word is divided at a line's end."""
    text, then = line.text.rstrip(), after.text.lstrip()
    divides = len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha()
    return divides and bool(then) and then[0].isalpha()


def _plain(text: str, *, with_accents: bool) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(_SAME).casefold().translate(_SAME))
    if with_accents:
        return bare
    # Some programs write an accent as a sign of its own beside its letter.
    return "".join(letter for letter in bare if unicodedata.category(letter) not in ("Mn", "Sk"))


def _pattern(needle: str, *, with_accents: bool) -> re.Pattern[str]:
    plain = " ".join(_plain(needle, with_accents=with_accents).split())
    words = "".join(_piece(found[0]) for found in re.finditer(r"([_.·])\1{2,}|.", plain))
    # "Fait à" is not in "Parfait à"; marks have no such edges.
    start = rf"(?<![\w{_DIVIDED}])" if plain[0].isalnum() else ""
    end = rf"(?![\w{_DIVIDED}]|[\u0300-\u036f])" if plain[-1].isalnum() else ""
    if plain[-1] and unicodedata.combining(plain[-1]):
        end = rf"(?![\w{_DIVIDED}]|[\u0300-\u036f])"
    return re.compile(start + words + end)


def _piece(piece: str) -> str:
    letter = piece[0]
    if len(piece) >= _FEWEST_RULE_LETTERS and letter in _RULE_LETTERS:
        return rf"{re.escape(letter)}{{{len(piece)},}}"  # a line to write on is one, however long
    if letter == " ":
        return rf"[ {_LINE_END}]+"
    if letter == "-":
        return rf"(?:-{_LINE_END}?|{_DIVIDED})"
    # A word may be divided behind any of its letters.
    return re.escape(letter) + f"{_DIVIDED}?"


def _in_reading_order(lines: Sequence[LetterLine]) -> list[LetterLine]:
    level = [line for line in lines if line.turned == 0 and line.rects]
    rest = [line for line in lines if line.turned != 0 or not line.rects]
    ordered = sorted(level, key=lambda line: (round(line.rects[0].bottom / 4), line.rects[0].left))
    return [*ordered, *rest]
