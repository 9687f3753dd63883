"""PINs on a real card: what is told, how many tries are left, and that none is spent in vain."""

import pytest

from paraph.ports.signing_token import PinState
from tests.judges import poppler_says_valid
from tests.rigs.card_bench import CardBench
from tests.rigs.piv import PIN


def test_a_wrong_pin_costs_one_try(bench: CardBench):
    assert bench.token().pin_state is PinState.NORMAL
    assert bench.try_pin("999999") == "pin_incorrect"
    assert bench.card.tell()["wrong_pins"] == 1
    assert bench.card.tries_left == 2


def test_after_a_wrong_pin_the_next_question_says_that_tries_are_few(bench: CardBench):
    assert bench.try_pin("999999") == "pin_incorrect"
    assert bench.token().pin_state is PinState.COUNT_LOW


def test_the_final_try_is_told_before_the_pin_is_asked(bench: CardBench, tmp_path):
    for _ in range(2):
        assert bench.try_pin("999999") == "pin_incorrect"
    assert bench.card.tries_left == 1
    assert bench.token().pin_state is PinState.FINAL_TRY
    with bench.key() as key:
        bench.sign(tmp_path / "out.pdf", key)
    assert poppler_says_valid(tmp_path / "out.pdf")
    # OpenSC 0.23 asks the counter no more while the card is verified, so its flag says nothing now.
    assert bench.card.tries_left == 3


def test_a_third_wrong_pin_locks_the_card_and_the_right_one_opens_it_no_more(bench: CardBench):
    told = [bench.try_pin("999999") for _ in range(3)]
    assert told[:2] == ["pin_incorrect", "pin_incorrect"]
    assert told[2] in {"pin_incorrect", "pin_locked"}
    assert bench.token().pin_state is PinState.LOCKED
    assert bench.try_pin(PIN) == "pin_locked"
    assert bench.card.tell()["wrong_pins"] == 3


@pytest.mark.parametrize("pin", ["123", "123456789"])
def test_a_pin_of_an_impossible_length_costs_no_try(bench: CardBench, pin: str):
    assert bench.try_pin(pin) == "pin_length"
    assert bench.card.tries_left == 3


@pytest.mark.parametrize("slot", [0x9A, 0x9C])
def test_a_card_signs_three_documents_after_one_question(bench: CardBench, slot: int, tmp_path):
    # 9C wants the PIN with every signature; the child gives it, and nobody is asked again.
    with bench.key(slot) as key:
        for number in range(3):
            bench.sign(tmp_path / f"{number}.pdf", key, slot)
    assert all(poppler_says_valid(tmp_path / f"{n}.pdf") for n in range(3))
    assert bench.card.tell()["signatures"] == 3
