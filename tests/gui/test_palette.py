"""Ctrl+K: every act and every document is found by typing, run with Enter and left with Esc."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paraph.gui.palette.entries import Entry, Group, fitting
from paraph.gui.palette.palette_page import PalettePage
from tests.gui.conftest import open_in, show

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(qtbot, window):
    return show(qtbot, window)


@pytest.fixture
def tab(shown, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    return open_in(shown, path)


def open_palette(window) -> PalettePage:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, CTRL)
    page = window.sheet.page
    assert isinstance(page, PalettePage)
    return page


def named(page: PalettePage, words: str) -> Entry:
    (found,) = [entry for entry in page.shown() if entry.words == words]
    return found


def test_typing_filters_and_enter_runs(shown, tab, qtbot):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "small pag")
    assert page.shown()[0].words == "Small pages"
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert shown.sheet.page is None
    assert not tab._thumbnails.isVisible()


def test_escape_leaves_and_gives_the_focus_back(shown, tab):
    tab.view.setFocus()
    page = open_palette(shown)
    assert page.field.hasFocus()
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert shown.sheet.page is None
    assert tab.view.hasFocus()


def test_its_own_key_leaves_it_too(shown):
    page = open_palette(shown)
    QTest.keyClick(page.field, Qt.Key.Key_K, CTRL)
    assert shown.sheet.page is None


def test_the_field_in_the_header_opens_it(shown):
    QTest.mouseClick(shown.header.search, Qt.MouseButton.LeftButton)
    assert isinstance(shown.sheet.page, PalettePage)


def test_it_opens_out_of_a_line_of_text(shown, tab):
    tab._toolbar.page_edit.setFocus()
    assert open_palette(shown).field.hasFocus()


def test_every_act_of_the_menus_is_listed_with_its_keys(shown, tab):
    tab.view.placement.place_default(0)
    tab.view.placement.undo_stack.undo()
    tab.view.placement.place_default(0)
    page = open_palette(shown)
    keys = {entry.words: entry.keys for entry in page.shown()}
    missing = {
        action.text()
        for action, _, _ in shown._menus.listed()
        if action.isEnabled()
        and action is not shown._palette_action
        and action.text().replace("&", "").removesuffix("…").rstrip(": ") not in keys
    }
    assert missing == set()
    assert keys["Place a signature box"] == "Ctrl+G"
    assert keys["Check and sign"] == "Ctrl+Enter"
    assert keys["Go to: Settings"] == "Ctrl+7"
    assert keys["Next part of the window"] == "F6"
    assert keys["High contrast"] == ""


def test_screens_are_reached_by_their_keys(shown):
    QTest.keyClick(shown, Qt.Key.Key_7, CTRL)
    assert shown.settings_page.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_1, CTRL)
    assert shown.desk.isVisible()


def test_open_documents_come_before_those_opened_last(shown, tab, tmp_path):
    other = tmp_path / "deed.pdf"
    other.touch()
    shown.documents.recent.add(other)
    page = open_palette(shown)
    listed = [entry.words for entry in page.shown() if entry.group is Group.DOCUMENTS]
    assert listed == ["lease", "deed"]
    QTest.keyClicks(page.field, "deed")
    assert page.shown()[0].detail == tmp_path.name
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert shown.desk.open_paths == [tmp_path / "lease.pdf", other]
    assert shown.desk.current.source.title == "deed"


def test_what_needs_a_document_says_so_and_does_nothing(shown):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "close the doc")
    entry = named(page, "Close the document")
    assert (entry.detail, entry.act) == ("open a document first", None)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert shown.sheet.page is page


def test_arrows_pass_over_the_titles_and_stop_at_the_ends(shown, tab):
    page = open_palette(shown)
    QTest.keyClick(page.field, Qt.Key.Key_Up)
    first = page.rows.currentRow()
    assert first == 1
    for _ in range(len(page.shown()) + 3):
        QTest.keyClick(page.field, Qt.Key.Key_Down)
        assert page._entry(page.rows.currentRow()) is not None
    assert page.rows.currentRow() == page.rows.count() - 1


def test_a_click_runs_a_row(shown, tab, qtbot):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "zoom in")
    before = tab.view.zoom_percent
    at = page.rows.visualItemRect(page.rows.currentItem()).center()
    QTest.mouseClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown.sheet.page is None
    assert tab.view.zoom_percent > before


def test_what_is_typed_can_be_looked_for_in_the_document(shown, tab):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "rent due")
    assert [entry.group for entry in page.shown()] == [Group.SEARCH]
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert tab.find_bar.isVisible()
    assert tab.find_bar.field.text() == "rent due"


def test_without_a_document_nothing_fits_is_said(shown):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "xyzzy")
    assert page.shown() == []
    assert page.rows.item(0).text() == "Nothing here has these words."


def test_keys_of_what_lies_below_do_nothing_meanwhile(shown, tab):
    page = open_palette(shown)
    QTest.keyClick(page.field, Qt.Key.Key_W, CTRL)
    QTest.keyClick(page.field, Qt.Key.Key_F9)
    assert shown.desk.current is tab
    assert tab._thumbnails.isVisible()
    assert shown.sheet.page is page


def test_it_never_opens_upon_another_sheet(shown, tmp_path):
    from paraph.gui.sheet.busy_page import BusyPage

    busy = BusyPage("Signing", "a.pdf", "The card signs.", shown.signing.tokens)
    shown.sheet.show_page(busy)
    shown.open_palette()
    assert shown.sheet.page is busy


def test_the_row_chosen_is_spoken(shown, tab, qtbot):
    page = open_palette(shown)
    QTest.keyClicks(page.field, "find prev")
    qtbot.waitUntil(lambda: page.field.accessibleDescription() == "Find previous, Edit, Shift+F3")


def entry(words: str, detail: str = "") -> Entry:
    return Entry(Group.COMMANDS, "search", words, detail, "", None)


def test_accents_and_case_do_not_matter_and_beginnings_come_first():
    entries = [entry("Der Größe nach"), entry("Große Kanzlei"), entry("Anhang", "Grosses")]
    found = [e.words for e in fitting(entries, "GROSSE")]
    assert found == ["Große Kanzlei", "Der Größe nach", "Anhang"]
    assert [e.words for e in fitting([entry("Réparer une copie")], "reparer COPIE")]


def test_all_words_typed_must_be_there():
    entries = [entry("Check and sign", "Document"), entry("Check the signatures", "Document")]
    assert [e.words for e in fitting(entries, "sign check and")] == ["Check and sign"]


def test_nothing_of_it_is_loaded_before_it_is_asked_for():
    code = (
        "import sys; import paraph.gui.main_window;"
        "print([name for name in sys.modules if name.startswith('paraph.gui.palette')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_its_keys_are_free_for_it(shown):
    assert shown._palette_action.shortcut() == QKeySequence("Ctrl+K")
