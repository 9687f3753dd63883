"""When a page counts as shown."""

import pytest

from paraph.domain.placing.seen_pages import LONG_ENOUGH_S, SeenPages, Share

WHOLE = Share(0, 0, 1, 1)
UPPER, LOWER = Share(0, 0, 1, 0.6), Share(0, 0.4, 1, 1)


def test_a_page_counts_when_it_was_in_sight_long_enough():
    seen = SeenPages(2)
    assert seen.note({0: WHOLE}, LONG_ENOUGH_S / 2)
    assert seen.unseen == (0, 1)
    assert not seen.note({0: WHOLE}, LONG_ENOUGH_S / 2)
    assert seen.unseen == (1,)


def test_a_page_that_only_flew_by_does_not():
    seen = SeenPages(1)
    for _ in range(10):
        seen.note({0: WHOLE}, LONG_ENOUGH_S * 0.9)
        seen.note({}, 0.1)
    assert seen.unseen == (0,)


def test_a_page_may_be_seen_part_by_part():
    seen = SeenPages(1)
    seen.note({0: UPPER}, LONG_ENOUGH_S)
    assert seen.unseen == (0,)
    seen.note({0: LOWER}, LONG_ENOUGH_S)
    assert seen.unseen == ()


@pytest.mark.parametrize("share", [Share(0, 0, 0.7, 1), Share(0.3, 0, 1, 1), UPPER, LOWER])
def test_a_page_cut_off_at_a_side_is_not_seen(share):
    seen = SeenPages(1)
    seen.note({0: share}, LONG_ENOUGH_S)
    assert seen.unseen == (0,)


def test_what_is_seen_needs_no_more_time():
    seen = SeenPages(1)
    seen.note({0: WHOLE}, LONG_ENOUGH_S)
    assert not seen.note({0: WHOLE}, 0.1)
