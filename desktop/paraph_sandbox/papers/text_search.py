"""Where a text stands in a PDF: letters are compared, not their case, accents or spacing."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pymupdf

# One order of letters for both ways of reading a page.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE
_INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})

Spots = dict[str, tuple[int, float, float]]


class _Letter(NamedTuple):
    letter: str
    line: int
    box: pymupdf.Rect


def letters_of(text: str) -> str:
    """Give a text's letters and marks as they are compared."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in folded if unicodedata.category(each) not in _INVISIBLE)


def find_texts(paper: pymupdf.Document, texts: Sequence[str]) -> Spots:
    """Give, for each text that is there, the page (from 1) and the lower-left corner of where it
    stands first, in the page's user space.

    A text may go over the end of a line; the corner is then that of its part in the first line.
    """
    sought = {text: letters for text in texts if (letters := letters_of(text))}
    spots: Spots = {}
    for n in range(paper.page_count):
        if len(spots) == len(sought):
            break
        page = paper.load_page(n)
        plain = letters_of(page.get_text("text", flags=_FLAGS))
        here = {text: each for text, each in sought.items() if text not in spots and each in plain}
        if here:
            spots.update(_find_on(page, n + 1, here))
    return spots


def _find_on(page: pymupdf.Page, number: int, sought: dict[str, str]) -> Spots:
    # Without rotation, the way from where a letter is told back to user space is one matrix.
    page.set_rotation(0)
    to_user_space = ~page.transformation_matrix
    letters = list(_letters_on(page))
    shown = "".join(each.letter for each in letters)
    spots: Spots = {}
    for text, wanted in sought.items():
        at = shown.find(wanted)
        if at >= 0:
            box = _first_line(letters[at : at + len(wanted)]) * to_user_space
            spots[text] = (number, round(box.x0, 2), round(box.y0, 2))
    return spots


def _letters_on(page: pymupdf.Page) -> Iterator[_Letter]:
    told = page.get_text("rawdict", flags=_FLAGS)
    lines = [line for block in told["blocks"] for line in block.get("lines", ())]
    for n, line in enumerate(lines):
        for span in line["spans"]:
            for char in span["chars"]:
                box = pymupdf.Rect(char["bbox"])
                for letter in letters_of(char["c"]):
                    yield _Letter(letter, n, box)


def _first_line(letters: Sequence[_Letter]) -> pymupdf.Rect:
    box = pymupdf.Rect(letters[0].box)
    for each in letters:
        if each.line == letters[0].line:
            box |= each.box
    return box
