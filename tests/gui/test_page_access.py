"""The pages as a screen reader sees them: fields, box, names, and what is spoken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from paraph.domain.placing.signature_field import Box
from paraph.gui.viewer.page_access import expose_pages
from paraph.ports.documents import FieldOnPage
from tests.gui.conftest import open_in
from tests.gui.fake_page_source import A4, FakePageSource

FIELDS = (
    FieldOnPage("Client", 0, Box(330, 500, 530, 600), signed=False),
    FieldOnPage("Firm", 1, Box(60, 500, 260, 600), signed=True),
)
NAME = QAccessible.Text.Name


@pytest.fixture
def view(show_view):
    expose_pages()
    return show_view(FakePageSource([A4, A4], FIELDS))


def parts(view) -> list[str]:
    pages = QAccessible.queryAccessibleInterface(view)
    return [pages.child(i).text(NAME) for i in range(pages.childCount())]


def test_fields_are_parts_of_the_pages(view):
    assert QAccessible.queryAccessibleInterface(view).role() is QAccessible.Role.Document
    assert parts(view) == ["Field Client, page 1, empty", "Field Firm, page 2, signed"]


def test_box_is_a_part_while_it_is_there(view):
    view.placement.put(0, view.page_layout.rects[0].adjusted(60, 60, -300, -650), "")
    assert parts(view)[-1].startswith("Signature, page 1, ")
    view.placement.remove()
    assert len(parts(view)) == 2


def test_part_lies_where_it_is_seen(view):
    pages = QAccessible.queryAccessibleInterface(view)
    field = pages.child(0)
    shown = view.mapFromScene(view.placement.field_scene_rect(FIELDS[0])).boundingRect()
    assert field.rect().topLeft() == view.viewport().mapToGlobal(shown.topLeft())
    centre = field.rect().center()
    assert pages.childAt(centre.x(), centre.y()).text(NAME) == field.text(NAME)
    assert pages.indexOfChild(field) == 0


def test_chosen_field_says_so(view, qtbot):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    field = QAccessible.queryAccessibleInterface(view).child(0)
    assert field.state().selected
    assert field.role() is QAccessible.Role.PushButton


def test_fields_that_come_later_are_parts_too(view):
    view.source.signals.fields_ready.emit([FIELDS[0]])
    assert parts(view) == ["Field Client, page 1, empty"]


def test_views_that_come_and_go_are_told_apart(show_view):
    expose_pages()
    for count in (1, 2, 1):
        view = show_view(FakePageSource([A4, A4], FIELDS[:count]))
        assert len(parts(view)) == count
        view.close()
        view.deleteLater()


def test_stop_is_spoken(view, qtbot):
    view.placement.put(0, view.page_layout.rects[0].adjusted(0, 300, -400, -450), "")
    view.setFocus()
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: view.accessibleDescription() == "Stopped: Leaves the page.")


def test_every_control_of_a_document_has_a_name_and_can_be_reached(window, qtbot, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    tab = open_in(window, path)
    tab.find_bar.open()
    controls = [
        control
        for kind in (QAbstractButton, QLineEdit)
        for control in tab.findChildren(kind)
        if control.isVisibleTo(tab) and not control.objectName().startswith("qt_")
    ]
    assert len(controls) > 10
    for control in controls:
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()
