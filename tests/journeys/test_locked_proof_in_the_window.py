"""A locked document whose proof is owed: the person types its password, the real process pays."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paraph.engine import ProofEngine
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.main_window import MainWindow
from paraph.gui.proof.proof_password_page import ProofPasswordPage
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.journeys.test_levels_on_the_command_line import PASSWORD, Desk, locked
from tests.rigs.certomancer_pki import certomancer_pki
from tests.rigs.processes import need

pytestmark = pytest.mark.journey
_PATIENCE_MS = 60_000


@pytest.fixture
def desk(tmp_path: Path):
    need("unshare")
    with certomancer_pki("ec") as pki:
        made = Desk(tmp_path, pki)
        made.set(private_addresses=True, time_stamping=[pki.tsa_url()])
        anchor = tmp_path / "root.der"
        anchor.write_bytes(pki.root_der)
        assert made.run("trust", "add", anchor)[0] == 0
        yield made


@pytest.fixture
def engine(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PARAPH_HOME", str(desk.home))
    made = ProofEngine()
    yield made
    made.close()


def test_a_password_that_is_wrong_is_told_and_the_right_one_pays(
    qtbot, qapp: QApplication, desk: Desk, engine: ProofEngine, tmp_path: Path
):
    source = locked(desk.folder, "geheim")
    stdin = f"geheim\n{PASSWORD}\n"
    status, _, _ = desk.sign(
        "--level", "B-T", "--password-stdin", source=source, stdin=stdin, cut=True
    )
    assert status == 0
    engine.pay(insist=True)  # without the password, as after a restart
    cases = GuiUseCases(open_fake, FakeSigning(), proofs=engine)
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = show(qtbot, MainWindow(cases, settings, ThemeSwitch(qapp, Theme.LIGHT)))
    window.owed.begin()
    window.signing.proofs.look()
    qtbot.waitUntil(lambda: bool(window.signing.proofs.debts), timeout=_PATIENCE_MS)
    window.owed.show()
    page = window.owed.page
    assert page is not None
    (intent,) = page.rows
    assert page.rows[intent].words().startswith("This PDF is locked.")
    type_password(window, intent, "falsch")
    qtbot.waitUntil(lambda: "does not open" in words(window, intent), timeout=_PATIENCE_MS)
    type_password(window, intent, "geheim")
    qtbot.waitUntil(lambda: words(window, intent).startswith("Added"), timeout=_PATIENCE_MS)
    assert not any(b"geheim" in f.read_bytes() for f in desk.home.rglob("*") if f.is_file())
    status, told = desk.run("sync")
    assert (status, told["waiting"], told["needs_person"]) == (0, 0, [])
    assert "level_paid" in desk.kinds()


def words(window: MainWindow, intent: str) -> str:
    page = window.owed.page
    return page.rows[intent].words() if page is not None else ""


def type_password(window: MainWindow, intent: str, password: str) -> None:
    window.owed.page.rows[intent].password.click()
    page = window.sheet.page
    assert isinstance(page, ProofPasswordPage)
    QTest.keyClicks(page.password, password)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
