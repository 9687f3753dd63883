"""In a process of its own: the real window, one document, the scroll bar dragged through all of it.

`scroll_child.py PDF live|blank SECONDS` prints one JSON line: the gaps of the event loop, and the
memory of this process and of the one that draws.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from paraph.gui.actions import GuiUseCases
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow, make_theme
from paraph.gui.viewer.live_source import LiveSource
from paraph.render.client import RenderClient
from tests.bench.measure import pss_bytes

_TICK_MS, _STEP_MS = 4, 16
_BEFORE_MS, _AFTER_MS = 1500, 1500


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
    """Open, wait until the window is at rest, drag, wait again, report."""
    document, mode, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    if mode == "blank":
        drop_picture_requests()
    application = QApplication(sys.argv[:1])
    settings = QSettings(str(Path.home() / "window.ini"), QSettings.Format.IniFormat)
    clients: list[RenderClient] = []

    def make_service() -> RenderClient:
        clients.append(RenderClient())
        return clients[-1]

    use_cases = GuiUseCases(open_document=Opener(make_service), signing=None)  # type: ignore[arg-type]
    window = MainWindow(use_cases, settings, make_theme(application, settings))
    window.show()
    window.open_path(document)

    def finish(gaps: list[float]) -> None:
        QTimer.singleShot(_AFTER_MS, lambda: report(gaps))

    def report(gaps: list[float]) -> None:
        gui, drawing = pss_bytes("self"), sum(pss_bytes(one.pid) for one in clients)
        sys.stdout.write(json.dumps({"gaps_ms": gaps, "gui": gui, "drawing": drawing}) + "\n")
        sys.stdout.flush()
        window.desk.close_all()
        application.exit()

    drags: list[Drag] = []

    def begin() -> None:
        tab = window.desk.current
        if tab is None or not len(tab.source.geometries):
            QTimer.singleShot(200, begin)
            return
        drags.append(Drag(tab.view.verticalScrollBar(), seconds, finish))
        drags[0].start()

    QTimer.singleShot(_BEFORE_MS, begin)
    application.exec()


if __name__ == "__main__":
    main()
