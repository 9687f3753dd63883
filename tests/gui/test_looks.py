"""How a signature looks: chosen with the keyboard, seen at once, kept for a person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton

from paraph.domain.errors import DiskFull, ImageEmpty, ImageKind
from paraph.domain.stamp.appearance import Appearance, DateForm, Looks, Part, StampLanguage
from paraph.gui.actions import GuiUseCases
from paraph.gui.looks.look_page import LookPage
from paraph.gui.main_window import MainWindow
from tests.fakes.pictures import signature
from tests.gui.candidates import candidate
from tests.gui.conftest import open_fake, show

CONTRACTS = Appearance("Contracts", has_qr=True, language=StampLanguage.FRENCH)


class Shelf:
    """Looks in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Looks] = {}
        self.full = False

    def read(self, holder: str) -> Looks:
        return self.kept.get(holder, Looks())

    def write(self, holder: str, looks: Looks) -> None:
        if self.full:
            raise DiskFull(folder="/profile")
        self.kept[holder] = looks


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def window(qtbot, theme, settings, acts, shelf):
    cases = GuiUseCases(open_fake, acts, looks=lambda: shelf)
    return show(qtbot, MainWindow(cases, settings, theme))


@pytest.fixture
def panel(qtbot, window, tab):
    made = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: made.candidate is not None and made.looks.isVisible())
    return made


@pytest.fixture
def page(qtbot, window, panel):
    QTest.mouseClick(panel.looks.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, LookPage))
    return window.sheet.page


def test_a_person_s_own_look_is_used_from_the_start(qtbot, shelf, window, tab, acts):
    shelf.kept["Camille Roux"] = Looks().using(CONTRACTS)
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: panel.look == CONTRACTS)
    qtbot.waitUntil(lambda: bool(tab.source.stamps) and bool(tab.source.stamps[-1].qr_text))
    assert tab.source.stamps[-1].lines[0].text == "Signé électroniquement par"
    panel._go_without()
    qtbot.waitUntil(panel.sign.isEnabled)
    panel.sign.click()
    qtbot.waitUntil(lambda: window.signing.flow is not None)
    assert window.signing.flow._wish.look == CONTRACTS


def test_another_person_s_look_is_not_taken_over(qtbot, shelf, window, tab, acts):
    shelf.kept["Camille Roux"] = Looks().using(CONTRACTS)
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: panel.look == CONTRACTS)
    panel.picker.choose(candidate("Inès Varenne", sha256="bb"))
    qtbot.waitUntil(lambda: panel.look_known)
    assert panel.look.name == ""


def test_each_change_is_seen_at_once_and_kept_only_when_used(qtbot, tab, panel, page, shelf):
    page.lines[Part.TEXT].click()
    page.text.setText("SANS VALEUR")
    page.code.click()
    qtbot.waitUntil(lambda: tab.source.stamps[-1].qr_text != "")
    assert "SANS VALEUR" in [line.text for line in tab.source.stamps[-1].lines]
    assert shelf.kept == {}
    page.name.setText("Contracts")
    page.keep.click()
    qtbot.waitUntil(lambda: panel.look.name == "Contracts")
    assert shelf.kept["Camille Roux"].current.text == "SANS VALEUR"
    assert panel.window().sheet.page is None


def test_esc_leaves_the_look_as_it_was(qtbot, window, tab, panel, page, shelf):
    before = panel.look
    page.code.click()
    qtbot.waitUntil(lambda: tab.source.stamps[-1].qr_text != "")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.sheet.page is None
    assert panel.look == before
    qtbot.waitUntil(lambda: tab.source.stamps[-1].qr_text == "")
    assert shelf.kept == {}


def test_a_picture_is_taken_and_removed(qtbot, tab, page, monkeypatch):
    tab.source.pictures["ada.png"] = signature()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/home/ada/ada.png", ""))
    assert not page.clears_white.isEnabled()
    page.image.choose.click()
    qtbot.waitUntil(lambda: page.image.png == signature())
    assert page.logo.png is None
    assert page.clears_white.isEnabled()
    qtbot.waitUntil(lambda: tab.source.stamps[-1].image == signature())
    page.image.remove.click()
    qtbot.waitUntil(lambda: tab.source.stamps[-1].image is None)


def test_a_picture_that_cannot_be_used_is_told_in_its_place(qtbot, tab, page, monkeypatch):
    tab.source.pictures["ada.png"] = ImageKind(why="other")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/home/ada/ada.png", ""))
    page.logo.choose.click()
    qtbot.waitUntil(page._trouble.isVisible)
    assert "PNG or JPEG" in page._trouble.text()
    assert page.logo.png is None
    page.code.click()
    assert not page._trouble.isVisible()


def test_a_picture_that_would_show_nothing_is_not_taken(qtbot, tab, page, monkeypatch):
    tab.source.pictures = {"blank.png": ImageEmpty(why="transparent"), "ada.png": signature()}
    chosen = iter(["/ada.png", "/blank.png"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(chosen), ""))
    page.image.choose.click()
    qtbot.waitUntil(lambda: page.image.png == signature())
    page.image.choose.click()
    qtbot.waitUntil(page._trouble.isVisible)
    assert "would show nothing" in page._trouble.text()
    assert page.image.png == signature(), "the one before stays"


def test_a_look_that_cannot_be_kept_stays_open_and_says_why(qtbot, window, page, shelf):
    shelf.full = True
    page.keep.click()
    qtbot.waitUntil(page._trouble.isVisible)
    assert window.sheet.page is page


def test_several_looks_are_chosen_by_name_and_removed(qtbot, shelf, window, tab):
    letters = Appearance("Letters", date_form=DateForm.LONG)
    shelf.kept["Camille Roux"] = Looks().using(letters).using(CONTRACTS)
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: panel.look == CONTRACTS)
    panel.looks.change.click()
    page = window.sheet.page
    assert page.draft == CONTRACTS
    page.which.setCurrentIndex(page.which.findData("Letters"))
    page.which.activated.emit(page.which.currentIndex())
    assert page.draft == letters
    page.remove.click()
    qtbot.waitUntil(lambda: window.sheet.page is None)
    assert [each.name for each in shelf.kept["Camille Roux"].every] == ["Contracts"]
    assert panel.look == CONTRACTS


def test_what_finds_no_room_is_said_in_the_panel_and_in_the_editor(qtbot, tab, panel, page):
    tab.source.left_out = ("qr", "role")
    page.code.click()
    qtbot.waitUntil(lambda: "QR code, Role" in page.preview.left_out.text())
    assert "QR code, Role" in panel.looks.preview.left_out.text()


def test_every_control_is_reached_with_the_keyboard_and_has_a_name(qtbot, window, page):
    page.lines[Part.ROLE].setChecked(True)
    page.lines[Part.TEXT].setChecked(True)
    page.take_focus()
    reached = set()
    for _ in range(60):
        focused = QApplication.focusWidget()
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    kinds = (QComboBox, QLineEdit, QPushButton)
    wanted = {each for kind in kinds for each in page.findChildren(kind) if each.isVisible()}
    wanted |= {*page.lines.values(), page.code}
    assert {each.accessibleName() for each in wanted - reached} == set()
    assert all(each.accessibleName() for each in wanted)


@pytest.mark.parametrize("height", [900, 600])
def test_no_word_of_the_editor_is_cut(qtbot, window, page, height):
    window.resize(1100, height)
    qtbot.wait(50)
    cut = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and label.wordWrap()
        and label.height() < label.heightForWidth(label.width())
    ]
    assert cut == []
    assert page.keep.visibleRegion().boundingRect().height() == page.keep.height()


def test_the_shelf_is_asked_in_a_lane_of_its_own(qtbot, window, shelf, panel, monkeypatch):
    import threading

    threads = []
    monkeypatch.setattr(shelf, "write", lambda *_: threads.append(threading.current_thread()))
    panel.looks.change.click()
    window.sheet.page.keep.click()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
