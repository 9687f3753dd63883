"""Cards and readers that come and go, seen through a real pcscd with virtual readers."""

import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from paraph.pkcs11 import pcsc, readers
from paraph.pkcs11.readers import ReaderWatch, list_readers
from paraph.ports.finding import Reader
from tests.fakes.pcsc import forget_pcsc
from tests.rigs import piv, piv_card

SEEN_WITHIN_S = 1.0
BACK_WITHIN_S = 2.0


class Watching:
    """A thread that waits, and what it was told when."""

    def __init__(self) -> None:
        self.watch = ReaderWatch()
        self.told: list[tuple[float, Sequence[Reader]]] = []
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        while (found := self.watch.wait()) is not None:
            self.told.append((time.monotonic(), found))

    def until(self, atrs: list[bytes | None], since: float, limit_s: float) -> float:
        """Wait until the readers hold these; gives the seconds since `since`."""
        while time.monotonic() < since + limit_s + 2:
            for moment, found in self.told:
                if moment >= since and [each.atr for each in found] == atrs:
                    assert moment - since < limit_s
                    return moment - since
            time.sleep(0.005)
        raise AssertionError(self.told)

    def close(self) -> float:
        began = time.monotonic()
        self.watch.cancel()
        self.thread.join(5)
        assert not self.thread.is_alive()
        return time.monotonic() - began


@pytest.fixture(scope="module")
def rig() -> Iterator[piv.Readers]:
    with piv.readers() as found:
        forget_pcsc()
        yield found
    forget_pcsc()


@pytest.fixture(scope="module")
def card(rig) -> piv.PivCard:
    return rig.card(0, ("rsa2048", "p256"), "Zoë Ångström")


@pytest.fixture
def watching(rig, card) -> Iterator[Watching]:
    card.pull()
    made = Watching()
    made.until([None, None], 0, float("inf"))
    yield made
    assert made.close() < SEEN_WITHIN_S


def test_both_readers_are_listed_with_what_lies_in_them(rig, card):
    card.insert()
    assert [each.atr for each in list_readers()] == [piv_card.ATR, None]
    card.pull()


def test_a_card_is_seen_soon_after_it_is_put_in_and_pulled(
    watching, card, record_testsuite_property
):
    took: dict[str, list[float]] = {"insert": [], "pull": []}
    for _ in range(5):
        for name, act, atr in (("insert", card.insert, piv_card.ATR), ("pull", card.pull, None)):
            since = time.monotonic()
            act()
            took[name].append(watching.until([atr, None], since, SEEN_WITHIN_S))
    for name, seconds in took.items():
        record_testsuite_property(f"{name}_to_seen_max_s", round(max(seconds), 3))


def test_a_card_pulled_and_put_back_is_told_though_it_is_the_same_one(watching, card):
    card.insert()
    watching.until([piv_card.ATR, None], 0, float("inf"))
    before = len(watching.told)
    card.pull()
    card.insert()
    since = time.monotonic()
    while len(watching.told) == before and time.monotonic() < since + 5:
        time.sleep(0.01)
    until = watching.told[-1][1]
    assert until[0].moves > watching.told[before - 1][1][0].moves
    card.pull()


def test_a_service_that_ends_and_comes_back_is_found_again(watching, rig, card):
    card.insert()
    watching.until([piv_card.ATR, None], 0, float("inf"))
    since = time.monotonic()
    rig.kill()
    watching.until([], since, SEEN_WITHIN_S)
    assert list_readers() == []
    rig.restart()
    since = time.monotonic()
    watching.until([piv_card.ATR, None], since, BACK_WITHIN_S)
    card.pull()


def test_without_notice_of_readers_they_are_listed_again(rig, card, monkeypatch):
    monkeypatch.setattr(pcsc, "_COME_AND_GO", b"no such reader")
    card.pull()
    watching = Watching()
    try:
        watching.until([None, None], 0, float("inf"))
        since = time.monotonic()
        card.insert()
        watching.until([piv_card.ATR, None], since, SEEN_WITHIN_S)
        assert not watching.watch._has_notice
        card.pull()
    finally:
        watching.close()


def test_waiting_ends_at_once_when_it_is_cancelled(rig):
    took = []
    for _ in range(20):
        watching = Watching()
        took.append(watching.close())
    assert max(took) < SEEN_WITHIN_S


def test_without_pcsc_there_are_no_readers_and_waiting_can_be_ended(monkeypatch):
    monkeypatch.setattr(readers, "pcsc_library", lambda: None)
    assert list_readers() == []
    watching = Watching()
    watching.until([], 0, float("inf"))
    watching.close()
    assert [found for _, found in watching.told] == [()]
