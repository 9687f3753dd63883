"""Initials (paraphes) on the pages of a document: which pages, which corner, which letters.

While nobody has signed, they are drawn with the one signature. Afterwards a page can no longer be
drawn upon (ISO 32000-2, 12.8.2.2): only fields that were prepared for initials take them.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_field import Box, PageGeometry

FIELD_PREFIX = "Initials"
ALL, ALL_BUT_LAST = "all", "all-but-last"
WIDTH_PT, HEIGHT_PT = 51.0, 25.5  # 18 by 9 mm
_MARGIN_PT = 20.0
_STEP_PT = 10.0
MOST_LETTERS = 12
_PART = re.compile(r"(\d+)(?:-(\d+))?")
_WORD = re.compile(r"[^\W\d_]+")
# Titles and particles give no letter to a person's initials.
_NOT_COUNTED = frozenset(
    {
        "de", "du", "des", "van", "von", "der", "den", "zu", "la", "le", "di", "da", "dos", "del",
        "me", "maitre", "maître", "dr", "prof", "mr", "mrs", "ms", "m", "mme", "herr", "frau",
    }
)  # fmt: skip
_OWNED = re.compile(rf"{FIELD_PREFIX}(?: (?P<whose>.*\S))?? ?\d+")


class Corner(StrEnum):
    """A corner of the page as it is shown."""

    LOWER_RIGHT = "lower-right"
    LOWER_LEFT = "lower-left"
    UPPER_RIGHT = "upper-right"
    UPPER_LEFT = "upper-left"


class InitialsRule(NamedTuple):
    """What a person wants; `pages` is `all`, `all-but-last` or numbers such as `1-3,5`."""

    pages: str = ALL
    text: str = ""
    corner: Corner = Corner.LOWER_RIGHT
    image: bytes | None = None  # a PNG, in place of the letters

    def page_indices(self, count: int) -> list[int]:
        """Give the pages of a document of `count`.

        Raises InvalidArgument, InitialsDoNotFit for a page beyond its end.
        """
        return page_indices(self.pages, count)


class InitialsBox(NamedTuple):
    """Initials on one page, in user space; `stamp` is the index of what is drawn there."""

    page_index: int
    box: Box
    stamp: int = 0


class DrawnInitials(NamedTuple):
    """Initials to be drawn with a signature; `stamps` are PDFs of one page each."""

    boxes: tuple[InitialsBox, ...]
    stamps: tuple[bytes, ...]
    words: str


class SignedInitials(NamedTuple):
    """A field for initials that gets a signature of its own; `has_terms` as its field."""

    field: str
    stamp_pdf: bytes
    has_terms: bool = False


def page_indices(pages: str, count: int) -> list[int]:
    """Read which pages are meant, from 0."""
    wanted = pages.strip().lower()
    if wanted == ALL:
        return list(range(count))
    if wanted == ALL_BUT_LAST:
        return list(range(count - 1))
    found: set[int] = set()
    for part in wanted.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise InvalidArgument(argument="--initials-pages", value=pages)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise InvalidArgument(argument="--initials-pages", value=pages)
        if last > count:
            # The window's start has no use for it.
            from paraph.domain.errors.placing import InitialsDoNotFit

            raise InitialsDoNotFit(why="no_such_page", page=last)
        found.update(range(first - 1, last))
    return sorted(found)


def initials_of(name: str) -> str:
    """Give the initials of a person's name: `Camille Roux-Lévy` is CRL."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _NOT_COUNTED]
    return "".join(word[0].upper() for word in words)[:MOST_LETTERS]


def initials_box(
    page: PageGeometry,
    corner: Corner,
    fields: Sequence[ShownRect],
    words: Sequence[ShownRect],
    width_pt: float = WIDTH_PT,
    height_pt: float = HEIGHT_PT,
) -> Box:
    """Give the box nearest to a corner that covers no field, and no words where that can be.

    Raises PlaceRefused for a page on which every such place covers a field, or that is too small.
    """
    shown = ShownRect(0, 0, *page.shown_size)
    spots = [
        spot
        for spot in _spots(shown, corner, width_pt, height_pt)
        if shown.holds(spot) and not any(spot.meets(field) for field in fields)
    ]
    clear = (spot for spot in spots if not any(spot.meets(word) for word in words))
    best = next(clear, spots[0] if spots else None)
    if best is None:
        raise PlaceRefused(why="no_free_place")
    return page.to_user_space(*best)


def _spots(page: ShownRect, corner: Corner, width: float, height: float) -> list[ShownRect]:
    """Give the places along the margins, the corner's own first, then by their distance from it."""
    inset_x = min(_MARGIN_PT, max(0.0, (page.width - width) / 2))
    inset_y = min(_MARGIN_PT, max(0.0, (page.height - height) / 2))
    room_x, room_y = page.width - 2 * inset_x - width, page.height - 2 * inset_y - height
    along = [(step * _STEP_PT, 0.0) for step in range(int(max(0.0, room_x) // _STEP_PT) + 1)]
    along += [(0.0, step * _STEP_PT) for step in range(1, int(max(0.0, room_y) // _STEP_PT) + 1)]
    is_right = corner in (Corner.LOWER_RIGHT, Corner.UPPER_RIGHT)
    is_lower = corner in (Corner.LOWER_RIGHT, Corner.LOWER_LEFT)
    spots = []
    for dx, dy in sorted(along, key=sum):
        left = page.right - inset_x - width - dx if is_right else page.left + inset_x + dx
        top = page.bottom - inset_y - height - dy if is_lower else page.top + inset_y + dy
        spots.append(ShownRect(left, top, left + width, top + height))
    return spots


def is_for_initials_of(field: str, holder: str) -> bool:
    """Tell whether a field was prepared for the initials of a person, or of whoever signs."""
    found = _OWNED.fullmatch(field)
    if found is None:
        return False
    whose = set(_WORD.findall((found["whose"] or "").casefold()))
    return whose <= set(_WORD.findall(holder.casefold()))


def initials_field(number: int, whose: str = "") -> str:
    """Name the field for initials number `number`, of a person where it is said whose."""
    # A period would make a hierarchy of fields (ISO 32000-2, 12.7.4.2).
    owner = whose.replace(".", " ").strip()
    return f"{FIELD_PREFIX} {owner} {number}" if owner else f"{FIELD_PREFIX}{number}"
