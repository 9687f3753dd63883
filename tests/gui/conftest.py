"""Qt without a screen, and a source of plain pages."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.desk.document_tab import DocumentTab
from paraph.gui.main_window import MainWindow
from tests.gui.fake_page_source import FakePageSource
from tests.gui.fake_signing import FakeSigning


def open_fake(path, _password, done, _failed) -> None:
    done(FakePageSource(title=path.stem))


def open_in(window: MainWindow, path: Path) -> DocumentTab:
    window.open_path(path)
    assert window.desk.current is not None
    return window.desk.current


def show(qtbot, window: MainWindow) -> MainWindow:
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> ThemeSwitch:
    return ThemeSwitch(qapp, Theme.LIGHT)


@pytest.fixture
def settings(tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "paraph.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot, theme: ThemeSwitch, settings: QSettings):
    made = MainWindow(GuiUseCases(open_fake, FakeSigning()), settings, theme)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    return made
