"""Which images of the pages a view needs: asked for in time, kept within a budget.

A page without an image gets a draft at once, even while scrolling goes on; the sharp image comes
when scrolling rests. A page too large for one image gets a coarse one and sharp tiles over it.
"""

from collections.abc import Callable
from math import ceil, floor, sqrt

from PySide6.QtCore import QObject, QPoint, QRectF, Signal
from PySide6.QtGui import QImage

from paraph.gui.common.pause import make_pause
from paraph.gui.viewer.image_cache import DEFAULT_BUDGET_BYTES, ImageCache
from paraph.gui.viewer.motion import Motion
from paraph.gui.viewer.page_layout import PageLayout
from paraph.gui.viewer.page_source import PageSource, Part, Priority
from paraph.ports.pages import Rect

_WHOLE_MAX_PX = 4_000_000  # on a plain screen; above this a page is drawn in tiles
_COARSE_PX = 1_000_000
_DRAFT_SHARE = 0.25
_TILE_PX = 512
_BYTES_PER_PX = 3
_REST_MS = 30
_DRAFTS_MS = 20
_LEAD_MS = 100  # from the wish to the draft, on a page that is one large scan
_MOST_SCREENS = 12

Tile = tuple[int, int, int]  # page index, column, row


class PageImages(QObject):
    """Asks the source for what is in sight, and holds what came."""

    changed = Signal()  # when an image has come that may be in sight

    def __init__(self, source: PageSource, layout: PageLayout, parent: QObject) -> None:
        super().__init__(parent)
        self.whole: ImageCache[int] = ImageCache()
        self.tiles: ImageCache[Tile] = ImageCache()
        self.stand_in: Callable[[int], QImage | None] = _nothing
        self._source = source
        self._layout = layout
        self._visible = range(0)
        self._shown = QRectF()
        self._motion = Motion()
        self._scale = 1.0
        self._ratio = 1.0
        # The first look is waited for: at once, and with no draft before it.
        self._is_first = True
        self._rest = make_pause(self, 0, self._ask)
        self._drafts = make_pause(self, _DRAFTS_MS, self._ask_drafts)
        source.signals.page_ready.connect(self._take_page)
        source.signals.part_ready.connect(self._take_part)

    def look_at(self, visible: range, shown: QRectF, px_per_pt: float, ratio: float) -> None:
        """Take note of what is in sight now; `shown` is in the scene."""
        self._motion.note(shown.top())
        self._visible, self._shown = visible, shown
        self._scale, self._ratio = px_per_pt * ratio, ratio
        budget = round(DEFAULT_BUDGET_BYTES * ratio * ratio)
        self.whole.budget_bytes = self.tiles.budget_bytes = budget
        self.whole.keep(visible)
        self._rest.start()
        if not self._is_first and not self._drafts.isActive():
            self._ask_drafts()
            self._drafts.start()

    def whole_scale(self, page_index: int) -> float:
        """Give the scale a page's own image is drawn at, in device pixels to the point."""
        rect = self._layout.rects[page_index]
        area = rect.width() * rect.height()
        if area * self._scale**2 <= _WHOLE_MAX_PX * self._ratio:
            return self._scale
        return min(self._scale, sqrt(_COARSE_PX * self._ratio / area))

    def tiles_in_sight(self, page_index: int) -> list[QImage] | None:
        """Give a page's tiles that are there, or None where it needs none."""
        if not self._is_tiled(page_index):
            return None
        held = [self.tiles.get(tile) for tile in self._tiles_of(page_index)]
        return [found[1] for found in held if found is not None and found[0] == self._scale]

    def tiles_are_complete(self, page_index: int) -> bool:
        """Tell whether nothing of the page's coarse image would be seen."""
        tiles = self.tiles_in_sight(page_index)
        return tiles is not None and len(tiles) == len(self._tiles_of(page_index))

    def _is_tiled(self, page_index: int) -> bool:
        return self.whole_scale(page_index) < self._scale

    def _tiles_of(self, page_index: int) -> list[Tile]:
        page = self._layout.rects[page_index]
        seen = page.intersected(self._shown).translated(-page.topLeft())
        if seen.isEmpty():
            return []
        step = _TILE_PX / self._scale
        columns = range(floor(seen.left() / step), ceil(seen.right() / step))
        rows = range(floor(seen.top() / step), ceil(seen.bottom() / step))
        return [(page_index, column, row) for row in rows for column in columns]

    def _clip(self, tile: Tile) -> Rect:
        page_index, column, row = tile
        page, step = self._layout.rects[page_index], _TILE_PX / self._scale
        right, bottom = min((column + 1) * step, page.width()), min((row + 1) * step, page.height())
        return (column * step, row * step, right, bottom)

    def _ask_drafts(self) -> None:
        way_pt = self._motion.way_pt(_LEAD_MS)
        if abs(way_pt) > self._shown.height() and self._rest.isActive():
            self._ask_ahead(way_pt)
            return
        for page_index in self._visible:
            self._ask_draft(page_index, Priority.VISIBLE)

    def _ask_ahead(self, way_pt: float) -> None:
        # What is in sight now will have passed before it is drawn.
        most_pt = _MOST_SCREENS * self._shown.height()
        coming = self._shown.translated(0, max(-most_pt, min(way_pt, most_pt)))
        for page_index in self._layout.pages_between(coming.top(), coming.bottom()):
            if self.stand_in(page_index) is None:
                self._ask_draft(page_index, Priority.VISIBLE)

    def _ask_draft(self, page_index: int, priority: Priority) -> None:
        if self.whole.get(page_index) is None:
            scale = self.whole_scale(page_index) * _DRAFT_SHARE
            self._source.request(page_index, scale, priority, draft=True)

    def _ask(self) -> None:
        if self._is_first:
            self._is_first = False
            self._rest.setInterval(_REST_MS)
        else:
            self._ask_drafts()
        # What is asked for last is drawn first: the neighbours, then from the foot upwards. Where
        # nothing waits, the very first is drawn at once.
        visible = list(self._visible)
        for page_index in (*visible[:1], *reversed(visible)):
            self._ask_sharp(page_index, Priority.VISIBLE)
        for page_index in (visible[0] - 1, visible[-1] + 1) if visible else ():
            if not 0 <= page_index < len(self._layout):
                continue
            if self._has_room(page_index):
                self._ask_sharp(page_index, Priority.NEAR)
            else:
                self._ask_draft(page_index, Priority.NEAR)
        self._ask_tiles()

    def _ask_sharp(self, page_index: int, priority: Priority) -> None:
        scale, held = self.whole_scale(page_index), self.whole.get(page_index)
        if held is None or abs(held[0] - scale) > 1e-9:
            self._source.request(page_index, scale, priority)

    def _ask_tiles(self) -> None:
        wanted = [
            tile
            for page_index in self._visible
            if self._is_tiled(page_index)
            for tile in self._tiles_of(page_index)
        ]
        self.tiles.keep(wanted)
        for tile in reversed(wanted):
            held = self.tiles.get(tile)
            if held is None or held[0] != self._scale:
                self._source.request_part(tile[0], self._scale, self._clip(tile))

    def _has_room(self, page_index: int) -> bool:
        if self._is_tiled(page_index):
            return False
        rect = self._layout.rects[page_index]
        needed = rect.width() * rect.height() * self.whole_scale(page_index) ** 2 * _BYTES_PER_PX
        in_sight = sum(
            held[1].sizeInBytes()
            for held in (self.whole.get(page) for page in self._visible)
            if held is not None
        )
        return in_sight + needed <= self.whole.budget_bytes

    def _take_page(self, page_index: int, scale: float, image: QImage) -> None:
        near = range(self._visible.start - 1, self._visible.stop + 1)
        held = self.whole.get(page_index)
        is_sharp = abs(scale - self.whole_scale(page_index)) <= 1e-6
        # A thumbnail or the draft of another zoom is better than nothing, and than a worse one.
        if is_sharp or (page_index in near and (held is None or self._is_better(held, scale))):
            self.whole.put(page_index, scale, image)
            self.changed.emit()

    def _is_better(self, held: tuple[float, QImage], scale: float) -> bool:
        return held[0] < scale <= self._scale

    def _take_part(self, page_index: int, scale: float, clip: Rect, part: Part) -> None:
        if scale != self._scale:
            return  # drawn for a zoom that has passed
        step = _TILE_PX / scale
        part.image.setOffset(QPoint(part.left_px, part.top_px))
        tile = (page_index, round(clip[0] / step), round(clip[1] / step))
        self.tiles.put(tile, scale, part.image)
        self.changed.emit()


def _nothing(_page_index: int) -> QImage | None:
    return None
