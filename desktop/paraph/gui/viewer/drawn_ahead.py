"""Small pages drawn while nothing else is wanted: a fast drag then shows no white paper.

A page that takes long ends the round: nobody asked for it.
"""

from PySide6.QtCore import QElapsedTimer, QObject

from paraph.gui.common.pause import make_pause
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.thumbnails import ThumbnailModel

_REST_MS = 1000
_SLOW_MS = 400


class DrawnAhead(QObject):
    """Asks for one small page after another, outwards from the one in sight."""

    def __init__(self, model: ThumbnailModel, view: PageView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._waiting = -1
        self._clock = QElapsedTimer()
        self._rest = make_pause(self, _REST_MS, self._ask_next)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._rest.start())
        view.zoom_changed.connect(lambda _: self._rest.start())
        model.taken.connect(self._go_on)
        model.source.signals.page_failed.connect(self._go_on)
        self._rest.start()

    def _ask_next(self) -> None:
        self._waiting = self._nearest_missing()
        if self._waiting >= 0:
            self._clock.start()
            self._model.ask(self._waiting)

    def _go_on(self, page_index: int) -> None:
        in_time = page_index == self._waiting and self._clock.elapsed() < _SLOW_MS
        if in_time and not self._rest.isActive():
            self._ask_next()

    def _nearest_missing(self) -> int:
        """Give the page to draw next; less than nought when there is none, or no room."""
        count, here = len(self._view.page_layout), self._view.current_page
        if not self._model.has_room:
            return -1
        outwards = (here + step * side for step in range(count) for side in (1, -1))
        return next((p for p in outwards if 0 <= p < count and self._model.lacks(p)), -1)
