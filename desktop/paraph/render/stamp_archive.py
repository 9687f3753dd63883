"""What PDF/A asks of a stamp (ISO 19005-1 to -3): no transparency, colours with a meaning.

PDF/A-1 wants a CIDSet and more of each font than MuPDF writes, and knows no OpenType: its text is
drawn as outlines, which need no font.
"""

import re
from typing import Any

import pymupdf

# sRGB (IEC 61966-2-1) with its white point D65, as ISO 32000-1, 8.6.5.3 writes it. Without an RGB
# output intent device colours mean nothing (ISO 19005-1, 6.2.3; 19005-2, 6.2.4.3).
_WHITE = "/WhitePoint [0.9505 1 1.089]"
_UNTOLD = re.compile(rb"<(?:0000|feff|fffe)>\s*$", re.IGNORECASE | re.MULTILINE)
_GREY = f"[/CalGray << {_WHITE} /Gamma 2.2 >>]"
_RGB = (
    f"[/CalRGB << {_WHITE} /Gamma [2.2 2.2 2.2]"
    " /Matrix [0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505] >>]"
)


def with_outlines(document: Any) -> Any:
    """Give the page with its text as paths, and close the one it was made of."""
    with document:
        svg = document[0].get_svg_image(text_as_path=True)
    with pymupdf.open("svg", svg.encode()) as drawn:
        return pymupdf.open("pdf", drawn.convert_to_pdf())


def set_default_colours(document: Any) -> None:
    """Say in every resource dictionary what device colours mean."""
    grey, rgb = (_new_object(document, words) for words in (_GREY, _RGB))
    for xref in range(1, document.xref_length()):
        is_form = document.xref_get_key(xref, "Subtype")[1] == "/Form"
        if not is_form and document.xref_get_key(xref, "Type")[1] != "/Page":
            continue
        kind, where = document.xref_get_key(xref, "Resources")
        holder, path = (int(where.split()[0]), "") if kind == "xref" else (xref, "Resources/")
        document.xref_set_key(holder, f"{path}ColorSpace/DefaultGray", f"{grey} 0 R")
        document.xref_set_key(holder, f"{path}ColorSpace/DefaultRGB", f"{rgb} 0 R")


def tells_letters(document: Any) -> bool:
    """Tell whether every letter says which one it is, as level U asks (ISO 19005-2, 6.2.11.7.2).

    For some Arabic letters MuPDF writes U+FEFF, which says nothing.
    """
    for xref in range(1, document.xref_length()):
        kind, where = document.xref_get_key(xref, "ToUnicode")
        if kind == "xref" and _UNTOLD.search(document.xref_stream(int(where.split()[0]))):
            return False
    return True


def tell_glyphs(document: Any) -> None:
    """Say in each TrueType font how its letters are found: by their numbers, as without a word.

    PDF/A wants it said (ISO 19005-1, 6.3.3.2; 19005-2, 6.2.11.3.2).
    """
    for xref in range(1, document.xref_length()):
        is_numbered = document.xref_get_key(xref, "Subtype")[1] == "/CIDFontType2"
        if is_numbered and document.xref_get_key(xref, "CIDToGIDMap")[0] == "null":
            document.xref_set_key(xref, "CIDToGIDMap", "/Identity")


def _new_object(document: Any, words: str) -> int:
    xref: int = document.get_new_xref()
    document.update_object(xref, words)
    return xref
