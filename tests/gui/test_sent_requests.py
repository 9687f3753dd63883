"""Sent requests: how each stands, what happened to it, and what is done about it, offline too."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, Qt

from paraph.domain.placing.signature_field import Box
from paraph.domain.service.act import ActKind
from paraph.domain.service.prepared import FieldToPlace, Prepared, PreparedPerson
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.requests.act_pages import DatePage, ReasonPage, WhoPage
from paraph.gui.requests.fills import ALL, DONE, DRAFTS, OPEN, WAITING
from paraph.gui.requests.request_model import (
    ITEM_ROLE,
    KEPT_PAGES,
    PAGE,
    ROW_ROLE,
    Filled,
    HeadRow,
    RequestModel,
)
from paraph.gui.requests.row_words import RowWords, sent_row
from paraph.gui.sent.story_words import said_line
from paraph.ports.requests import Shown
from paraph.usecases.queue_act import queue_request
from paraph.usecases.request_story import StoryKind, StoryLine
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import (
    OFFICE,
    BoardOf,
    LaneRecord,
    draft_of,
    filed,
    me,
    put,
    request,
    signatory,
)
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_inbox import AwaySync, listed_of

NOW = datetime.now(UTC)
SENT = Shown("sent")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    made = tmp_path / "profile"
    made.mkdir()
    monkeypatch.setenv("PARAPH_HOME", str(made))
    return made


@pytest.fixture
def opened(qtbot, theme, home):
    made = []

    def open_one() -> MainWindow:
        cases = GuiUseCases(open_fake, FakeSigning(), requests=BoardOf(home), sync=AwaySync())
        settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(cases, settings, theme)
        made.append(window)
        window.pages.prepares = True
        show(qtbot, window)
        window.show_screen("sent")
        room = window.pages.sent
        qtbot.waitUntil(lambda: room.rows.model.rowCount() > 0, timeout=20_000)
        return window

    yield open_one
    for window in made:
        window.close()


def ines(status: str = "pending", **more):
    return signatory("Inès Varenne", "ines@varenne.example", status, 1, **more)


def running(**more):
    expires = NOW + timedelta(days=4)
    people = (ines(), signatory("Peter Hollis", "p@x.example", "pending", 2))
    told = {"matter": "2026-0147", "client": "Atelier", "expires_at": expires} | more
    return draft_of(request("Convention", "in_progress", people, NOW, key="conv", **told))


def some(tmp_path: Path) -> list:
    place = tmp_path / "clients" / "pouvoir"
    place.parent.mkdir()
    place.with_suffix(".pdf").write_bytes(SAMPLE.read_bytes())
    return [
        request("From elsewhere", "in_progress", (ines(),), NOW),
        draft_of(request("Prepared", "draft", (ines(),), NOW)),
        draft_of(request("Avenant", "declined", (ines("declined", decline_reason="no"),), NOW)),
        draft_of(
            request("Pouvoir", "completed", (ines("signed", signed_at=NOW),), NOW,
                    filing=filed(str(place)))
        ),
        draft_of(request("Later", "archived_by_notary", (ines(),), NOW)),
        running(),
    ]  # fmt: skip


def rows_of(room) -> list[tuple[str, str]]:
    model = room.rows.model
    rows = [model.index(at).data(ROW_ROLE) for at in range(model.rowCount())]
    return [(each.title, each.chip.words) for each in rows]


def entries(home: Path, request_id: str = "id-conv"):
    with OutboxBench(home, account=OFFICE) as bench:
        return [bench.outbox.body_of(e.id) for e in bench.outbox.of_request(request_id)]


def chosen(qtbot, room, name: str = "Convention"):
    model = room.rows.model
    (row,) = [at for at in range(model.rowCount()) if model.index(at).data(ROW_ROLE).title == name]
    room.rows.view.setCurrentIndex(model.index(row))
    qtbot.waitUntil(
        lambda: room.listed is not None and bool(room.page.panel.story.lines), timeout=20_000
    )
    return room.page.panel


def test_each_filter_gives_its_own_and_counts_them(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    room = opened().pages.sent
    assert rows_of(room) == [
        ("Convention – Atelier", "Waiting for Inès Varenne"),
        ("Later", "archived_by_notary"),
        ("Pouvoir", "Completed, filed"),
        ("Avenant", "Declined, with a reason"),
        ("Prepared", "Draft, needs fields"),
    ]
    assert [e.text() for e in room.rows.buttons.values()] == ["All 5", "Open 2", "Drafts 1", "Done"]
    for key, names in (
        (OPEN, ["Convention – Atelier", "Later"]),
        (DRAFTS, ["Prepared"]),
        (DONE, ["Pouvoir", "Avenant"]),
    ):
        room.rows.buttons[key].click()
        qtbot.waitUntil(
            lambda names=names: [name for name, _ in rows_of(room)] == names, timeout=20_000
        )


def test_going_to_the_page_by_its_key_begins_in_the_list(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    window = opened()
    window.show_screen("settings")
    window.show_screen("sent")
    qtbot.waitUntil(window.pages.sent.rows.view.hasFocus, timeout=20_000)


def test_a_reminder_is_one_act_and_waits_offline(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    room = opened().pages.sent
    panel = chosen(qtbot, room, "Convention – Atelier")
    assert panel.remind.isEnabled()
    panel.remind.click()
    qtbot.waitUntil(lambda: not panel.remind.isEnabled(), timeout=20_000)
    assert panel.remind.toolTip() == "This waits in the outbox already."
    assert [each.kind for each in entries(home)] == [ActKind.REMIND]
    assert panel.notice.tone == "valid"
    waits = "A reminder waits to be sent"
    qtbot.waitUntil(lambda: waits in [e.what for e in panel.story.lines], timeout=20_000)


def test_canceling_asks_why_and_is_one_act(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    window = opened()
    room = window.pages.sent
    panel = chosen(qtbot, room, "Convention – Atelier")
    panel.cancel.click()
    page = window.sheet.page
    assert isinstance(page, ReasonPage)
    qtbot.keyClick(page.reason, Qt.Key.Key_Escape)
    assert window.sheet.page is None
    assert entries(home) == []
    panel.cancel.click()
    window.sheet.page.reason.setPlainText("Settled otherwise.")
    window.sheet.page.act.click()
    qtbot.waitUntil(lambda: len(entries(home)) == 1, timeout=20_000)
    (entry,) = entries(home)
    assert entry.kind is ActKind.CANCEL
    assert json.loads(entry.body.content) == {"reason": "Settled otherwise."}
    qtbot.waitUntil(lambda: not panel.cancel.isEnabled(), timeout=20_000)
    assert rows_of(room)[0][1] == "Canceled, to be sent"


def test_another_date_ends_with_that_day_here(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    window = opened()
    panel = chosen(qtbot, window.pages.sent, "Convention – Atelier")
    panel.date.click()
    page = window.sheet.page
    assert isinstance(page, DatePage)
    page.day.setDate(page.day.date().addDays(10))
    wanted = page.day.date().toPython()
    page.act.click()
    qtbot.waitUntil(lambda: len(entries(home)) == 1, timeout=20_000)
    (entry,) = entries(home)
    told = datetime.fromisoformat(json.loads(entry.body.content)["expiry_date"])
    local = told.astimezone()
    assert (local.date(), local.hour, local.minute) == (wanted, 23, 59)


def test_a_paper_is_kept_and_never_shown_as_an_electronic_signature(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    window = opened()
    room = window.pages.sent
    panel = chosen(qtbot, room, "Convention – Atelier")
    panel.paper.click()
    page = window.sheet.page
    assert isinstance(page, WhoPage)
    assert [page.who.itemText(at) for at in range(page.who.count())] == [
        "Inès Varenne", "Peter Hollis",
    ]  # fmt: skip
    page.back.emit()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(SAMPLE.read_bytes())
    room.take_scan("id-conv", 1, scan)
    told = "Peter Hollis signed on paper"
    qtbot.waitUntil(lambda: told in [e.what for e in panel.story.lines], timeout=20_000)
    marks = (("circle-dashed", "textSecondary"), ("file-text", "unknown"))
    model = room.rows.model

    def row() -> RowWords:
        return model.index(model.row_of("id-conv")).data(ROW_ROLE)

    qtbot.waitUntil(lambda: row().marks == marks, timeout=20_000)
    assert row().signed == "0 of 2 signed"
    room.take_scan("id-conv", 0, tmp_path / "none.pdf")
    qtbot.waitUntil(lambda: panel.notice.tone == "invalid", timeout=20_000)


def test_what_is_filed_is_shown_in_its_folder_and_opened_from_there(
    qtbot, home, opened, tmp_path, monkeypatch
):
    put(home, some(tmp_path))
    window = opened()
    panel = chosen(qtbot, window.pages.sent, "Pouvoir")
    shown: list[Path] = []
    monkeypatch.setattr("paraph.gui.common.desktop_files.show_in_folder", shown.append)
    assert panel.folder.isVisible()
    assert not panel.remind.isVisible()
    assert not panel.cancel.isVisible()
    panel.folder.click()
    assert shown == [tmp_path / "clients" / "pouvoir.pdf"]
    panel.open.click()
    qtbot.waitUntil(lambda: window.desk.current is not None, timeout=20_000)
    assert window.desk.open_paths == [tmp_path / "clients" / "pouvoir.pdf"]


def test_an_open_documents_copy_has_the_requests_name(qtbot, home, opened, tmp_path):
    put(home, [running()], SAMPLE)
    window = opened()
    panel = chosen(qtbot, window.pages.sent, "Convention – Atelier")
    panel.open.click()
    qtbot.waitUntil(lambda: window.desk.current is not None, timeout=20_000)
    (path,) = window.desk.open_paths
    assert path.name == "Convention.pdf"
    assert path.read_bytes() == SAMPLE.read_bytes()
    assert home not in path.parents


def test_one_that_never_left_is_taken_back_and_can_be_signed_before(qtbot, home, opened):
    with OutboxBench(home, account=OFFICE) as bench:
        path = home / "in.pdf"
        path.write_bytes(SAMPLE.read_bytes())
        kept = bench.spool.take(path)
        people = (
            DraftSignatory("camille@roux.example", "Camille", "Roux", signing="local"),
            DraftSignatory("ines@varenne.example", "Inès", "Varenne", order=2),
        )
        draft = RequestDraft("Offline", kept.sha256, "in.pdf", people)
        made = queue_request(OFFICE.id, draft, bench.queueing, activate=True).request
    window = opened()
    room = window.pages.sent
    assert rows_of(room) == [("Offline", "Waits to be sent")]
    panel = chosen(qtbot, room, "Offline")
    assert panel.sign.isVisible()
    panel.sign.click()
    inbox = window.pages.inbox
    qtbot.waitUntil(lambda: inbox.rows.buttons[WAITING].text() == "Waiting for me 1")
    assert rows_of(inbox) == [("Offline", "Waiting for you")]
    qtbot.waitUntil(lambda: inbox.listed is not None, timeout=20_000)
    assert window._stack.currentWidget() is inbox.page
    assert inbox.listed.request.id == made.id
    qtbot.waitUntil(inbox.page.reading.sign.isEnabled, timeout=20_000)
    window.show_screen("sent")
    panel.cancel.click()
    window.sheet.page.reason.setPlainText("A mistake.")
    window.sheet.page.act.click()
    qtbot.waitUntil(lambda: rows_of(room) == [("Offline", "Canceled")], timeout=20_000)


def test_what_is_being_prepared_stands_among_the_drafts(qtbot, home, opened, tmp_path):
    put(home, some(tmp_path))
    window = opened()
    room = window.pages.sent
    person = PreparedPerson(1, "luc@x.example", "Luc", "Péron")
    field = FieldToPlace(2, 1, "signature", 0, Box(1, 2, 3, 4))
    bare = Prepared("ref-1", NOW, name="Mandat", document_name="m.pdf", people=(person,))
    window.pages.take_prepared((bare, bare._replace(reference="ref-2", fields=(field,))))
    qtbot.waitUntil(lambda: len(rows_of(room)) == 7, timeout=20_000)
    assert rows_of(room)[:2] == [("Mandat", "Draft, needs fields"), ("Mandat", "Draft")]
    assert room.rows.buttons[DRAFTS].text() == "Drafts 3"
    with qtbot.waitSignal(window.pages.draft_opened) as told:
        room.rows.view.activated.emit(room.rows.model.index(1))
    assert told.args == ["ref-2"]
    room.rows.find_field.setText("péron")
    qtbot.waitUntil(lambda: len(rows_of(room)) == 2, timeout=20_000)
    room.rows.buttons[ALL].click()


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((ines(), signatory("B B", "b@x.example", number=1)), "Waiting for 2 people"),
        ((ines(reminded_at=NOW),), "Reminder sent"),
        ((me(number=1),), "Waiting for you"),
        ((ines()._replace(first_name=None, last_name=None, email=None),), "Waiting for 1 people"),
    ],
)
def test_the_state_says_for_whom_it_waits(people, words):
    made = draft_of(request("One", "in_progress", people, NOW))
    assert sent_row(listed_of(made), NOW).chip.words == words


@pytest.mark.parametrize("kind", list(StoryKind))
def test_every_line_of_the_story_has_words(kind):
    said = said_line(StoryLine(kind, NOW, "Inès", "qualified"), NOW)
    assert said.what
    assert "{" not in said.what + said.below
    assert said.what != str(kind)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("result_gone", "The service has deleted the results before they were filed."),
        ("filing_unreachable", "The place for client files does not answer."),
        ("of_a_later_program", "It is tried again by itself."),
    ],
)
def test_what_keeps_results_from_being_filed_is_told(code, words):
    said = said_line(StoryLine(StoryKind.FILING_OWED, more=code), NOW)
    assert said.below.startswith(words)
    assert "by itself" not in said.below or code != "result_gone"


class ManyRequests:
    """A record of many requests, which notes what is read of it."""

    def __init__(self, count: int) -> None:
        self.count, self.asked = count, []

    def page(self, shown, offset, limit):
        self.asked.append(offset)
        last = min(offset + limit, self.count)
        return [listed_of(request(f"R{n}", "completed", (), NOW)) for n in range(offset, last)]

    def counts(self, shown):
        return {"": self.count}


@pytest.fixture
def listing(qtbot):
    record = LaneRecord()
    made = ManyRequests(100_000)
    parent = QObject()

    def words(listed) -> RowWords:
        return sent_row(listed, NOW)

    model = RequestModel(made, record, words, parent)
    yield model, made
    record.close()


def filled(made: ManyRequests, shown: Shown = SENT, **more) -> Filled:
    first = made.page(shown, 0, PAGE)
    made.asked.clear()
    return Filled(shown, made.count, made.counts(shown), first=first, **more)


def test_of_many_rows_only_pages_in_sight_are_read_and_few_are_kept(qtbot, listing):
    model, made = listing
    model.fill(filled(made))
    assert model.rowCount() == 100_000
    assert model.index(3).data() == "R3"
    assert made.asked == []
    assert model.index(50_010).data(ROW_ROLE) is None
    qtbot.waitUntil(lambda: model.index(50_010).data() == "R50010")
    assert made.asked[0] == 50_010 // PAGE * PAGE
    assert len(made.asked) <= 3  # and what is next to it
    for row in range(0, 100_000, 1500):
        model.index(row).data()
        qtbot.waitUntil(lambda row=row: model.index(row).data() == f"R{row}")
    assert len(model._pages) == KEPT_PAGES
    assert len(model._said) <= KEPT_PAGES * PAGE


def test_pages_that_were_scrolled_past_are_not_read(qtbot, listing):
    model, made = listing
    model.fill(filled(made))
    for row in range(1000, 60_000, 500):
        model.index(row).data()
    qtbot.waitUntil(lambda: model.index(59_500).data() == "R59500")
    qtbot.wait(100)
    assert len(made.asked) <= 6


def test_a_change_keeps_the_rows_and_reads_them_anew(qtbot, listing):
    model, made = listing
    made.count = 120
    model.fill(filled(made))
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    made.count = 130
    model.fill(filled(made))
    assert model.rowCount() == 130
    made.count = 40
    model.fill(filled(made))
    assert model.rowCount() == 40
    assert resets == []
    model.fill(filled(made, Shown("sent", text="x")))
    assert resets == [1]


def test_rows_of_what_is_prepared_stand_above(qtbot, listing):
    model, made = listing
    made.count = 3
    head = HeadRow("ref", sent_row(listed_of(request("Head", "draft", (), NOW)), NOW))
    model.fill(filled(made, head=(head,)))
    assert [model.index(at).data() for at in range(4)] == ["Head", "R0", "R1", "R2"]
    assert model.index(0).data(ITEM_ROLE) is head
    assert model.row_of("id-R2") == 3


def test_a_record_that_cannot_be_read_is_told_and_asked_again(qtbot, listing, monkeypatch):
    from paraph.domain.errors import Unforeseen

    model, made = listing
    model.fill(filled(made))
    works = made.page

    def fails(*_):
        raise Unforeseen(kind="gone")

    monkeypatch.setattr(made, "page", fails)
    with qtbot.waitSignal(model.failed):
        model.index(5000).data()
    monkeypatch.setattr(made, "page", works)
    model.index(5000).data()
    qtbot.waitUntil(lambda: model.index(5000).data() == "R5000")
