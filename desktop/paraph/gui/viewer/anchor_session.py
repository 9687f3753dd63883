"""A search for a text to sign at, page by page, round from the page in view."""

from PySide6.QtCore import QObject, QRectF, Signal

from paraph.domain.placing.anchor_text import AnchorHit
from paraph.gui.viewer.find_session import FindSession
from paraph.gui.viewer.page_marks import of_qt
from paraph.gui.viewer.page_source import PageSource


class AnchorSession(FindSession):
    """Holds the hits in the order of the document; each may have parts in several lines."""

    found = Signal()  # when hits have come, or the search has ended

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(source, parent)
        self.hits: list[AnchorHit] = []
        self.chosen: AnchorHit | None = None
        source.signals.anchors_ready.connect(self._take_hits)

    @property
    def count(self) -> int:
        """Give how many hits were found so far."""
        return len(self.hits)

    def start(self, needle: str, page_index: int) -> None:
        """Look for a text; what was found before is forgotten."""
        self.hits, self.chosen = [], None
        super().start(needle, page_index)

    def choose(self, hit: AnchorHit) -> None:
        """Mark one of the hits."""
        self.chosen = hit
        self.current = (hit.page_index, of_qt(hit.rect))
        self.changed.emit()

    def hits_on(self, page_index: int) -> list[QRectF]:
        """Give the parts of the hits of one page."""
        own = (hit for hit in self.hits if hit.page_index == page_index)
        return [of_qt(part) for hit in own for part in hit.parts]

    def _ask(self) -> None:
        self._waits_for = next(self._pages, None)
        if self._waits_for is not None:
            self._source.want_anchors(self.needle, self._waits_for)

    def _take_hits(self, page_index: int, needle: str, found: list[AnchorHit]) -> None:
        if needle != self.needle or page_index != self._waits_for:
            return  # an answer to a search that was given up
        self.pages_done += 1
        if found:
            self.hits = sorted([*self.hits, *found], key=lambda hit: hit.page_index)
        self._ask()
        self.found.emit()
        self.changed.emit()
