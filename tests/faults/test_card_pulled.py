"""A card that leaves its reader: between signatures, while it signs, and coming back."""

import pytest

from paraph.domain.errors import PinMissing
from paraph.domain.keys.secret import Secret
from tests.judges import poppler_says_valid
from tests.rigs.card_bench import SAMPLE, CardBench
from tests.rigs.piv import PIN, Readers

SLOTS = pytest.mark.parametrize("slot", [0x9A, 0x9C])


def sign_anew(bench: CardBench, out, slot: int) -> bool:
    with bench.key(slot) as key:
        bench.sign(out, key, slot)
    return poppler_says_valid(out)


@SLOTS
def test_a_card_pulled_between_signatures_is_told_and_signs_when_it_is_back(
    bench: CardBench, slot: int, tmp_path
):
    with bench.key(slot) as key:
        bench.sign(tmp_path / "first.pdf", key, slot)
        bench.card.pull()
        code = bench.refused(lambda: bench.sign(tmp_path / "second.pdf", key, slot))
    assert code == "token_removed"
    assert bench.desk.audit.codes() == ["token_removed"]
    assert [file.name for file in tmp_path.iterdir()] == ["first.pdf"]
    assert not bench.is_shown()
    bench.card.insert()
    assert bench.is_shown()
    assert sign_anew(bench, tmp_path / "third.pdf", slot)
    assert bench.card.tell()["wrong_pins"] == 0


@SLOTS
def test_a_card_pulled_while_it_signs_leaves_no_file_and_signs_when_it_is_back(
    bench: CardBench, slot: int, tmp_path
):
    before = SAMPLE.read_bytes()
    bench.card.tell(sign_ms=200, pull_at_signature=1)
    with bench.key(slot) as key:
        code = bench.refused(lambda: bench.sign(tmp_path / "out.pdf", key, slot))
    assert code == "token_removed"
    assert bench.desk.audit.codes() == ["token_removed"]
    assert list(tmp_path.iterdir()) == []
    assert SAMPLE.read_bytes() == before
    bench.card.insert()
    assert sign_anew(bench, tmp_path / "again.pdf", slot)
    assert bench.card.tell()["wrong_pins"] == 0


def test_a_card_put_back_within_the_blink_of_an_eye_costs_no_more_than_its_login(
    bench: CardBench, tmp_path
):
    with bench.key() as key:
        bench.sign(tmp_path / "first.pdf", key)
        bench.card.pull()
        bench.card.insert()
        code = bench.refused(lambda: bench.sign(tmp_path / "second.pdf", key))
    # The login went with the card; nobody's PIN is used again by itself.
    assert code in {"token_removed", "login_lost"}
    assert sign_anew(bench, tmp_path / "third.pdf", 0x9A)


def test_a_card_that_went_is_told_before_its_pin_is_used(bench: CardBench):
    token = bench.token()
    bench.card.pull()

    def open_it() -> None:
        with bench.module.open_key(token, bench.der(0x9A), None):
            pass

    assert bench.refused(open_it) == "no_token"


def test_another_card_in_the_same_reader_never_gets_the_pin(
    bench: CardBench, card_readers: Readers
):
    token, der = bench.token(), bench.der(0x9A)
    bench.card.pull()
    other = card_readers.card(0, ("p256", "rsa2048"), "Another holder", guid=bytes(range(20, 36)))
    try:
        other.insert()

        def open_it() -> None:
            with bench.module.open_key(token, der, Secret("999999")):
                pass

        assert bench.refused(open_it) == "no_token"
        assert other.tries_left == 3
    finally:
        other.close()
        card_readers.wait_until_empty(0)


@SLOTS
def test_a_kept_login_ends_with_its_card(bench: CardBench, slot: int, tmp_path):
    der = bench.der(slot)
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=60) as key:
        bench.sign(tmp_path / "first.pdf", key, slot)
    assert bench.token().unlocked
    with bench.module.open_key(bench.token(), der, None, keep_s=60) as key:
        bench.sign(tmp_path / "second.pdf", key, slot)
    bench.card.pull()
    assert not bench.is_shown()
    bench.card.insert()
    assert not bench.token().unlocked
    with pytest.raises(PinMissing), bench.module.open_key(bench.token(), der, None):
        pass
    assert sign_anew(bench, tmp_path / "third.pdf", slot)
    assert bench.card.tell()["wrong_pins"] == 0
