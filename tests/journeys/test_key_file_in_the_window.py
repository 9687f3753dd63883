"""A key file in the window with the real engine: password, signature, kept, and locked."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paraph.engine import Engine
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.key_file_page import KeyFilePage
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.session_watch import SessionWatch
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.sign_panel import SignPanel
from paraph.settings import Settings, save_settings
from tests.conftest import SAMPLE
from tests.fakes.key_file import write_key_file
from tests.fakes.pki import identity
from tests.gui.conftest import open_fake, open_in
from tests.judges import openssl_cms, poppler_says_valid

pytestmark = pytest.mark.journey
PASSWORD = "passw0rd"
WAIT_MS = 20_000


class Room:
    """A window, and what a person does in it."""

    def __init__(self, qtbot, window: MainWindow, folder: Path) -> None:
        self._qtbot, self.window, self._folder = qtbot, window, folder

    def page(self, kind: type):
        self._qtbot.waitUntil(lambda: isinstance(self.window.sheet.page, kind), timeout=WAIT_MS)
        return self.window.sheet.page

    def begin(self, name: str) -> SignPanel:
        contract = Path(shutil.copyfile(SAMPLE, self._folder / f"{name}.pdf"))
        panel = self.window.signing.open_panel(open_in(self.window, contract))
        QTest.mouseClick(panel.without_box, Qt.MouseButton.LeftButton)
        return panel

    def go_on(self, panel: SignPanel) -> None:
        self._qtbot.waitUntil(panel.sign.isEnabled, timeout=WAIT_MS)
        QTest.mouseClick(panel.sign, Qt.MouseButton.LeftButton)

    def type_password(self, field) -> None:
        QTest.keyClicks(field, PASSWORD)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def signed(self, name: str) -> Path:
        output = self._folder / f"{name}-signed.pdf"
        self._qtbot.waitUntil(output.exists, timeout=WAIT_MS)
        self._qtbot.waitUntil(lambda: self.window.signing.flow is None, timeout=WAIT_MS)
        return output


@pytest.fixture
def room(qtbot, qapp: QApplication, tmp_path: Path, monkeypatch):
    home = tmp_path / "home"
    (home / "matter").mkdir(parents=True)
    monkeypatch.setenv("PARAPH_HOME", str(home))
    monkeypatch.setattr(SessionWatch, "_listen", lambda watch: setattr(watch, "sees", True))
    chosen = Settings(pin_keeping="5")
    save_settings(home, chosen)
    engine = Engine()
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    use_cases = GuiUseCases(open_fake, engine, chosen)
    window = MainWindow(use_cases, store, ThemeSwitch(qapp, Theme.LIGHT))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    yield Room(qtbot, window, home / "matter")
    window.close()
    engine.close()


def test_a_key_file_signs_is_kept_and_locked_when_the_person_leaves(room, qtbot, tmp_path):
    owner = identity("p256", "Anna Berg")
    file = write_key_file(tmp_path / "anna.p12", owner, PASSWORD)
    window = room.window
    panel = room.begin("one")
    window.signing.key_files.ask_password(file)
    room.type_password(room.page(KeyFilePage).password)
    qtbot.waitUntil(
        lambda: panel.candidate is not None and panel.candidate.token.in_software,
        timeout=WAIT_MS,
    )
    room.go_on(panel)
    QTest.mouseClick(room.page(PreflightPage).to_pin, Qt.MouseButton.LeftButton)
    room.type_password(room.page(PinPage).pin)
    one = room.signed("one")
    assert poppler_says_valid(one)
    assert openssl_cms(one, owner.ca_der, tmp_path, cades=True) == ""

    qtbot.waitUntil(lambda: window.signing.has_unlocked, timeout=WAIT_MS)
    room.go_on(room.begin("two"))  # no password is asked, and the notice is known
    assert poppler_says_valid(room.signed("two"))

    qtbot.waitUntil(lambda: window.signing.has_unlocked, timeout=WAIT_MS)
    window.signing.guard.left.emit()
    qtbot.waitUntil(lambda: not window.signing.has_unlocked, timeout=WAIT_MS)
    room.go_on(room.begin("three"))
    room.page(PinPage).esc()
