"""Keys for the parts of the window, and what gives way where it is narrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from paraph.gui.viewer.page_view import ZoomMode
from tests.gui.conftest import open_in
from tests.gui.fake_page_source import A4, FakePageSource
from tests.gui.fake_panel import Panel

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tab(window, qtbot, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    made = open_in(window, path)
    qtbot.waitActive(window)
    made.set_side_panel(Panel())
    return made


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def test_f9_hides_and_shows_the_small_pages(window, tab, qtbot):
    press(qtbot, window, Qt.Key.Key_F9)
    assert not tab._thumbnails.isVisible()
    press(qtbot, window, Qt.Key.Key_F9)
    assert tab._thumbnails.isVisible()


def test_f4_hides_and_shows_the_side_panel(window, tab, qtbot):
    press(qtbot, window, Qt.Key.Key_F4)
    assert tab.side_panel is None
    press(qtbot, window, Qt.Key.Key_F4)
    assert tab.side_panel is not None
    assert tab.actions_of_view.side_panel.isChecked()


def test_f4_without_a_panel_asks_for_one(window, tab, qtbot):
    tab.set_side_panel(None)
    with qtbot.waitSignal(tab.side_panel_asked):
        press(qtbot, window, Qt.Key.Key_F4)


def test_wide_window_has_the_panel_beside_the_page(tab):
    side = tab.side_panel
    assert tab._outer.indexOf(side) >= 0
    assert tab.view.mapTo(tab, tab.view.rect().topRight()).x() < side.x()


def test_narrow_window_lays_the_panel_over_the_page_and_hides_the_small_pages(window, tab, qtbot):
    window.resize(1100, 700)
    side = tab.side_panel
    assert not tab._thumbnails.isVisible()
    qtbot.waitUntil(lambda: tab.view.mapTo(tab, tab.view.rect().topRight()).x() == tab.width() - 1)
    assert side.geometry().right() == tab.width() - 1
    assert side.isVisible()
    window.resize(1440, 900)
    assert tab._thumbnails.isVisible()
    assert tab._outer.indexOf(side) >= 0


def test_small_pages_asked_for_stay_in_a_narrow_window(window, tab, qtbot):
    window.resize(1100, 700)
    tab.actions_of_view.thumbnails.trigger()
    assert tab._thumbnails.isVisible()
    window.resize(1120, 700)
    assert tab._thumbnails.isVisible()


def test_what_the_panel_covers_can_be_scrolled_into_sight(window, tab):
    window.resize(1100, 700)
    rect = tab.view.page_layout.rects[0]
    place = rect.adjusted(rect.width() - 220, 300, -20, -450).translated(-rect.topLeft())
    tab.view.placement.put(0, place, "")
    tab.view._reveal_box()
    box = tab.view.mapFromScene(tab.view.placement.scene_rect()).boundingRect()
    assert box.right() <= tab.view.viewport().width() - tab.side_panel.width()


def test_f6_goes_through_the_parts_in_reading_order_and_back(window, tab, qtbot):
    parts = [part for part in window._parts() if part is not None and part is not window.strip]
    tab.view.setFocus()
    walked = []
    for _ in range(len(parts)):
        press(qtbot, window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        walked.append(next(p for p in parts if p is focus or p.isAncestorOf(focus)))
    at = parts.index(tab.view)
    assert walked == [*parts[at + 1 :], *parts[: at + 1]]
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert tab._thumbnails.hasFocus()


def test_f6_comes_back_to_where_one_was_in_a_part(window, tab, qtbot):
    tab._toolbar.page_edit.setFocus()
    press(qtbot, window, Qt.Key.Key_F6)
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert tab._toolbar.page_edit.hasFocus()


def test_zoom_keys(window, tab, qtbot):
    view = tab.view
    view.setFocus()
    press(qtbot, window, Qt.Key.Key_0, CTRL)
    assert view.mode is ZoomMode.FIT_PAGE
    before = view.zoom_percent
    press(qtbot, window, Qt.Key.Key_Plus, CTRL)
    assert view.zoom_percent > before
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    assert view.zoom_percent < before
    tab.actions_of_view.fit_width.trigger()
    assert view.mode is ZoomMode.FIT_WIDTH
    keys = tab.actions_of_view.fit_width.shortcuts()
    assert QKeySequence("Ctrl+Shift+0") in keys


def test_ctrl_l_asks_for_the_page(window, tab, qtbot):
    press(qtbot, window, Qt.Key.Key_L, CTRL)
    assert tab._toolbar.page_edit.hasFocus()


def test_fit_width_shows_no_scroll_bar_below(show_view):
    view = show_view(FakePageSource([A4, A4]), 700, 500)
    assert view.horizontalScrollBar().maximum() == 0


def test_every_action_of_a_document_stands_in_a_menu(window, tab):
    listed = {
        action
        for menu_action in window.header.menus.actions()
        for action in menu_action.menu().actions()
    }
    actions = tab.actions_of_view
    own = [value for value in vars(actions).values() if hasattr(value, "shortcuts")]
    assert own
    assert [action.text() for action in own if action not in listed] == []
    assert [action.text() for action in own if not action.shortcuts()] == []
