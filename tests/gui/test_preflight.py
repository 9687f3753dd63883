"""The pre-flight in the window: every remedy does what its button says, and is checked again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from paraph.domain.findings import Finding, Remedy, Weight
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import WORDS
from paraph.domain.messages.content import CONTENT_WORDS, PREFLIGHT_WORDS
from paraph.domain.messages.levels import LEVEL_WORDS
from paraph.domain.placing.signature_field import Box, Place
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.main_window import MainWindow
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.preflight_words import finding_words, remedy_words
from paraph.ports.signing_token import PinState
from paraph.usecases.preflight import Preflight
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_signing import place_and_begin, wait_for


@pytest.fixture
def acts() -> FakeSigning:
    made = FakeSigning()
    made.found = cards(candidate())
    return made


@pytest.fixture
def window(qtbot, theme, settings, acts):
    return show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))


@pytest.fixture
def contract(tmp_path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def found(contract: Path, *findings: Finding) -> Preflight:
    return Preflight(findings, contract.with_name("out.pdf"), PinState.NORMAL)


def begun(qtbot, window, acts, contract, *findings: Finding) -> PreflightPage:
    acts.preflights.append(found(contract, *findings))
    place_and_begin(qtbot, window, contract)
    return wait_for(qtbot, window, PreflightPage)


def press(page: PreflightPage, words: str) -> None:
    (button,) = [each for each in page.findChildren(QPushButton) if each.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words_on(page: PreflightPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def test_the_box_is_moved_off_a_field_and_all_is_checked_again(qtbot, window, acts, contract):
    better = Place(0, Box(60, 300, 264, 391))
    line = Finding(Weight.SETTLE, "place_refused", "overlap", (0,), place=better)
    page = begun(qtbot, window, acts, contract, line)
    assert "The box covers another field" in words_on(page)
    (move,) = [each for each in page._remedies if each.text().startswith("Move mine")]
    assert move.hasFocus()
    QTest.mouseClick(move, Qt.MouseButton.LeftButton)
    wait_for(qtbot, window, PinPage)
    placed = window.desk.current.view.placement.place
    assert placed.page_index == 0
    assert placed.box == pytest.approx(better.box, abs=0.1)
    assert window.signing.flow._wish.place == placed
    window.desk.current.view.placement.undo_stack.undo()
    assert window.desk.current.view.placement.place.box != pytest.approx(better.box, abs=0.1)


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ((-6, 0), "Move mine 6 mm to the left"),
        ((6, 0), "Move mine 6 mm to the right"),
        ((0, 4), "Move mine 4 mm down"),
        ((0, -4), "Move mine 4 mm up"),
        ((3, 3), "Move mine to the nearest free place"),
        ((0, 0), "Move mine a little"),
    ],
)
def test_the_button_says_where_the_box_goes(qapp, moved, words):
    line = Finding(Weight.SETTLE, "place_refused", place=Place(0, Box(0, 0, 1, 1)))
    assert remedy_words(Remedy.MOVE, line, moved) == words


def test_show_me_leads_to_the_page(qtbot, window, acts, contract):
    line = Finding(Weight.KNOW, "content_required", "Name", (2,), 1)
    page = begun(qtbot, window, acts, contract, line)
    press(page, "Show me")
    assert window.sheet.page is None
    assert window.desk.current.view.current_page == 2
    assert window.desk.current.view.hasFocus()
    assert acts.asked == []


def test_pages_that_were_never_shown_are_named_and_shown(qtbot, window, acts, contract):
    line = Finding(Weight.KNOW, "pages_unseen", pages=(1, 2))
    page = begun(qtbot, window, acts, contract, line)
    assert "2–3" in words_on(page)
    press(page, "Show them")
    assert window.desk.current.view.current_page == 1


def test_the_wish_says_which_pages_were_never_shown(qtbot, window, acts, contract):
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    unseen = window.signing.flow._wish.unseen_pages
    assert 2 in unseen
    assert "never shown" in "\n".join(each.text() for each in page.findChildren(QLabel))


def test_a_server_is_tried_again(qtbot, window, acts, contract):
    line = Finding(Weight.KNOW, "timestamp_unavailable", "https://tsa")
    page = begun(qtbot, window, acts, contract, line)
    assert "You can sign now." in words_on(page)
    press(page, "Try again")
    wait_for(qtbot, window, PinPage)


def test_another_certificate_is_chosen_in_the_panel(qtbot, window, acts, contract):
    page = begun(qtbot, window, acts, contract, Finding(Weight.SETTLE, "certificate_expired"))
    press(page, "Choose another certificate")
    assert window.sheet.page is None
    picker = window.signing.open_panel(window.desk.current).picker
    qtbot.waitUntil(picker.list.isVisible)
    picker.list.hide()


def test_what_the_pages_do_not_show_is_named_for_each_document(qtbot, window, acts, contract):
    """Other notices once a kind; a script or a hidden layer belongs to its document."""
    script, fonts = Finding(Weight.KNOW, "content_script"), Finding(Weight.KNOW, "content_fonts")
    page = begun(qtbot, window, acts, contract, script, fonts)
    QTest.mouseClick(page.to_pin, Qt.MouseButton.LeftButton)
    pin = wait_for(qtbot, window, PinPage)
    again = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    for findings, kind in (((fonts,), PinPage), ((fonts, script), PreflightPage)):
        QTest.keyClick(window.sheet.page or pin, Qt.Key.Key_Escape)
        acts.preflights.append(found(contract, *findings))
        QTest.keyClick(window, *again)
        wait_for(qtbot, window, kind)


def test_a_card_that_is_put_in_is_seen_by_itself(qtbot, window, acts, contract):
    page = begun(qtbot, window, acts, contract, Finding(Weight.SETTLE, "no_token"))
    assert not page.to_pin.isEnabled()
    acts.preflights.append(found(contract, Finding(Weight.FINE, "card_there")))
    window.signing.look()
    qtbot.waitUntil(lambda: window.sheet.page is not page)
    assert isinstance(window.sheet.page, PreflightPage)
    assert window.sheet.page.to_pin.isEnabled()


def test_what_was_settled_elsewhere_is_seen_on_return(qtbot, window, acts, contract):
    page = begun(qtbot, window, acts, contract, Finding(Weight.SETTLE, "disk_full"))
    acts.preflights.append(found(contract, Finding(Weight.FINE, "output_ready", "out.pdf")))
    window.signing.flow._check_on_return(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: window.sheet.page is not page)
    assert window.sheet.page.to_pin.isEnabled()


def test_what_did_not_change_does_not_flicker(qtbot, window, acts, contract):
    lines = (Finding(Weight.SETTLE, "no_token"),)
    page = begun(qtbot, window, acts, contract, *lines)
    looks = len(acts.folders)
    acts.preflights += [found(contract, *lines)]
    window.signing.look()
    qtbot.waitUntil(lambda: len(acts.folders) > looks)
    qtbot.wait(50)
    assert window.sheet.page is page


def test_a_long_list_scrolls_and_keeps_its_buttons_in_sight(qtbot, window, acts, contract):
    lines = [Finding(Weight.KNOW, str(code), pages=(0,)) for code in CONTENT_WORDS]
    window.resize(1024, 600)
    page = begun(qtbot, window, acts, contract, *lines)
    qtbot.wait(50)
    for button in (page.to_pin, page.to_document):
        corner = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(corner)


def test_every_finding_has_words_and_every_remedy_a_button(qapp):
    codes = [*WORDS, *LEVEL_WORDS, *CONTENT_WORDS, *PREFLIGHT_WORDS]
    for code in codes:
        for weight in (Weight.SETTLE, Weight.KNOW):
            line = Finding(weight, str(code), pages=(0,))
            title, below = finding_words(line, KeyKind.CARD)
            assert title
            assert below
            assert all(remedy_words(each, line) for each in line.remedies)
