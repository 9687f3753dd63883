"""Draw what a visible signature shows, as a PDF of one page of the field's size.

Fonts are embedded as subsets; where the document claims PDF/A, the stamp keeps to it. Which words
stand in a stamp is decided elsewhere.
"""

from functools import lru_cache
from typing import Any

import pymupdf

from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.domain.stamp.stamp_content import StampContent
from paraph.ports.documents import DrawnStamp
from paraph.ports.pages import Picture
from paraph.render.missing_letters import lacking_letters
from paraph.render.stamp_archive import (
    set_default_colours,
    tell_glyphs,
    tells_letters,
    with_outlines,
)
from paraph.render.stamp_code import draw_code
from paraph.render.stamp_image import on_white, white_cleared
from paraph.render.stamp_layout import Layout, lay_out


@lru_cache(maxsize=8)
def draw_stamp(
    content: StampContent,
    width_pt: float,
    height_pt: float,
    rotation: int = 0,
    archive: ArchiveClaim | None = None,
) -> DrawnStamp:
    """Give a PDF of the size of a field's /Rect that stands upright on a page with that /Rotate.

    The bold line is the holder's name: it stands large on the left too, unless an image does or
    the stamp is narrow. In a batch most stamps of a minute are alike: the last ones are kept.
    """
    turned = rotation % 180 == 90
    width, height = (height_pt, width_pt) if turned else (width_pt, height_pt)
    upright = pymupdf.open()
    try:
        layout = lay_out(upright.new_page(width=width, height=height), content)
        lacks_letters = any(lacking_letters(line.text) for line in content.lines)
        if archive is not None and _needs_outlines(upright, archive):
            upright = with_outlines(upright)
        is_opaque = archive is not None and archive.is_opaque
        _add_pictures(upright[0], content, layout, is_opaque=is_opaque)
        if not rotation % 360:
            return DrawnStamp(_saved(upright, archive), layout.left_out, lacks_letters)
        with pymupdf.open() as counter_rotated:
            sheet = counter_rotated.new_page(width=width_pt, height=height_pt)
            sheet.show_pdf_page(sheet.rect, upright, 0, rotate=rotation)
            saved = _saved(counter_rotated, archive)
            return DrawnStamp(saved, layout.left_out, lacks_letters)
    finally:
        upright.close()


def _needs_outlines(document: Any, archive: ArchiveClaim) -> bool:
    return archive.part == 1 or (archive.conformance == "U" and not tells_letters(document))


def stamp_picture(
    content: StampContent, width_pt: float, height_pt: float, scale_px_per_pt: float
) -> Picture:
    """Draw a stamp as it will look on an upright page."""
    stamp = draw_stamp(content, width_pt, height_pt)
    with pymupdf.open(stream=stamp.pdf_bytes, filetype="pdf") as drawn:
        matrix = pymupdf.Matrix(scale_px_per_pt, scale_px_per_pt)
        pixmap = drawn[0].get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=0)
        size = (pixmap.width, pixmap.height, pixmap.stride)
        return Picture(*size, 0, 0, pixmap.samples, left_out=stamp.left_out)


def _add_pictures(page: Any, content: StampContent, layout: Layout, *, is_opaque: bool) -> None:
    image = content.image
    if image and content.clears_white and not is_opaque:
        image = white_cleared(image)
    for place, png in ((layout.image, image), (layout.logo, content.logo)):
        if place is not None and png:
            drawn = on_white(png) if is_opaque else png
            page.insert_image(place, stream=drawn, keep_proportion=True)
    if layout.code is not None:
        draw_code(page, layout.code, content.qr_text)


def _saved(document: Any, archive: ArchiveClaim | None) -> bytes:
    document.subset_fonts()
    if archive is not None:
        set_default_colours(document)
        tell_glyphs(document)
    return bytes(document.tobytes(garbage=3, deflate=True))
