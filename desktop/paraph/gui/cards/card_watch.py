"""Waiting for cards: the readers' own events, and a slow look where no reader tells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.domain.errors import ParaphError
    from paraph.ports.finding import Reader, ReaderWatcher

_UNWATCHED_EVERY_MS = 3000
_AFTER_A_FAULT_MS = 5000


class CardWatch(QObject):
    """Tells when to look for cards. It asks PC/SC only, and no card or module itself."""

    moved = Signal()  # a card or a reader came or went
    stands_ready = Signal()  # at the start there are readers, and no card in them
    due = Signal()  # time to look into modules without readers

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: ReaderWatcher | None = None
        self._lane = Lane("readers", self)
        self._has_begun = False
        self._slow = QTimer(self)
        self._slow.setInterval(_UNWATCHED_EVERY_MS)
        self._slow.timeout.connect(self.due)

    def start(self, watcher: ReaderWatcher) -> None:
        """Wait from now on."""
        self._watcher = watcher
        # The thread that waits would otherwise hold up a program that ends without a closed window.
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)
        self._wait()

    def look_often(self, *, wanted: bool) -> None:
        """Tell every few seconds that it is time for a look, or stop telling."""
        if wanted != self._slow.isActive():
            self._slow.start() if wanted else self._slow.stop()

    def close(self) -> None:
        """Stop waiting, for good."""
        self._slow.stop()
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            self._lane.close()
            watcher.cancel()

    def _wait(self) -> None:
        if self._watcher is not None:
            self._lane.run(self._watcher.wait, self._take, self._take_fault)

    def _take(self, readers: Sequence[Reader] | None) -> None:
        if readers is None:
            return
        # Empty readers at the start are no news; a card in one is.
        if self._has_begun or any(reader.atr is not None for reader in readers):
            self.moved.emit()
        elif readers:
            self.stands_ready.emit()
        self._has_begun = True
        self._wait()

    def _take_fault(self, _error: ParaphError) -> None:
        QTimer.singleShot(_AFTER_A_FAULT_MS, self, self._wait)
