"""Words of others as they are set: nothing in them is markup, or turns what stands around them."""

import html
import unicodedata

# Explicit direction marks can make a name read as another one (Unicode TR 36, 2.5).
_DIRECTION_MARKS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def shown_text(text: str) -> str:
    """Give a text for MuPDF's HTML."""
    kept = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if ord(letter) not in _DIRECTION_MARKS
    )
    return html.escape(kept)
