"""A window that says why the program cannot start, and nothing else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from paraph.gui.common.theme import FUSION, ThemeSwitch
from paraph.gui.common.translation import install_translations
from paraph.gui.shell.start_trouble import StartTroublePage

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError


def tell_in_window(error: ParaphError) -> int:
    """Show it until the person closes it, and give the exit status."""
    application = QApplication([*sys.argv[:1], *FUSION])
    application.setApplicationName("Paraph")
    application.setDesktopFileName("paraph")
    install_translations(application)
    window = make_window(error, ThemeSwitch(application))
    window.show()
    application.exec()
    return error.exit_status


def make_window(error: ParaphError, theme: ThemeSwitch) -> QWidget:
    """Make the window around the page."""
    window = QWidget()
    window.setWindowTitle("Paraph")
    page = StartTroublePage(error, theme.tokens, can_go_on=False)
    page.ended.connect(window.close)
    escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
    escape.activated.connect(page.esc)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    window.setFixedWidth(page.width_px)
    page.take_focus()
    return window
