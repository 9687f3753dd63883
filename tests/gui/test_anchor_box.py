"""The box at a text: how large, how far from it, and seen at every place where the text stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import LAST, AnchorRule, Where
from paraph.domain.placing.signature_field import POINTS_PER_MM
from paraph.gui.extras.millimetres import Millimetres
from tests.gui.fake_page_source import A4
from tests.gui.test_extras import panel, press, shelf, window

__all__ = ["panel", "shelf", "window"]
MM = POINTS_PER_MM


@pytest.fixture
def part(qtbot, tab, panel):
    panel.extras.show_part("anchor")
    made = panel.extras.anchor
    QTest.keyClicks(made.text, "fait a")
    qtbot.waitUntil(lambda: tab.view.placement.place is not None and made.rows.count() == 3)
    return made


def shown_mm(tab) -> tuple[float, ...]:
    place = tab.view.placement.place
    left, top, right, bottom = A4.to_shown(place.box)
    return tuple(round(each / MM, 1) for each in (left, top, right - left, bottom - top))


def test_a_size_is_typed_in_millimetres_and_the_box_follows(qtbot, tab, part):
    QTest.keyClicks(part.box.width_mm, "50")
    qtbot.waitUntil(lambda: shown_mm(tab)[2:] == (50, 32))
    QTest.keyClicks(part.box.height_mm, "18,5")
    qtbot.waitUntil(lambda: shown_mm(tab)[2:] == (50, 18.5))
    size = part.rule.size_pt
    assert size == pytest.approx((50 * MM, 18.5 * MM))
    part.box.width_mm.clear()
    QTest.keyClick(part.box.width_mm, Qt.Key.Key_Backspace)
    part.box.width_mm.textEdited.emit("")
    part.box.height_mm.clear()
    part.box.height_mm.textEdited.emit("")
    qtbot.waitUntil(lambda: part.rule is not None and part.rule.size_pt is None)


def test_the_box_is_shifted_from_its_text_with_the_arrow_keys(qtbot, tab, part):
    part.box.where.setCurrentIndex(part.box.where.findData(Where.BELOW))
    part.box.where.activated.emit(part.box.where.currentIndex())
    left, top, *_ = shown_mm(tab)
    for _ in range(3):
        QTest.keyClick(part.box.right_mm, Qt.Key.Key_Up)
    QTest.keyClick(part.box.down_mm, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: shown_mm(tab)[:2] == pytest.approx((left + 3, top + 10), abs=0.11))
    assert part.rule.offset_pt == pytest.approx((3 * MM, 10 * MM))
    QTest.keyClick(part.box.right_mm, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert part.box.right_mm.text() == "-7"
    qtbot.waitUntil(lambda: shown_mm(tab)[0] == pytest.approx(left - 7, abs=0.11))


def test_every_place_shows_its_box_and_all_follow(qtbot, window, tab, part):
    boxes = part.boxes
    hits = part.session.hits
    qtbot.waitUntil(lambda: all(map(boxes.is_known, hits)))
    before = [boxes.at(hit) for hit in hits]
    assert None not in before
    QTest.keyClicks(part.box.width_mm, "40")
    qtbot.waitUntil(lambda: round(boxes.at(hits[2]).width / MM) == 40)
    assert [round(boxes.at(hit).width / MM) for hit in hits] == [40, 40, 40]
    assert painted(tab.view, hits[1], boxes.at(hits[1]))
    assert not painted(tab.view, hits[1], before[1])
    # The chosen one has the person's own box and no frame under it.
    assert not painted(tab.view, hits[0], boxes.at(hits[0]))


def painted(view, hit, box) -> bool:
    """Tell whether the frames that are drawn over the page in sight have an edge at this box."""
    (item,) = [each for each in view.scene().items() if type(each).__name__ == "AnchorBoxes"]
    view.go_to_page(hit.page_index)
    QApplication.processEvents()
    page = view.page_layout.rects[hit.page_index]
    image = QImage(page.size().toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(-page.topLeft())
    item.paint(painter, None)
    painter.end()
    y = round((box.top + box.bottom) / 2)
    edge = range(round(box.right) - 2, round(box.right) + 3)
    inks = [image.pixelColor(x, row) for x in edge for row in range(y - 8, y + 8)]
    return any(ink.lightness() < 160 for ink in inks)


def test_a_box_that_does_not_fit_is_told_and_no_other_is_signed_in_its_place(qtbot, tab, part):
    QTest.keyClicks(part.box.width_mm, "400")
    qtbot.waitUntil(lambda: "no room" in part.state.text())
    assert tab.view.placement.place is None
    assert part.rule is None
    part.box.width_mm.setText("5")
    part.box.width_mm.textEdited.emit("5")
    QTest.keyClicks(part.box.height_mm, "3")
    qtbot.waitUntil(lambda: "Smaller than a signature" in part.state.text())
    QTest.keyClicks(part.box.height_mm, "0")
    part.box.width_mm.setText("60")
    part.box.width_mm.textEdited.emit("60")
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    assert shown_mm(tab)[2:] == (60, 30)


def test_a_box_of_somebody_else_is_kept_clear(qtbot, tab, panel, part):
    first = tab.view.placement.place
    tab.view.extras.prepare_box("Client")
    assert tab.view.placement.place is None
    panel.extras.show_part("anchor")
    QTest.keyClicks(part.text, "fait a")
    qtbot.waitUntil(lambda: part.rows.count() == 3 and tab.view.placement.place is not None)
    assert not tab.view.placement.place.box.overlaps(first.box)
    rect = tab.view.placement.rules.shown_rect(first)
    assert not tab.view.placement.put(first.page_index, rect, "")
    tab.view.extras.drop_field("Client")
    assert tab.view.placement.put(first.page_index, rect, "")


def test_size_and_shift_are_kept_in_a_template_and_come_back_exactly(
    qtbot, tab, panel, part, shelf
):
    QTest.keyClicks(part.box.width_mm, "50")
    QTest.keyClicks(part.box.height_mm, "20")
    QTest.keyClicks(part.box.down_mm, "2")
    qtbot.waitUntil(lambda: shown_mm(tab)[2:] == (50, 20))
    panel.extras.show_part("template")  # the part is folded then, and its text is still meant
    QTest.keyClicks(panel.extras.template.name, "Lieu")
    QTest.keyClick(panel.extras.template.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Lieu" in shelf.kept)
    assert shelf.kept["Lieu"].box is None
    described = shelf.kept["Lieu"].anchor
    assert (described.text, described.hit) == ("fait a", 1)
    assert described.size_pt == pytest.approx((50 * MM, 20 * MM))
    assert described.offset_pt == pytest.approx((0, 2 * MM))
    # What another program wrote is in points, and is not rounded to millimetres.
    odd = AnchorRule("Fait à", Where.BELOW, LAST, (151.0, 61.0), (-7.5, 0.25))
    shelf.kept["Odd"] = Template("Odd", anchor=odd)
    panel.extras.show_part("template")
    qtbot.waitUntil(lambda: panel.extras.template.names.count() == 2)
    panel.extras.template.names.setCurrentText("Odd")
    panel.extras.template.use.click()
    qtbot.waitUntil(lambda: part.rule == odd)
    assert (part.box.width_mm.text(), part.box.right_mm.text()) == ("53.3", "-2.6")
    assert tab.view.placement.place.page_index == 2


def test_with_templates_at_hand_the_keyboard_begins_at_their_names(qtbot, panel, shelf):
    panel.extras.show_part("template")
    assert QApplication.focusWidget() is panel.extras.template.name
    shelf.kept["Bail"] = Template("Bail")
    panel.extras.show_part("template")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panel.extras.template.names)
    QTest.keyClick(panel.extras.template.names, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.extras.template.use


def test_a_text_that_was_folded_away_is_found_again_and_the_box_stays(qtbot, tab, panel, part):
    QTest.keyClick(part.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.view.placement.place.page_index == 1)
    before, rule = tab.view.placement.place, part.rule
    panel.extras.show_part("more")
    assert part.session.hits == []
    assert part.rule == rule
    panel.extras.show_part("anchor")
    qtbot.waitUntil(lambda: part.rows.count() == 3 and part.session.chosen is not None)
    assert part.rows.currentRow() == 1
    assert (tab.view.placement.place, part.rule) == (before, rule)
    panel.extras.show_part("more")
    tab.view.placement.nudge(5, 0)
    moved = tab.view.placement.place
    panel.extras.show_part("anchor")
    QApplication.processEvents()
    assert (tab.view.placement.place, part.rule) == (moved, None)


@pytest.mark.parametrize(
    ("typed", "points"), [("", None), ("7", 7 * MM), ("7,5", 7.5 * MM), ("7.5", 7.5 * MM)]
)
def test_a_length_is_read_with_a_comma_or_a_point(qtbot, typed, points):
    field = Millimetres("Width", otherwise_mm=72)
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    assert field.points == (points if points is None else pytest.approx(points))


def test_a_minus_is_taken_only_where_it_means_something(qtbot):
    size, shift = (Millimetres("x", otherwise_mm=5, signed=signed) for signed in (False, True))
    for field in (size, shift):
        qtbot.addWidget(field)
        QTest.keyClicks(field, "-3a")
    assert (size.text(), shift.text()) == ("3", "-3")
    shift.clear()
    shift.textEdited.emit("")
    QTest.keyClicks(shift, "-")
    assert shift.points is None
    size.show_points(None)
    for _ in range(9):
        QTest.keyClick(size, Qt.Key.Key_Down)
    assert size.text() == "1"


def test_the_name_of_the_next_field_can_be_typed_before_its_box_is_drawn(qtbot, window, tab, panel):
    panel.extras.show_part("more")
    more = panel.extras.more
    more.name.setFocus()
    QTest.keyClicks(more.name, "Client")
    QTest.keyClick(more.name, Qt.Key.Key_Return)
    assert "Draw a box" in more.note.text()
    tab.view.placement.place_default(0)
    assert more.note.text() == ""
    QTest.keyClick(more.name, Qt.Key.Key_Return)
    assert [each.name for each in tab.view.extras.fields] == ["Client"]
    assert QApplication.focusWidget() is more.name
    assert tab.view._draws, "the next box can be drawn at once"
    press(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
