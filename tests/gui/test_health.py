"""How the services answered, in the window: at each account, and above the outbox."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from paraph.domain.service.health import NotedCall
from paraph.gui.accounts.account_card import AccountCard
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.store.call_notes import SqliteCallNotes
from paraph.usecases.service_health import HealthDesk
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, BoardOf
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync


def now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """A window on a profile in which calls are noted."""

    def __init__(self, home) -> None:
        self.home, self.reads = home, 0
        with OutboxBench(home, account=OFFICE):
            pass
        self.notes = SqliteCallNotes(home, now)
        self.board = BoardOf(home)
        self.board._open_health = self.opened

    @contextmanager
    def opened(self):
        self.reads += 1
        with OutboxBench(self.home, account=OFFICE) as bench:
            yield HealthDesk(bench.accounts, self.notes, now)

    def noted(self, count: int, status: int = 200, ms: int = 300, failure: str = "") -> None:
        for number in range(count):
            at = now() - timedelta(minutes=number % 60)
            route = "/v2/events" if number % 3 else "/v2/signature-requests/{id}/document"
            call = NotedCall(OFFICE.id, at, "GET", route, status, failure, ms)
            self.notes.note(call)
        self.notes.flush()


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path / "home")


@pytest.fixture
def window(qtbot, theme, settings, desk):
    sync = FakeSync(OFFICE)
    cases = GuiUseCases(open_fake, FakeSigning(), requests=desk.board, sync=sync)
    made = show(qtbot, MainWindow(cases, settings, theme))
    yield made
    made.remote.close()
    sync.close()


def card_of(qtbot, window: MainWindow, desk: Desk) -> AccountCard:
    before = desk.reads
    window.show_accounts()
    rows = window.settings_page.accounts
    qtbot.waitUntil(lambda: bool(rows.cards) and desk.reads > before)
    return rows.cards[OFFICE.id]


def words_of(widget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_an_account_tells_quietly_how_its_service_answered(qtbot, window, desk):
    desk.noted(1201)
    desk.noted(3, 503)
    card = card_of(qtbot, window, desk)
    qtbot.waitUntil(card.health.isVisible)
    told = card.health.line.text().replace(",", "")  # as the system groups digits
    assert told == "99.7 % of 1204 call(s) came through in the last day · p95 0.3 s · p99 0.3 s"
    assert not card.health.warning.isVisible()
    assert not card.health.table.isVisible()
    card.health.fold.setFocus()
    QTest.keyClick(card.health.fold, Qt.Key.Key_Space)
    assert card.health.table.isVisible()
    told = words_of(card.health.table)
    assert "GET /v2/events | 802 | 2 (503 \u00d7 2)" in told
    names = [e.accessibleName() for e in card.health.table.findChildren(QLabel)]
    assert any(e.startswith("Endpoint: GET /v2/events. Calls: 802. Failed: 2 (503") for e in names)
    QTest.keyClick(card.health.fold, Qt.Key.Key_Space)
    assert not card.health.table.isVisible()


def test_an_account_without_calls_says_nothing_of_them(qtbot, window, desk):
    card = card_of(qtbot, window, desk)
    qtbot.wait(100)
    assert not card.health.isVisible()


def test_limits_that_are_passed_are_told_at_the_account_and_above_the_outbox(qtbot, window, desk):
    desk.noted(90)
    window.show_screen("outbox")
    page = window.remote.page
    qtbot.waitUntil(lambda: desk.reads > 0)
    qtbot.wait(200)
    assert not page.health.isVisible()
    desk.noted(5, 500, ms=9000)
    desk.noted(7, 429)
    desk.noted(2, 0, failure="not_reached")
    card = card_of(qtbot, window, desk)
    qtbot.waitUntil(card.health.warning.isVisible)
    assert card.health.warning.text() == (
        "More than 1 % of the calls failed at the service. The service is slow: the slowest calls"
        " take more than 3 seconds."
    )
    assert "7 call(s) were too many for the service’s limit" in card.health.line.text()
    assert "2 call(s) found no way to the service" in card.health.line.text()
    window.remote._page_health._read_s = -1e9  # the pause between two looks is over
    window.show_screen("outbox")
    qtbot.waitUntil(page.health.isVisible)
    assert "Nothing is lost" in page.health.words()
    assert page.health.accessibleName() == page.health.words()
    page.health.details.setFocus()
    QTest.keyClick(page.health.details, Qt.Key.Key_Return)
    qtbot.waitUntil(window.settings_page.accounts.isVisible)


def test_the_days_figures_are_not_summed_up_at_each_change(qtbot, window, desk):
    window.show_screen("outbox")
    qtbot.waitUntil(lambda: desk.reads > 0)
    watch, before = window.remote.watch, desk.reads
    watch.refresh()
    qtbot.waitUntil(lambda: watch.standing is not None and window.remote.page.is_read)
    for _ in range(5):
        watch.changed.emit()
    seen: list[object] = []
    watch.read(lambda: None, seen.append, seen.append)  # comes after all that was asked before
    qtbot.waitUntil(lambda: bool(seen))
    assert desk.reads == before
