"""A box at a text: on the rule that follows, or where it covers no words."""

import pytest

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect, TextLine
from paraph.domain.placing.placing_rule import (
    LAST,
    AnchorRule,
    Where,
    best_place,
    parse_hit,
    place_at,
)
from paraph.domain.placing.signature_field import MIN_HEIGHT_PT

PAGE = ShownRect(0, 0, 595, 842)
TEXT = "For the firm"
HIT = AnchorHit(0, (ShownRect(72, 500, 140, 514),), TEXT)
OWN = TextLine(TEXT, 72, 500, 140, 514, 511)
RULE = ShownRect(72, 590, 272, 591)


def at(where=Where.BEST, marks=None, taken=(), **more) -> ShownRect:
    rule = AnchorRule(TEXT, where, **more)
    return place_at(HIT, rule, PAGE, marks or Marks((OWN,)), taken)


def words(left: float, top: float, right: float, bottom: float) -> TextLine:
    return TextLine("words", left, top, right, bottom, bottom - 3)


def test_the_best_place_stands_on_the_rule_that_follows():
    box = at(marks=Marks((OWN,), (RULE,)))
    assert (box.left, box.bottom) == (72, 590.5)
    assert box.top >= 514 - 14 * 0.2


def test_a_rule_beside_the_text_comes_before_one_below():
    beside = ShownRect(160, 512, 320, 513)
    box = at(marks=Marks((OWN,), (RULE, beside)))
    assert (box.left, box.bottom) == (160, 512.5)


def test_without_a_rule_it_goes_below_and_covers_no_words():
    box = at()
    assert (box.left, box.top) == (72, 518)
    low = at(marks=Marks((OWN, words(72, 575, 500, 590))))
    assert low.top == 518
    assert low.bottom <= 575 + 15 * 0.2


def test_where_there_is_no_room_below_it_goes_beside_or_above():
    below = [words(72, y, 500, y + 12) for y in range(516, 700, 14)]
    beside = at(marks=Marks((OWN, *below)))
    assert beside.left == 146
    assert beside.height == pytest.approx(MIN_HEIGHT_PT, abs=3)
    wall = words(150, 497, 500, 512)
    above = at(marks=Marks((OWN, *below, wall)))
    assert above.bottom == 496


@pytest.mark.parametrize(
    ("where", "more", "top"),
    [
        (Where.BEST, {}, 518),
        (Where.BELOW, {"size_pt": (200, 60)}, 518),
        (Where.ABOVE, {"size_pt": (200, 60)}, 436),
    ],
)
def test_at_a_text_near_the_edge_a_box_is_shifted_into_the_page(where, more, top):
    hit = AnchorHit(0, (ShownRect(480, 500, 550, 514),), TEXT)
    own = TextLine(TEXT, 480, 500, 550, 514, 511)
    box = place_at(hit, AnchorRule(TEXT, where, **more), PAGE, Marks((own,)), ())
    assert (box.right, box.top) == (595, top)


def test_beside_words_over_several_lines_a_box_may_stand_beside_them_all():
    # Words that run from top to bottom: the line they begin in stands right of the one they end in.
    parts = (ShownRect(278, 22, 293, 84), ShownRect(264, 22, 279, 58))
    rest = TextLine("of the client", 264, 60, 279, 103, None)
    lines = tuple(TextLine(TEXT, *part, None) for part in parts)
    hit = AnchorHit(0, parts, TEXT)
    box = place_at(hit, AnchorRule(TEXT), PAGE, Marks((*lines, rest)), ())
    assert box.left == 299
    assert box.top >= 0


def test_the_best_place_of_a_page_may_be_below_words_near_its_edge():
    own = TextLine("Signature", 480, 500, 550, 514, 511)
    found = best_place(0, PAGE, Marks((own,)), ())
    assert found is not None
    assert (found.rect.right, found.rect.top) == (595, 518)


def test_a_side_that_was_said_is_kept_to():
    assert at(Where.ABOVE).bottom == 496
    assert at(Where.RIGHT).left == 146
    assert at(Where.BELOW).top == 518
    with pytest.raises(PlaceRefused) as refused:
        at(Where.ON_RULE)
    assert refused.value.details["why"] == "no_rule"


def test_a_size_and_an_offset_that_were_said_hold():
    box = at(Where.BELOW, size_pt=(180, 60), offset_pt=(10, -2))
    assert box == (82, 516, 262, 576)


def test_a_place_never_covers_a_field_nor_leaves_the_page():
    field = ShownRect(60, 515, 300, 900)
    box = at(taken=[field])
    assert not box.meets(field)
    with pytest.raises(PlaceRefused) as refused:
        at(Where.BELOW, taken=[field])
    assert refused.value.details == {"why": "no_free_place", "text": TEXT, "page": 1}
    with pytest.raises(PlaceRefused):
        at(Where.BELOW, size_pt=(180, 400))


def test_a_text_that_is_a_line_to_write_on_carries_the_box():
    dots = AnchorHit(0, (ShownRect(200, 600, 400, 614),), "______________")
    line = TextLine("______________", 200, 600, 400, 614, 611)
    box = place_at(dots, AnchorRule("____"), PAGE, Marks((line,)), ())
    assert (box.left, round(box.bottom)) == (200, 613)
    assert box.right <= 404.1


def test_which_of_several_hits_is_meant():
    hits = [HIT._replace(page_index=n) for n in range(3)]
    assert AnchorRule(TEXT).chosen(hits) is None
    assert AnchorRule(TEXT).chosen(hits[:1]) == hits[0]
    assert AnchorRule(TEXT, hit=2).chosen(hits) == hits[1]
    assert AnchorRule(TEXT, hit=LAST).chosen(hits) == hits[2]
    assert AnchorRule(TEXT, hit=4).chosen(hits) is None
    assert AnchorRule(TEXT, hit=LAST).chosen([]) is None


def test_a_hit_is_read_from_words():
    assert (parse_hit("last"), parse_hit("3")) == (LAST, 3)
    for wrong in ("0", "-1", "first", "", "1.5"):
        with pytest.raises(InvalidArgument):
            parse_hit(wrong)
