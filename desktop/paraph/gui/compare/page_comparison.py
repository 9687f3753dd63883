"""Draws the pages of two documents one after another, and tells where they differ."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage

from paraph.gui.compare.differences import differing
from paraph.gui.viewer.page_source import PageSource, Priority

# Letters of the usual size are told apart, and no page is larger than it is worth.
_SCALE = 1.25
_MOST_PX = 2_000_000
_AGAIN_MS = 700  # a source forgets what it was asked for long ago


class Difference(NamedTuple):
    """A place that differs, in points from the page's top left; `page_index` from 0."""

    page_index: int
    rect: QRectF


class PageComparison(QObject):
    """`found` holds what differs so far, by page; pages that one of both has not differ whole."""

    changed = Signal()

    def __init__(self, before: PageSource, after: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._sources = (before, after)
        self.found: list[Difference] = []
        self.compared = 0
        self.failed: list[int] = []
        self._images: list[QImage | None] = [None, None]
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)
        for side, source in enumerate(self._sources):
            source.signals.page_ready.connect(
                lambda page, scale, image, side=side: self._take(side, page, scale, image)
            )
            source.signals.page_failed.connect(self._take_failure)

    @property
    def pages(self) -> int:
        """Give how many pages there are to be compared."""
        return max(len(each.geometries) for each in self._sources)

    @property
    def is_done(self) -> bool:
        """Tell whether all pages were compared."""
        return self.compared >= self.pages

    def begin(self) -> None:
        """Compare page after page."""
        self._again.start()
        self._go_on()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._again.stop()

    def _go_on(self) -> None:
        self._images = [None, None]
        fewest = min(len(each.geometries) for each in self._sources)
        while fewest <= self.compared < self.pages:
            longer = max(self._sources, key=lambda each: len(each.geometries))
            size = longer.geometries[self.compared].shown_size
            self.found.append(Difference(self.compared, QRectF(0, 0, *size)))
            self.compared += 1
        if self.is_done:
            self._again.stop()
        else:
            self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        for image, source in zip(self._images, self._sources, strict=True):
            if image is None:
                source.request(self.compared, self._scale(), Priority.THUMBNAIL)

    def _scale(self) -> float:
        sizes = [each.geometries[self.compared].shown_size for each in self._sources]
        most = max(width * height for width, height in sizes)
        return float(min(_SCALE, (_MOST_PX / most) ** 0.5))

    def _take(self, side: int, page_index: int, scale: float, image: QImage) -> None:
        if self.is_done or page_index != self.compared or abs(scale - self._scale()) > 1e-6:
            return
        self._images[side] = image
        before, after = self._images
        if before is None or after is None:
            return
        for rect in differing(before, after):
            points = QRectF(
                rect.x() / scale, rect.y() / scale, rect.width() / scale, rect.height() / scale
            )
            self.found.append(Difference(page_index, points))
        self.compared += 1
        self._go_on()

    def _take_failure(self, page_index: int) -> None:
        if page_index == self.compared and not self.is_done:
            self.failed.append(page_index)
            self.compared += 1
            self._go_on()
