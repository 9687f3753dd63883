"""Keeps count of which pages of a document were really on the screen."""

from PySide6.QtCore import QEvent, QObject, QTimer

from paraph.domain.placing.seen_pages import LEAST_ZOOM_PERCENT, SeenPages, Share
from paraph.gui.viewer.page_view import PageView

_TICK_MS = 200


class PagesSeen(QObject):
    """Watches one view. Ticks only while something in sight has not been seen long enough."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._seen = SeenPages(len(view.page_layout))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        for moved in (
            view.images.changed,
            view.verticalScrollBar().valueChanged,
            view.horizontalScrollBar().valueChanged,
            view.zoom_changed,
            view.room_changed,
        ):
            moved.connect(self._begin)
        view.installEventFilter(self)
        self._begin()

    @property
    def unseen(self) -> tuple[int, ...]:
        """Give the pages that were not shown, or not whole."""
        return self._seen.unseen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin again when the tab is shown."""
        if event.type() == QEvent.Type.Show:
            self._begin()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        if not self._timer.isActive() and self._seen.unseen:
            self._timer.start()

    def _tick(self) -> None:
        if not self._seen.note(self._in_sight(), _TICK_MS / 1000):
            self._timer.stop()

    def _in_sight(self) -> dict[int, Share]:
        view = self._view
        is_shown = view.isVisible() and not view.window().isMinimized()
        if not is_shown or view.zoom_percent < LEAST_ZOOM_PERCENT:
            return {}
        return {page: self._share(page) for page in view.visible_pages() if self._is_drawn(page)}

    def _share(self, page: int) -> Share:
        view, rect = self._view, self._view.page_layout.rects[page]
        free = view.mapToScene(view.free_rect()).boundingRect().intersected(rect)
        return Share(
            (free.left() - rect.left()) / rect.width(),
            (free.top() - rect.top()) / rect.height(),
            (free.right() - rect.left()) / rect.width(),
            (free.bottom() - rect.top()) / rect.height(),
        )

    def _is_drawn(self, page: int) -> bool:
        images = self._view.images
        if images.tiles_in_sight(page) is not None:
            return images.tiles_are_complete(page)
        held = images.whole.get(page)
        return held is not None and abs(held[0] - images.whole_scale(page)) < 1e-6
