"""In a process of its own: the window, a card that is put in and pulled; prints one JSON line.

`cycles N` measures N moves after the first; `first WHEN` measures the first card after the start.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

# Its own processes begin by loading this module, as those of the program load a small one.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from paraph.gui.main_window import MainWindow
    from tests.rigs.piv import PivCard

_HOLDER, _NONE = "Ada Lovelace", "No card"
_PATIENCE_S = 15
# When the first card is put in: before the start, as soon as the window is seen, or 3 s later.
AFTER_S = {"before": None, "at-once": 0.0, "later": 3.0}


@contextmanager
def window_of(application: QApplication) -> Iterator[MainWindow]:
    """Give the window as it stands after a start; its work begins when it would."""
    from PySide6.QtCore import QSettings

    from paraph import paths
    from paraph.engine import Engine
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.common.theme import ThemeSwitch
    from paraph.gui.desk.opening import Opener
    from paraph.gui.main_window import MainWindow
    from paraph.gui.start import start_work_soon
    from paraph.pkcs11.readers import ReaderWatch
    from paraph.render.client import RenderClient

    engine = Engine()
    settings = QSettings(str(Path(paths.profile_home()) / "w.ini"), QSettings.Format.IniFormat)
    use_cases = GuiUseCases(Opener(RenderClient), engine, watch_readers=ReaderWatch)
    window = MainWindow(use_cases, settings, ThemeSwitch(application))
    window.show()
    application.processEvents()
    start_work_soon(window, after_first_page=False)
    try:
        yield window
    finally:
        window.close()
        engine.close()


def new_application() -> QApplication:
    """Make the application, and load what the window is made of."""
    from PySide6.QtWidgets import QApplication

    from paraph.gui.common.theme import FUSION

    return QApplication(["paraph", *FUSION])


def cycles(often: int) -> dict[str, list[float]]:
    """Put the card in once unmeasured, then measure each move."""
    from tests.rigs import piv

    application = new_application()
    moves: dict[str, list[float]] = {"insert": [], "pull": []}
    with piv.readers() as found, window_of(application) as window:
        card = found.card(0, ("rsa2048", "p256"), _HOLDER)
        took_ms(window, card.insert, _HOLDER)
        took_ms(window, card.pull, _NONE)
        for _ in range(often):
            moves["insert"].append(took_ms(window, card.insert, _HOLDER))
            moves["pull"].append(took_ms(window, card.pull, _NONE))
    return moves


def first(when: str) -> float:
    """Give how long the first card takes to be shown: from its move, or from the window's start."""
    from tests.rigs import piv

    application = new_application()
    with piv.readers() as found:
        card = found.card(0, ("rsa2048", "p256"), _HOLDER)
        after_s = AFTER_S[when]
        if after_s is None:
            card.insert()
        with window_of(application) as window:
            wait(after_s or 0.0)
            # Whether pcscd has seen it is not asked: that would take time from the window.
            return took_ms(window, lambda: after_s is None or put_in(card), _HOLDER)


def put_in(card: PivCard) -> None:
    """Put the card in, and do not wait for anybody to see it."""
    if not card.tell(inserted=True)["inserted"]:
        raise SystemExit("the card does not go in")


def wait(seconds: float) -> None:
    """Let the window live for some time."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        live()


def live() -> None:
    """Let the window do what is due."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def took_ms(window: MainWindow, act: Callable[[], object], words: str) -> float:
    """Give how long it takes until the strip says so."""
    from paraph.gui.shell.status_strip import StripPart

    button = window.strip._buttons[StripPart.CARD]
    began = time.perf_counter()
    act()
    while words not in button.text():
        live()
        if time.perf_counter() - began > _PATIENCE_S:
            raise SystemExit(f"the window never said {words!r}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    what, value = sys.argv[1:]
    told = cycles(int(value)) if what == "cycles" else first(value)
    sys.stdout.write(json.dumps(told) + "\n")
