"""The panel beside a document: it stands beside the tabs too, and never hides what one reads."""

import gc

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.main_window import MainWindow
from paraph.gui.signing.result_panel import ResultPanel
from paraph.gui.viewer.page_view import ZoomMode
from paraph.usecases.sign_document import SignedDocument
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_panel import Panel
from tests.gui.fake_signing import FakeSigning

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(window, qtbot, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    made = open_in(show(qtbot, window), path)
    made.set_side_panel(Panel())
    return made


def top_of(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, QPoint(0, 0)).y()


def settle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.desk.tab_row.width() > 0)
    for _ in range(3):
        QApplication.processEvents()


def test_wide_the_panel_begins_beside_the_tabs(window, tab, qtbot):
    settle(qtbot, window)
    row, side = window.desk.tab_row, tab.side_panel
    assert top_of(side, window) == top_of(row, window)
    right = row.mapTo(window, row.rect().topRight()).x()
    assert right < side.mapTo(window, QPoint(0, 0)).x()
    assert top_of(tab._toolbar, window) == top_of(row, window) + row.height()


def test_the_tabs_take_the_room_back_when_the_panel_goes(window, tab, qtbot):
    settle(qtbot, window)
    with_panel = window.desk.tab_row.width()
    tab.set_side_panel(None)
    settle(qtbot, window)
    assert window.desk.tab_row.width() == with_panel + 372


def test_each_document_has_its_own_panel(window, tab, qtbot, tmp_path):
    settle(qtbot, window)
    narrow = window.desk.tab_row.width()
    open_in(window, tmp_path / "other.pdf")
    settle(qtbot, window)
    assert window.desk.tab_row.width() > narrow
    window.desk.next_document()
    settle(qtbot, window)
    assert window.desk.tab_row.width() == narrow


def test_tabs_can_be_clicked_over_the_documents(window, tab, qtbot, tmp_path):
    open_in(window, tmp_path / "other.pdf")
    settle(qtbot, window)
    at = window.desk.tabs.tabRect(0).center()
    hit = window.childAt(window.desk.tabs.mapTo(window, at))
    assert hit is window.desk.tabs
    QTest.mouseClick(window.desk.tabs, Qt.MouseButton.LeftButton, pos=at)
    assert window.desk.current is tab


def test_narrow_the_panel_lies_below_the_bar_of_the_document(window, tab, qtbot):
    window.resize(1100, 700)
    settle(qtbot, window)
    bar = tab._toolbar
    assert top_of(tab.side_panel, window) == top_of(bar, window) + bar.height()
    assert window.desk.tab_row.width() == window.desk.width()


@pytest.mark.parametrize("width", [1024, 1100, 1359, 1440])
def test_pages_fit_beside_the_panel_without_a_scroll_bar(window, tab, qtbot, width):
    window.resize(width, 700)
    settle(qtbot, window)
    view = tab.view
    assert view.mode is ZoomMode.FIT_WIDTH
    assert view.horizontalScrollBar().maximum() == 0
    page = view.mapFromScene(view.page_layout.rects[0]).boundingRect()
    assert page.left() >= 0
    assert page.right() <= view.free_rect().right()
    tab.set_side_panel(None)
    settle(qtbot, window)
    assert view.horizontalScrollBar().maximum() == 0


def test_the_search_stays_beside_the_panel(window, tab, qtbot):
    window.resize(1100, 700)
    settle(qtbot, window)
    QTest.keyClick(tab.view, Qt.Key.Key_F, CTRL)
    bar, side = tab.find_bar, tab.side_panel
    right = bar.mapTo(tab, bar.rect().topRight()).x()
    assert right < side.x()
    QTest.keyClick(bar.field, Qt.Key.Key_F4)
    settle(qtbot, window)
    assert tab.side_panel is None
    assert bar.geometry().right() == pytest.approx(tab.view.free_rect().right() - 14, abs=2)


def test_escape_closes_the_panel_and_goes_back_to_the_pages(window, tab, qtbot):
    button = tab.side_panel.findChild(QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert tab.side_panel is None
    assert tab.view.hasFocus()
    assert not tab.actions_of_view.side_panel.isChecked()


def test_page_turned_to_stays_when_the_panel_closes(window, tab, qtbot):
    tab.view.place_default()
    settle(qtbot, window)
    tab.view.go_to_page(2)
    before = tab.view.width()
    tab.set_side_panel(None)
    qtbot.waitUntil(lambda: tab.view.width() > before)
    assert tab.view.current_page == 2


def test_going_round_with_f6_keeps_what_one_goes_past(window, tab, qtbot, tmp_path):
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
    tab.set_side_panel(None)
    open_in(window, tmp_path / "other.pdf")
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
    window.desk.close_all()
    qtbot.wait(10)
    gc.collect()
    for action, _, _ in window._menus.listed():
        assert action.text()
    assert window.header.search.text()


def test_tab_goes_through_the_bar_in_reading_order(window, tab):
    bar = tab._toolbar
    bar._buttons["thumbnails"].setFocus()
    walked = []
    for _ in range(10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert [w.x() for w in walked] == sorted(w.x() for w in walked)
    assert walked[-1] is bar.more


def test_the_result_is_not_squeezed_in_a_low_window(qtbot, theme, tmp_path):
    done = SignedDocument(
        tmp_path / "a-signed.pdf", "0", "1", "S", None, "aa", "2026-01-01T00:00:00Z", 12
    )
    holder = QWidget()
    qtbot.addWidget(holder)
    panel = ResultPanel(done, "14:32:07", load_tokens(Theme.LIGHT))
    panel.setParent(holder)
    panel.resize(372, 380)
    holder.show()
    QApplication.processEvents()
    cut = [
        label.text()
        for label in panel.findChildren(QLabel)
        if label.text() and label.height() < label.heightForWidth(label.width())
    ]
    assert cut == []
    assert panel.check.geometry().bottom() < panel.height()


def test_how_it_looks_is_shown_only_where_there_is_something_to_show(
    qtbot, theme, settings, tmp_path
):
    acts = FakeSigning()
    window = show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))
    tab = open_in(window, tmp_path / "lease.pdf")
    panel = window.signing.open_panel(tab)
    looks = panel.looks
    qtbot.waitUntil(lambda: not looks.isVisible())
    acts.found = cards(candidate())
    window.signing.look()
    qtbot.waitUntil(looks.isVisible)
    panel.without_box.click()
    qtbot.waitUntil(lambda: not looks.isVisible())


def test_keys_that_move_the_box_are_named_while_there_is_one(window, tab):
    panel = window.signing.open_panel(tab)
    assert not panel._keys.isVisibleTo(panel)
    tab.view.place_default()
    assert panel._keys.isVisibleTo(panel)
