"""Words of others as they are set: nothing in them is markup, or turns what stands around them.

A letter that no font has is told by its number, as [U+E000].
"""

import html
import unicodedata

from paraph.render.missing_letters import lacking_letters

# Explicit direction marks can make a name read as another one (Unicode TR 36, 2.5).
_DIRECTION_MARKS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def shown_text(text: str) -> str:
    """Give a text for MuPDF's HTML."""
    kept = text if text.isprintable() else _visible(text)
    for letter in lacking_letters(kept):
        kept = kept.replace(letter, _number_of(letter))
    return html.escape(kept)


def _visible(text: str) -> str:
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if ord(letter) not in _DIRECTION_MARKS
    )


def _number_of(letter: str) -> str:
    # What is not to be seen, as the tags within a flag, is no letter that lacks.
    return "" if unicodedata.category(letter) == "Cf" else f"[U+{ord(letter):04X}]"
