"""A switched remote-desktop session: contexts die, the card is in a reader of another name."""

import logging
import time
from collections.abc import Iterator

import pytest

from paraph.domain.errors import ParaphError, PinMissing
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.readers import list_readers
from paraph.ports.signing_token import TokenSnapshot
from paraph.usecases.choose_certificate import found_again
from tests.adapters.test_reader_watch import Watching
from tests.judges import poppler_says_valid
from tests.rigs import piv_card
from tests.rigs.card_bench import CardBench, card_bench
from tests.rigs.piv import PIN
from tests.rigs.remote_session import RemoteSession, remote_session

log = logging.getLogger(__name__)
WITHIN_S = 2.0
# What Windows says through a context of the session that was: winscard.h, and winerror.h's own.
ENDS = {
    "service stopped": 0x8010001E,
    "no service": 0x8010001D,
    "invalid handle": 0x80100003,
    "invalid handle of the system": 0x6,
    "broken pipe": 0x109,
    "cancelled by the system": 0x80100012,
    "cancelled": 0x80100002,
    "internal error": 0x80100001,
    "reader unavailable": 0x80100017,
    "no readers": 0x8010002E,
    "unknown reader": 0x80100009,
}
EVERY_END = pytest.mark.parametrize("says", ENDS.values(), ids=ENDS.keys())
# What OpenSC meets at the card itself, too.
CARD_ENDS = {**ENDS, "card removed": 0x80100069, "card reset": 0x80100068, "no card": 0x8010000C}
EVERY_CARD_END = pytest.mark.parametrize("says", CARD_ENDS.values(), ids=CARD_ENDS.keys())


@pytest.fixture(scope="module")
def session(tmp_path_factory) -> Iterator[RemoteSession]:
    with remote_session(tmp_path_factory.mktemp("session")) as found:
        yield found


@pytest.fixture
def bench(session: RemoteSession) -> Iterator[CardBench]:
    with card_bench(session.readers) as found:
        yield found


def again(bench: CardBench, before: TokenSnapshot, since: float) -> TokenSnapshot:
    """Find the token as the desk does, though its slot and reader may be others."""
    while True:
        try:
            found = found_again(before, bench.der(0x9A), bench.module.tokens())
        except ParaphError:
            found = None
        if found is not None:
            return found
        assert time.monotonic() - since < WITHIN_S * 3, "the card is not seen any more"
        time.sleep(0.02)


def sign_again(bench: CardBench, before: TokenSnapshot, out) -> TokenSnapshot:
    """Sign on the card wherever it is now, with one entry of the PIN, within the time."""
    since = time.monotonic()
    token = again(bench, before, since)
    with bench.module.open_key(token, bench.der(0x9A), Secret(PIN)) as key:
        bench.sign(out, key)
    took_s = time.monotonic() - since
    log.info("signed %.2f s after the session was switched", took_s)
    assert took_s <= WITHIN_S
    assert poppler_says_valid(out)
    return token


@EVERY_CARD_END
def test_a_session_switched_while_a_key_is_open_costs_one_signature(
    session: RemoteSession, bench: CardBench, says: int, tmp_path
):
    before = bench.token()
    with bench.key() as key:
        bench.sign(tmp_path / "first.pdf", key)
        asked = bench.card.tell()["pins_asked"]
        session.switch(says)
        code = bench.refused(lambda: bench.sign(tmp_path / "second.pdf", key))
    assert code == "token_removed"
    assert bench.card.tell()["pins_asked"] == asked, "a PIN was used that nobody typed"
    token = sign_again(bench, before, tmp_path / "third.pdf")
    assert token.reader == session.reader != before.reader
    told = bench.card.tell()
    assert (told["pins_asked"], told["wrong_pins"]) == (asked + 1, 0)


@EVERY_CARD_END
def test_a_login_that_was_kept_is_gone_with_the_session(
    session: RemoteSession, bench: CardBench, says: int, tmp_path
):
    before, der = bench.token(), bench.der(0x9A)
    with bench.module.open_key(before, der, Secret(PIN), keep_s=60) as key:
        bench.sign(tmp_path / "first.pdf", key)
    assert bench.token().unlocked
    asked = bench.card.tell()["pins_asked"]
    session.switch(says)
    token = again(bench, before, time.monotonic())
    assert not token.unlocked
    with pytest.raises(PinMissing), bench.module.open_key(token, der, None):
        pass
    assert bench.card.tell()["pins_asked"] == asked, "a PIN was used that nobody typed"
    sign_again(bench, before, tmp_path / "second.pdf")


def test_a_session_switched_back_and_forth_signs_each_time(
    session: RemoteSession, bench: CardBench, tmp_path
):
    token = bench.token()
    for number, says in enumerate(ENDS.values()):
        session.switch(says)
        token = sign_again(bench, token, tmp_path / f"{number}.pdf")
        assert token.reader == session.reader
    assert bench.card.tell()["wrong_pins"] == 0


@EVERY_END
def test_readers_are_watched_on_through_a_switched_session(
    session: RemoteSession, bench: CardBench, says: int
):
    watching = Watching()
    try:
        watching.until([piv_card.ATR, None], 0, float("inf"))
        session.switch(says)
        since = time.monotonic()
        watching.until([piv_card.ATR, None], since, WITHIN_S)
        assert watching.told[-1][1][0].name == session.reader
        assert list_readers()[0].name == session.reader
        since = time.monotonic()
        bench.card.pull()
        watching.until([None, None], since, WITHIN_S)
    finally:
        assert watching.close() < WITHIN_S
