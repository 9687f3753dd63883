"""The application object and the window's life."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import FUSION
from paraph.gui.common.translation import install_translations
from paraph.gui.main_window import MainWindow, make_theme

# The desk's process would take from the first page what that needs to be drawn. Once it is there,
# the process starts and loads the drivers, so that they are ready for the first card.
_WORK_AFTER_MS = 250
_WORK_AT_LATEST_MS = 1000


def show_window(use_cases: GuiUseCases, files: Sequence[Path], settings_file: Path) -> int:
    """Show the window until it is closed, and give the exit status."""
    application = QApplication([*sys.argv[:1], *FUSION])
    application.setApplicationName("Paraph")
    application.setDesktopFileName("paraph")
    install_translations(application)
    # Python sees a signal only between two of its own steps; Qt takes none while it waits.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    files = [path.absolute() for path in files]
    for path in files[:1]:
        use_cases.open_document.begin(path)
    settings = QSettings(str(settings_file), QSettings.Format.IniFormat)
    window = MainWindow(use_cases, settings, make_theme(application, settings))
    for path in files:
        window.open_path(path)
    window.show()
    if files:
        # While it is being opened, what will show it is loaded.
        import paraph.gui.desk.document_tab  # noqa: F401
    start_work_soon(window, after_first_page=bool(files))
    status = application.exec()
    return window.exit_status or status


def start_work_soon(window: MainWindow, *, after_first_page: bool) -> None:
    """Start the window's work once what is to be seen first is there."""
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(window.start_work)
    if not after_first_page:
        timer.start(_WORK_AFTER_MS)
        return
    timer.start(_WORK_AT_LATEST_MS)

    def draw_near(*_: object) -> None:
        if timer.isActive() and timer.remainingTime() > _WORK_AFTER_MS:
            timer.start(_WORK_AFTER_MS)

    window.desk.document_opened.connect(
        lambda tab: tab.source.signals.page_ready.connect(draw_near)
    )
