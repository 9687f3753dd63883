"""One look at all modules and readers: what it finds, what it passes over, what it forgives."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from paraph.domain import errors
from paraph.domain.reader_card import CardState, Driver, KnownCard
from paraph.ports.finding import FoundModule, Origin, Reader
from paraph.usecases.look_for_cards import CardLooker
from tests.fakes.finding import FakeFinding
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeModule, FakeToken

CARDS = FoundModule("/cards.so", Origin.KNOWN, "Cards", "card", "cards")
SOFT = FoundModule("/soft.so", Origin.KNOWN, "Soft", "software", "soft")
TPM = FoundModule("/tpm.so", Origin.KNOWN, "TPM", "tpm", "tpm2")
ATR = b"\x3b\x01\x02"


class Module(FakeModule):
    """Counts its looks, and fails as long as a test wants."""

    def __init__(self, path: str, *tokens: FakeToken, reader: str = "") -> None:
        super().__init__(*tokens, module=path)
        self.looks, self.closed, self.reader = 0, 0, reader
        self.trouble: errors.ParaphError | None = None

    def tokens(self):
        self.looks += 1
        if self.trouble is not None:
            raise self.trouble
        return [replace(each, reader=self.reader) for each in super().tokens()]

    def close(self) -> None:
        self.closed += 1


class Desk:
    def __init__(self, *found: FoundModule) -> None:
        self.finding, self.clock = FakeFinding(*found), FixedClock()
        self.modules = {each.path: Module(each.path, FakeToken(each.name)) for each in found}
        self.looker = CardLooker(self.finding, self.modules.__getitem__, self.clock)


@pytest.fixture
def desk() -> Desk:
    made = Desk(CARDS, SOFT, TPM)
    made.modules[CARDS.path].reader = "Reader"
    return made


def labels(look) -> list[str]:
    return [token.label for token in look.tokens]


def test_a_module_that_crashes_hides_no_other_and_is_tried_anew(desk):
    desk.modules[CARDS.path].trouble = errors.TokenUnavailable(why="crashed")
    look = desk.looker.look()
    assert labels(look) == ["Soft", "TPM"]
    assert [each.code for each in look.troubles] == ["token_unavailable"]
    assert desk.modules[CARDS.path].closed == 1
    desk.modules[CARDS.path].trouble = None
    assert labels(desk.looker.look()) == ["Cards", "Soft", "TPM"]


def test_a_module_without_its_device_is_no_persons_trouble_and_not_tried_at_every_look(desk):
    tpm = desk.modules[TPM.path]
    tpm.trouble = errors.ModuleUnusable(module=TPM.path)
    assert desk.looker.look().troubles == ()
    desk.looker.look()
    assert tpm.looks == 1
    desk.clock.moment += timedelta(seconds=31)
    tpm.trouble = None
    assert labels(desk.looker.look()) == ["Cards", "Soft", "TPM"]


def test_a_module_that_hangs_holds_up_one_look_and_not_the_next(desk):
    cards = desk.modules[CARDS.path]
    cards.trouble = errors.ModuleHung(module=CARDS.path)
    for _ in range(3):
        look = desk.looker.look()
        assert [each.code for each in look.troubles] == ["module_hung"]
    assert cards.looks == 1


def test_a_slow_look_asks_only_where_no_reader_tells(desk):
    desk.looker.look()
    look = desk.looker.look(only_unwatched=True)
    assert labels(look) == ["Cards", "Soft", "TPM"]
    assert (desk.modules[CARDS.path].looks, desk.modules[SOFT.path].looks) == (1, 2)


def test_without_pcsc_a_slow_look_asks_everyone(desk):
    desk.finding.there = None
    desk.looker.look()
    desk.looker.look(only_unwatched=True)
    assert desk.modules[CARDS.path].looks == 2


def test_readers_that_cannot_be_asked_are_told_and_hide_no_card(desk):
    desk.finding.there = errors.ReadersUnavailable(answer="0x8010001f")
    look = desk.looker.look()
    assert labels(look) == ["Cards", "Soft", "TPM"]
    assert [each.code for each in look.troubles] == ["readers_unavailable"]


def test_a_module_taken_off_the_list_is_let_go(desk):
    desk.looker.look()
    desk.finding.found.remove(SOFT)
    assert labels(desk.looker.look()) == ["Cards", "TPM"]
    assert desk.modules[SOFT.path].closed == 1


def test_a_card_no_module_shows_is_told_with_what_it_lacks(desk):
    driver = Driver("maker", "Maker's", "maker's page")
    desk.finding.cards[ATR] = KnownCard("Maker's card", (driver,))
    desk.finding.there = [Reader("Reader", b"\x3b\x00"), Reader("Other", ATR), Reader("Free", None)]
    shown, missing, empty = desk.looker.look().readers
    assert (shown.state, empty.state) == (CardState.SHOWN, CardState.EMPTY)
    assert (missing.reader, missing.state) == ("Other", CardState.DRIVER_MISSING)
    assert missing.drivers == (driver,)


def test_a_software_token_shows_no_card(desk):
    desk.modules[CARDS.path].slots = []
    desk.modules[SOFT.path].reader = "SoftHSM slot ID 0x1"
    desk.finding.there = [Reader("Reader", ATR)]
    (card,) = desk.looker.look().readers
    assert card.state is CardState.UNKNOWN


def test_a_slow_look_asks_where_a_login_is_kept_for_no_reader_tells_its_end(desk):
    cards = desk.modules[CARDS.path]
    cards.slots[0].kept_until_s = time.monotonic() + 60
    desk.looker.look()
    assert desk.looker.look(only_unwatched=True).tokens[0].unlocked
    assert cards.looks == 2
    desk.looker.lock()
    assert not any(each.unlocked for each in desk.looker.look(only_unwatched=True).tokens)
    desk.looker.look(only_unwatched=True)
    assert cards.looks == 3


def test_a_module_that_does_not_obey_keeps_no_other_from_being_locked(desk, monkeypatch):
    desk.looker.look()
    for each in desk.modules.values():
        each.slots[0].kept_until_s = time.monotonic() + 60

    def fail() -> None:
        raise errors.TokenRemoved

    monkeypatch.setattr(desk.modules[CARDS.path], "lock", fail)
    desk.looker.lock()
    assert desk.modules[CARDS.path].closed == 1
    assert desk.modules[SOFT.path].slots[0].kept_until_s == 0
