"""Qt without a screen, and a source of plain pages."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import FUSION, ThemeSwitch
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.desk.document_tab import DocumentTab
from paraph.gui.main_window import MainWindow
from paraph.gui.viewer.live_source import LiveSource
from paraph.gui.viewer.placing_view import PlacingView
from paraph.render.client import RenderClient
from tests.gui.candidates import candidate, cards
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
def qapp_args() -> list[str]:
    return ["paraph", *FUSION]


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


@pytest.fixture
def open_source(qtbot):
    """Open a document in a render process, and wait until its pages are known."""
    opened: list[LiveSource] = []

    def open_one(path: Path, service: RenderClient | None = None) -> LiveSource:
        source = LiveSource(service or RenderClient(), path)
        opened.append(source)
        with qtbot.waitSignal(source.opened, timeout=20_000):
            pass
        return source

    yield open_one
    for source in opened:
        source.close()


@pytest.fixture
def show_view(qtbot, theme: ThemeSwitch):
    """Show a source's pages."""
    shown: list[PlacingView] = []

    def show(source, width: int = 900, height: int = 700) -> PlacingView:
        view = PlacingView(source, load_tokens(Theme.LIGHT))
        shown.append(view)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        return view

    return show


@pytest.fixture
def show_tab(qtbot, theme: ThemeSwitch):
    """Show a source as a document with its bars, in a window of its own."""
    shown: list[QMainWindow] = []

    def show(source, width: int = 1400, height: int = 800) -> DocumentTab:
        window = QMainWindow()
        shown.append(window)
        window.setMinimumSize(400, 300)
        tab = DocumentTab(source, load_tokens(Theme.LIGHT))
        window.setCentralWidget(tab)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        qtbot.waitActive(window)
        return tab

    return show


@pytest.fixture
def acts() -> FakeSigning:
    made = FakeSigning()
    made.found = cards(candidate())
    return made


@pytest.fixture
def tab(window: MainWindow, tmp_path: Path) -> DocumentTab:
    return open_in(window, tmp_path / "lease.pdf")
