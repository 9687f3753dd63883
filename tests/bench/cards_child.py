"""In a process of its own: the window, a card that is put in and pulled; prints one JSON line."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from paraph import paths
from paraph.engine import Engine
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import FUSION, ThemeSwitch
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.status_strip import StripPart
from paraph.pkcs11.readers import ReaderWatch
from paraph.render.client import RenderClient
from tests.rigs import piv

_HOLDER, _NONE = "Ada Lovelace", "No card"
_PATIENCE_S = 15


def main(cycles: int) -> None:
    """Put the card in once unmeasured, then measure each move."""
    application = QApplication(["paraph", *FUSION])
    with piv.readers() as found:
        engine = Engine()
        settings = QSettings(str(Path(paths.profile_home()) / "w.ini"), QSettings.Format.IniFormat)
        use_cases = GuiUseCases(Opener(RenderClient), engine, watch_readers=ReaderWatch)
        window = MainWindow(use_cases, settings, ThemeSwitch(application))
        window.show()
        window.start_work()
        card = found.card(0, ("rsa2048", "p256"), _HOLDER)
        took_ms(window, card.insert, _HOLDER)
        took_ms(window, card.pull, _NONE)
        moves: dict[str, list[float]] = {"insert": [], "pull": []}
        for _ in range(cycles):
            moves["insert"].append(took_ms(window, card.insert, _HOLDER))
            moves["pull"].append(took_ms(window, card.pull, _NONE))
        window.close()
        engine.close()
    sys.stdout.write(json.dumps(moves) + "\n")


def took_ms(window: MainWindow, act: Callable[[], object], words: str) -> float:
    """Give how long it takes until the strip says so."""
    button = window.strip._buttons[StripPart.CARD]
    began = time.perf_counter()
    act()
    while words not in button.text():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.perf_counter() - began > _PATIENCE_S:
            raise SystemExit(f"the window never said {words!r}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))
