"""The window with its real processes and a served sandbox: an account is added, what waits leaves
by itself, what happens at the service arrives while one looks, and closing waits for nothing.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import json
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from paraph.domain.service.account import SignInWay
from paraph.gui.accounts.account_rows import AccountRows
from paraph.gui.accounts.add_account_page import AddAccountPage
from paraph.gui.accounts.sign_in_page import BrowserPage
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.main_window import MainWindow
from paraph.gui.outbox import sync_watch
from paraph.gui.outbox.sync_watch import Reached
from paraph.gui.shell.status_strip import StripPart
from paraph.ports.requests import Shown
from paraph.request_engine import RequestEngine, SyncEngine
from paraph.usecases.sync_desk import News
from tests.conftest import SAMPLE
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.sandbox.conftest import Served, serving

pytestmark = pytest.mark.journey
_PATIENCE_MS = 60_000
ROOT = Path(__file__).parents[2]
_PERSON = "anne.martin@client.example;Anne;Martin;field=1,72,120"
_NO_KEYCHAIN = "keyring.backends.null.Keyring"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "data", "--calls-per-minute", "1000000") as found:
        yield found


class Desk:
    """A profile, its window's processes, and what the command line does with it."""

    def __init__(self, home: Path, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        home.mkdir()
        # Without a keychain, as on a computer that has none: what is typed is kept by the process.
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", _NO_KEYCHAIN)
        monkeypatch.setenv("PARAPH_HOME", str(home))
        self.home, self.served = home, served
        login, password = next(iter(served.logins.items()))
        monkeypatch.setenv("BROWSER", f"{sys.executable} -m tests.rigs.scripted_browser %s")
        monkeypatch.setenv("SCRIPTED_LOGIN", f"{login} {password}")
        monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'desktop'}:{ROOT}")
        self.requests, self.sync = RequestEngine(), SyncEngine()
        self.eyes = RequestEngine()  # the window's own is its lane's alone

    def run(self, *words: object) -> dict:
        done = subprocess.run(
            [sys.executable, "-m", "paraph", *map(str, words), "--json"],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def call(self, method: str, path: str, body: object = None) -> dict:
        answer = httpx2.request(
            method, f"{self.served.address}/v2{path}", json=body, headers=self.served.key,
            timeout=30,
        )  # fmt: skip
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else {}

    def remote_id(self) -> str:
        (listed,) = self.eyes.page(Shown("sent"), 0, 5)
        remote = listed.request.remote
        return remote.id if remote is not None else ""

    def close(self) -> None:
        for each in (self.requests, self.sync, self.eyes):
            each.close()


@pytest.fixture
def desk(tmp_path, served, monkeypatch):
    made = Desk(tmp_path / "home", served, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def window(qtbot, qapp: QApplication, desk: Desk, tmp_path):
    cases = GuiUseCases(open_fake, FakeSigning(), requests=desk.requests, sync=desk.sync)
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    made = show(qtbot, MainWindow(cases, settings, ThemeSwitch(qapp, Theme.LIGHT)))
    made.remote.start().start()
    yield made
    made.remote.close()


def add_account(qtbot, window: MainWindow, desk: Desk) -> None:
    window.show_accounts()
    rows = window.settings_page.accounts
    assert isinstance(rows, AccountRows)
    with qtbot.waitSignal(rows.shown, timeout=_PATIENCE_MS):
        pass
    rows.add.click()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    page.name.setText("Office")
    page.address.setText(desk.served.address)
    page.way.setCurrentIndex(page.way.findData(SignInWay.API_KEY))
    page.secret.setText(desk.served.api_key)
    page.add.click()
    qtbot.waitUntil(lambda: window.sheet.page is None, timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(rows.cards), timeout=_PATIENCE_MS)


def strip(window: MainWindow, part: StripPart) -> str:
    return window.strip.button(part).text()


def test_from_an_account_to_a_signed_request_while_one_looks(qtbot, window, desk):
    news = []
    watch = window.remote.watch
    assert watch is not None
    watch.news.connect(news.extend)
    add_account(qtbot, window, desk)
    sandbox = "SANDBOX no legal value"
    qtbot.waitUntil(lambda: strip(window, StripPart.ACCOUNT) == sandbox, timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: watch.reached is Reached.ONLINE, timeout=_PATIENCE_MS)
    # Another program of the profile prepares a request; the window sends it.
    desk.run("request", "create", SAMPLE, "--name", "Fee", "--signatory", _PERSON, "--activate")
    window.show_screen("outbox")
    page = window.remote.page
    assert page is not None
    watch.refresh()
    qtbot.waitUntil(lambda: len(page.entries) == 3, timeout=_PATIENCE_MS)
    watch.send_now()
    qtbot.waitUntil(lambda: page.is_read and not page.entries, timeout=_PATIENCE_MS)
    made = desk.call("GET", "/sandbox/ledger")["objects"]
    assert len([each for each in made if each["kind"] == "signature_request"]) == 1
    # Anne signs at the service; nobody presses anything here.
    qtbot.waitUntil(lambda: watch._is_listening, timeout=_PATIENCE_MS)
    request = desk.remote_id()
    body = {"signatory": 0, "action": "sign"}
    signatory = desk.call("GET", f"/signature-requests/{request}")["signatories"][0]
    body["signatory"] = signatory["id"]
    desk.call("POST", f"/sandbox/signature-requests/{request}/simulate", body)
    qtbot.waitUntil(lambda: bool(news), timeout=_PATIENCE_MS)
    assert [(each.news, each.name) for each in news] == [(News.COMPLETED, "Fee")]


def add_person(window: MainWindow, desk: Desk) -> None:
    """Begin an account that a person signs in to."""
    window.show_accounts()
    sign_ins = window.remote.sign_ins
    assert sign_ins is not None
    sign_ins.add()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    page.name.setText("Camille")
    page.address.setText(desk.served.address)
    page.way.setCurrentIndex(page.way.findData(SignInWay.PERSON))
    page.client.setText(desk.served.client_id)
    page.add.click()


def test_a_person_signs_in_at_the_browser(qtbot, window, desk):
    watch = window.remote.watch
    assert watch is not None
    add_person(window, desk)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, BrowserPage), timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: window.sheet.page is None, timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: watch.reached is Reached.ONLINE, timeout=_PATIENCE_MS)
    (account,) = desk.eyes.accounts()
    assert not account.needs_sign_in


def test_signing_in_is_stopped_while_the_browser_waits(qtbot, window, desk, monkeypatch):
    monkeypatch.setenv("BROWSER", f"{sys.executable} -c pass %s")  # nobody signs in there
    add_person(window, desk)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, BrowserPage), timeout=_PATIENCE_MS)
    page = window.sheet.page
    assert isinstance(page, BrowserPage)
    qtbot.waitUntil(page.address.isVisible, timeout=_PATIENCE_MS)
    page.stop.click()
    watch = window.remote.watch
    assert watch is not None
    qtbot.waitUntil(lambda: not watch._lane.busy, timeout=_PATIENCE_MS)
    (account,) = desk.eyes.accounts()
    assert account.needs_sign_in
    assert strip(window, StripPart.ACCOUNT) == "Sign in: Camille"


def test_closing_waits_for_no_long_poll(qtbot, window, desk, monkeypatch):
    monkeypatch.setattr(sync_watch, "_LISTEN_S", 300.0)
    add_account(qtbot, window, desk)
    watch = window.remote.watch
    assert watch is not None
    qtbot.waitUntil(lambda: watch._is_listening, timeout=_PATIENCE_MS)
    process = desk.sync._process
    desk.sync._end_timeout_s = 60.0  # a busy machine gives it its turn late
    window.close()
    desk.close()
    assert not process.is_alive()
    assert process.exitcode == 0  # it ended by itself, and was not killed


def test_a_key_that_the_service_does_not_know_is_told_and_not_added(qtbot, window, desk):
    window.show_accounts()
    rows = window.settings_page.accounts
    assert isinstance(rows, AccountRows)
    rows.add.click()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    page.name.setText("Office")
    page.address.setText(desk.served.address)
    page.way.setCurrentIndex(page.way.findData(SignInWay.API_KEY))
    page.secret.setText("wrong-key")
    page.add.click()
    qtbot.waitUntil(page.trouble.isVisible, timeout=_PATIENCE_MS)
    assert "did not accept the sign-in" in page.trouble.text()
    assert window.sheet.page is page
    assert desk.eyes.accounts() == ()
    assert not any(b"wrong-key" in f.read_bytes() for f in desk.home.rglob("*") if f.is_file())
