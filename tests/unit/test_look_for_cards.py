"""One look at all modules and readers: what it finds, what it passes over, what it forgives."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from paraph.domain import errors
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.reader_card import CardState, Driver, KnownCard
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
        self.asked = 0
        self.silent = False  # it takes its time
        self.waits: list[float | None] = []

    def ask(self) -> None:
        self.asked += 1

    def answer(self, wait_s: float | None):
        self.waits.append(wait_s)
        return None if self.silent else self.tokens()

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


def test_a_token_tells_the_middleware_its_module_comes_with(desk):
    told = [token.middleware for token in desk.looker.look().tokens]
    assert told == ["Cards", "Soft", "TPM"]


def in_trouble(module: Module, *slots: int) -> None:
    """Let slots tell of no more than their reader, as `pkcs11.token_listing.in_trouble`."""
    answer = module.tokens

    def tokens():
        return [
            replace(each, label="", serial="", certificates=(), trouble="token_busy")
            if each.slot_id in slots
            else each
            for each in answer()
        ]

    module.tokens = tokens


def test_a_slot_in_trouble_is_told_at_its_reader(desk):
    in_trouble(desk.modules[CARDS.path], 0)
    desk.finding.there = [Reader("Reader", ATR), Reader("Free", None)]
    faulty, empty = desk.looker.look().readers
    assert (faulty.reader, faulty.state, faulty.trouble) == (
        "Reader",
        CardState.FAULTY,
        "token_busy",
    )
    assert (faulty.in_trouble, faulty.key, empty.state) == (True, KeyKind.CARD, CardState.EMPTY)
    desk.finding.there = [Reader("Reader", None)]
    assert [each.state for each in desk.looker.look().readers] == [CardState.EMPTY]


def test_one_slot_of_a_card_in_trouble_is_told_though_the_other_is_shown(desk):
    cards = desk.modules[CARDS.path]
    cards.slots.append(FakeToken("Signing slot"))
    in_trouble(cards, 1)
    desk.finding.there = [Reader("Reader", ATR)]
    look = desk.looker.look()
    assert labels(look) == ["Cards", "", "Soft", "TPM"]
    assert [each.state for each in look.readers] == [CardState.FAULTY]


def test_a_slot_in_trouble_whose_card_another_module_shows_is_not_told(desk):
    other = FoundModule("/other.so", Origin.KNOWN, "Other", "card", "other")
    desk.finding.found.append(other)
    desk.modules[other.path] = Module(other.path, FakeToken("Same card"), reader="Reader")
    in_trouble(desk.modules[CARDS.path], 0)
    desk.finding.there = [Reader("Reader", ATR)]
    assert [each.state for each in desk.looker.look().readers] == [CardState.SHOWN]


def test_a_slot_in_trouble_of_no_reader_is_told_by_its_own_name_or_its_modules(desk):
    desk.finding.there = []
    desk.modules[TPM.path].reader = "TPM slot"
    for each in (TPM, SOFT):
        in_trouble(desk.modules[each.path], 0)
    soft, tpm = desk.looker.look().readers
    assert (soft.reader, soft.key, soft.atr) == ("Soft · 0", KeyKind.TOKEN, None)
    assert (tpm.reader, tpm.key, tpm.trouble) == ("TPM slot", KeyKind.TPM, "token_busy")


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


WAIT_S = 0.05


def test_all_are_asked_before_one_is_waited_for(desk, monkeypatch):
    order = []
    for path, each in desk.modules.items():
        monkeypatch.setattr(each, "ask", lambda path=path: order.append(("ask", path)))
        answer = each.answer
        monkeypatch.setattr(
            each,
            "answer",
            lambda wait_s, a=answer, p=path: order.append(("answer", p)) or a(wait_s),
        )
    desk.looker.look()
    assert [what for what, _ in order] == ["ask"] * 3 + ["answer"] * 3
    assert order[0] == ("ask", CARDS.path), "who waits for a card waits for no other"


def test_a_slow_module_is_named_as_awaited_and_shown_when_it_answers(desk):
    desk.modules[TPM.path].silent = True
    look = desk.looker.look(wait_s=WAIT_S)
    assert (labels(look), look.awaited, look.troubles) == (["Cards", "Soft"], True, ())
    look = desk.looker.rest(WAIT_S)
    assert (labels(look), look.awaited) == (["Cards", "Soft"], True)
    desk.modules[TPM.path].silent = False
    look = desk.looker.rest(WAIT_S)
    assert (labels(look), look.awaited) == (["Cards", "Soft", "TPM"], False)
    assert [each.looks for each in desk.modules.values()] == [1, 1, 1]


def test_an_answer_older_than_the_last_look_is_asked_for_again(desk):
    cards = desk.modules[CARDS.path]
    cards.silent = True
    desk.looker.look(wait_s=WAIT_S)
    desk.looker.look(wait_s=WAIT_S)
    assert cards.asked == 1, "it has not answered the first question yet"
    cards.silent = False
    desk.looker.rest(WAIT_S)
    assert (cards.asked, cards.looks) == (2, 2)


def test_what_was_slow_or_in_trouble_before_is_not_waited_for(desk):
    cards, soft = desk.modules[CARDS.path], desk.modules[SOFT.path]
    cards.trouble = errors.TokenUnavailable(why="crashed")
    soft.silent = True
    desk.looker.look(wait_s=WAIT_S)
    cards.waits.clear()
    soft.waits.clear()
    assert labels(desk.looker.look(wait_s=WAIT_S)) == ["TPM"]
    assert (cards.waits, soft.waits) == ([0.0], [0.0])


def test_a_card_that_was_pulled_is_gone_before_its_slow_module_says_so(desk):
    desk.finding.there = [Reader("Reader", ATR)]
    assert labels(desk.looker.look()) == ["Cards", "Soft", "TPM"]
    desk.modules[CARDS.path].silent = True
    assert labels(desk.looker.look(wait_s=WAIT_S)) == ["Cards", "Soft", "TPM"]
    desk.finding.there = [Reader("Reader", None)]
    assert labels(desk.looker.look(wait_s=WAIT_S)) == ["Soft", "TPM"]


def test_a_card_is_being_read_until_the_last_module_that_may_show_it_has_answered(desk):
    desk.finding.there = [Reader("Reader", ATR)]
    cards = desk.modules[CARDS.path]
    cards.slots, cards.silent = [], True
    (card,) = desk.looker.look(wait_s=WAIT_S).readers
    assert card.state is CardState.READING
    cards.silent = False
    (card,) = desk.looker.rest(WAIT_S).readers
    assert card.state is CardState.UNKNOWN


def test_locking_begins_with_those_that_obey_at_once(desk, monkeypatch):
    order = []
    for path, each in desk.modules.items():
        monkeypatch.setattr(each, "lock", lambda path=path: order.append(path))
    desk.modules[CARDS.path].silent = True
    desk.looker.look(wait_s=WAIT_S)
    desk.looker.lock()
    assert order[-1] == CARDS.path


def test_drivers_of_cards_are_loaded_ahead_where_there_are_readers_and_no_others(desk):
    desk.looker.begin()
    assert [each.asked for each in desk.modules.values()] == [0, 0, 0]
    desk.finding.there = [Reader("Reader", None)]
    desk.looker.begin()
    assert [each.asked for each in desk.modules.values()] == [1, 0, 0]
    assert labels(desk.looker.look(wait_s=WAIT_S)) == ["Cards", "Soft", "TPM"]
    assert desk.modules[CARDS.path].looks == 2, "a card may have come after the first question"


def test_while_a_card_is_waited_for_no_other_driver_is_loaded_beside_its_own(desk, monkeypatch):
    desk.finding.there = [Reader("Reader", ATR)]
    cards, soft = desk.modules[CARDS.path], desk.modules[SOFT.path]
    loaded = []
    answer = cards.answer
    monkeypatch.setattr(cards, "answer", lambda wait_s: loaded.append(soft.asked) or answer(wait_s))
    look = desk.looker.look(wait_s=WAIT_S)
    assert (labels(look), look.awaited) == (["Cards"], True)
    assert (loaded, soft.asked) == ([0], 0)
    look = desk.looker.rest(WAIT_S)
    assert (labels(look), look.awaited) == (["Cards", "Soft", "TPM"], False)
