"""The menu of a document's bar, and the repair of what cannot be drawn."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from paraph.domain.placing.signature_field import Box
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.ports.documents import FieldOnPage
from tests.gui.conftest import open_in, show
from tests.gui.fake_page_source import FakePageSource
from tests.gui.fake_signing import FakeSigning

SIGNED = FieldOnPage("Firm", 0, Box(60, 500, 260, 600), signed=True)
EMPTY = FieldOnPage("Client", 0, Box(330, 500, 530, 600), signed=False)


@pytest.fixture
def make_tab(qtbot, theme, settings, tmp_path):
    """Open a source in a window; gives the window, its document and the fake behind it."""

    def make(source: FakePageSource):
        acts = FakeSigning()

        def opener(path, _password, done, _failed) -> None:
            done(source if path.name == "lease.pdf" else FakePageSource(title=path.stem))

        window = show(qtbot, MainWindow(GuiUseCases(opener, acts), settings, theme))
        return window, open_in(window, tmp_path / "lease.pdf"), acts

    return make


def card_of(tab):
    return tab._failed.card


def test_a_page_that_cannot_be_drawn_offers_a_repaired_copy(qtbot, make_tab, tmp_path):
    window, tab, acts = make_tab(FakePageSource(failing=[1]))
    tab.view.go_to_page(1)
    qtbot.waitUntil(lambda: tab._failed is not None and card_of(tab).isVisible())
    assert tab._failed.repair.accessibleName() == "Repair a copy…"
    QTest.mouseClick(tab._failed.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.tabs.count() == 2)
    assert acts.repaired == [tmp_path / "lease-repaired.pdf"]


def test_the_offer_stays_in_sight_of_its_page_and_goes_with_it(qtbot, make_tab):
    _, tab, _ = make_tab(FakePageSource(failing=[1]))
    tab.view.go_to_page(1)
    qtbot.waitUntil(lambda: tab._failed is not None and card_of(tab).isVisible())
    bar = tab.view.verticalScrollBar()
    for step in range(8):
        bar.setValue(bar.value() + 60)
        if 1 in tab.view.visible_pages():
            assert tab.view.viewport().rect().contains(card_of(tab).geometry()), step
    tab.view.go_to_page(0)
    assert 1 not in tab.view.visible_pages()
    assert not card_of(tab).isVisible()


def test_the_offer_can_be_reached_with_the_keyboard(qtbot, make_tab):
    _, tab, _ = make_tab(FakePageSource(failing=[0]))
    qtbot.waitUntil(lambda: tab._failed is not None and card_of(tab).isVisible())
    QTest.keyClick(tab.view, Qt.Key.Key_Tab)
    assert tab._failed.repair.hasFocus()


def test_a_signed_document_is_never_offered_a_repair(qtbot, make_tab):
    _, tab, _ = make_tab(FakePageSource(fields=[SIGNED], failing=[0]))
    qtbot.waitUntil(lambda: tab._failed is not None)
    assert not card_of(tab).isVisible()
    assert not tab.actions_of_view.repair.isVisible()


def test_the_offer_goes_when_a_signature_is_found_later(qtbot, make_tab):
    source = FakePageSource(failing=[0])
    _, tab, _ = make_tab(source)
    qtbot.waitUntil(lambda: tab._failed is not None and card_of(tab).isVisible())
    source.fields = [EMPTY, SIGNED]
    source.signals.fields_ready.emit(source.fields)
    assert not card_of(tab).isVisible()
    assert not tab.actions_of_view.repair.isVisible()


def test_a_sound_document_has_no_repair_in_its_menu(make_tab):
    _, tab, _ = make_tab(FakePageSource())
    assert not tab.actions_of_view.repair.isVisible()


def test_a_broken_document_has_repair_in_its_menu(qtbot, make_tab, tmp_path):
    source = FakePageSource()
    source.needs_repair = True
    window, tab, acts = make_tab(source)
    assert tab.actions_of_view.repair in window._menus.document.actions()
    assert tab.actions_of_view.repair.isVisible()
    tab.view.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(tab.view, Qt.Key.Key_R, keys)
    qtbot.waitUntil(lambda: acts.repaired == [tmp_path / "lease-repaired.pdf"])


def test_the_dots_open_the_menu_of_the_document(qtbot, make_tab):
    _, tab, _ = make_tab(FakePageSource())
    more, asked = tab._toolbar.more, []
    tab.menu_asked.disconnect()
    tab.menu_asked.connect(asked.append)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    QTest.keyClick(tab.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[0].x() == more.mapToGlobal(more.rect().topRight()).x()
    assert more.accessibleName() == "More for this document"


def test_the_menu_ends_where_its_button_ends(make_tab, monkeypatch):
    window, tab, _ = make_tab(FakePageSource())
    asked = []
    monkeypatch.setattr(type(window._menus.document), "popup", lambda _menu, at: asked.append(at))
    QTest.mouseClick(tab._toolbar.more, Qt.MouseButton.LeftButton)
    more = tab._toolbar.more
    right = more.mapToGlobal(more.rect().topRight()).x()
    assert asked[0].x() == right - window._menus.document.sizeHint().width()


def test_a_document_is_shown_in_its_folder_and_opened_elsewhere(make_tab, monkeypatch, tmp_path):
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    _, tab, _ = make_tab(FakePageSource())
    tab.actions_of_view.show_folder.trigger()
    assert asked == [str(tmp_path)]
    tab.actions_of_view.open_elsewhere.trigger()
    assert asked == [str(tmp_path), str(tmp_path / "lease.pdf")]
