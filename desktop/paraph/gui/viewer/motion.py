"""How fast one scrolls, and so what will be in sight when a page asked for now is drawn."""

from PySide6.QtCore import QElapsedTimer

_FORGOTTEN_MS = 150


class Motion:
    """Follows the upper edge of what is in sight."""

    def __init__(self) -> None:
        self._top_pt = 0.0
        self._pt_per_ms = 0.0
        self._clock = QElapsedTimer()

    def note(self, top_pt: float) -> None:
        """Take note of where the upper edge is now."""
        elapsed_ms = self._clock.restart() if self._clock.isValid() else _FORGOTTEN_MS
        if not self._clock.isValid():
            self._clock.start()
        if elapsed_ms >= _FORGOTTEN_MS:
            self._pt_per_ms = 0.0
        elif elapsed_ms > 0:
            now = (top_pt - self._top_pt) / elapsed_ms
            # Steps of a mouse are uneven.
            self._pt_per_ms += (now - self._pt_per_ms) / 2
        self._top_pt = top_pt

    def way_pt(self, lead_ms: float) -> float:
        """Give how far it will have gone after some time; upwards is less than nought."""
        return self._pt_per_ms * lead_ms
