"""Boxes on rotated, cropped and scaled pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.placing.signature_field import Box, PageGeometry, Place, check_place

PAGES = st.builds(
    PageGeometry,
    visible=st.builds(
        lambda x, y: Box(x, y, x + 600, y + 800), st.integers(-500, 500), st.integers(-500, 500)
    ),
    rotation=st.sampled_from([0, 90, 180, 270]),
    user_unit=st.sampled_from([1.0, 2.0]),
)


@given(PAGES, st.integers(10, 200), st.integers(10, 200))
def test_a_box_goes_to_user_space_and_back(page, left, top):
    box = page.to_user_space(left, top, left + 150, top + 60)
    assert box.inside(page.visible)
    assert page.to_shown(box) == pytest.approx((left, top, left + 150, top + 60))


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, (100, 790, 110, 800)),
        (90, (100, 0, 110, 10)),
        (180, (590, 0, 600, 10)),
        (270, (590, 790, 600, 800)),
    ],
)
def test_the_shown_top_left_corner_is_where_rotate_puts_it(rotation, expected):
    page = PageGeometry(Box(100, 0, 600, 800), rotation)
    assert page.to_user_space(0, 0, 10, 10) == Box(*expected)


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "0,1,1,9,9", "1,1,1,-9,9", "1.5,1,1,9,9", "a,b,c,d,e"]
)
def test_a_malformed_place_is_refused(text):
    with pytest.raises(InvalidArgument):
        Place.parse(text)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (Box(-5, 0, 95, 60), "off_page"),
        (Box(0, 0, 100, 2), "too_small"),
        (Box(90, 0, 190, 60), "overlap"),
    ],
)
def test_a_bad_place_is_refused_with_its_reason(box, why):
    page = PageGeometry(Box(0, 0, 600, 800))
    with pytest.raises(PlaceRefused) as refused:
        check_place(box, page, [Box(100, 0, 200, 60)])
    assert refused.value.details == {"why": why}
