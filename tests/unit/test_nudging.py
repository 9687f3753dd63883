"""Where a box goes that cannot stay: near, whole, and over nothing."""

from hypothesis import given
from hypothesis import strategies as st

from paraph.domain.placing.nudging import nudged, shift_in_mm
from paraph.domain.placing.signature_field import POINTS_PER_MM, Box, PageGeometry, check_place

PAGE = PageGeometry(Box(0, 0, 595, 842))


def box(left: float, bottom: float, width: float = 200, height: float = 90) -> Box:
    return Box(left, bottom, left + width, bottom + height)


def test_it_moves_just_off_the_field_it_covers():
    moved = nudged(box(300, 100), PAGE, [box(483, 100)])
    assert moved is not None
    assert shift_in_mm(box(300, 100), moved, PAGE) == (-7, 0)


def test_it_comes_back_onto_its_page():
    moved = nudged(box(450, -30), PAGE, [])
    assert moved == box(395, 0)


def test_a_box_for_which_there_is_no_room_stays_nowhere():
    assert nudged(box(0, 0, 700, 90), PAGE, []) is None
    assert nudged(box(0, 0), PAGE, [PAGE.visible]) is None


def test_the_way_is_told_as_the_page_is_shown():
    turned = PageGeometry(PAGE.visible, 90)
    before, after = box(100, 100), box(100, 100 + 10 * POINTS_PER_MM)
    assert shift_in_mm(before, after, PAGE) == (0, -10)
    assert shift_in_mm(before, after, turned) == (10, 0)


@given(
    st.tuples(st.floats(-300, 700), st.floats(-300, 900)),
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 800)), max_size=8),
)
def test_wherever_it_goes_it_may_stand(start, others):
    taken = [box(*each, 90, 40) for each in others]
    moved = nudged(box(*start), PAGE, taken)
    if moved is not None:
        check_place(moved, PAGE, taken)
        assert abs(moved.width - 200) < 1e-6
