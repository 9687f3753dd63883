"""The application object and the window's life."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.translation import install_translations
from paraph.gui.main_window import MainWindow, make_theme


def show_window(use_cases: GuiUseCases, files: Sequence[Path], settings_file: Path) -> int:
    """Show the window until it is closed, and give the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Paraph")
    application.setDesktopFileName("paraph")
    install_translations(application)
    # Python sees a signal only between two of its own steps; Qt takes none while it waits.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = QSettings(str(settings_file), QSettings.Format.IniFormat)
    window = MainWindow(use_cases, settings, make_theme(application, settings))
    window.show()
    for path in files:
        window.open_path(path)
    QTimer.singleShot(0, window.start_work)
    return application.exec()
