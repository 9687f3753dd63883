"""What a reader's card is, by its ATR, and whether its driver is missing."""

import pytest

from paraph.domain.keys.reader_card import (
    CardState,
    Driver,
    KnownCard,
    is_same_reader,
    judge_reader,
    shown_readers,
    with_article,
)
from paraph.pkcs11.known_lists import known_card, listed_cards

ESTONIA = bytes.fromhex("3BDB960080B1FE451F830012233F536549440F9000F1")
OPENSC = Driver("opensc", "OpenSC", "its page")
CARD = KnownCard("Estonian ID card", (OPENSC,))


def test_an_exact_answer_names_card_and_drivers():
    card = known_card(ESTONIA)
    assert card is not None
    assert card.name.startswith("Estonian ID card")
    assert [driver.driver_id for driver in card.drivers] == ["opensc", "awp"]
    assert all(driver.where for driver in card.drivers)


def test_every_card_in_the_list_is_found_by_its_own_answer():
    for card in listed_cards():
        if set(card.mask) == {0xFF}:
            found = known_card(card.atr)
            assert found is not None
            assert found.name == card.name


def test_bits_outside_the_mask_do_not_count_and_those_inside_do():
    masked = next(card for card in listed_cards() if 0 in card.mask)
    place, inside = masked.mask.index(0), masked.mask.index(0xFF)
    other = bytearray(masked.atr)
    other[place] ^= 0x5A
    assert known_card(bytes(other)) is not None
    other[inside] ^= 0x01
    assert known_card(bytes(other)) is None


@pytest.mark.parametrize("atr", [b"", b"\x3b\x00", ESTONIA[:-1], ESTONIA + b"\0"])
def test_an_answer_of_another_length_is_unknown(atr):
    assert known_card(atr) is None


@pytest.mark.parametrize(
    ("known", "installed", "is_shown", "state"),
    [
        (CARD, {"opensc"}, True, CardState.SHOWN),
        (CARD, {"softhsm2"}, False, CardState.DRIVER_MISSING),
        (CARD, {"opensc"}, False, CardState.DRIVER_SILENT),
        (KnownCard("Test", ()), {"opensc"}, False, CardState.NO_DRIVER_KNOWN),
        (None, {"opensc"}, False, CardState.UNKNOWN),
        (None, {"opensc"}, True, CardState.SHOWN),
    ],
)
def test_the_state_of_a_card(known, installed, is_shown, state):
    found = judge_reader("Reader", ESTONIA, known, installed, is_shown=is_shown)
    assert found.state is state
    assert found.in_trouble is (state is not CardState.SHOWN)


def test_an_empty_reader_is_in_no_trouble():
    assert not judge_reader("Reader", None, None, set(), is_shown=False).in_trouble


def test_a_slot_is_of_its_reader_also_where_its_name_is_cut():
    long = "Maker of Very Long Names Contactless Smart Card Reader and Keypad 00 00"
    assert is_same_reader(long[:64] + "  ", long)
    assert not is_same_reader("Virtual PCD 00 00", "Virtual PCD 00 01")
    assert not is_same_reader("", "")


def test_a_slot_of_no_reader_accuses_no_reader():
    assert shown_readers(["A", "B"], ["A"]) == {"A"}
    assert shown_readers(["A", "B"], ["Maker's own slot 1"]) == {"A", "B"}
    assert shown_readers(["A"], []) == set()


@pytest.mark.parametrize(
    ("name", "said"),
    [("Estonian ID card", "an Estonian ID card"), ("Belgian eID", "a Belgian eID")],
)
def test_the_article(name, said):
    assert with_article(name) == said
