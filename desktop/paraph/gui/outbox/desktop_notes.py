"""Notifications of the desktop: what came about while the person works on something else.

On Linux they go to the desktop's own service over the session bus, elsewhere by the system's tray.
Nothing of it needs a network. Where there is neither, the window's badges alone tell. A locked
screen shows notifications, too: without the person's wish they name nobody.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from paraph.gui.outbox.bus_notes import BusNotes, Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon

_SHOWN_MS = 10_000
_LINGERS_MS = 60_000


class DesktopNotes(QObject):
    """Shows notes; `clicked` tells of one by its key."""

    clicked = Signal(str)
    _not_shown = Signal(object)  # from the thread of the bus

    def __init__(self, icon: Callable[[], QIcon], parent: QObject) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None
        self._last = ""
        self._not_shown.connect(self._show_by_tray)
        # A signal may be emitted from any thread, and comes in the window's.
        is_linux = sys.platform == "linux"
        self._bus = BusNotes(self.clicked.emit, self._not_shown.emit) if is_linux else None

    def show(self, note: Note) -> None:
        """Show one; it never holds up the window."""
        if self._bus is not None:
            self._bus.show(note)
        else:
            self._show_by_tray(note)

    def close(self) -> None:
        """Show nothing any more."""
        if self._bus is not None:
            self._bus.close()
        if self._tray is not None:
            self._tray.hide()

    def _show_by_tray(self, note: Note) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon(), self)
            self._tray.setToolTip("Paraph")
            self._tray.messageClicked.connect(lambda: self.clicked.emit(self._last))
        self._last = note.key
        self._tray.show()
        self._tray.showMessage(note.title, note.words, self._icon(), _SHOWN_MS)
        # It is no menu of ours: the icon goes when what it said is old.
        QTimer.singleShot(_LINGERS_MS, self._tray, self._tray.hide)
