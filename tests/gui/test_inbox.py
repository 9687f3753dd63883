"""The inbox: what asks for this person's signature is read, signed with the card, or declined."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

import paraph.app as wiring
from paraph.administrator import Rules
from paraph.domain.errors import Unforeseen
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import EntryState
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.desk.opening import Opener
from paraph.gui.inbox.card_page import CardPage
from paraph.gui.inbox.steps_row import steps_of
from paraph.gui.main_window import MainWindow
from paraph.gui.requests.act_pages import ReasonPage
from paraph.gui.requests.fills import ALL, DONE, WAITING, WITH_OTHERS
from paraph.gui.requests.request_model import ROW_ROLE
from paraph.gui.requests.row_words import inbox_row, initials_of
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.ports.finding import FoundModule
from paraph.render.client import RenderClient
from paraph.settings import Settings
from tests.conftest import SAMPLE
from tests.fakes.finding import FakeFinding
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.pki import identity
from tests.fakes.request_desk import (
    MINE,
    OFFICE,
    BoardOf,
    filed,
    me,
    put,
    request,
    signatory,
)
from tests.fakes.tokens import FakeModule, FakeToken
from tests.gui.conftest import show
from tests.gui.fake_page_source import FakePageSource
from tests.judges import poppler_says_valid

MODULE = "/fake/module.so"
NOW = datetime.now(UTC)


class AwaySync:
    """A service that is not there."""

    def round(self, *, watched: bool = True, insist: bool = False):
        raise Unforeseen(kind="away")

    def listen(self, accounts, wait_s, *, is_patient=False):
        raise Unforeseen(kind="away")

    def interrupt(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def card() -> FakeToken:
    return FakeToken(identities=[identity(holder="Camille Roux")])


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    made = tmp_path / "profile"
    made.mkdir()
    monkeypatch.setenv("PARAPH_HOME", str(made))
    return made


@pytest.fixture
def opened(qtbot, theme, home, monkeypatch, card):
    """Open the window on the profile, with a card in memory and no network."""
    real = wiring.make_program
    monkeypatch.setattr(
        wiring,
        "make_program",
        lambda **_: replace(
            real(rules=Rules),
            finding=FakeFinding(FoundModule(MODULE, "added", "Fake")),
            open_module=lambda path: FakeModule(card, module=path),
        ),
    )
    made = []

    def open_one() -> MainWindow:
        desk = wiring.make_desk([])
        cases = GuiUseCases(
            open_document=Opener(RenderClient),
            signing=desk,
            requests=BoardOf(home),
            sync=AwaySync(),
            settings=Settings(usual_location="Paris"),
        )
        window = MainWindow(
            cases, QSettings(str(home / "window.ini"), QSettings.Format.IniFormat), theme
        )
        made.append((window, desk))
        show(qtbot, window)
        window.show_screen("inbox")
        qtbot.waitUntil(lambda: window.pages.inbox._is_read, timeout=20_000)
        return window

    yield open_one
    for window, desk in made:
        window.close()
        desk.close()


def convention(**more):
    people = (
        signatory("Inès Varenne", "ines@varenne.example", "signed", 1, signed_at=NOW),
        me(**more),
    )
    expires = NOW + timedelta(days=4)
    return request(
        "Convention d’honoraires", "in_progress", people, NOW, key="conv", matter="2026-0147",
        client="Atelier Varenne", expires_at=expires,
    )  # fmt: skip


def others() -> list:
    ago = NOW - timedelta(days=40)
    return [
        request(
            "Avenant", "declined",
            (signatory("Kermadec SARL", "k@x.example"),
             me("declined", declined_at=ago, decline_reason="wrong\nannex")), NOW,
        ),
        request(
            "Conciliation", "completed", (me("signed", 1, signed_at=ago),), NOW,
            filing=filed("/clients/2026-0098/pv"),
        ),
        request(
            "Cession", "in_progress",
            (me("signed", 1, signed_at=ago), signatory("Claire Duval", "c@x.example")), NOW,
        ),
        request("Later", "archived_by_notary", (me("signed", 1, signed_at=ago),), NOW),
        request("Not mine", "in_progress", (signatory("Ada A", "a@x.example"),), NOW),
    ]  # fmt: skip


def ready(qtbot, window: MainWindow):
    room = window.pages.inbox
    qtbot.waitUntil(lambda: room.page.reading.view is not None, timeout=20_000)
    return room


def sheet_of(qtbot, window: MainWindow, kind: type):
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, kind), timeout=30_000)
    return window.sheet.page


def rows_of(room) -> list[tuple[str, str]]:
    model = room.rows.model
    rows = [model.index(at).data(ROW_ROLE) for at in range(model.rowCount())]
    return [(each.title, each.chip.words) for each in rows]


def entries(home: Path, request_id: str = "id-conv"):
    with OutboxBench(home, account=OFFICE) as bench:
        return bench.outbox.of_request(request_id)


def test_what_waits_is_read_and_signed_with_the_card_without_a_network(qtbot, home, opened):
    sha256 = put(home, [*others(), convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    reading = room.page.reading
    assert rows_of(room) == [
        ("Convention d’honoraires", "Waiting for you"),
        ("Later", "archived_by_notary"),
        ("Cession", "With others"),
        ("Conciliation", "Filed"),
        ("Avenant", "Declined"),
    ]
    assert [each.what for each in reading.steps.steps] == [
        "Inès Varenne signed", "Your turn", "Filing",
    ]  # fmt: skip
    assert [(each.is_mine, each.name) for each in reading.view.places] == [(True, "Camille Roux")]
    qtbot.waitUntil(lambda: room._tools.signing.cards is not None, timeout=20_000)
    assert reading.sign.isEnabled()
    reading.sign.click()
    page = sheet_of(qtbot, window, PreflightPage)
    page.to_pin.click()
    pin = sheet_of(qtbot, window, PinPage)
    qtbot.keyClicks(pin.pin, "1234")
    with qtbot.waitSignal(room.signing.delivered, timeout=30_000):
        pin.sign.click()
    (entry,) = entries(home)
    assert (entry.kind, entry.signatory, entry.state) == (ActKind.SIGN, 1, EntryState.PENDING)
    assert entry.if_match == f'"sha256:{sha256}"'
    (signed,) = (home / "signed").glob("*.pdf")
    assert signed.name == f"id-conv-2-{sha256[:16]}.pdf"  # found again after a crash
    assert signed.read_bytes().startswith(SAMPLE.read_bytes())
    assert poppler_says_valid(signed)
    assert Box(*box_of(signed)) == Box(
        MINE.x, MINE.y, MINE.x + MINE.width, MINE.y + MINE.height
    )  # fmt: skip
    qtbot.waitUntil(
        lambda: rows_of(room)[0] == ("Convention d’honoraires", "Signed, to be delivered"),
        timeout=20_000,
    )
    qtbot.waitUntil(reading.verdict.isVisible, timeout=20_000)
    assert len(reading.verdict.report.signatures) == 1
    assert not reading.sign.isVisible()
    assert reading.notice.tone == "valid"
    qtbot.waitUntil(lambda: room.rows.buttons[WAITING].text() == "Waiting for me 0")


def box_of(signed: Path) -> tuple[float, ...]:
    """Give the box of the file's signature field, by another reader."""
    import pymupdf

    with pymupdf.open(signed) as document:
        page = document[MINE.page - 1]
        (widget,) = page.widgets()
        rect = widget.rect * ~page.transformation_matrix
        corners = (rect.x0, min(rect.y0, rect.y1), rect.x1, max(rect.y0, rect.y1))
        return tuple(round(each, 2) for each in corners)


def test_a_wrong_pin_signs_nothing_and_is_asked_again(qtbot, home, opened):
    put(home, [convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    qtbot.waitUntil(lambda: room._tools.signing.cards is not None, timeout=20_000)
    room.page.reading.sign.click()
    sheet_of(qtbot, window, PreflightPage).to_pin.click()
    pin = sheet_of(qtbot, window, PinPage)
    qtbot.keyClicks(pin.pin, "9999")
    pin.sign.click()
    qtbot.waitUntil(
        lambda: isinstance(window.sheet.page, PinPage) and window.sheet.page is not pin,
        timeout=20_000,
    )
    window.sheet.page.esc()
    assert entries(home) == []
    assert list((home / "signed").glob("*.pdf")) == []


def test_a_signature_that_a_crash_left_is_delivered_without_the_card(qtbot, home, opened):
    put(home, [convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    asked = room._tools.acts.to_sign("id-conv")
    asked.output.write_bytes(SAMPLE.read_bytes() + b"\n% signed before the crash")
    with qtbot.waitSignal(room.signing.delivered, timeout=20_000):
        room.page.reading.sign.click()
    assert [each.kind for each in entries(home)] == [ActKind.SIGN]
    assert window.sheet.page is None


def test_without_a_card_it_is_waited_for_one(qtbot, home, opened, card):
    put(home, [convention()], SAMPLE)
    card.present = False
    window = opened()
    room = ready(qtbot, window)
    qtbot.waitUntil(lambda: room._tools.signing.cards is not None, timeout=20_000)
    room.page.reading.sign.click()
    page = sheet_of(qtbot, window, CardPage)
    assert not page.go_on.isEnabled()
    assert "reader" in page.go_on.toolTip()
    card.present = True
    window.signing.look()
    qtbot.waitUntil(page.go_on.isEnabled, timeout=20_000)
    page.go_on.click()
    sheet_of(qtbot, window, PreflightPage).back.emit()
    assert window.sheet.page is None


def test_declining_needs_a_reason_and_is_one_act(qtbot, home, opened):
    put(home, [convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    room.page.reading.decline.click()
    page = sheet_of(qtbot, window, ReasonPage)
    assert not page.act.isEnabled()
    qtbot.keyClicks(page.reason, "x" * 3)
    page.reason.setPlainText("y" * 1001)
    assert page.act.toolTip() == "1 letter(s) too many."
    page.reason.setPlainText("The annex is the wrong one.")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(entries(home)) == 1, timeout=20_000)
    (entry,) = entries(home)
    assert (entry.kind, entry.signatory) == (ActKind.DECLINE, 1)
    with OutboxBench(home, account=OFFICE) as bench:
        body = bench.outbox.body_of(entry.id).body.content
    assert json.loads(body) == {"reason": "The annex is the wrong one."}
    qtbot.waitUntil(lambda: not room.page.reading.decline.isVisible(), timeout=20_000)
    assert rows_of(room)[0][1] == "Declined, to be sent"


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (ALL, ["Convention d’honoraires", "Later", "Cession", "Conciliation", "Avenant"]),
        (WAITING, ["Convention d’honoraires"]),
        (WITH_OTHERS, ["Later", "Cession"]),
        (DONE, ["Conciliation", "Avenant"]),
    ],
)
def test_each_filter_gives_its_own_and_counts_them(qtbot, home, opened, key, names):
    put(home, [*others(), convention()], SAMPLE)
    room = opened().pages.inbox
    room.rows.buttons[key].click()
    qtbot.waitUntil(lambda: [name for name, _ in rows_of(room)] == names, timeout=20_000)
    told = [each.text() for each in room.rows.buttons.values()]
    assert told == ["All 5", "Waiting for me 1", "With others 2", "Done"]


@pytest.mark.parametrize("words", ["VARENNE", "inès", "2026-0147", "honoraires", "ines@varenne"])
def test_people_documents_and_matters_are_found(qtbot, home, opened, words):
    put(home, [*others(), convention()], SAMPLE)
    room = opened().pages.inbox
    room.rows.find_field.setText(words)
    qtbot.waitUntil(lambda: len(rows_of(room)) == 1, timeout=20_000)
    assert rows_of(room)[0][0] == "Convention d’honoraires"
    room.rows.find_field.setText("100%")  # a person types no patterns
    qtbot.waitUntil(lambda: rows_of(room) == [], timeout=20_000)


def test_a_document_that_opens_when_the_window_is_closed_is_let_go(qtbot, home, opened):
    put(home, [convention()], SAMPLE)
    window = opened()
    room, held = window.pages.inbox, []
    room._tools = replace(room._tools, open_document=lambda *told: held.append(told[2]))
    room._open_anew()
    qtbot.waitUntil(lambda: bool(held), timeout=20_000)
    window.close()
    source = FakePageSource()
    held[-1](source)
    assert source.closed
    count = len(held)
    room._take_path("id-conv", SAMPLE)  # an answer that was on its way
    assert len(held) == count


def test_a_document_that_is_not_here_says_so_and_keeps_the_button_shut(qtbot, home, opened):
    put(home, [convention()])
    room = opened().pages.inbox
    reading = room.page.reading
    qtbot.waitUntil(lambda: "not here yet" in reading._words.text(), timeout=20_000)
    assert not reading.sign.isEnabled()
    assert reading.sign.toolTip() == "The document is not here yet."


def test_one_that_is_signed_in_the_browser_is_not_signed_here(qtbot, home, opened):
    put(home, [convention(signing="remote")], SAMPLE)
    room = ready(qtbot, opened())
    qtbot.waitUntil(lambda: "browser" in room.page.reading.sign.toolTip(), timeout=20_000)
    assert not room.page.reading.sign.isEnabled()
    assert room.page.reading.decline.isVisible()


def test_an_empty_inbox_says_what_will_be_there(qtbot, home, opened):
    with OutboxBench(home, account=OFFICE):
        pass
    room = opened().pages.inbox
    assert room.rows._empty.text() == "What others ask you to sign appears here."
    assert not room.rows.empty_act.isVisible()
    assert not room.page.reading._head.isVisible()


def test_the_keys_go_through_the_list_and_into_the_pages(qtbot, home, opened):
    put(home, [*others(), convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    room.rows.view.setFocus()
    qtbot.keyClick(room.rows.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: room.listed.request.name == "Later", timeout=20_000)
    ready(qtbot, window)
    qtbot.keyClick(room.rows.view, Qt.Key.Key_Return)
    assert room.page.reading.view.hasFocus()


def test_a_newer_state_is_shown_where_the_request_stands(qtbot, home, opened):
    put(home, [*others(), convention()], SAMPLE)
    window = opened()
    room = ready(qtbot, window)
    with sqlite3.connect(home / "paraph.db") as connection:
        connection.execute(
            "UPDATE signature_request SET remote = json_set(remote, '$.status', 'expired'),"
            " status = 'expired', my_turn = 0 WHERE id = 'id-conv'"
        )
    window.pages.refresh()
    qtbot.waitUntil(lambda: rows_of(room)[0][1].startswith("Expired"), timeout=20_000)
    assert room.listed.request.id == "id-conv"
    qtbot.waitUntil(lambda: not room.page.reading.sign.isVisible(), timeout=20_000)


def listed_of(made, queued=()):
    from paraph.usecases.request_board import KnownAccount, listed_request

    known = KnownAccount(OFFICE, OFFICE.environment, needs_sign_in=False, is_due_for_rotation=False)
    return listed_request(made, known, queued)


@pytest.mark.parametrize(
    ("days", "words"), [(4, "Waiting for you"), (1, "Due tomorrow"), (0, "Due today")]
)
def test_what_is_due_soon_says_so(days, words):
    noon = NOW.astimezone().replace(hour=12)
    made = convention()
    remote = made.remote._replace(expires_at=noon + timedelta(days=days))
    assert inbox_row(listed_of(replace(made, remote=remote)), noon).chip.words == words


def test_many_people_are_counted_in_the_steps():
    people = (
        *(signatory(f"Ada {n}", f"a{n}@x.example", "signed", n, signed_at=NOW) for n in (1, 2, 3)),
        me(number=4),
        *(signatory(f"Bea {n}", f"b{n}@x.example", "pending", n) for n in range(5, 9)),
    )
    steps = steps_of(listed_of(request("Many", "in_progress", people, NOW)), NOW)
    assert [each.what for each in steps] == [
        "3 signed", "Your turn", "Bea 5", "3 more", "Filing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Inès Varenne", "IV"), ("Me Bastien Lorho", "BL"), ("Northgate Holdings Ltd", "NH"),
     ("Élan", "ÉL"), ("", ""), ("Me", "ME"), ("Tribunal – greffe", "TG")],
)  # fmt: skip
def test_two_letters_stand_for_a_name(name, letters):
    assert initials_of(name) == letters
