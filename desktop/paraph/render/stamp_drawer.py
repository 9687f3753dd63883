"""Draw a visible signature as a one-page PDF: `ports.documents.StampDrawer`.

MuPDF shapes the text, right-to-left scripts included, and falls back to a font that has the
glyph; a font without it would drop the letter silently. All fonts are embedded as subsets.
"""

import html
from collections.abc import Sequence

import pymupdf

from paraph.domain.signature_field import Box, PageGeometry

_INK = "#161A22"
_PADDING = 0.05


class StampDrawer:
    """Draws lines of text; the first is the holder's name."""

    def draw(self, lines: Sequence[str], box: Box, page: PageGeometry) -> bytes:
        """Give a PDF of the box's size in user space that stands upright on that page."""
        turned = page.rotation in (90, 270)
        width, height = (box.height, box.width) if turned else (box.width, box.height)
        with pymupdf.open() as upright:
            _fill(upright.new_page(width=width, height=height), lines)
            if not page.rotation:
                return _saved(upright)
            with pymupdf.open() as rotated:
                sheet = rotated.new_page(width=box.width, height=box.height)
                sheet.show_pdf_page(sheet.rect, upright, 0, rotate=page.rotation)
                return _saved(rotated)


def _fill(page: pymupdf.Page, lines: Sequence[str]) -> None:
    frame = page.rect
    margin = min(frame.width, frame.height) * _PADDING
    page.draw_rect(frame, color=(0.49, 0.51, 0.56), width=min(0.75, margin))
    head, *rest = lines
    text = f"<b>{html.escape(head)}</b>" + "".join(f"<br/>{html.escape(line)}" for line in rest)
    style = f"* {{font-family: sans-serif; font-size: 9px; color: {_INK}; margin: 0;}}"
    inner = pymupdf.Rect(frame.x0 + margin, frame.y0 + margin, frame.x1 - margin, frame.y1 - margin)
    page.insert_htmlbox(inner, f"<p>{text}</p>", css=style, scale_low=0)


def _saved(document: pymupdf.Document) -> bytes:
    document.subset_fonts()
    return bytes(document.tobytes(garbage=3, deflate=True))
