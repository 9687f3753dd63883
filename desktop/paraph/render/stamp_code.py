"""A QR code (ISO/IEC 18004) as rectangles: sharp at every size, and no picture in the file."""

from itertools import groupby
from typing import Any

import pymupdf
from pymupdf import mupdf

_QUIET = 4  # modules left white on each side (ISO/IEC 18004, 6.3.8)
_CORRECTION = 2  # MuPDF's measure of 0 to 8, near the standard's level M


def draw_code(page: Any, place: Any, text: str) -> None:
    """Draw a code with its white border into a square."""
    rows = _modules(text)
    module = min(place.width, place.height) / (len(rows) + 2 * _QUIET)
    page.draw_rect(place, color=None, fill=(1, 1, 1))
    shape = page.new_shape()
    for row, modules in enumerate(rows):
        top = place.y0 + (row + _QUIET) * module
        for left, right in _dark_runs(modules):
            x0 = place.x0 + (left + _QUIET) * module
            x1 = place.x0 + (right + _QUIET) * module
            shape.draw_rect(pymupdf.Rect(x0, top, x1, top + module))
    shape.finish(color=None, fill=(0, 0, 0))
    shape.commit()


def _modules(text: str) -> list[bytes]:
    """Give the rows of a code, 0 for a dark module."""
    kind = mupdf.FZ_BARCODE_QRCODE
    pixmap = pymupdf.Pixmap("raw", mupdf.fz_new_barcode_pixmap(kind, text, 1, _CORRECTION, 0, 0))
    size, step = pixmap.width, pixmap.n
    samples = pixmap.samples
    return [
        samples[y * pixmap.stride : y * pixmap.stride + size * step : step] for y in range(size)
    ]


def _dark_runs(modules: bytes) -> list[tuple[int, int]]:
    runs, at = [], 0
    for level, alike in groupby(modules):
        width = len(list(alike))
        if level < 128:
            runs.append((at, at + width))
        at += width
    return runs
