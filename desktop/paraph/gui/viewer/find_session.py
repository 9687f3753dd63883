"""A search for words in a document: page by page, from the page in view on, round to its start.

One page is asked for at a time, so that drawing goes first and the search can be stopped.
"""

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QObject, QRectF, Signal

from paraph.gui.viewer.page_source import PageSource
from paraph.ports.pages import Rect

Hit = tuple[int, QRectF]  # page index, and where from its top left


class FindSession(QObject):
    """Holds the hits found so far, in the order of the document."""

    changed = Signal()  # when hits have come, the search has ended, or the current hit is another
    reached = Signal(object)  # Hit, when one is to be brought into view

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self.needle = ""
        self.current: Hit | None = None
        self._source = source
        self._hits: list[Hit] = []
        self._by_page: dict[int, list[QRectF]] = {}
        self._pages: Iterator[int] = iter(())
        self._waits_for: int | None = None
        self.pages_done = 0
        source.signals.matches_ready.connect(self._take)

    @property
    def is_searching(self) -> bool:
        """Tell whether there are pages still to be looked at."""
        return self._waits_for is not None

    @property
    def page_count(self) -> int:
        """Give how many pages there are to look at."""
        return len(self._source.geometries)

    @property
    def count(self) -> int:
        """Give how many hits were found so far."""
        return len(self._hits)

    @property
    def position(self) -> int:
        """Give the number of the current hit, from 1; 0 without one."""
        return self._index() + 1 if self.current is not None else 0

    def hits_on(self, page_index: int) -> list[QRectF]:
        """Give the hits of one page."""
        return self._by_page.get(page_index, [])

    def start(self, needle: str, page_index: int) -> None:
        """Look for words, beginning at a page; what was found before is forgotten."""
        self.needle = needle
        self.current = None
        self._hits, self._by_page = [], {}
        self.pages_done = 0
        count = self.page_count
        self._pages = iter([*range(page_index, count), *range(page_index)] if needle else [])
        self._ask()
        self.changed.emit()

    def stop(self) -> None:
        """Look no further; what was found stays."""
        self._pages, self._waits_for = iter(()), None
        self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next or the previous hit, round at the ends."""
        if not self._hits:
            return
        at = -1 if self.current is None and by > 0 else self._index()
        self._reach(self._hits[(at + by) % len(self._hits)])

    def _index(self) -> int:
        if self.current is None:
            return 0
        return bisect_left(self._hits, _order(self.current), key=_order)

    def _ask(self) -> None:
        self._waits_for = next(self._pages, None)
        if self._waits_for is not None:
            self._source.want_matches(self.needle, self._waits_for)

    def _take(self, page_index: int, needle: str, found: list[Rect]) -> None:
        if needle != self.needle or page_index != self._waits_for:
            return  # an answer to a search that was given up
        self.pages_done += 1
        rects = [QRectF(x, y, right - x, bottom - y) for x, y, right, bottom in found]
        if rects:
            hits = sorted(((page_index, rect) for rect in rects), key=_order)
            self._by_page[page_index] = rects
            at = bisect_left(self._hits, _order(hits[0]), key=_order)
            self._hits[at:at] = hits
            if self.current is None:
                self._reach(hits[0])
        self._ask()
        self.changed.emit()

    def _reach(self, hit: Hit) -> None:
        self.current = hit
        self.reached.emit(hit)
        self.changed.emit()


def _order(hit: Hit) -> tuple[int, int, float]:
    page_index, rect = hit
    # Hits of one line differ in height by their fonts; whole points are near enough.
    return page_index, round(rect.bottom() / 4), rect.left()
