"""The window: documents open in tabs, menus follow the one in front, nothing is only drawn."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from paraph.domain.errors import NotAPdf
from paraph.domain.messages.acts import words_for
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import make_palette
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.desk.recent_files import RecentFiles
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.status_strip import StripPart, StripState
from paraph.usecases.reconcile_after_crash import Closed
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "lease.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_does_not_lose_references_to_none(qtbot):
    # PySide6 6.12 on Python 3.11 loses one reference a call, and the process dies of it.
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert sys.getrefcount(None) > before - 50


def test_window_begins_with_an_empty_desk_and_only_screens_that_exist(window):
    assert window.desk.empty.isVisible()
    rail = [b.text() for b in window.rail.findChildren(QToolButton)]
    assert rail == ["Desk", "Settings"]


def test_every_control_has_an_accessible_name(window, pdf):
    window.open_path(pdf)
    nameless = [
        control
        for kind in (QPushButton, QToolButton, QLineEdit)
        for control in window.findChildren(kind)
        if not control.accessibleName()
        and not control.objectName().startswith("qt_")  # Qt's own, such as a menu bar's »
        and control.isVisible()
    ]
    assert nameless == []


def test_opening_shows_a_tab_and_its_title(window, pdf):
    tab = open_in(window, pdf)
    assert window.desk.current is tab
    assert window.windowTitle() == "lease - Paraph"


def test_opening_the_same_file_again_brings_its_tab_forward(window, pdf, tmp_path):
    first = open_in(window, pdf)
    window.open_path(tmp_path / "other.pdf")
    assert open_in(window, pdf) is first
    assert window.desk.tabs.count() == 2


def test_closing_a_tab_lets_the_document_go(window, pdf):
    tab = open_in(window, pdf)
    window.desk.close_current()
    assert tab.source.closed
    assert window.desk.empty.isVisible()


def test_file_that_is_no_pdf_is_told_in_place(qtbot, theme, settings, pdf):
    def refuse(path, _password, _done, failed) -> None:
        failed(NotAPdf(path=str(path)))

    window = MainWindow(GuiUseCases(refuse, FakeSigning()), settings, theme)
    qtbot.addWidget(window)
    window.show()
    window.open_path(pdf)
    assert window.desk.current is None
    assert window.desk.message.isVisible()
    assert window.desk.message.accessibleName().startswith("lease.pdf: ")


def test_dropped_pdf_is_opened(window, pdf):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pdf))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, drop)
    assert window.desk.tabs.count() == 1


def test_ctrl_g_places_a_box_and_ctrl_z_takes_it_back(window, pdf, qtbot):
    tab = open_in(window, pdf)
    qtbot.waitActive(window)
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tab.view.placement.place is None


def test_signature_button_draws_where_no_line_is_found_and_comes_up_after(window, pdf, qtbot):
    tab = open_in(window, pdf)
    tab._toolbar.signature.click()
    qtbot.waitUntil(lambda: tab.view.draws)
    assert tab._toolbar.signature.isChecked()
    tab.view.set_draws(False)
    assert not tab._toolbar.signature.isChecked()


def test_page_number_typed_goes_to_that_page(window, pdf, qtbot):
    tab = open_in(window, pdf)
    tab.actions_of_view.go_to_page.trigger()
    qtbot.keyClicks(tab._toolbar.page_edit, "3")
    qtbot.keyClick(tab._toolbar.page_edit, Qt.Key.Key_Return)
    assert tab.view.current_page == 2


def test_undo_reaches_only_the_document_in_front(window, pdf, tmp_path):
    first = open_in(window, pdf)
    first.view.place_default()
    second = open_in(window, tmp_path / "other.pdf")
    second.actions_of_view.undo.trigger()
    assert first.view.placement.place is not None


def test_menus_follow_the_document_in_front_through_many_changes(window, pdf, tmp_path, qtbot):
    tabs = [open_in(window, pdf), open_in(window, tmp_path / "other.pdf")]
    for _ in range(3):
        window.desk.next_document()
    for tab in tabs:
        tab.actions_of_view.place.trigger()
        qtbot.waitUntil(lambda tab=tab: tab.view.placement.place is not None)
    window.desk.close_all()
    assert not window.desk.tabs.count()


def test_thumbnails_can_be_hidden(window, pdf):
    tab = open_in(window, pdf)
    tab.actions_of_view.thumbnails.trigger()
    assert not tab._thumbnails.isVisible()


def test_reported_state_is_shown_and_unreported_is_not(window):
    card = StripState("credit-card", "Card ready", "valid")
    window.strip.show_state(StripPart.CARD, card)
    shown = [b.text() for b in window.strip.findChildren(QToolButton) if b.isVisible()]
    assert shown == ["Card ready"]


@pytest.mark.parametrize("theme_name", list(Theme))
def test_every_theme_can_be_put_on(window, pdf, theme_name, theme):
    open_in(window, pdf).view.place_default()
    theme.use(theme_name)
    assert window.grab().toImage().isNull() is False
    canvas = load_tokens(theme_name).colours["canvas"].lower()
    assert make_palette(theme.tokens).window().color().name() == canvas
    theme.use(Theme.LIGHT)


def test_recent_files_are_newest_first_and_only_those_still_there(settings, tmp_path):
    recent = RecentFiles(settings)
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for path in paths:
        path.touch()
        recent.add(path)
    recent.add(paths[0])
    assert recent.paths() == paths
    paths[0].unlink()
    assert RecentFiles(settings).paths() == [paths[1]]


def test_a_message_waits_below_a_newer_one_and_comes_back(window):
    desk = window.desk
    desk.tell(words_for("not_a_pdf"), "a.pdf")
    desk.tell(words_for("document_missing"), "b.pdf")
    assert desk.message.accessibleName().startswith("b.pdf")
    desk.message.forget("b.pdf")
    assert desk.message.isVisible()
    assert desk.message.accessibleName().startswith("a.pdf")
    desk.message.forget("a.pdf")
    assert not desk.message.isVisible()


def test_what_a_crash_interrupted_is_told_at_the_next_start(qtbot, theme, settings, tmp_path):
    acts = FakeSigning()
    source, output = tmp_path / "a.pdf", tmp_path / "a-signed.pdf"
    acts.closed = (
        Closed("1", "signature_abandoned", source, output),
        Closed("2", "signature_made", tmp_path / "b.pdf", tmp_path / "b-signed.pdf"),
    )
    window = show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))
    window.start_work()
    qtbot.waitUntil(lambda: "b-signed.pdf" in window.desk.message.accessibleName())
    assert "signature was made" in window.desk.message.accessibleName()
    window.desk.message.forget("b-signed.pdf")
    assert "It was not signed" in window.desk.message.accessibleName()
