"""The box snaps to the lines of text and the rules of the page, by their names."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt

from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect
from paraph.gui.viewer.place_words import line_words
from paraph.gui.viewer.snapping import ALL_EDGES, Edges, LineKind, snap, snap_lines
from paraph.ports.pages import TextLine
from tests.conftest import SAMPLE
from tests.gui.test_placement import ALT, drag, pixel, send

PAGE = QRectF(0, 0, 595, 842)
TEXT = tuple(TextLine("words", 80, y, 300, y + 14, y + 11) for y in (100, 120, 140))
MARKS = Marks(TEXT, (ShownRect(80, 600, 280, 601),))


def lines(marks: Marks = MARKS):
    return snap_lines(PAGE, [], marks)


def test_foot_of_the_box_snaps_to_a_baseline_and_its_top_does_not():
    moved, hit = snap(QRectF(200, 60, 100, 69), ALL_EDGES, lines(), 4)
    assert (moved.bottom(), [line.kind for line in hit]) == (131, [LineKind.BASELINE])
    still, hit = snap(QRectF(200, 129, 100, 60), ALL_EDGES, lines(), 4)
    assert (still.top(), hit) == (129, [])


def test_line_to_sign_on_is_named():
    moved, hit = snap(QRectF(200, 500, 100, 98), ALL_EDGES, lines(), 4)
    assert moved.bottom() == 600.5
    assert [line_words(line) for line in hit] == ["On the signature line"]


def test_rule_of_a_table_is_only_a_line():
    table = Marks((TextLine("cell", 90, 588, 140, 600, 597),), (ShownRect(80, 600, 280, 601),))
    assert [line.kind for line in lines(table)].count(LineKind.RULE) == 1


def test_rule_wins_over_the_baseline_of_its_own_underscores():
    marks = Marks((TextLine("____", 80, 590, 280, 604, 600),), (ShownRect(80, 602, 280, 603),))
    moved, _ = snap(QRectF(200, 500, 100, 100), ALL_EDGES, lines(marks), 6)
    assert moved.bottom() == 602.5


def test_left_margin_is_where_the_text_begins():
    moved, hit = snap(QRectF(78, 300, 100, 50), ALL_EDGES, lines(), 4)
    assert (moved.left(), [line_words(line) for line in hit]) == (80, ["Left margin"])


def test_pulling_the_lower_edge_snaps_it_alone():
    moved, _ = snap(QRectF(200, 500, 100, 98), Edges.BOTTOM, lines(), 4)
    assert (moved.top(), moved.bottom()) == (500, 600.5)


@pytest.fixture
def view(qtbot, open_source, show_view):
    made = show_view(open_source(SAMPLE), 1000, 1400)
    made.set_zoom(75)  # one pixel of the view is one point of paper
    made.go_to_page(2)
    made.placement.put(2, QRectF(200, 640, 180, 80), "")
    qtbot.waitUntil(lambda: made.marks.get(2) is not None)
    return made


def test_dragged_box_lands_on_the_line_and_shows_its_guide(view):
    start, end = pixel(view, 290, 680, 2), pixel(view, 290 - 128, 680 - 135, 2)
    no_modifier = Qt.KeyboardModifier.NoModifier
    send(view, QEvent.Type.MouseButtonPress, start, modifiers=no_modifier)
    send(view, QEvent.Type.MouseMove, end, modifiers=no_modifier)
    shown = {line.kind for line in view.placement.draft.lines}
    assert shown == {LineKind.SIGNATURE_RULE, LineKind.LEFT_MARGIN}
    view.grab()
    send(view, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton, no_modifier)
    assert view.placement.place.box.y0 == pytest.approx(260, abs=0.3)
    assert view.beneath_in_words() == "On the line under “For the firm”"


def test_alt_suspends_snapping(view):
    drag(view, pixel(view, 290, 680, 2), pixel(view, 290, 680 - 135, 2), ALT)
    assert view.placement.place.box.y0 == pytest.approx(842 - 720 + 135, abs=0.3)


def test_words_beneath_the_box_are_told(view):
    view.placement.put(2, QRectF(300, 440, 180, 80), "")
    assert view.beneath_in_words() == "Beneath: the words For the client"


def test_following_box_snaps_too(view):
    view.placement.remove()
    view.set_draws(True)
    at = view.page_layout.rects[2].topLeft() + QPointF(180, 582 - 45.4 + 3)
    view.placement.hover(at, 1.0)
    kinds = {line.kind for line in view.placement.draft.lines}
    assert LineKind.SIGNATURE_RULE in kinds
