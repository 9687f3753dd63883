"""What a signature or a filled field looks like: lines in a box, in every script."""

import html
from collections.abc import Sequence

import pymupdf

from paraph_sandbox.papers.mark import MARK
from paraph_sandbox.papers.turn import TURN

_STYLE = (
    "p { margin: 0; font-family: sans-serif; font-size: 10pt; line-height: 1.2; color: #161A22 }"
    " .first { font-size: 12pt } .mark { font-size: 8pt; color: #66299F }"
)
_LEAST_PT = 1.0


def draw_stamp(lines: Sequence[str], width: float, height: float, turned: int) -> bytes:
    """Draw lines into a box of so many points and give a PDF of one page.

    It stands upright on a page that is shown turned by `turned` degrees. Lines shrink until they
    fit.
    """
    width, height = max(width, _LEAST_PT), max(height, _LEAST_PT)
    across, down = (height, width) if turned in (90, 270) else (width, height)
    with TURN, pymupdf.open() as upright, pymupdf.open() as made:
        page = upright.new_page(width=across, height=down)
        page.insert_htmlbox(page.rect, _html(lines), css=_STYLE, scale_low=0)
        upright.subset_fonts(fallback=False)
        if not turned:
            return bytes(upright.tobytes(garbage=3, deflate=True))
        target = made.new_page(width=width, height=height)
        target.show_pdf_page(target.rect, upright, 0, rotate=turned)
        return bytes(made.tobytes(garbage=3, deflate=True))


def _html(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"<p>{html.escape(lines[0])}</p>"
    classes = {0: "first", len(lines) - 1: "mark" if lines[-1] == MARK else ""}
    return "".join(
        f'<p class="{classes.get(n, "")}">{html.escape(line)}</p>' for n, line in enumerate(lines)
    )
