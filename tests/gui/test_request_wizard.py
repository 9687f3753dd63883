"""The wizard: document, who signs, where, check and send; and requests by a list."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from paraph.domain.errors import PasswordRequired, StoreBusy
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.act import ActKind
from paraph.filing.request_drafts import LocalDrafts
from paraph.gui.actions import GuiUseCases
from paraph.gui.bulk.list_model import Shown
from paraph.gui.common.reachability import Reach, Reachability
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.main_window import MainWindow
from paraph.gui.wizard.room import CHECK, DOCUMENT, LIST, PEOPLE, PLACES, SENT, WizardRoom
from paraph.ports.pages import TextLine
from paraph.ports.requests import Shown as ShownRequests
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.send_list import ListDesk
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import ACCOUNT, OutboxBench
from tests.gui.conftest import open_fake, show
from tests.gui.fake_page_source import FakePageSource
from tests.gui.fake_signing import FakeSigning

ME = "c.roux@rouxhale.example"
LOCKED = b"% locked"
FIRM, CLIENT = "Signature de l’avocat", "Signature du client"


class Away(Reachability):
    reach = Reach.AWAY


class Desk(ListDesk):
    """The real desk, which opens the record anew for each act, as its process does."""

    busy = False

    def __init__(self, home: Path) -> None:
        @contextmanager
        def requests():
            with OutboxBench(home, account=ACCOUNT._replace(own_addresses=(ME,))) as bench:
                yield RequestDesk(bench.queueing, bench.accounts, bench.templates)

        super().__init__(LocalDrafts(home), requests, OutboxBench(home).clock)

    def send_draft(self, prepared):
        if Desk.busy:
            raise StoreBusy
        return super().send_draft(prepared)

    def close(self) -> None:
        pass


def contract(path: Path) -> FakePageSource:
    source = FakePageSource(title=path.stem)
    source.texts = {
        2: [
            TextLine(FIRM, 72, 500, 180, 514, 511),
            TextLine(CLIENT, 320, 500, 420, 514, 511),
        ]
    }
    source.rules = {2: [(72, 620, 276, 621), (320, 620, 524, 621)]}
    return source


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opened() -> list[FakePageSource]:
    return []


@pytest.fixture
def window(qtbot, theme: ThemeSwitch, settings, home: Path, opened, monkeypatch):
    monkeypatch.setattr(Desk, "busy", False)

    def open_document(path, password, done, failed) -> None:
        assert password is None
        if path.read_bytes().endswith(LOCKED):
            failed(PasswordRequired())
            return
        opened.append(contract(path))
        done(opened[-1])

    cases = GuiUseCases(open_document, FakeSigning(), preparing=Desk(home), network=Away)
    return show(qtbot, MainWindow(cases, settings, theme))


@pytest.fixture
def room(window: MainWindow) -> WizardRoom:
    return window.wizard.room


def begun(qtbot, room: WizardRoom, **more) -> None:
    room.begin(**more)
    qtbot.waitUntil(lambda: room.prepared is not None and bool(room.prepared.people))


def typed(edit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def with_people(qtbot, room: WizardRoom, *, of_list: bool = False) -> None:
    begun(qtbot, room, document=SAMPLE, of_list=of_list)
    qtbot.waitUntil(lambda: room.step == PEOPLE and room.places.view is not None)
    me, client = room.people.forms.values()
    typed(me.first, "Camille")
    typed(me.last, "Roux")
    if not of_list:
        typed(client.first, "Ines")
        typed(client.last, "Varenne")
        typed(client.email, "ines@varenne.example")


def placed(qtbot, room: WizardRoom, **more) -> None:
    with_people(qtbot, room, **more)
    room.page.next.click()
    qtbot.waitUntil(lambda: len(room.places.board.fields) == 2)
    qtbot.waitUntil(lambda: all(each.anchor_at != (0, 0) for each in room.places.board.fields))


def sent_requests(home: Path):
    with OutboxBench(home) as bench:
        listed = bench.requests.page(ShownRequests(), 0, 100)
        entries = {each.id: bench.outbox.of_request(each.id) for each in listed}
        return [(each, [bench.outbox.body_of(e.id) for e in entries[each.id]]) for each in listed]


def test_a_request_from_the_open_document_takes_five_clicks(qtbot, window, room, home, tmp_path):
    path = tmp_path / "agreement.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    window.open_path(path)
    window.wizard.ask_others()
    clicks = 1
    qtbot.waitUntil(lambda: room.step == PEOPLE and room.places.view is not None)
    me, client = room.people.forms.values()
    assert (me.email.text(), me.card.isChecked()) == (ME, True)
    names = {me.first: "Camille", me.last: "Roux", client.first: "Ines", client.last: "Varenne"}
    for edit, text in {**names, client.email: "ines@varenne.example"}.items():
        typed(edit, text)
    for step in (PLACES, CHECK, SENT):
        qtbot.waitUntil(room.page.next.isEnabled)
        room.page.next.click()
        clicks += 1
        qtbot.waitUntil(lambda step=step: room.step == step)
        if step == PLACES:
            qtbot.waitUntil(lambda: len(room.places.board.fields) == 2)
    assert clicks <= 5
    ((request, entries),) = sent_requests(home)
    assert request.name == "agreement"
    assert [each.kind for each in entries] == [ActKind.UPLOAD, ActKind.CREATE, ActKind.ACTIVATE]
    told = json.loads(entries[1].body.content)["signatories"]
    assert [each["signing"] for each in told] == ["local", "remote"]
    assert [(each["fields"][0]["page"], each["fields"][0]["x"]) for each in told] == [
        (3, 72.0), (3, 320.0),
    ]  # fmt: skip
    # On the rule at 620 from the top of a page of 842: the lower edge, from the foot.
    assert told[0]["fields"][0]["y"] == pytest.approx(842 - 620.5, abs=0.6)
    assert not (home / "drafts").exists() or not list((home / "drafts").iterdir())


def test_fields_are_proposed_where_each_one_s_words_stand(qtbot, room):
    placed(qtbot, room)
    me, client = room.prepared.people
    by_person = {each.person: each for each in room.prepared.fields}
    assert by_person[me.key].anchor == FIRM
    assert by_person[client.key].anchor == CLIENT
    assert by_person[me.key].box.x0 == 72


def test_what_was_typed_is_found_again_in_another_window(
    qtbot, window, room, home, theme, settings
):
    placed(qtbot, room)
    room.leave()
    qtbot.waitUntil(lambda: not room.lane.busy)
    (kept,) = LocalDrafts(home).all()
    assert [each.name for each in kept.people] == ["Camille Roux", "Ines Varenne"]
    assert len(kept.fields) == 2
    begun(qtbot, room)
    qtbot.waitUntil(lambda: room.document._drafts.count() == 2)
    room.document.draft_chosen.emit(kept.reference)
    qtbot.waitUntil(lambda: room.step == CHECK)
    assert room.prepared.people == kept.people
    assert room.prepared.fields == kept.fields


def test_closing_the_window_keeps_what_was_typed_last(qtbot, window, room, home):
    with_people(qtbot, room)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    (kept,) = LocalDrafts(home).all()
    assert kept.people[1].email == "ines@varenne.example"


def test_what_is_missing_is_named_and_leads_to_where_it_is_settled(qtbot, room):
    begun(qtbot, room, document=SAMPLE)
    qtbot.waitUntil(lambda: room.step == PEOPLE and room.places.view is not None)
    room.go_to(CHECK)
    assert not room.page.next.isEnabled()
    assert room.page.next.toolTip()
    words = {each.code for each in room._standing().missing}
    assert {"no_person_name", "no_email", "no_signature_field"} <= words
    room.check.step_asked.emit(PEOPLE)
    assert room.step == PEOPLE


def test_offline_is_said_and_everything_goes_on(qtbot, room):
    with_people(qtbot, room)
    assert room.page._strong.text() == "You are offline."
    assert room.page._strong.isVisible()
    assert room.page.next.isEnabled()


def test_a_trouble_while_sending_keeps_the_draft_and_can_be_sent_again(
    qtbot, room, home, monkeypatch
):
    placed(qtbot, room)
    room.page.next.click()
    monkeypatch.setattr(Desk, "busy", True)
    room.page.next.click()
    qtbot.waitUntil(room.page.message.isVisible)
    assert room.step == CHECK
    assert len(LocalDrafts(home).all()) == 1
    assert sent_requests(home) == []
    monkeypatch.setattr(Desk, "busy", False)
    room.page.next.click()
    qtbot.waitUntil(lambda: room.step == SENT)
    assert len(sent_requests(home)) == 1


def test_a_card_per_person_and_the_keyboard_moves_resizes_and_deletes(qtbot, room):
    placed(qtbot, room)
    view, board = room.places.view, room.places.board
    assert [each.person.name for each in room.places.people.cards] == [
        "Camille Roux",
        "Ines Varenne",
    ]
    view.setFocus()
    board.choose(None)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    first = board.chosen
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert board.chosen.box.x0 == pytest.approx(first.box.x0 + 1)
    assert board.chosen.box.y0 == pytest.approx(first.box.y0 + 10)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert board.chosen.box.width == pytest.approx(first.box.width - 1)
    board.undo_stack.undo()
    assert board.field(first.key).box == first.box
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert board.chosen.key != first.key
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert [each.key for each in board.fields] == [first.key]
    assert room.prepared.fields == board.fields
    board.undo_stack.undo()
    assert len(board.fields) == 2


def test_a_field_covers_no_other_person_s_field(qtbot, room):
    placed(qtbot, room)
    view, board = room.places.view, room.places.board
    one, other = board.fields
    view.go_to(one)
    at = view.mapFromScene(view.scene_rect_of(one).center())
    onto = view.mapFromScene(view.scene_rect_of(other).center())
    drag(view, at, onto)
    assert board.field(one.key).box == one.box
    assert view.placement.draft is None
    # Next to it is fine.
    drag(view, at, at - QPoint(0, 80))
    assert board.field(one.key).box.y0 > one.box.y0


def drag(view, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, start
    )
    for step in range(1, 5):
        point = start + (end - start) * step / 4
        QTest.mouseMove(view.viewport(), point)
        QApplication.processEvents()
        move(view, point)
    QTest.mouseRelease(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, end
    )


def move(view, point: QPoint) -> None:
    """Move with the button held, which QTest.mouseMove does not say."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.AltModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_dates_initials_and_texts_are_the_person_s_in_turn_and_each_signs_once(qtbot, room):
    placed(qtbot, room)
    board, client = room.places.board, room.prepared.people[1]
    board.choose_person(client.key)
    for kind in ("date", "initials", "text", "signature"):
        room.places.people.kinds[kind].click()
    own = [each.kind for each in board.fields if each.person == client.key]
    assert own == ["signature", "date", "initials", "text"]
    assert board.chosen.kind == "signature"  # the one that is there


def test_a_drag_on_empty_paper_draws_a_field_and_a_click_none(qtbot, room):
    placed(qtbot, room)
    view, board = room.places.view, room.places.board
    board.choose(None)
    view.wanted_kind = "text"
    start = view.mapFromScene(view.scene_rect_of(board.fields[0]).topLeft()) - QPoint(0, 150)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert len(board.fields) == 2
    drag(view, start, start + QPoint(150, 50))
    assert board.fields[-1].kind == "text"
    assert board.fields[-1].page_index == 2


def test_a_field_follows_its_text_into_a_new_version(qtbot, room, opened, monkeypatch):
    placed(qtbot, room)
    before = {each.person: each for each in room.prepared.fields}
    real = contract

    def shifted(path: Path) -> FakePageSource:
        source = real(path)
        source.texts = {1: [line._replace(top=line.top - 100, bottom=line.bottom - 100)
                            for line in source.texts[2]]}  # fmt: skip
        return source

    monkeypatch.setitem(globals(), "contract", shifted)
    room.take_path(SAMPLE)
    qtbot.waitUntil(
        lambda: len(opened) == 2 and all(f.page_index == 1 for f in room.prepared.fields)
    )
    for each in room.prepared.fields:
        assert each.box.y0 == pytest.approx(before[each.person].box.y0 + 100)
        assert each.box.x0 == before[each.person].box.x0


@pytest.mark.parametrize("theme_name", list(Theme))
def test_every_step_is_named_for_those_who_do_not_see_it(qtbot, window, room, theme_name):
    placed(qtbot, room)
    room.take_theme(load_tokens(theme_name))
    for step in (DOCUMENT, PEOPLE, PLACES, CHECK):
        room.go_to(step)
        for widget in room.page.findChildren(QObject):
            if (
                hasattr(widget, "isVisible")
                and hasattr(widget, "focusPolicy")
                and widget.isVisible()
            ):
                takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                kinds = ("QPushButton", "QLineEdit", "QComboBox", "QToolButton", "QCheckBox")
                if takes_focus and any(widget.inherits(kind) for kind in kinds):
                    assert widget.accessibleName() or widget.text(), widget


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text)
    return path


def test_a_list_shows_every_row_s_errors_and_sends_the_good_ones_once(qtbot, room, home, tmp_path):
    placed(qtbot, room, of_list=True)
    room.page.next.click()
    room.page.next.click()
    assert room.step == LIST
    assert not room.page.next.isEnabled()
    path = listed(tmp_path, "email,name\na@b.example,A B\nnobody,C D\ne@f.example,E F\n")
    room.read_list(path)
    qtbot.waitUntil(lambda: len(room.list.model.rows) == 3)
    model = room.list.model
    assert [model.count(each) for each in (Shown.GOOD, Shown.BAD)] == [2, 1]
    states = [model.data(model.index(row, 3)) for row in range(3)]
    assert states[0] == states[2] == "Ready"
    assert "e-mail" in states[1]
    room.page.next.click()
    qtbot.waitUntil(lambda: model.count(Shown.SENT) == 2)
    qtbot.waitUntil(lambda: not room.lane.busy)
    assert len(sent_requests(home)) == 2
    room.read_list(path)
    qtbot.waitUntil(lambda: model.count(Shown.SENT) == 2 and not model.sent)
    assert not room.page.next.isEnabled()
    assert len(sent_requests(home)) == 2


def test_a_list_that_is_none_says_what_is_wrong_with_it(qtbot, room, tmp_path):
    placed(qtbot, room, of_list=True)
    room.page.next.click()
    room.page.next.click()
    room.read_list(listed(tmp_path, "Prenom,Nom\nA,B\n"))
    qtbot.waitUntil(room.page.message.isVisible)
    assert "No column of the list" in room.page.message.accessibleName()


def test_ten_thousand_rows_are_shown_without_a_hitch(qtbot, room, tmp_path):
    placed(qtbot, room, of_list=True)
    room.page.next.click()
    room.page.next.click()
    lines = "".join(f"p{n}@client.example,Anne Martin{n}\n" for n in range(10_000))
    room.read_list(listed(tmp_path, f"email,name\n{lines}"))
    qtbot.waitUntil(lambda: len(room.list.model.rows) == 10_000, timeout=30_000)
    assert room.list.model.rowCount() == 10_000
    assert len(room.list.model.good()) == 10_000


def test_a_long_address_pushes_nothing_out_of_sight(qtbot, window, room):
    placed(qtbot, room)
    window.resize(1024, 640)
    address = f"{'camille' * 6}@{'roux' * 6}.example"
    first = room.prepared.people[0]._replace(first_name="", last_name="", email=address)
    room.take(room.prepared._replace(people=(first, room.prepared.people[1])))
    panel = room.places.people
    qtbot.waitUntil(lambda: panel.cards[0].person.email == address and panel.add.width() > 0)
    qtbot.wait(50)  # laid out
    assert panel.add.mapTo(panel, panel.add.rect().topRight()).x() < panel.width()


def test_boxes_are_in_user_space_of_a_turned_page(qtbot, window, room, opened, monkeypatch):
    from paraph.domain.placing.signature_field import PageGeometry

    turned = PageGeometry(Box(10, 20, 605, 862), 90)
    monkeypatch.setitem(
        globals(), "contract", lambda path: FakePageSource((turned,), title=path.stem)
    )
    with_people(qtbot, room)
    room.page.next.click()
    qtbot.waitUntil(lambda: room.places.view is not None and room.step == PLACES)
    room.places.people.kinds["signature"].click()
    (field,) = room.prepared.fields
    assert field.box.inside(turned.visible)
    # Shown 72 by 32 mm: on a page turned by 90 degrees its sides change places.
    assert field.box.height > field.box.width


def test_new_requests_are_begun_from_the_desk_the_menu_and_the_keyboard(qtbot, window, room):
    empty = window.desk.empty
    (card,) = (b for b in empty.findChildren(QPushButton) if "Ask others" in b.accessibleName())
    card.click()
    qtbot.waitUntil(room.page.isVisible)
    room.leave()
    assert not room.page.isVisible()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.page.isVisible() and room.prepared is not None)
    assert not room.prepared.of_list
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_N, both)
    qtbot.waitUntil(lambda: room.prepared is not None and room.prepared.of_list)


def test_a_window_without_what_prepares_requests_offers_none(qtbot, theme, settings):
    window = show(qtbot, MainWindow(GuiUseCases(open_fake, FakeSigning()), settings, theme))
    assert not window.wizard.rows()
    assert not [b for b in window.findChildren(QPushButton) if "Ask others" in b.accessibleName()]


def test_escape_lets_the_field_go_first_and_then_closes_the_wizard(qtbot, window, room):
    placed(qtbot, room)
    room.places.view.setFocus()
    room.places.board.choose(room.places.board.fields[0].key)
    QTest.keyClick(room.places.view, Qt.Key.Key_Escape)
    assert room.places.board.selected is None
    assert room.page.isVisible()
    QTest.keyClick(room.places.view, Qt.Key.Key_Escape)
    assert not room.page.isVisible()


def test_a_locked_document_is_refused_at_once_and_another_can_be_chosen(qtbot, room, tmp_path):
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(b"%PDF-1.7 " + LOCKED)
    begun(qtbot, room, document=locked)
    qtbot.waitUntil(room.page.message.isVisible)
    assert "password" in room.page.message.accessibleName()
    assert room.step == DOCUMENT
    assert room.prepared.document_name == ""
    room.take_path(SAMPLE)
    qtbot.waitUntil(lambda: room.step == PEOPLE and room.places.view is not None)
