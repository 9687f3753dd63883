"""A box placed with real mouse and key events, checked in the coordinates of the file."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from paraph.domain.placing.signature_field import Box, PageGeometry, Place
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.viewer.snapping import LineKind
from paraph.ports.documents import FieldOnPage
from tests.gui.fake_page_source import A4, FakePageSource

CROPPED = Box(-20, 30, 480, 730)
TAKEN = FieldOnPage("Client", 0, Box(330, 500, 530, 600), signed=False)
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def make_view(qtbot, theme):
    def make(*geometries: PageGeometry, fields: tuple[FieldOnPage, ...] = ()) -> PlacingView:
        source = FakePageSource(geometries or (A4, A4), fields)
        view = PlacingView(source, load_tokens(Theme.LIGHT))
        qtbot.addWidget(view)
        view.resize(1000, 1400)
        view.show()
        view.set_zoom(75)  # one pixel of the view is one point of paper
        view.go_to_page(0)
        return view

    return make


def pixel(view: PlacingView, x: float, y: float, page_index: int = 0) -> QPoint:
    """Where a point, counted from the page's top left, lies in the viewport."""
    return view.mapFromScene(view.page_layout.rects[page_index].topLeft() + QPointF(x, y))


def send(view, kind, at, buttons=Qt.MouseButton.LeftButton, modifiers=ALT):
    viewport = view.viewport()
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, QPointF(at), QPointF(viewport.mapToGlobal(at)), button, buttons, modifiers
    )
    QApplication.sendEvent(viewport, event)


def drag(view, start: QPoint, end: QPoint, modifiers=ALT) -> None:
    """Drag with Alt held, which suspends snapping, unless told otherwise."""
    send(view, QEvent.Type.MouseButtonPress, start, modifiers=modifiers)
    send(view, QEvent.Type.MouseMove, (start + end) / 2, modifiers=modifiers)
    send(view, QEvent.Type.MouseMove, end, modifiers=modifiers)
    send(view, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton, modifiers)


def draw(view, left, top, right, bottom) -> None:
    view.set_draws(True)
    drag(view, pixel(view, left, top), pixel(view, right, bottom))


def edges(place: Place | None) -> tuple[float, ...]:
    assert place is not None
    return (place.box.x0, place.box.y0, place.box.x1, place.box.y1)


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, (80, 530, 260, 610)),
        (90, (100, 130, 180, 310)),
        (180, (200, 150, 380, 230)),
        (270, (280, 450, 360, 630)),
    ],
)
def test_drawn_box_lands_in_user_space_on_a_cropped_page(make_view, qtbot, rotation, expected):
    view = make_view(PageGeometry(CROPPED, rotation))
    with qtbot.waitSignal(view.placement.place_changed) as told:
        draw(view, 100, 120, 280, 200)
    assert told.args == [view.placement.place]
    assert edges(view.placement.place) == pytest.approx(expected, abs=1.01)
    assert not view.draws


def test_user_unit_is_taken_out_of_the_place(make_view):
    view = make_view(PageGeometry(Box(0, 0, 300, 400), user_unit=2.0))
    draw(view, 100, 120, 280, 200)
    assert edges(view.placement.place) == pytest.approx((50, 300, 140, 340), abs=0.6)


def test_box_moves_with_the_mouse_and_keeps_its_size(make_view):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    before = edges(view.placement.place)
    drag(view, pixel(view, 190, 160), pixel(view, 220, 260))
    moved = [b - a for a, b in zip(before, edges(view.placement.place), strict=True)]
    assert moved == pytest.approx([30, -100, 30, -100], abs=1.01)


def test_box_moves_to_another_page(make_view):
    view = make_view()
    draw(view, 100, 700, 280, 780)
    drag(view, pixel(view, 190, 740), pixel(view, 190, 160, page_index=1))
    assert view.placement.place is not None
    assert view.placement.place.page_index == 1


@pytest.mark.parametrize(
    ("grip", "changed"),
    [
        ((100, 120), (20, 0, 0, -10)),
        ((190, 120), (0, 0, 0, -10)),
        ((280, 120), (0, 0, 20, -10)),
        ((280, 160), (0, 0, 20, 0)),
        ((280, 200), (0, -10, 20, 0)),
        ((190, 200), (0, -10, 0, 0)),
        ((100, 200), (20, -10, 0, 0)),
        ((100, 160), (20, 0, 0, 0)),
    ],
)
def test_each_handle_moves_its_own_edges(make_view, grip, changed):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    before = edges(view.placement.place)
    drag(view, pixel(view, *grip), pixel(view, grip[0] + 20, grip[1] + 10))
    after = edges(view.placement.place)
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx(changed, abs=0.01)


def test_box_is_never_pulled_below_20_by_8_mm(make_view):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    drag(view, pixel(view, 280, 200), pixel(view, 110, 125))
    assert view.placement.place is not None
    box = view.placement.place.box
    assert (box.width, box.height) == pytest.approx((20 / 25.4 * 72, 8 / 25.4 * 72))


def test_dragging_near_a_margin_snaps_and_alt_suspends_it(make_view):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    start, near = pixel(view, 190, 160), pixel(view, 190 - 25, 160)
    send(view, QEvent.Type.MouseButtonPress, start)
    send(view, QEvent.Type.MouseMove, near, modifiers=Qt.KeyboardModifier.NoModifier)
    assert view.placement.draft is not None
    assert [line.kind for line in view.placement.draft.lines] == [LineKind.LEFT_MARGIN]
    assert view.placement.draft.rect.left() == pytest.approx(25 / 25.4 * 72)
    send(view, QEvent.Type.MouseMove, near, modifiers=ALT)
    assert view.placement.draft.lines == []


def test_box_snapped_against_a_field_touches_it_and_is_taken(make_view):
    view = make_view(fields=(TAKEN,))
    draw(view, 80, 252, 260, 332)
    no_modifier = Qt.KeyboardModifier.NoModifier
    drag(view, pixel(view, 170, 292), pixel(view, 170 + 67, 292), no_modifier)
    assert view.placement.place is not None
    assert view.placement.place.box.x1 == 330


def test_arrows_move_by_one_and_by_ten_points(make_view, qtbot):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    before = edges(view.placement.place)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    after = edges(view.placement.place)
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([1, -10, 1, -10])


def test_alt_arrows_resize_from_the_lower_right(make_view, qtbot):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    before = edges(view.placement.place)
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT | SHIFT)
    after = edges(view.placement.place)
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([0, 10, 1, 0])


def test_arrows_stop_at_the_edge_of_the_page(make_view, qtbot):
    view = make_view()
    draw(view, 4, 120, 280, 200)
    with qtbot.waitSignal(view.placement.stopped) as told:
        qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert told.args[0].why == "off_page"
    assert 0 <= edges(view.placement.place)[0] < 1


def test_undo_and_redo_walk_through_the_places(make_view, qtbot):
    view = make_view()
    stack = view.placement.undo_stack
    draw(view, 100, 120, 280, 200)
    drawn = view.placement.place
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    nudged = view.placement.place
    stack.undo()
    assert view.placement.place == drawn
    stack.undo()
    assert view.placement.place is None
    stack.redo()
    stack.redo()
    assert view.placement.place == nudged


def test_delete_takes_the_box_away_and_undo_brings_it_back(make_view, qtbot):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    drawn = view.placement.place
    with qtbot.waitSignal(view.placement.place_changed) as told:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert told.args == [None]
    view.placement.undo_stack.undo()
    assert view.placement.place == drawn


def test_box_dropped_on_a_field_goes_back_to_its_last_good_place(make_view):
    view = make_view(fields=(TAKEN,))
    draw(view, 80, 400, 260, 480)
    good = view.placement.place
    start, over = pixel(view, 170, 440), pixel(view, 400, 300)
    send(view, QEvent.Type.MouseButtonPress, start)
    send(view, QEvent.Type.MouseMove, over)
    assert view.placement.draft is not None
    assert view.placement.draft.refusal is not None
    assert view.placement.draft.refusal.field_name == "Client"
    send(view, QEvent.Type.MouseButtonRelease, over, Qt.MouseButton.NoButton)
    assert view.placement.place == good
    assert view.placement.undo_stack.count() == 1


def test_box_dropped_beside_the_page_goes_back(make_view):
    view = make_view()
    draw(view, 100, 120, 280, 200)
    good = view.placement.place
    drag(view, pixel(view, 190, 160), pixel(view, -60, 160))
    assert view.placement.place == good


def test_box_drawn_over_a_field_is_refused(make_view, qtbot):
    view = make_view(fields=(TAKEN,))
    with qtbot.waitSignal(view.placement.stopped) as told:
        draw(view, 300, 200, 400, 300)
    assert told.args[0].why == "overlap"
    assert view.placement.place is None


def test_default_box_is_72_by_32_mm_and_clear_of_fields(make_view):
    foot = FieldOnPage("Foot", 0, Box(40, 40, 400, 160), signed=True)
    view = make_view(fields=(foot,))
    view.place_default()
    assert view.placement.place is not None
    box = view.placement.place.box
    assert (box.width, box.height) == pytest.approx((72 / 25.4 * 72, 32 / 25.4 * 72))
    assert not box.overlaps(foot.box)


def test_click_while_drawing_puts_a_box_about_the_click(make_view):
    view = make_view()
    draw(view, 300, 400, 300, 400)
    assert view.placement.place is not None
    shown = view.placement.rules.shown_rect(view.placement.place)
    assert shown.contains(QRectF(295, 395, 10, 10))


def test_clicking_an_empty_field_chooses_it_and_undo_brings_the_box_back(make_view, qtbot):
    view = make_view(fields=(TAKEN,))
    draw(view, 80, 400, 260, 480)
    drawn = view.placement.place
    with qtbot.waitSignal(view.placement.field_chosen) as told:
        at = pixel(view, 400, 300)
        drag(view, at, at)
    assert told.args == ["Client"]
    assert view.placement.place is None
    view.placement.undo_stack.undo()
    assert view.placement.place == drawn


def test_tab_reaches_a_field_and_enter_signs_there(make_view, qtbot):
    view = make_view(fields=(TAKEN,))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.placement.choice.field_name == "Client"


def test_place_is_spoken_after_a_rest(make_view, qtbot):
    view = make_view()
    view.place_default()
    qtbot.waitUntil(lambda: "page 1, 25 mm from left" in view.accessibleDescription())
