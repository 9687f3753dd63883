"""The outbox in the window: what waits, why, what a person decides, rounds one after another."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton

from paraph.domain.errors.service import (
    ActForbidden,
    EntryNotCancelable,
    NetworkSignIn,
    ServiceFailed,
    ServiceUnreachable,
)
from paraph.domain.service.account import Environment
from paraph.domain.service.outbox_entry import EntryState, ServiceWords
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.controls import act_button, label
from paraph.gui.main_window import MainWindow
from paraph.gui.outbox.chip_label import ChipLabel
from paraph.gui.outbox.export_list import list_of
from paraph.gui.outbox.news_words import notes_of
from paraph.gui.outbox.outbox_page import OutboxPage
from paraph.gui.outbox.sync_watch import Reached, SyncWatch
from paraph.gui.requests.dates import moment_words
from paraph.gui.sheet.error_words import error_words
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.shell.strip_popover import StripPopover
from paraph.store.inbox import SqliteInbox
from paraph.store.record_mark import record_mark
from paraph.usecases import queue_act
from paraph.usecases.sync_desk import News, ToldRequest
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import ME, OFFICE, BoardOf, me, request, signatory
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PETER = signatory("Peter Hollis", "peter@hollis.example")


@pytest.fixture
def home(tmp_path) -> Path:
    with OutboxBench(tmp_path / "home", account=OFFICE):
        return tmp_path / "home"


@pytest.fixture
def sync() -> FakeSync:
    return FakeSync(OFFICE)


@pytest.fixture
def window(qtbot, theme, settings, home, sync):
    cases = GuiUseCases(
        open_fake, FakeSigning(), requests=BoardOf(home), sync=sync,
        record_mark=lambda: record_mark(home),
    )  # fmt: skip
    made = show(qtbot, MainWindow(cases, settings, theme))
    yield made
    made.remote.close()
    sync.close()


def started(qtbot, window: MainWindow) -> SyncWatch:
    watch = window.remote.start()
    watch.start()
    qtbot.waitUntil(lambda: watch.reached is not Reached.NOT_TRIED, timeout=20_000)
    return watch


def page_of(qtbot, window: MainWindow, wanted: int) -> OutboxPage:
    window.show_screen("outbox")
    page = window.remote.page
    assert page is not None
    qtbot.waitUntil(lambda: page.is_read and len(page.entries) == wanted, timeout=20_000)
    return page


def a_request(bench: OutboxBench, name: str = "Fee agreement") -> queue_act.Queued:
    kept = bench.spool.take(SAMPLE)
    people = (
        DraftSignatory("ines@varenne.example", "Inès", "Varenne"),
        DraftSignatory(ME, "Camille", "Roux", order=2, signing="local"),
    )
    draft = RequestDraft(
        name, kept.sha256, "agreement.pdf", people, matter="2026-0147", client="Varenne"
    )
    return queue_act.queue_request(OFFICE.id, draft, bench.queueing, activate=True)


def a_reminder(bench: OutboxBench, name: str = "Engagement letter") -> queue_act.Queued:
    asked = request(name, "in_progress", (PETER,), NOW)
    bench.requests.add(asked)
    return queue_act.queue_remind(asked.id, bench.queueing)


def refused(bench: OutboxBench, name: str = "Lease") -> str:
    entry = a_reminder(bench, name).entries[0]
    words = ServiceWords("too_soon", "A reminder was sent an hour ago.", 422)
    bench.outbox.put(entry.ended(EntryState.REJECTED, words))
    return entry.id


def moved_on(bench: OutboxBench, tmp_path: Path) -> str:
    asked = request("Cession de parts", "in_progress", (me(number=1),), NOW)
    bench.requests.add(asked)
    before, signed = bench.spool.take(SAMPLE), tmp_path / "signed.pdf"
    signed.write_bytes(SAMPLE.read_bytes() + b"% the signature")
    kept = bench.spool.take(signed)
    done = queue_act.queue_sign(asked.id, 0, kept, before.sha256, bench.queueing)
    words = ServiceWords("document_moved", "", 412)
    bench.outbox.put(done.entries[0].ended(EntryState.NEEDS_PERSON, words))
    return done.entries[0].id


def state_of(home: Path, entry: str) -> EntryState:
    with OutboxBench(home, account=OFFICE) as bench:
        found = bench.outbox.get(entry)
        assert found is not None
        return found.state


def strip(window: MainWindow, part: StripPart) -> str:
    button = window.strip.button(part)
    return button.text() if button.isVisible() else ""


def test_nothing_waiting_is_said_so(qtbot, window):
    started(qtbot, window)
    page = page_of(qtbot, window, 0)
    assert not page.needy
    assert not page.groups
    assert not page.export.isEnabled()
    assert page.export.toolTip()
    assert strip(window, StripPart.OUTBOX) == "Nothing waiting"
    assert strip(window, StripPart.ACCOUNT) == "SANDBOX no legal value"
    assert strip(window, StripPart.NETWORK) == "Online"


def test_acts_stand_in_their_order_under_their_request(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        made = a_request(bench)
        a_reminder(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 4)
    card = page.groups[made.request.id]
    assert card.group.title == "Fee agreement – Varenne"
    assert "2026-0147" in card.group.below
    chips = [each.words for each in card.findChildren(ChipLabel)]
    assert chips == ["Next to leave", "After the one above", "After the one above"]
    assert len(page.groups) == 2
    assert "4" in strip(window, StripPart.OUTBOX)


def test_a_group_that_was_folded_stays_so(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        made = a_request(bench)
    watch = started(qtbot, window)
    page = page_of(qtbot, window, 3)
    card = page.groups[made.request.id]
    qtbot.waitUntil(card.rows.isVisible)
    QTest.keyClick(card.fold, Qt.Key.Key_Space)
    assert not card.rows.isVisible()
    with OutboxBench(home, account=OFFICE) as bench:
        a_reminder(bench)
    watch.refresh()
    qtbot.waitUntil(lambda: len(page.groups) == 2)
    assert page.groups[made.request.id] is not card
    assert page.groups[made.request.id].rows.isHidden()


def test_what_the_service_refused_is_shown_first_and_tried_again(qtbot, window, home, sync):
    with OutboxBench(home, account=OFFICE) as bench:
        a_request(bench)
        entry = refused(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 4)
    card = page.needy[entry]
    assert "A reminder was sent an hour ago." in card.accessibleDescription()
    assert list(card.buttons)[:2] == ["retry", "take_back"]
    before = len(sync.insisted)
    card.buttons["retry"].click()
    qtbot.waitUntil(lambda: len(sync.insisted) > before)
    assert state_of(home, entry) is EntryState.PENDING
    qtbot.waitUntil(lambda: entry not in page.needy)


def test_it_is_taken_back(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        entry = refused(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 1)
    page.needy[entry].buttons["take_back"].click()
    qtbot.waitUntil(lambda: not page.entries)
    assert state_of(home, entry) is EntryState.CANCELED


def test_a_choice_that_cannot_be_done_is_told_at_its_card_and_stays(
    qtbot, window, home, monkeypatch
):
    def refuse(*_: object) -> None:
        raise ActForbidden(act="retry", why="state", status="done")

    monkeypatch.setattr(BoardOf, "retry", refuse)
    with OutboxBench(home, account=OFFICE) as bench:
        entry = refused(bench)
    watch = started(qtbot, window)
    page = page_of(qtbot, window, 1)
    page.needy[entry].buttons["retry"].click()
    qtbot.waitUntil(lambda: "does not let this be done" in page.needy[entry].refused)
    assert page.needy[entry].buttons["retry"].isEnabled()
    with OutboxBench(home, account=OFFICE) as bench:
        a_request(bench)
    watch.refresh()
    qtbot.waitUntil(lambda: bool(page.groups))
    assert "does not let this be done" in page.needy[entry].refused


def test_a_signature_on_an_older_version_is_kept(qtbot, window, home, tmp_path, monkeypatch):
    copy = tmp_path / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    with OutboxBench(home, account=OFFICE) as bench:
        entry = moved_on(bench, tmp_path)
    started(qtbot, window)
    page = page_of(qtbot, window, 1)
    card = page.needy[entry]
    assert "older version" in card.accessibleDescription()
    assert "retry" not in card.buttons
    card.buttons["keep_mine"].click()
    qtbot.waitUntil(copy.exists)
    assert copy.read_bytes().endswith(b"% the signature")
    assert state_of(home, entry) is EntryState.CANCELED


def test_the_new_version_is_signed_where_requests_are_signed(qtbot, window, home, tmp_path):
    asked: list[str] = []
    window.remote.sign_request = asked.append
    with OutboxBench(home, account=OFFICE) as bench:
        entry = moved_on(bench, tmp_path)
    started(qtbot, window)
    page = page_of(qtbot, window, 1)
    page.needy[entry].buttons["sign_again"].click()
    assert asked == ["id-Cession de parts"]


@pytest.mark.parametrize(
    ("trouble", "words", "band"),
    [
        (ServiceUnreachable(host="x"), "Offline since", "Offline since"),
        (NetworkSignIn(host="x"), "wants a sign-in", "wants a sign-in"),
        (ServiceFailed(status=500), "does not answer", "does not answer"),
    ],
)
def test_a_band_says_why_nothing_leaves(qtbot, window, home, sync, trouble, words, band):
    sync.troubles = [trouble]
    with OutboxBench(home, account=OFFICE) as bench:
        a_request(bench)
    watch = started(qtbot, window)
    page = page_of(qtbot, window, 3)
    qtbot.waitUntil(lambda: "Next try" in page.band.words())
    assert band in page.band.words()
    assert words in strip(window, StripPart.NETWORK)
    sync.troubles = []
    page.band.try_now.click()
    qtbot.waitUntil(lambda: watch.reached is Reached.ONLINE)
    qtbot.waitUntil(lambda: not page.band.isVisible())
    assert sync.insisted[-1] is True


def test_there_is_one_round_at_a_time(qtbot, window, sync):
    watch = started(qtbot, window)
    sync.hold.clear()
    before = len(sync.insisted)
    watch.round()
    qtbot.waitUntil(lambda: watch.is_running)
    for _ in range(5):
        QTest.keyClick(window, Qt.Key.Key_F5)
    watch.round()
    sync.hold.set()
    qtbot.waitUntil(lambda: len(sync.insisted) == before + 2)
    assert sync.insisted[-1] is True
    assert sync.most_together == 1


def test_what_happens_at_the_service_begins_a_round(qtbot, window, sync):
    started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    before = len(sync.insisted)
    sync.happen()
    qtbot.waitUntil(lambda: len(sync.insisted) == before + 1)
    qtbot.waitUntil(lambda: sync.listened == 2)


def test_a_service_that_stops_is_shown_at_once_and_not_asked_without_end(qtbot, window, sync):
    watch = started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    assert strip(window, StripPart.NETWORK) == "Online"
    sync.go_away(ServiceUnreachable(host="x"))
    qtbot.waitUntil(lambda: strip(window, StripPart.NETWORK).startswith("Offline"))
    assert watch.next_try is not None
    assert (len(sync.insisted), sync.listened) == (2, 1)


def test_one_that_cannot_be_listened_to_is_listened_to_with_patience(qtbot, window, sync):
    started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    sync.hold.clear()
    sync.go_away()
    sync.hold.set()
    qtbot.waitUntil(lambda: sync.listened >= 2)
    assert sync.patient[:2] == [False, True]


def test_what_another_program_queues_is_seen_and_leaves(qtbot, window, home, sync):
    watch = started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    rounds = len(sync.insisted)
    with OutboxBench(home, account=OFFICE) as bench:
        a_reminder(bench)
    qtbot.waitUntil(lambda: watch.standing.waiting == 1, timeout=20_000)
    qtbot.waitUntil(lambda: len(sync.insisted) == rounds + 1, timeout=20_000)
    assert strip(window, StripPart.OUTBOX) == "1 waiting"


def test_looking_at_a_record_that_nobody_writes_reads_nothing(qtbot, window, home, sync):
    watch = started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    watch._look_for_others()
    qtbot.waitUntil(lambda: not watch._record.busy)
    with qtbot.assertNotEmitted(watch.changed, wait=100):
        for _ in range(3):
            watch._look_for_others()
            qtbot.waitUntil(lambda: not watch._record.busy)


@pytest.mark.parametrize("screen", ["inbox", "sent"])
def test_what_is_shown_says_as_of_when_while_nothing_comes(qtbot, window, home, sync, screen):
    with OutboxBench(home, account=OFFICE) as bench:
        inbox = SqliteInbox(bench.database, bench.clock, bench.requests)
        inbox.move_on(OFFICE.id, "7")
        told = datetime.now(UTC) - timedelta(minutes=1)
        inbox.note_as_of(OFFICE.id, told)
    watch = started(qtbot, window)
    window.show_screen(screen)
    page = getattr(window.pages, screen).page

    def said() -> str:
        labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
        return next((each for each in labels if "As of" in each), "")

    qtbot.waitUntil(lambda: sync.listened == 1)
    assert said() == ""
    sync.go_away(ServiceUnreachable(host="x"))
    qtbot.waitUntil(lambda: said().endswith(f"As of {moment_words(told, datetime.now(UTC))}"))
    sync.is_gone, sync.troubles = False, []
    watch.send_now()
    qtbot.waitUntil(lambda: said() == "")
    with OutboxBench(home, account=OFFICE) as bench:
        bench.accounts.put(OFFICE._replace(paused="sign_in_again"))
    qtbot.waitUntil(lambda: "As of" in said(), timeout=20_000)


def test_the_names_of_accounts_are_shown_whole(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        bench.accounts.put(
            OFFICE._replace(name="Roux & <b>Fils</b>", environment=Environment.PRODUCTION)
        )
    started(qtbot, window)
    button = window.strip.button(StripPart.ACCOUNT)
    assert button.text() == "Production Roux && <b>Fils</b>"
    assert button.accessibleName() == "Production Roux & <b>Fils</b>"


def test_a_title_that_looks_like_markup_is_text():
    assert label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText
    assert act_button("&Return to Roux && Fils").accessibleName() == "Return to Roux & Fils"


def test_an_act_ends_listening_and_leaves_at_once(qtbot, window, home, sync):
    with OutboxBench(home, account=OFFICE) as bench:
        entry = refused(bench)
    watch = started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    before, board = len(sync.insisted), window._use_cases.requests
    assert board is not None
    watch.act(lambda: board.retry([entry]), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: len(sync.insisted) == before + 1)


def test_closing_waits_for_no_service(qtbot, window, sync):
    watch = started(qtbot, window)
    qtbot.waitUntil(lambda: sync.listened == 1)
    window.close()
    qtbot.waitUntil(lambda: not watch._is_listening or sync.ended.is_set())
    rounds = len(sync.insisted)
    watch.send_now()
    qtbot.wait(50)
    assert len(sync.insisted) == rounds


def test_the_rail_says_how_much_waits_and_that_it_needs_a_person(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        refused(bench)
        a_reminder(bench)
    started(qtbot, window)
    badge = window.rail._badges["outbox"]
    qtbot.waitUntil(lambda: badge.text() == "2")
    assert badge.property("tone") == "changed"
    assert window.rail._buttons["outbox"].accessibleName() == "Outbox, 2"


def test_an_account_that_is_held_up_says_what_to_do(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        a_reminder(bench)
        bench.accounts.put(OFFICE._replace(paused="sign_in_again"))
    started(qtbot, window)
    page = page_of(qtbot, window, 1)
    assert strip(window, StripPart.ACCOUNT) == "Sign in again: Office"
    assert "Sign in again." in page.needy[OFFICE.id].accessibleDescription()
    page.needy[OFFICE.id].buttons["sign_in"].click()
    assert window.sheet.page is not None


def test_the_list_is_exported_and_no_cell_is_a_formula(qtbot, window, home, tmp_path, monkeypatch):
    where = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(where), ""))
    with OutboxBench(home, account=OFFICE) as bench:
        a_request(bench, "=HYPERLINK(1)")
        refused(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 4)
    page.export.click()
    rows = list(csv.DictReader(io.StringIO(where.read_text("utf-8-sig"))))
    assert len(rows) == 4
    assert {row["Request"] for row in rows} == {"'=HYPERLINK(1) – Varenne", "Lease"}
    needy = next(row for row in rows if row["State"] == "Needs you")
    assert "A reminder was sent an hour ago." in needy["Why"]
    assert list_of(page.entries).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("part", [StripPart.ACCOUNT, StripPart.NETWORK, StripPart.OUTBOX])
def test_the_strip_opens_details_and_esc_closes_them(qtbot, window, part):
    started(qtbot, window)
    button = window.strip.button(part)
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    focus = window.focusWidget()
    assert focus is not None
    assert focus.parent().objectName() == "popover"
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert button.hasFocus()


def test_an_act_can_be_taken_back_from_its_menu(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        made = a_request(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 3)
    tools = page.groups[made.request.id].rows.findChildren(QToolButton)
    actions = {each.text(): each for each in tools[0].menu().actions()}
    actions["Take it back"].trigger()
    qtbot.waitUntil(lambda: not page.entries)
    assert {state_of(home, each.id) for each in made.entries} == {EntryState.CANCELED}


def test_what_left_before_it_was_taken_back_is_told(qtbot, window, home, monkeypatch):
    with OutboxBench(home, account=OFFICE) as bench:
        made = a_request(bench)
    started(qtbot, window)
    page = page_of(qtbot, window, 3)

    def gone(_: str) -> None:
        raise EntryNotCancelable(entry=made.entries[0].id, state="acknowledged")

    monkeypatch.setattr(window._use_cases.requests, "take_back", gone)
    tools = page.groups[made.request.id].rows.findChildren(QToolButton)
    actions = {each.text(): each for each in tools[0].menu().actions()}
    actions["Take it back"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(StripPopover)), timeout=20_000)
    (popover,) = window.findChildren(StripPopover)
    assert popover.told[0] == error_words("entry_not_cancelable")[0]


def test_a_next_try_far_off_is_not_waited_for_without_end(qtbot, window, home):
    with OutboxBench(home, account=OFFICE) as bench:
        entry = a_reminder(bench).entries[0]
        later = datetime.now(UTC) + timedelta(days=300)
        bench.outbox.put(entry.waiting(ServiceWords("service_failed"), later))
    watch = started(qtbot, window)
    assert 0 < watch._until_next_s() <= 300


def test_with_several_accounts_each_act_says_whose_it_is(qtbot, window, home):
    other = OFFICE._replace(
        id="acc-2", name="Firm", environment=Environment.PRODUCTION, base_url="https://sign.test"
    )
    with OutboxBench(home, account=OFFICE) as bench:
        made = a_request(bench)
        entry = refused(bench)
        bench.accounts.put(other)
    started(qtbot, window)
    page = page_of(qtbot, window, 4)
    assert "Office (sandbox, no legal value)" in page.groups[made.request.id].group.below
    heads = [each.text() for each in page.needy[entry].findChildren(QLabel)]
    assert any("Office (sandbox, no legal value)" in each for each in heads)
    assert strip(window, StripPart.ACCOUNT) == "SANDBOX, and 1 other account(s)"
    assert "Firm (production)" in window.strip.button(StripPart.ACCOUNT).toolTip()


def test_a_note_names_nobody_unless_that_is_wished():
    told = [ToldRequest(News.FILED, "r", "Divorce Martin")]
    (plain,) = notes_of(told, with_names=False)
    assert "Martin" not in f"{plain.title} {plain.words}"
    assert plain.key == "r"
    (named,) = notes_of(told, with_names=True)
    assert named.words == "Divorce Martin"
    many = [ToldRequest(News.COMPLETED, f"r{n}", f"Name {n}") for n in range(9)]
    (one,) = notes_of(many, with_names=True)
    assert "9" in one.title
