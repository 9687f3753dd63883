"""Initials: which pages, which letters, which corner, whose field."""

import pytest

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.errors.placing import InitialsDoNotFit
from paraph.domain.placing.initials import (
    Corner,
    initials_box,
    initials_field,
    initials_of,
    is_for_initials_of,
    page_indices,
)
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_field import Box, PageGeometry

A4 = PageGeometry(Box(0, 0, 595, 842))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("all", [0, 1, 2, 3, 4]),
        ("All", [0, 1, 2, 3, 4]),
        ("all-but-last", [0, 1, 2, 3]),
        ("1-3,5", [0, 1, 2, 4]),
        (" 5 , 2 - 2 ".replace(" - ", "-"), [1, 4]),
        ("2,1-2", [0, 1]),
    ],
)
def test_pages_are_said_as_people_say_them(pages, expected):
    assert page_indices(pages, 5) == expected


@pytest.mark.parametrize("pages", ["", "0", "3-1", "1;2", "1-", "-1", "last", "1,,2", "1-2-3"])
def test_what_is_no_range_is_refused(pages):
    with pytest.raises(InvalidArgument):
        page_indices(pages, 5)


def test_a_page_beyond_the_end_is_told():
    with pytest.raises(InitialsDoNotFit) as refused:
        page_indices("1-6", 5)
    assert refused.value.details == {"why": "no_such_page", "page": 6}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Camille Roux-Lévy", "CRL"),
        ("Ada Lovelace", "AL"),
        ("Me Jean de La Fontaine", "JF"),
        ("Dr. Łukasz Żak", "ŁŻ"),
        ("Σωκράτης Παπαδόπουλος", "ΣΠ"),
        ("CAMILLE ROUX", "CR"),
        ("1234 …", ""),
    ],
)
def test_a_name_has_its_initials(name, expected):
    assert initials_of(name) == expected


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", list(Corner))
@pytest.mark.parametrize("user_unit", [1.0, 2.0])
def test_the_corner_is_that_of_the_page_as_it_is_shown(rotation, corner, user_unit):
    page = PageGeometry(Box(50, 60, 550, 760), rotation, user_unit)
    width, height = page.shown_size
    left, top, right, bottom = page.to_shown(initials_box(page, corner, [], []))
    assert (round(right - left, 3), round(bottom - top, 3)) == (51, 25.5)
    assert (width - right if corner.endswith("right") else left) == pytest.approx(20)
    assert (height - bottom if corner.startswith("lower") else top) == pytest.approx(20)


def test_words_are_kept_clear_of_and_fields_in_any_case():
    corner = ShownRect(515, 790, 595, 842)
    box = ShownRect(*A4.to_shown(initials_box(A4, Corner.LOWER_RIGHT, [], [corner])))
    assert not box.meets(corner)
    everywhere = ShownRect(0, 0, 595, 842)
    assert initials_box(A4, Corner.LOWER_RIGHT, [], [everywhere]) == Box(524, 20, 575, 45.5)
    aside = ShownRect(*A4.to_shown(initials_box(A4, Corner.LOWER_RIGHT, [corner], [everywhere])))
    assert not aside.meets(corner)
    with pytest.raises(PlaceRefused):
        initials_box(A4, Corner.LOWER_RIGHT, [everywhere], [])


def test_initials_fit_on_a_page_smaller_than_their_margins():
    tiny = PageGeometry(Box(0, 0, 60, 30))
    assert initials_box(tiny, Corner.LOWER_RIGHT, [], []).inside(tiny.visible)


def test_on_a_page_smaller_than_themselves_initials_are_refused():
    with pytest.raises(PlaceRefused):
        initials_box(PageGeometry(Box(0, 0, 60, 20)), Corner.LOWER_RIGHT, [], [])


def test_a_field_is_for_whom_its_name_says():
    assert initials_field(3) == "Initials3"
    assert initials_field(3, "Dr. Roux") == "Initials Dr  Roux 3"
    holder = "Camille Roux-Lévy"
    assert is_for_initials_of("Initials3", holder)
    assert is_for_initials_of(initials_field(1, "Roux"), holder)
    assert is_for_initials_of(initials_field(1, "camille roux-lévy"), holder)
    assert not is_for_initials_of(initials_field(1, "Dupont"), holder)
    assert not is_for_initials_of("Initials", holder)
    assert not is_for_initials_of("Signature1", holder)
    assert not is_for_initials_of("form.Initials1", holder)
