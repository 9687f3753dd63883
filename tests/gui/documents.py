"""Documents made for the tests of the page view."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

A4_PT = (595, 842)


def write_document(
    path: Path,
    pages: Sequence[Callable[[pymupdf.Page], object] | None],
    size: tuple[float, float] = A4_PT,
) -> Path:
    """Write a PDF; each page is filled by its function, or left empty."""
    with pymupdf.open() as document:
        for fill in pages:
            page = document.new_page(width=size[0], height=size[1])
            if fill is not None:
                fill(page)
        document.save(path)
    return path


def long_document(path: Path, count: int = 2000) -> Path:
    """Write many pages of text; "needle" stands on every hundredth."""
    with pymupdf.open() as document:
        for number in range(count):
            page = document.new_page(width=A4_PT[0], height=A4_PT[1])
            needle = " needle" if number % 100 == 0 else ""
            page.insert_text((72, 90), f"Page {number + 1}{needle}", fontsize=11)
        document.save(path)
    return path
