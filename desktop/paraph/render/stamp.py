"""Draw what a visible signature shows, as a PDF of one page of the field's size.

MuPDF shapes the text, right-to-left scripts included, and takes a glyph from a font that has it;
fonts are embedded as subsets. Which words stand in a stamp is decided elsewhere.
"""

import html
import unicodedata
from collections.abc import Sequence
from typing import Any

import pymupdf

from paraph.domain.stamp_words import StampLine
from paraph.ports.pages import Picture

NARROW_PT = 120.0  # below this a name beside the lines leaves neither readable
_RULE_COLOUR = (0.49, 0.51, 0.56)
_RULE_PT = 0.6
_NAME_SHARE = 1 / 3
_LEADING = 1.3
# Explicit direction marks can make a name read as another one (Unicode TR 36, 2.5).
_DIRECTION_MARKS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def draw_stamp(
    lines: Sequence[StampLine],
    width_pt: float,
    height_pt: float,
    rotation: int = 0,
    image_png: bytes | None = None,
) -> bytes:
    """Give a PDF of the size of a field's /Rect that stands upright on a page with that /Rotate.

    The bold line is the holder's name: it stands large on the left too, unless an image does or
    the stamp is narrow.
    """
    turned = rotation % 180 == 90
    width, height = (height_pt, width_pt) if turned else (width_pt, height_pt)
    with pymupdf.open() as upright:
        _lay_out(upright.new_page(width=width, height=height), lines, image_png)
        if not rotation % 360:
            return _saved(upright)
        with pymupdf.open() as counter_rotated:
            sheet = counter_rotated.new_page(width=width_pt, height=height_pt)
            sheet.show_pdf_page(sheet.rect, upright, 0, rotate=rotation)
            return _saved(counter_rotated)


def stamp_picture(
    lines: Sequence[StampLine], width_pt: float, height_pt: float, scale_px_per_pt: float
) -> Picture:
    """Draw a stamp as it will look on an upright page."""
    with pymupdf.open(stream=draw_stamp(lines, width_pt, height_pt), filetype="pdf") as drawn:
        matrix = pymupdf.Matrix(scale_px_per_pt, scale_px_per_pt)
        pixmap = drawn[0].get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=0)
        return Picture(pixmap.width, pixmap.height, pixmap.stride, 0, 0, pixmap.samples)


def _lay_out(page: Any, lines: Sequence[StampLine], image_png: bytes | None) -> None:
    frame = page.rect
    margin = min(8.0, min(frame.width, frame.height) * 0.08)
    inner = pymupdf.Rect(frame.x0 + margin, frame.y0 + margin, frame.x1 - margin, frame.y1 - margin)
    if frame.width < NARROW_PT or not lines:
        _put(page, inner, _lines_html(lines, inner.height))
        return
    rule_x = inner.x0 + inner.width * _NAME_SHARE
    left = pymupdf.Rect(inner.x0, inner.y0, rule_x - margin, inner.y1)
    if image_png is None:
        _put(page, left, _name_html(_name_of(lines), left.height))
    else:
        page.insert_image(left, stream=image_png, keep_proportion=True)
    page.draw_line((rule_x, inner.y0), (rule_x, inner.y1), color=_RULE_COLOUR, width=_RULE_PT)
    right = pymupdf.Rect(rule_x + margin, inner.y0, inner.x1, inner.y1)
    _put(page, right, _lines_html(lines, right.height))


def _name_of(lines: Sequence[StampLine]) -> StampLine:
    return next((line for line in lines if line.bold), lines[0])


def _lines_html(lines: Sequence[StampLine], height_pt: float) -> str:
    size = max(4.0, min(10.0, height_pt / (_LEADING * max(1, len(lines)))))
    return "".join(
        f'<p style="font-family: sans-serif; font-size: {size:.2f}px; '
        f"font-weight: {'bold' if line.bold else 'normal'}; "
        f'color: {html.escape(line.colour)};">{_shown(line.text)}</p>'
        for line in lines
    )


def _name_html(name: StampLine, height_pt: float) -> str:
    size = max(8.0, min(22.0, height_pt * 0.36))
    return (
        f'<p style="font-family: serif; font-style: italic; font-size: {size:.2f}px; '
        f'color: {html.escape(name.colour)};">{_shown(name.text)}</p>'
    )


def _shown(text: str) -> str:
    kept = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if ord(letter) not in _DIRECTION_MARKS
    )
    return html.escape(kept)


def _put(page: Any, frame: Any, content: str) -> None:
    """Set text into a frame, as small as it must be, in the middle of its height."""
    style = f"* {{margin: 0; line-height: {_LEADING};}}"
    with pymupdf.open() as scratch:
        trial = scratch.new_page(width=page.rect.width, height=page.rect.height)
        spare_pt, _ = trial.insert_htmlbox(frame, content, css=style, scale_low=0)
    top = frame.y0 + max(0.0, spare_pt - 0.01) / 2
    lowered = pymupdf.Rect(frame.x0, top, frame.x1, frame.y1)
    page.insert_htmlbox(lowered, content, css=style, scale_low=0)


def _saved(document: Any) -> bytes:
    document.subset_fonts()
    return bytes(document.tobytes(garbage=3, deflate=True))
