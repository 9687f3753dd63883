"""What comes about while something else is asked: each answer is of what the question was about."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paraph.domain.errors import Unforeseen
from paraph.domain.errors.service import ServiceUnreachable
from paraph.domain.service.account import SignInWay
from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import EntryState, ServiceWords
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.gui.accounts.sign_in_page import BrowserPage
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.outbox.sync_watch import Reached
from paraph.gui.requests.act_pages import DatePage, ReasonPage
from paraph.gui.requests.fills import draft_row
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.usecases import queue_act
from paraph.usecases.request_board import OutboxStanding
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, put, request, signatory
from tests.gui import test_accounts, test_inbox, test_sent_requests
from tests.gui.fake_page_source import FakePageSource

NOW = datetime.now(UTC)
card, home, opened = test_inbox.card, test_inbox.home, test_inbox.opened
sent_opened = test_sent_requests.opened
sync = test_accounts.sync
account_window = test_accounts.window


def drained(qtbot, window) -> None:
    """Wait until all that was asked of the record has been answered."""
    answered: list[object] = []
    window.remote.start().read(lambda: None, answered.append, answered.append)
    qtbot.waitUntil(lambda: bool(answered), timeout=20_000)


def at_the_pin(qtbot, window) -> PinPage:
    room = test_inbox.ready(qtbot, window)
    qtbot.waitUntil(lambda: room._tools.signing.cards is not None, timeout=20_000)
    room.page.reading.sign.click()
    test_inbox.sheet_of(qtbot, window, PreflightPage).to_pin.click()
    return test_inbox.sheet_of(qtbot, window, PinPage)


def move_on(home: Path) -> None:
    """Let another version of the document come, as a round does that fetches one."""
    newer = home / "newer.pdf"
    newer.write_bytes(SAMPLE.read_bytes() + b"\n% newer")
    with OutboxBench(home, account=OFFICE) as bench:
        kept, known = bench.spool.take(newer), bench.requests.get("id-conv")
        assert known is not None
        assert known.remote is not None
        remote = known.remote._replace(document_sha256=kept.sha256, revision=2)
        bench.requests.put(
            replace(known, remote=remote, current_sha256=kept.sha256, current_revision=2)
        )


def test_a_version_that_comes_while_the_pin_is_asked_waits_for_it(qtbot, home, opened):
    put(home, [test_inbox.convention()], SAMPLE)
    window = opened()
    pin, room = at_the_pin(qtbot, window), window.pages.inbox
    shown, held = room.page.reading.view, []
    room._tools = replace(room._tools, open_document=lambda *told: held.append(told))
    move_on(home)
    room.refresh()
    qtbot.waitUntil(lambda: room.listed.request.current_revision == 2, timeout=20_000)
    qtbot.waitUntil(lambda: not room._settled.isActive(), timeout=20_000)
    drained(qtbot, window)
    assert held == []
    assert room.page.reading.view is shown
    pin.esc()
    assert window.sheet.page is None
    qtbot.waitUntil(lambda: len(held) == 1, timeout=20_000)
    assert window.signing.flow is None


def test_a_version_that_opens_while_the_pin_is_asked_is_opened_anew(qtbot, home, opened):
    put(home, [test_inbox.convention()], SAMPLE)
    window = opened()
    room = test_inbox.ready(qtbot, window)
    held: list[tuple] = []
    room._tools = replace(room._tools, open_document=lambda *told: held.append(told))
    move_on(home)
    room.refresh()
    qtbot.waitUntil(lambda: len(held) == 1, timeout=20_000)
    shown, pin = room.page.reading.view, at_the_pin(qtbot, window)
    source = FakePageSource()
    held[0][2](source)
    assert source.closed
    assert room.page.reading.view is shown
    pin.esc()
    qtbot.waitUntil(lambda: len(held) == 2, timeout=20_000)


def test_another_request_comes_to_the_front_once_the_pin_is_answered(qtbot, home, opened):
    put(home, [*test_inbox.others(), test_inbox.convention()], SAMPLE)
    window = opened()
    pin, room = at_the_pin(qtbot, window), window.pages.inbox
    room.show_request("id-Cession")
    drained(qtbot, window)
    assert room.listed.request.id == "id-conv"
    qtbot.keyClicks(pin.pin, "1234")
    with qtbot.waitSignal(room.signing.delivered, timeout=30_000) as told:
        pin.sign.click()
    assert told.args == ["id-conv"]
    assert [each.kind for each in test_inbox.entries(home)] == [ActKind.SIGN]
    qtbot.waitUntil(lambda: room.listed.request.id == "id-Cession", timeout=20_000)


def test_what_stood_in_the_way_is_told_no_more_once_it_was_decided(qtbot, home, opened):
    put(home, [test_inbox.convention()], SAMPLE)
    with OutboxBench(home, account=OFFICE) as bench:
        (entry,) = queue_act.queue_decline("id-conv", 1, "no", bench.queueing).entries
        bench.outbox.put(entry.ended(EntryState.REJECTED, ServiceWords("x", "No.", 422)))
    window = opened()
    room = test_inbox.ready(qtbot, window)
    notice = room.page.reading.notice
    qtbot.waitUntil(notice.isVisible, timeout=20_000)
    room._tools.acts.take_back(entry.id)
    room.refresh()
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=20_000)


def two(home: Path) -> None:
    ines = signatory("Inès Varenne", "ines@varenne.example")
    asked = [request(name, "in_progress", (ines,), NOW) for name in ("One", "Other")]
    put(home, [test_sent_requests.draft_of(each) for each in asked])


@pytest.mark.parametrize("kind", [ActKind.CANCEL, ActKind.CHANGE])
def test_an_act_is_of_the_request_that_was_asked_about(qtbot, home, sent_opened, kind):
    two(home)
    window = sent_opened()
    room = window.pages.sent
    panel = test_sent_requests.chosen(qtbot, room, "One")
    (panel.cancel if kind is ActKind.CANCEL else panel.date).click()
    page = window.sheet.page
    assert isinstance(page, ReasonPage | DatePage)
    if isinstance(page, ReasonPage):
        page.reason.setPlainText("Settled.")
    room.show_request("id-Other")
    qtbot.waitUntil(lambda: room.listed.request.id == "id-Other", timeout=20_000)
    page.act.click()
    drained(qtbot, window)
    found = {key: test_sent_requests.entries(home, f"id-{key}") for key in ("One", "Other")}
    assert {key: [each.kind for each in held] for key, held in found.items()} == {
        "One": [kind], "Other": [],
    }  # fmt: skip
    assert not panel.notice.isVisible()


def test_a_click_on_a_note_shows_nothing_while_a_sheet_asks(qtbot, home, sent_opened, monkeypatch):
    two(home)
    window = sent_opened()
    monkeypatch.setattr(window, "raise_", lambda: None)  # nothing does it without a screen
    panel = test_sent_requests.chosen(qtbot, window.pages.sent, "One")
    panel.cancel.click()
    window.remote._open_note("")
    assert window._stack.currentWidget() is window.pages.sent.page
    window.sheet.page.esc()
    window.remote._open_note("")
    assert window._stack.currentWidget() is window.remote.page


def hold_a_round(qtbot, window, sync) -> None:
    """Let a round run that does not end before `sync.hold` is set."""
    watch = window.remote.start()
    watch.start()
    qtbot.waitUntil(lambda: sync.listened > 0, timeout=20_000)
    sync.hold.clear()
    watch.round()
    qtbot.waitUntil(lambda: sync.together == 1, timeout=20_000)


def test_a_sign_in_that_was_stopped_before_its_turn_opens_no_browser(
    qtbot, account_window, sync, monkeypatch
):
    window = account_window
    sync.account = OFFICE._replace(way=SignInWay.PERSON)
    begun: list[str] = []
    monkeypatch.setattr(sync, "sign_in", lambda account, show, timeout_s: begun.append(account))
    found = test_accounts.card(qtbot, window)
    hold_a_round(qtbot, window, sync)
    found.sign_in.click()
    page = window.sheet.page
    assert isinstance(page, BrowserPage)
    page.stop.click()
    sync.hold.set()
    qtbot.waitUntil(lambda: sync.listened > 1, timeout=20_000)
    assert begun == []


def test_an_account_that_is_not_wanted_any_more_opens_no_browser(
    qtbot, account_window, sync, monkeypatch
):
    window = account_window
    sync.account = OFFICE._replace(way=SignInWay.PERSON)
    begun: list[str] = []
    monkeypatch.setattr(sync, "sign_in", lambda account, show, timeout_s: begun.append(account))
    found = test_accounts.rows(qtbot, window)
    hold_a_round(qtbot, window, sync)
    found.add.click()
    page = window.sheet.page
    test_accounts.typed(page, SignInWay.PERSON)
    page.client.setText("desk")
    page.add.click()
    page.esc()
    listened = sync.listened
    sync.hold.set()
    qtbot.waitUntil(lambda: sync.listened > listened, timeout=20_000)
    assert window.sheet.page is None
    assert begun == []


def test_a_round_that_is_wanted_while_one_fails_is_done_next(
    qtbot, account_window, sync, monkeypatch
):
    window = account_window
    works, tried = sync.round, []

    def fails(**how):
        works(**how)
        tried.append(1)
        raise Unforeseen(kind="gone")

    monkeypatch.setattr(sync, "round", fails)
    sync.hold.clear()
    watch = window.remote.start()
    watch.start()
    qtbot.waitUntil(lambda: sync.together == 1, timeout=20_000)
    watch.round()  # an act was queued
    sync.hold.set()
    qtbot.waitUntil(lambda: len(tried) == 2, timeout=20_000)
    qtbot.waitUntil(watch._timer.isActive, timeout=20_000)
    assert watch.reached is Reached.NOT_TRIED


def test_without_an_account_no_network_is_told(qtbot, account_window, sync, monkeypatch):
    window = account_window
    sync.troubles = [ServiceUnreachable(why="refused")]
    watch = window.remote.start()
    watch.start()
    button = window.strip.button(StripPart.NETWORK)
    qtbot.waitUntil(button.isVisible, timeout=20_000)
    assert watch.is_away
    # The bench puts its account back each time it is opened.
    monkeypatch.setattr(window._use_cases.requests, "standing", OutboxStanding)
    watch.start()
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=20_000)
    assert not watch.is_away


def test_a_popover_that_offers_nothing_is_closed_by_esc_and_by_a_click_elsewhere(
    qtbot, account_window
):
    window = account_window
    for leave in (
        lambda shown: QTest.keyClick(shown, Qt.Key.Key_Escape),
        lambda _: window.rail._buttons["desk"].setFocus(),
    ):
        popover = window.remote._open(StripPart.ACCOUNT, "Nobody else can sign now", ["Try again."])
        popover.open()
        qtbot.waitUntil(popover.hasFocus, timeout=20_000)
        leave(popover)
        assert not popover.isVisible()


def test_a_draft_of_a_template_lacks_no_document():
    person = PreparedPerson(1, "luc@x.example", "Luc", "Péron", plays="tenant")
    draft = Prepared("ref", NOW, people=(person,), template_id="t", template_name="Lease")
    row = draft_row(draft)
    assert (row.words.title, row.words.chip.words) == ("Lease", "Draft")


def test_who_is_not_named_yet_leaves_no_gap_in_a_drafts_row():
    people = (PreparedPerson(1, "", "Luc", "Péron"), PreparedPerson(2, order=2))
    assert draft_row(Prepared("ref", NOW, people=people)).words.below == "Luc Péron"
