"""Says in words what happens on the pages, politely and after a rest, to those who listen."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from paraph.gui.common.pause import make_pause

_SPEAK_AFTER_MS = 300


class Speech(QObject):
    """Speaks for one widget; of several sentences within the rest only the last is said."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._words = ""
        self._rest = make_pause(self, _SPEAK_AFTER_MS, self._speak)

    def say(self, words: str) -> None:
        """Say something soon."""
        self._words = words
        self._rest.start()

    def correct(self, before: str, after: str) -> None:
        """Say something better in place of what was said last, and of nothing else."""
        if self._words == before != after:
            self.say(after)

    def _speak(self) -> None:
        self._widget.setAccessibleDescription(self._words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, self._words))
