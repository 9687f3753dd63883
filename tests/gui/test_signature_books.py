"""Signature books in the window: prepared in one profile, reviewed and signed in another."""

import json
import shutil
import sqlite3
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

import paraph.app as wiring
from paraph.administrator import Rules
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.signature_book import Decision, OutcomeKind
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.filing.templates import JsonTemplates
from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.kit import KeyHolder
from paraph.gui.batch.leave_page import LeavePage
from paraph.gui.book.book_words import BookState, document_words
from paraph.gui.book.check_page import CheckPage
from paraph.gui.book.open_trouble import OpenTrouble
from paraph.gui.book.return_page import ReturnPage
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow
from paraph.gui.sheet.password_page import PasswordPage
from paraph.ports.finding import FoundModule
from paraph.render.client import RenderClient
from paraph.settings import Settings
from tests.conftest import SAMPLE
from tests.fakes.finding import FakeFinding
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeModule, FakeToken
from tests.gui.conftest import show
from tests.judges import poppler_says_valid

MODULE = "/fake/module.so"


@pytest.fixture
def shared(tmp_path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def card() -> FakeToken:
    return FakeToken(identities=[identity(holder="Camille Roux")])


@pytest.fixture
def wired(monkeypatch, card):
    """Wire the program with a card in memory."""
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


@pytest.fixture
def person(qtbot, theme, tmp_path, shared, wired, monkeypatch):
    """Open a person's window on their own profile; one at a time is looked at."""
    opened: list[MainWindow] = []
    closers = []

    def open_for(name: str, **profile) -> MainWindow:
        home = tmp_path / name.replace(" ", "-")
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("PARAPH_HOME", str(home))
        desk, books, plans = wiring.make_desk([]), wiring.make_book_desk(), wiring.make_planner()
        plans_acts = _Plans(plans)
        cases = GuiUseCases(
            open_document=Opener(RenderClient),
            signing=desk,
            batches=desk,
            plans=plans_acts,
            books=books,
            templates=lambda: JsonTemplates(home),
            settings=Settings(book_folder=str(shared), own_name=name, **profile),
        )
        settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(cases, settings, theme)
        show(qtbot, window)
        opened.append(window)
        closers.append(lambda: (books.close(), desk.close()))
        return window

    yield open_for
    for window in opened:
        window.close()
    for close in closers:
        close()


class _Plans:
    """The planner, as the window's process of its own."""

    def __init__(self, planner) -> None:
        self._planner = planner

    def __getattr__(self, name):
        return getattr(self._planner, name)

    def close(self) -> None:
        pass


def documents_in(folder: Path, count: int = 3) -> list[Path]:
    folder.mkdir(exist_ok=True)
    made = [folder / f"Convention {n}.pdf" for n in range(1, count + 1)]
    for each in made:
        shutil.copy(SAMPLE, each)
    return made


def prepare(qtbot, window: MainWindow, documents: list[Path], note: str = "") -> Path:
    room = window.books.room
    room.hand_over(documents)
    page = room.prepare.page
    qtbot.waitUntil(lambda: not room.prepare.planning.is_looking, timeout=20_000)
    page.holder.setText("Me Roux")
    page.title.setText("Courrier du jour")
    page.reason.setText("Pour accord")
    if note:
        page.note.setPlainText(note)
    assert page.hand_over.isEnabled(), page.hand_over.toolTip()
    assert page.hand_over.text() == "Hand over to Me Roux"
    with qtbot.waitSignal(room.prepare.handed_over, timeout=20_000) as told:
        page.hand_over.click()
    return told.args[0].path


def open_review(qtbot, window: MainWindow):
    room = window.books.room
    window.signing.look()
    room.begin()
    qtbot.waitUntil(room.bar.isVisible, timeout=20_000)
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room.bar.open.click()
    wait_for_pages(qtbot, room)
    return room


def wait_for_pages(qtbot, room, number: int | None = None) -> None:
    def there() -> bool:
        view = room.review.page.view
        wanted = number is None or room.review.number == number
        return wanted and view is not None and room.review.page.focusWidget() is view

    qtbot.waitUntil(there, timeout=20_000)


def read_all_pages(qtbot, room) -> None:
    view = room.review.page.view
    for page in range(3):
        qtbot.waitUntil(lambda page=page: page in view.seen_pages, timeout=20_000)
        qtbot.keyClick(view, Qt.Key.Key_Space)


def sheet_of(qtbot, window: MainWindow, kind: type):
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, kind), timeout=30_000)
    return window.sheet.page


def record_of(home: Path) -> list[tuple[str, dict]]:
    connection = sqlite3.connect(home / "paraph.db")
    rows = connection.execute("SELECT kind, body FROM audit_entry ORDER BY seq").fetchall()
    connection.close()
    return [(kind, json.loads(body)) for kind, body in rows]


def test_a_book_is_prepared_reviewed_with_the_keyboard_signed_and_returned(
    qtbot, person, tmp_path, card
):
    claire = person("Claire Petit")
    prepare(qtbot, claire, documents_in(tmp_path / "drafts"), note="Urgent")
    lines = claire.books.room._lines
    qtbot.waitUntil(lambda: bool(claire.books.room._lines), timeout=20_000)
    lines = claire.books.room._lines
    assert [(each.state, each.title) for each in lines] == [(BookState.SENT, "Courrier du jour")]
    assert not claire.books.room.bar.isVisible()

    roux = person("Camille Roux")
    room = open_review(qtbot, roux)
    assert room.bar.words == (
        "1 signature book(s) wait(s) for you: 3 document(s) from Claire Petit"
    )
    page = room.review.page
    read_all_pages(qtbot, room)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    wait_for_pages(qtbot, room, 2)
    qtbot.keyClick(page.view, Qt.Key.Key_S)
    assert page.side.writes_note
    qtbot.keyClicks(page.side.note, "Mauvaise date")
    modifier = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.side.note, Qt.Key.Key_Return, modifier)
    wait_for_pages(qtbot, room, 3)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.side.sign.text() == "Check and sign 2", timeout=20_000)
    page.side.sign.click()

    # The third was agreed to unread: its pages are named before the PIN.
    check = sheet_of(qtbot, roux, CheckPage)
    told = [line for line in check.findChildren(object) if hasattr(line, "text")]
    words = " ".join(each.text() for each in told)
    assert "Convention 3" in words
    assert "Convention 1" not in words
    check.to_pin.click()
    pin = sheet_of(qtbot, roux, PinPage)
    assert pin.sign.text() == "Sign 2 document(s)"
    qtbot.keyClicks(pin.pin, "9999")
    pin.sign.click()
    qtbot.waitUntil(
        lambda: isinstance(roux.sheet.page, PinPage) and roux.sheet.page is not pin, timeout=20_000
    )
    qtbot.keyClicks(roux.sheet.page.pin, "1234")
    roux.sheet.page.sign.click()
    give_back = sheet_of(qtbot, roux, ReturnPage)
    with qtbot.waitSignal(room.review.left, timeout=20_000):
        give_back.give_back.click()
    assert card.signatures == 2
    asked = [
        body for kind, body in record_of(tmp_path / "Camille-Roux") if kind == "signature_requested"
    ]
    assert {(b["signs_as"], b["prepared_by"]) for b in asked} == {("Camille Roux", "Claire Petit")}

    claire.close()
    claire = person("Claire Petit")
    room = claire.books.room
    room.begin()
    qtbot.waitUntil(room.bar.isVisible, timeout=20_000)
    assert room.bar.words == "Me Roux returned “Courrier du jour”: 2 signed · 1 set aside"
    room.bar.open.click()
    qtbot.waitUntil(lambda: room.page.currentWidget() is room.results, timeout=30_000)
    seen = room.results._results.seen
    kinds = [each.outcome.kind for each in seen]
    assert kinds == [OutcomeKind.SIGNED, OutcomeKind.SET_ASIDE, OutcomeKind.SIGNED]
    assert [each.trouble for each in seen] == ["", "", ""]
    assert poppler_says_valid(seen[0].copy)
    assert seen[1].outcome.note == "Mauvaise date"
    assert not room.bar.isVisible()


def test_a_changed_document_is_named_and_cannot_be_agreed_to(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    book = prepare(qtbot, claire, documents_in(tmp_path / "drafts", 2))
    changed = sorted((book / "documents").iterdir())[0]
    changed.write_bytes(changed.read_bytes() + b"%")
    roux = person("Camille Roux")
    room = roux.books.room
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room._begin_review(book)
    room.review._decide(Decision.AGREED, "")
    qtbot.wait(300)
    assert room.review.now.to_sign() == ()
    words = room.review.page._waiting.text()
    assert words.startswith("The file is not the one") or "changed" in words


def test_a_book_that_somebody_has_open_is_told_and_can_be_taken_over(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    book = prepare(qtbot, claire, documents_in(tmp_path / "drafts", 1))
    held = {"by": "Paul", "on": "pc-7", "since_utc": "2026-11-25T10:00:00Z", "key": "k"}
    (book / ".paraph-open").write_text(json.dumps(held))
    roux = person("Camille Roux")
    room = roux.books.room
    room._begin_review(book)
    trouble = sheet_of(qtbot, roux, OpenTrouble)
    assert trouble.focusWidget() is trouble.to_list
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        trouble.take_over.click()
    wait_for_pages(qtbot, room)
    room.review.leave()
    qtbot.waitUntil(lambda: not (book / ".paraph-open").exists(), timeout=20_000)


def test_decisions_and_pages_shown_stay_when_one_leaves(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    book = prepare(qtbot, claire, documents_in(tmp_path / "drafts", 2))
    roux = person("Camille Roux")
    room = open_review(qtbot, roux)
    read_all_pages(qtbot, room)
    qtbot.keyClick(room.review.page.view, Qt.Key.Key_Return)
    wait_for_pages(qtbot, room, 2)
    with qtbot.waitSignal(room.review.left, timeout=20_000):
        room.review.page.back.click()
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room._begin_review(book)
    assert room.review.number == 2
    first = room.review.now.review(1)
    assert (first.decision, sorted(first.pages_seen)) == (Decision.AGREED, [0, 1, 2])


def test_a_book_for_somebody_else_is_not_listed(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    prepare(qtbot, claire, documents_in(tmp_path / "drafts", 1))
    durand = person("Jeanne Durand")
    room = durand.books.room
    with qtbot.waitSignal(room.looked, timeout=20_000):
        room.look()
    assert room._lines == []
    assert not room.bar.isVisible()


def test_what_has_no_place_asks_before_it_is_handed_over(qtbot, person, tmp_path):
    from tests.fakes import pdfs

    claire = person("Claire Petit")
    room = claire.books.room
    room.hand_over([pdfs.plain(tmp_path / "plain.pdf")])
    prepare_room = room.prepare
    qtbot.waitUntil(lambda: not prepare_room.planning.is_looking, timeout=20_000)
    prepare_room.page.holder.setText("Me Roux")
    assert not prepare_room.page.hand_over.isEnabled()
    assert prepare_room.page.hand_over.toolTip() == "1 document(s) ask you for a place."
    prepare_room._take_rule(BatchRule(PlaceSource.NOWHERE))
    qtbot.waitUntil(prepare_room.page.hand_over.isEnabled, timeout=20_000)


def test_without_a_name_and_a_folder_they_are_asked_for_first(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    claire.profile = Settings()
    claire.books.show_list()
    page = claire.books.room.list
    assert claire.books.room.page.currentWidget() is page
    assert not page.prepare.isEnabled()
    page.name.setText("Claire Petit")
    page.name.editingFinished.emit()
    assert claire.profile.own_name == "Claire Petit"
    claire.books.room._take_folder(str(tmp_path / "share"))
    assert page.prepare.isEnabled()


def asked_to_leave(qtbot, person, tmp_path, count: int = 8):
    """Sign a book, and close the window as soon as documents are being signed."""
    book = prepare(qtbot, person("Claire Petit"), documents_in(tmp_path / "drafts", count))
    roux = person("Camille Roux")
    room = open_review(qtbot, roux)
    for number in range(1, count + 1):
        room.review._tools.lane.run(
            lambda n=number: room._acts.decide(n, Decision.AGREED),
            lambda review, n=number: room.review._take_review(n, review),
            room.review._tell_lost,
        )
    qtbot.waitUntil(lambda: len(room.review.now.to_sign()) == count, timeout=20_000)
    room.review._sign()
    sheet_of(qtbot, roux, CheckPage).to_pin.click()
    pin = sheet_of(qtbot, roux, PinPage)
    run = room.review.signing.run
    qtbot.keyClicks(pin.pin, "1234")
    with qtbot.waitSignal(run.changed, timeout=20_000):
        pin.sign.click()
    assert run.runs
    assert not roux.close()
    return roux, room, book, sheet_of(qtbot, roux, LeavePage)


def test_leaving_while_a_book_is_signed_asks_and_esc_stays(qtbot, person, tmp_path, card):
    roux, _, _, page = asked_to_leave(qtbot, person, tmp_path, 3)
    page.esc()
    sheet_of(qtbot, roux, ReturnPage)
    assert roux.isVisible()
    assert card.signatures == 3


def test_stopping_leaves_between_two_documents_and_the_rest_is_signed_later(
    qtbot, person, tmp_path, card
):
    roux, room, book, page = asked_to_leave(qtbot, person, tmp_path)
    page.after_this.click()
    qtbot.waitUntil(lambda: not roux.isVisible(), timeout=30_000)
    signed = card.signatures
    assert 0 < signed < 8
    told = json.loads((book / "answer.json").read_text())
    assert [each["outcome"] for each in told["documents"]].count("signed") == signed
    room._acts.close()  # as the process of books does when its window is gone
    assert not (book / ".paraph-open").exists()

    again = person("Camille Roux")
    room = again.books.room
    again.signing.look()
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room._begin_review(book)
    assert len(room.review.now.to_sign()) == 8 - signed
    qtbot.waitUntil(room.review.page.side.sign.isEnabled, timeout=20_000)
    room.review._sign()
    sheet_of(qtbot, again, CheckPage).to_pin.click()
    qtbot.keyClicks(sheet_of(qtbot, again, PinPage).pin, "1234")
    again.sheet.page.sign.click()
    sheet_of(qtbot, again, ReturnPage)
    assert card.signatures == 8


def test_it_finishes_unseen_and_closes_then(qtbot, person, tmp_path, card):
    roux, _, book, page = asked_to_leave(qtbot, person, tmp_path)
    closed = []
    roux.books.close = lambda real=roux.books.close: (closed.append(1), real())
    page.in_background.click()
    assert not roux.isVisible()
    qtbot.waitUntil(lambda: bool(closed), timeout=30_000)
    assert card.signatures == 8
    told = json.loads((book / "answer.json").read_text())
    assert {each["outcome"] for each in told["documents"]} == {"signed"}


def test_what_came_back_is_prepared_again_with_one_click(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    documents = documents_in(tmp_path / "drafts", 3)
    book = prepare(qtbot, claire, documents, note="Urgent")
    before = claire.books.room
    placed = json.loads((book / "book.json").read_text())["documents"]
    roux = person("Camille Roux")
    room = open_review(qtbot, roux)
    acts = room._acts
    acts.decide(1, Decision.SET_ASIDE, "Mauvaise date")
    acts.decide(2, Decision.SET_ASIDE, "Page 2 manque")
    acts.give_back()
    roux.close()
    claire.close()

    claire = person("Claire Petit")
    room = claire.books.room
    assert room is not before
    with qtbot.waitSignal(room.looked, timeout=20_000):
        room.begin()
    room.bar.open.click()
    qtbot.waitUntil(lambda: room.page.currentWidget() is room.results, timeout=30_000)
    assert room.results.again.text() == "Hand over 3 again…"
    room.results.again.click()
    prepared = room.prepare
    qtbot.waitUntil(lambda: room.page.currentWidget() is prepared.page, timeout=20_000)
    qtbot.waitUntil(prepared.page.hand_over.isEnabled, timeout=20_000)
    lines = [each.result for each in prepared._lines()]
    assert ["came back: “Mauvaise date”" in each for each in lines] == [True, False, False]
    assert "“Urgent”" in lines[0]
    qtbot.waitUntil(
        lambda: all(prepared.planning.document(n).found_by is PlaceSource.HAND for n in (1, 2, 3)),
        timeout=20_000,
    )
    with qtbot.waitSignal(prepared.handed_over, timeout=20_000) as told:
        prepared.page.hand_over.click()
    made = told.args[0].book
    assert [each.earlier_note for each in made.documents] == [
        "Mauvaise date", "Page 2 manque", "",
    ]  # fmt: skip
    assert [list(each.place.box) for each in made.documents] == [each["box"] for each in placed]
    assert (made.holder, made.title) == ("Me Roux", "Courrier du jour")


def test_a_locked_document_is_opened_by_who_reviews_it(qtbot, person, tmp_path, card):
    documents = documents_in(tmp_path / "drafts", 1)
    closed = [tmp_path / "drafts" / f"Fusion {n}.pdf" for n in (1, 2)]
    for each in closed:
        words = ["qpdf", "--encrypt", "geheim", "o", "256", "--", SAMPLE, each]
        subprocess.run(list(map(str, words)), check=True)
    claire = person("Claire Petit")
    room = claire.books.room
    room.hand_over([*closed, *documents])
    qtbot.waitUntil(lambda: not room.prepare.planning.is_looking, timeout=20_000)
    assert room.prepare.planning.asking() == 2
    room.prepare._open_place(1)
    page = sheet_of(qtbot, claire, PasswordPage)
    qtbot.keyClicks(page.password, "geheim")
    page.open.click()
    qtbot.waitUntil(lambda: room.prepare.planning.asking() == 0, timeout=20_000)
    room.prepare.page.holder.setText("Me Roux")
    with qtbot.waitSignal(room.prepare.handed_over, timeout=20_000) as told:
        room.prepare.page.hand_over.click()
    book = told.args[0]
    assert [each.is_locked for each in book.book.documents] == [True, True, False]
    assert all(b"geheim" not in e.read_bytes() for e in book.path.rglob("*") if e.is_file())

    roux = person("Camille Roux")
    room = roux.books.room
    roux.signing.look()
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room._begin_review(book.path)
    page = sheet_of(qtbot, roux, PasswordPage)  # it is asked for when it is first seen
    page.esc()
    assert room.review.page.view is None
    room.review.page.side.password_asked.emit()
    page = sheet_of(qtbot, roux, PasswordPage)
    qtbot.keyClicks(page.password, "falsch")
    page.open.click()
    qtbot.waitUntil(lambda: roux.sheet.page not in (page, None), timeout=20_000)
    qtbot.keyClicks(roux.sheet.page.password, "geheim")
    roux.sheet.page.open.click()
    wait_for_pages(qtbot, room, 1)
    for number in (2, 3):
        qtbot.keyClick(room.review.page.view, Qt.Key.Key_Return)
        wait_for_pages(qtbot, room, number)
    qtbot.keyClick(room.review.page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.review.page.side.sign.text() == "Check and sign 3", timeout=20_000)
    room.review.page.side.sign.click()
    sheet_of(qtbot, roux, CheckPage).to_pin.click()
    qtbot.keyClicks(sheet_of(qtbot, roux, PinPage).pin, "1234")
    roux.sheet.page.sign.click()
    sheet_of(qtbot, roux, ReturnPage)
    assert card.signatures == 3
    room.review.leave()
    assert room.review.locked.passwords == {}


def test_a_name_and_a_folder_are_set_among_the_settings(qtbot, person, tmp_path, shared):
    claire = person("Claire Petit")
    claire.show_screen("settings")
    rows = claire.settings_page.books
    rows.look()
    qtbot.waitUntil(lambda: "reached" in rows.folder_says.text(), timeout=20_000)
    assert rows.folder_says.text() == "It can be reached and written to: 0 signature book(s)."
    rows.name.setText("Claire Petit-Morel")
    assert claire.profile.own_name == "Claire Petit-Morel"
    assert claire.books.room.list.name.text() == "Claire Petit-Morel"
    rows.take_folder(str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: rows.folder_says.property("tone") == "invalid", timeout=20_000)
    assert rows.folder_says.text().startswith("The folder for signature books does not answer.")
    assert claire.profile.book_folder == str(tmp_path / "gone")
    # What is set where books are listed is seen here, and is not set back by the next change.
    claire.books.room._take_folder(str(shared))
    claire.settings_page.reason.setText("Approved")
    assert (claire.profile.book_folder, rows.folder) == (str(shared), str(shared))


def test_a_folder_that_hangs_is_said_to_and_nothing_waits_for_it(qtbot, person, monkeypatch):
    claire = person("Claire Petit")
    claire.show_screen("settings")
    rows, answers = claire.settings_page.books, threading.Event()
    rows._late.setInterval(1)
    monkeypatch.setattr(
        claire.books.room._acts, "try_folder", lambda _: answers.wait(20) and 3, raising=False
    )
    rows.look()
    try:
        qtbot.waitUntil(lambda: rows.folder_says.property("tone") == "changed", timeout=20_000)
        claire.show_screen("desk")
    finally:
        answers.set()
    qtbot.waitUntil(lambda: "3 signature book(s)" in rows.folder_says.text(), timeout=20_000)


def test_what_the_key_refused_is_said_in_its_own_words(qtbot, person, tmp_path):
    claire = person("Claire Petit")
    book = prepare(qtbot, claire, documents_in(tmp_path / "drafts", 1))
    room = person("Camille Roux").books.room
    with qtbot.waitSignal(room.review.opened, timeout=20_000):
        room._begin_review(book)
    now = room.review.now._replace(troubles={1: "token_removed"})
    for key, words in (
        (KeyHolder(KeyKind.KEY_FILE), "The key file left while signing."),
        (KeyHolder(KeyKind.TOKEN), "The token left while signing."),
    ):
        assert document_words(now, 1, key) == words
