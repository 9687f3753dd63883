"""In a process of its own: the real window on a profile with many requests.

`lists_child SCREEN live|blank SECONDS` shows a list, drags its scroll bar through all rows, looks
for words, and prints one JSON line. `blank` is the floor of the drag: nothing further is read.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE_S = 30
_WORDS = ("hollis", "zzzz")


def main() -> int:
    """Measure one list."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from paraph import paths
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.common.theme import FUSION
    from paraph.gui.main_window import MainWindow, make_theme
    from paraph.request_engine import RequestEngine, SyncEngine
    from tests.gui.conftest import open_fake
    from tests.gui.fake_signing import FakeSigning

    application = QApplication([*sys.argv[:1], *FUSION])
    settings = QSettings(str(paths.profile_home() / "window.ini"), QSettings.Format.IniFormat)
    requests, sync = RequestEngine(), SyncEngine()
    cases = GuiUseCases(open_fake, FakeSigning(), requests=requests, sync=sync)
    window = MainWindow(cases, settings, make_theme(application, settings))
    try:
        window.show()
        requests.accounts()  # its process stands, as it does some seconds after a start
        report = _measured(application, window, *sys.argv[1:3], seconds=float(sys.argv[3]))
    finally:
        window.close()
        requests.close()
        sync.close()
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


def _measured(
    application: Any, window: Any, screen: str, mode: str, *, seconds: float
) -> dict[str, Any]:
    from tests.bench.scroll_child import Drag

    began = time.perf_counter()
    window.show_screen(screen)
    room = getattr(window.pages, screen)
    model = room.rows.model
    _wait(application, lambda: model.rowCount() > 0 and model.item(0) is not None)
    room.rows.view.viewport().repaint()
    report: dict[str, Any] = {"shown_ms": _since(began), "rows": model.rowCount()}
    if mode == "blank":
        model._want = lambda _page: None
    gaps: list[list[float]] = []
    drag = Drag(room.rows.view.verticalScrollBar(), seconds, gaps.append)
    drag.start()
    _wait(application, lambda: bool(gaps), seconds + _PATIENCE_S)
    report["gaps_ms"] = gaps[0]
    if mode == "blank":
        return report
    began = time.perf_counter()
    last = model.rowCount() - 1
    _wait(application, lambda: model.item(last) is not None)
    report["last_rows_ms"] = _since(began)
    report["found_ms"] = [_found(application, room, words) for words in _WORDS]
    return report


def _found(application: Any, room: Any, words: str) -> float:
    """Give how long it takes until what fits is shown, from the end of the typing."""
    told: list[float] = []
    room.rows.model.modelReset.connect(lambda: told.append(time.perf_counter()))
    began = time.perf_counter()
    room.rows.find_field.setText(words)
    _wait(application, lambda: bool(told))
    return (told[0] - began) * 1000


def _wait(application: Any, until: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
    end = time.monotonic() + patience_s
    while not until():
        application.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
