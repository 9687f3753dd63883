"""Acting once things have come to rest."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def make_pause(owner: QObject, rest_ms: int, act: Callable[[], object]) -> QTimer:
    """Make a timer that calls `act` once, `rest_ms` after its last start."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(rest_ms)
    timer.timeout.connect(act)
    return timer
