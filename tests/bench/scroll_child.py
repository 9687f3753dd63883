"""In a process of its own: the real window, one document, the scroll bar dragged through all of it.

`scroll_start.py PDF live|blank SECONDS` prints one JSON line: the gaps of the event loop, and the
memory of this process and of the one that draws.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from paraph import paths
from paraph.engine import Engine
from paraph.gui.actions import GuiUseCases
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow
from paraph.gui.start import show_window
from paraph.gui.viewer.live_source import LiveSource
from paraph.render.client import RenderClient
from paraph.settings import load_settings
from tests.bench.measure import pss_bytes

_TICK_MS, _STEP_MS = 4, 16
_BEFORE_MS, _AFTER_MS = 3500, 1500  # the engine has caught up by then


class Drag(QObject):
    """Drags a scroll bar from its top to its end, and notes how long the event loop was away."""

    def __init__(self, bar: Any, duration_s: float, done: Callable[[list[float]], None]) -> None:
        super().__init__()
        self._bar, self._duration_ms, self._done = bar, duration_s * 1000, done
        self._gaps: list[float] = []
        self._last_ns = 0
        self._clock = QElapsedTimer()
        self._tick = self._timer(_TICK_MS, self._note)
        self._step = self._timer(_STEP_MS, self._move)

    def start(self) -> None:
        """Press the handle and go."""
        self._bar.setSliderDown(True)
        self._clock.start()
        self._last_ns = time.perf_counter_ns()
        self._tick.start()
        self._step.start()

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    def _note(self) -> None:
        now = time.perf_counter_ns()
        self._gaps.append((now - self._last_ns) / 1e6)
        self._last_ns = now

    def _move(self) -> None:
        share = self._clock.elapsed() / self._duration_ms
        self._bar.setSliderPosition(round(min(1.0, share) * self._bar.maximum()))
        if share >= 1:
            self._tick.stop()
            self._step.stop()
            self._bar.setSliderDown(False)
            self._done(self._gaps)


def drop_picture_requests() -> None:
    """Let no page be drawn: what is left is the floor of the view itself."""
    LiveSource.request = lambda *_, **__: None  # type: ignore[method-assign]
    LiveSource.request_part = lambda *_: None  # type: ignore[method-assign]


def main() -> None:
    """Open as the program does, wait until the window is at rest, drag, wait again, report."""
    document, mode, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    if mode == "blank":
        drop_picture_requests()
    clients: list[RenderClient] = []
    engine = Engine()

    def make_service() -> RenderClient:
        clients.append(RenderClient())
        return clients[-1]

    class DraggingOpener(Opener):
        def __call__(self, *arguments: Any) -> None:
            super().__call__(*arguments)
            QTimer.singleShot(_BEFORE_MS, lambda: drag_through(seconds, clients))

    home = paths.profile_home()
    use_cases = GuiUseCases(
        open_document=DraggingOpener(make_service), signing=engine, settings=load_settings(home)
    )
    try:
        show_window(use_cases, [document], home / "window.ini")
    finally:
        engine.close()


def drag_through(seconds: float, clients: Sequence[RenderClient]) -> None:
    """Drag, and report when the window has come to rest; then close it."""
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    tab = window.desk.current
    if tab is None:
        raise SystemExit("the document did not open")

    def report(gaps: list[float]) -> None:
        gui, drawing = pss_bytes("self"), sum(pss_bytes(one.pid) for one in clients)
        sys.stdout.write(json.dumps({"gaps_ms": gaps, "gui": gui, "drawing": drawing}) + "\n")
        sys.stdout.flush()
        window.close()

    def finish(gaps: list[float]) -> None:
        QTimer.singleShot(_AFTER_MS, lambda: report(gaps))

    drag = Drag(tab.view.verticalScrollBar(), seconds, finish)
    drag.setParent(tab)
    drag.start()
