"""The pages of one document, one under another, as sharp as the screen shows them.

Placing a box is `placing_view`; drawing pages is the page source's.
"""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_images import PageImages
from paraph.gui.viewer.page_item import PageItem
from paraph.gui.viewer.page_layout import GAP_PT, PageLayout
from paraph.gui.viewer.page_source import PageSource

PX_PER_PT_AT_100 = 96 / 72
MIN_ZOOM_PERCENT, MAX_ZOOM_PERCENT = 10.0, 800.0
_ZOOM_STEPS = (
    10, 25, 33, 50, 67, 75, 90, 100, 115, 125, 150, 175, 200, 250, 300, 400, 500, 600, 800
)  # fmt: skip
_OVERLAP_PX = 40  # what stays in sight when one goes on by a screen


class ZoomMode(Enum):
    """Whether the zoom follows the window's size."""

    FREE = auto()
    FIT_WIDTH = auto()
    FIT_PAGE = auto()


class PageView(QGraphicsView):
    """Shows pages; tells `PageImages` which are in sight."""

    current_page_changed = Signal(int)  # page index, when another page fills the view
    zoom_changed = Signal(float)  # per cent of the size on paper
    room_changed = Signal()  # when the part of the view that nothing covers has another size

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.tokens = tokens
        self.page_layout = PageLayout(source.geometries)
        self.mode = ZoomMode.FIT_WIDTH
        self.images = PageImages(source, self.page_layout, self)
        self._items: dict[int, PageItem] = {}
        self._current = 0
        self._covered_px = 0
        self._setup_view()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.images.changed.connect(self.viewport().update)
        source.signals.page_failed.connect(self._take_failure)

    def _setup_view(self) -> None:
        # Asked for the one Qt makes, PySide loads every kind of widget to find out which it is.
        self.setViewport(QWidget())
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.setSceneRect(self.page_layout.bounds)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAccessibleName(self.tr("Pages"))
        self.setMinimumSize(200, 200)

    @property
    def px_per_pt(self) -> float:
        """Give the pixels of the view for one point of paper."""
        return float(self.transform().m11())

    @property
    def zoom_percent(self) -> float:
        """Give the zoom; 100 is the size on paper at 96 pixels to the inch."""
        return self.px_per_pt / PX_PER_PT_AT_100 * 100

    @property
    def current_page(self) -> int:
        """Give the page that lies across the middle of the view."""
        return self._current

    def shown_rect(self) -> QRectF:
        """Give the part of the scene that is in sight."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def free_rect(self) -> QRect:
        """Give the part of the viewport that nothing covers, in its pixels."""
        return self.viewport().rect().adjusted(0, 0, -self._covered_px, 0)

    def visible_pages(self) -> range:
        """Give the pages of which a part is in sight."""
        shown = self.shown_rect()
        return self.page_layout.pages_between(shown.top(), shown.bottom())

    def set_zoom(self, percent: float, anchor: QPointF | None = None) -> None:
        """Zoom freely, keeping the point of the viewport at `anchor` (or its middle) in place."""
        self.mode = ZoomMode.FREE
        self._scale_to(percent, anchor)

    def zoom_in(self) -> None:
        """Go to the next larger step."""
        larger = [step for step in _ZOOM_STEPS if step > self.zoom_percent + 0.5]
        self.set_zoom(larger[0] if larger else MAX_ZOOM_PERCENT)

    def zoom_out(self) -> None:
        """Go to the next smaller step."""
        smaller = [step for step in _ZOOM_STEPS if step < self.zoom_percent - 0.5]
        self.set_zoom(smaller[-1] if smaller else MIN_ZOOM_PERCENT)

    def fit_width(self) -> None:
        """Let the widest page fill the width, and go on doing so."""
        self._fit(ZoomMode.FIT_WIDTH)

    def fit_page(self) -> None:
        """Let a whole page fill the view, and go on doing so."""
        self._fit(ZoomMode.FIT_PAGE)

    def position(self) -> tuple[int, float]:
        """Give the page at the top of the view, and which share of it lies above."""
        top = self.shown_rect().top()
        page_index = self.page_layout.nearest_page(top)
        rect = self.page_layout.rects[page_index]
        return page_index, (top - rect.top()) / rect.height()

    def go_to_position(self, page_index: int, share: float) -> None:
        """Go back to what `position` gave."""
        if 0 <= page_index < len(self.page_layout):
            rect = self.page_layout.rects[page_index]
            top = rect.top() + share * rect.height()
            self.verticalScrollBar().setValue(round(top * self.px_per_pt))

    def set_covered(self, right_px: int) -> None:
        """Fit pages beside what covers the right; a larger page scrolls out from under it."""
        if right_px == self._covered_px:
            return
        self._covered_px = right_px
        self._give_scene_its_room()
        if self.mode is not ZoomMode.FREE:
            self._fit(self.mode)
        self.room_changed.emit()

    def go_to_page(self, page_index: int) -> None:
        """Bring the top of a page to the top of the view."""
        if not len(self.page_layout):
            return
        page_index = max(0, min(page_index, len(self.page_layout) - 1))
        top = (self.page_layout.rects[page_index].top() - GAP_PT) * self.px_per_pt
        self.verticalScrollBar().setValue(round(top))
        self._set_current(page_index)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.tokens = tokens
        for item in self._items.values():
            item.tokens = tokens
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting, where the person asked for that."""
        super().resizeEvent(event)
        if self.mode is not ZoomMode.FREE:
            self._fit(self.mode)
        self._scrolled()
        self.room_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, scroll without."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        factor = 1.0015 ** event.angleDelta().y()
        self.set_zoom(self.zoom_percent * factor, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the pages: Home, End, and by a screen."""
        bar = self.verticalScrollBar()
        screen = self.viewport().height() - _OVERLAP_PX
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-screen if back else screen))
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + screen)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - screen)
            case _:
                super().keyPressEvent(event)

    def _fit(self, mode: ZoomMode) -> None:
        self.mode = mode
        if not len(self.page_layout):
            return
        room = self.free_rect()
        # A little less, else rounding brings up a scroll bar.
        across = (room.width() - 2) / self.page_layout.bounds.width()
        if mode is ZoomMode.FIT_WIDTH:
            # Wider than its paper a page is hard to read; beyond this the desk shows beside it.
            px_per_pt = min(across, 1.35 * PX_PER_PT_AT_100)
        else:
            height = self.page_layout.rects[self._current].height() + 2 * GAP_PT
            px_per_pt = min(across, room.height() / height)
        self._scale_to(px_per_pt / PX_PER_PT_AT_100 * 100, QPointF(room.width() / 2, 0))

    def _scale_to(self, percent: float, anchor: QPointF | None) -> None:
        percent = max(MIN_ZOOM_PERCENT, min(MAX_ZOOM_PERCENT, percent))
        factor = percent / self.zoom_percent
        if abs(factor - 1) < 1e-9:
            return
        at = anchor or QPointF(self.viewport().rect().center())
        scene_at = self.viewportTransform().inverted()[0].map(at)
        self.scale(factor, factor)
        shift = self.viewportTransform().map(scene_at) - at
        for bar, by in (
            (self.horizontalScrollBar(), shift.x()),
            (self.verticalScrollBar(), shift.y()),
        ):
            bar.setValue(bar.value() + round(by))
        self._give_scene_its_room()
        self.zoom_changed.emit(self.zoom_percent)
        self._scrolled()

    def _give_scene_its_room(self) -> None:
        more = self._covered_px / self.px_per_pt
        self.scene().setSceneRect(self.page_layout.bounds.adjusted(0, 0, more, 0))

    def _scrolled(self) -> None:
        if not len(self.page_layout):
            return
        for page_index in self.visible_pages():
            self._ensure_item(page_index)
        middle = self.mapToScene(self.viewport().rect().center()).y()
        self._set_current(self.page_layout.nearest_page(middle))
        self._tell_images()

    def _tell_images(self) -> None:
        self.images.look_at(
            self.visible_pages(), self.shown_rect(), self.px_per_pt, self.devicePixelRatioF()
        )

    def _set_current(self, page_index: int) -> None:
        if page_index != self._current:
            self._current = page_index
            self.current_page_changed.emit(page_index)

    def _ensure_item(self, page_index: int) -> None:
        if page_index not in self._items:
            rect = self.page_layout.rects[page_index]
            item = PageItem(page_index, rect, self.images, self.tokens)
            self._items[page_index] = item
            self.scene().addItem(item)

    def _take_failure(self, page_index: int) -> None:
        self._ensure_item(page_index)
        self._items[page_index].failed = True
        self.viewport().update()
