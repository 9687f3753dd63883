"""The demo's menu: whoever else is asked signs in a browser, and the link is the sandbox's."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from paraph.domain.keys.secret import Secret
from paraph.gui.actions import DemoCard, GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.strip_popover import StripPopover
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, BoardOf
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync

LINK = "http://127.0.0.1:4001/sign/abc"


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


@pytest.fixture
def window_of(qtbot, theme, settings, tmp_path):
    made: list[MainWindow] = []
    home = tmp_path / "home"
    with OutboxBench(home, account=OFFICE):
        board, sync = BoardOf(home), FakeSync(OFFICE)

    def make(card: DemoCard | None) -> MainWindow:
        cases = GuiUseCases(open_fake, FakeSigning(), requests=board, sync=sync, demo_card=card)
        window = show(qtbot, MainWindow(cases, settings, theme))
        made.append(window)
        return window

    yield make
    for window in made:
        window.remote.close()
    sync.close()


def row(window: MainWindow):
    return [act for words, _, act in window.remote.rows() if "somebody" in words]


def card(link: str | None) -> DemoCard:
    return DemoCard("Paraph demo", Secret("123456"), lambda: link)


def test_the_page_of_whose_turn_it_is_opens_in_the_browser(qtbot, window_of, opened):
    (act,) = row(window_of(card(LINK)))
    act()
    qtbot.waitUntil(lambda: opened == [LINK])


def test_that_nobody_can_sign_is_told(qtbot, window_of, opened):
    window = window_of(card(None))
    (act,) = row(window)
    act()
    qtbot.waitUntil(lambda: bool(window.findChildren(StripPopover)))
    (popover,) = window.findChildren(StripPopover)
    assert popover.told[0] == "Nobody else can sign now"
    assert opened == []


def test_where_no_browser_opens_the_address_is_told(qtbot, window_of, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    window = window_of(card(LINK))
    (act,) = row(window)
    act()
    qtbot.waitUntil(lambda: bool(window.findChildren(StripPopover)))
    (popover,) = window.findChildren(StripPopover)
    assert popover.told[-1] == LINK


def test_it_is_offered_in_the_demo_alone(window_of):
    assert row(window_of(None)) == []
