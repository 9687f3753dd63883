"""The inbox with its real processes, a served sandbox and a token: what somebody signed there is
read here, signed with the card, and complete at the service; what is declined has ended there.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from dataclasses import dataclass

import pytest
from asn1crypto import pem
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from paraph.domain.service.local_request import FilingState
from paraph.engine import Engine
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.desk.opening import Opener
from paraph.gui.inbox.card_page import CardPage
from paraph.gui.main_window import MainWindow
from paraph.gui.requests.act_pages import ReasonPage
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.pkcs11.demo_token import PIN
from paraph.render.client import RenderClient
from tests.conftest import SAMPLE
from tests.gui.conftest import show
from tests.journeys.test_outbox_in_the_window import Desk, add_account
from tests.sandbox.conftest import serving

pytestmark = pytest.mark.journey
_PATIENCE_MS = 90_000
_PAUSE_MS = 250
_ANNE = "anne.martin@client.example;Anne;Martin;order=1;field=1,72,120"
_MINE = "camille.roux@firm.example;Camille;Roux;local;order=2;field=3,72,262,204,90"


@pytest.fixture
def served(tmp_path, demo_token):
    """A sandbox of this test's own: a request of another one would stand first in the list."""
    folder = tmp_path / "served"
    folder.mkdir()
    root = folder / "root.pem"
    root.write_bytes(pem.armor("CERTIFICATE", demo_token.ca_der))
    options = ("--trust", str(root), "--calls-per-minute", "1000000")
    with serving(folder / "data", *options) as found:
        yield found


@dataclass
class Opened:
    window: MainWindow
    desk: Desk


@pytest.fixture
def opened(qtbot, qapp: QApplication, tmp_path, served, monkeypatch, demo_token):
    desk, engine = Desk(tmp_path / "home", served, monkeypatch), Engine([demo_token.ca_der])
    cases = GuiUseCases(
        Opener(RenderClient), engine, requests=desk.requests, sync=desk.sync
    )  # fmt: skip
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = show(qtbot, MainWindow(cases, settings, ThemeSwitch(qapp, Theme.LIGHT)))
    window.remote.start().start()
    add_account(qtbot, window, desk)
    yield Opened(window, desk)
    window.close()
    engine.close()
    desk.close()


def until_there(qtbot, opened: Opened, remote: str, status: str) -> None:
    """Wait until the service has a request in a state."""
    for _ in range(_PATIENCE_MS // _PAUSE_MS):
        if opened.desk.call("GET", f"/signature-requests/{remote}")["status"] == status:
            return
        qtbot.wait(_PAUSE_MS)
    pytest.fail(f"it is not {status} at the service")


def waiting_for_me(qtbot, opened: Opened) -> str:
    """Have a request that Anne signed at the service; gives the service's id."""
    window, desk = opened.window, opened.desk
    people = ("--signatory", _ANNE, "--signatory", _MINE)
    desk.run("request", "create", SAMPLE, "--name", "Fee agreement", *people, "--activate")
    window.remote.send_now()
    while not (remote := desk_id(qtbot, opened)):
        qtbot.wait(100)

    until_there(qtbot, opened, remote, "in_progress")
    anne = desk.call("GET", f"/signature-requests/{remote}")["signatories"][0]
    body = {"signatory": anne["id"], "action": "sign"}
    desk.call("POST", f"/sandbox/signature-requests/{remote}/simulate", body)
    window.show_screen("inbox")
    room = window.pages.inbox
    reading = room.page.reading

    def is_my_turn() -> bool:
        if room.listed is None:
            return False
        signs = reading.sign.isVisible() and reading.sign.isEnabled()
        return signs and room.listed.request.current_revision == 1

    qtbot.waitUntil(is_my_turn, timeout=_PATIENCE_MS)
    return remote


def desk_id(qtbot, opened: Opened) -> str:
    """Give the service's id of the request, asked in the window's own lane: "" at first."""
    found: list[str] = []
    watch = opened.window.remote.start()
    watch.read(opened.desk.remote_id, found.append, lambda _: found.append(""))
    qtbot.waitUntil(lambda: bool(found), timeout=_PATIENCE_MS)
    return found[0]


def sheet_of(qtbot, window: MainWindow, kind: type):
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, kind), timeout=_PATIENCE_MS)
    return window.sheet.page


def test_what_others_signed_is_signed_with_the_card_and_complete(qtbot, opened):
    remote = waiting_for_me(qtbot, opened)
    window = opened.window
    reading = window.pages.inbox.page.reading
    qtbot.waitUntil(reading.verdict.isVisible, timeout=_PATIENCE_MS)
    assert len(reading.verdict.report.signatures) == 1
    reading.sign.click()
    qtbot.waitUntil(lambda: window.sheet.page is not None, timeout=_PATIENCE_MS)
    if isinstance(window.sheet.page, CardPage):
        page = window.sheet.page
        qtbot.waitUntil(page.go_on.isEnabled, timeout=_PATIENCE_MS)
        page.go_on.click()
    sheet_of(qtbot, window, PreflightPage).to_pin.click()
    pin = sheet_of(qtbot, window, PinPage)
    qtbot.keyClicks(pin.pin, PIN)
    with qtbot.waitSignal(window.pages.inbox.signing.delivered, timeout=_PATIENCE_MS):
        pin.sign.click()

    until_there(qtbot, opened, remote, "completed")
    room = window.pages.inbox
    qtbot.waitUntil(lambda: room.listed.request.status == "completed", timeout=_PATIENCE_MS)
    assert room.listed.request.filing.state is not FilingState.FILED  # the account names no folder
    # That it is kept here until it leaves is told no more.
    qtbot.waitUntil(lambda: not reading.notice.isVisible(), timeout=_PATIENCE_MS)
    assert not reading.sign.isVisible()


def test_what_is_declined_here_has_ended_there_with_its_reason(qtbot, opened):
    remote = waiting_for_me(qtbot, opened)
    window, desk = opened.window, opened.desk
    window.pages.inbox.page.reading.decline.click()
    page = sheet_of(qtbot, window, ReasonPage)
    page.reason.setPlainText("The annex is the wrong one.")
    page.act.click()

    until_there(qtbot, opened, remote, "declined")
    told = desk.call("GET", f"/signature-requests/{remote}")["signatories"][1]
    assert told["decline_reason"] == "The annex is the wrong one."
