"""Documents made for the tests of the page view, opened in a real render process."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.viewer.live_source import LiveSource
from paraph.gui.viewer.placing_view import PlacingView
from paraph.render.client import RenderClient

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


def open_source(qtbot, path: Path, service: RenderClient | None = None) -> LiveSource:
    """Open a document and wait until its pages are known."""
    source = LiveSource(service or RenderClient(), path)
    with qtbot.waitSignal(source.opened, timeout=20_000):
        pass
    return source


def show_view(qtbot, source, width: int = 900, height: int = 700) -> PlacingView:
    """Show a source's pages."""
    view = PlacingView(source, load_tokens(Theme.LIGHT))
    qtbot.addWidget(view, before_close_func=lambda _: source.close())
    view.resize(width, height)
    view.show()
    return view
