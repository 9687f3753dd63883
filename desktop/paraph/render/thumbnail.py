"""A page as a small picture, for a list of documents, and what stands around a signature."""

from pathlib import Path

import pymupdf

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Place
from paraph.ports.pages import Picture
from paraph.render.pages import open_pages

_WIDTH_PX, _PLACE_PX = 240, 640
_AROUND_PT, _LEAST_PT = 30.0, 260.0
# The list shows an empty page instead: whether it can be signed is told elsewhere.
_NOT_DRAWN = (ParaphError, RuntimeError, ValueError, IndexError)


def page_thumbnail(path: Path, page_index: int, password: Secret | None) -> bytes | None:
    """Draw a page `240` pixels wide as a PNG file; None where it cannot be drawn."""
    try:
        with open_pages(path, password) as pages:
            width, _ = pages.geometries[page_index].shown_size
            return _png(pages.render(page_index, min(2.0, _WIDTH_PX / max(1.0, width))))
    except _NOT_DRAWN:
        return None


def place_picture(path: Path, place: Place, password: Secret | None) -> bytes | None:
    """Draw a place with what stands around it, `640` pixels wide; None where it cannot be."""
    try:
        with open_pages(path, password) as pages:
            page = pages.geometries[place.page_index]
            left, top, right, bottom = page.to_shown(place.box)
            width, height = page.shown_size
            part = (
                max(0.0, left - _AROUND_PT),
                max(0.0, top - _AROUND_PT),
                min(width, max(right + _AROUND_PT, left + _LEAST_PT)),
                min(height, bottom + _AROUND_PT / 2),
            )
            scale = min(4.0, _PLACE_PX / max(1.0, part[2] - part[0]))
            return _png(pages.render(place.page_index, scale, part))
    except _NOT_DRAWN:
        return None


def _png(drawn: Picture) -> bytes:
    colours = pymupdf.csGRAY if drawn.is_grey else pymupdf.csRGB
    row = drawn.width * (1 if drawn.is_grey else 3)
    samples = bytes(drawn.samples)
    if drawn.stride != row:
        rows = range(0, drawn.stride * drawn.height, drawn.stride)
        samples = b"".join(samples[at : at + row] for at in rows)
    picture = pymupdf.Pixmap(colours, drawn.width, drawn.height, samples, 0)
    return bytes(picture.tobytes("png"))
