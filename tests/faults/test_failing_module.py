"""A module that fails in the ways a real one cannot be made to: SoftHSM behind a shim."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.reader_card import CardState
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.domain.messages.acts import words_for
from paraph.pkcs11 import module_process
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.finding import FoundModule, Origin
from paraph.ports.signing_token import PinState, TokenSnapshot
from paraph.usecases.look_for_cards import CardLooker
from tests.contracts.test_token_module import verify
from tests.fakes.finding import FakeFinding
from tests.fakes.pki import Identity, identity
from tests.fakes.record import FixedClock
from tests.fakes.shim import SOURCE, Shim, compiled
from tests.fakes.softhsm import PIN, SoftToken, softhsm_folder

pytestmark = pytest.mark.token
DATA = b"signed attributes" * 20


@dataclass
class Card:
    """A card behind the shim; `each_time` is the key with CKA_ALWAYS_AUTHENTICATE."""

    shim: Shim
    module: ModuleProcess
    rsa: Identity
    p256: Identity
    each_time: Identity

    def token(self, label: str = "Signing card") -> TokenSnapshot:
        return next(token for token in self.module.tokens() if token.label == label)

    def open(self, one: Identity, pin: str | None = PIN, **more):
        typed = Secret(pin) if pin is not None else None
        return self.module.open_key(self.token(), one.certificate_der, typed, **more)

    def sign(self, one: Identity, pin: str | None = PIN, **more) -> None:
        with self.open(one, pin, **more) as key:
            value = key.sign(DATA, "sha256")
            pss = key.scheme is SignatureScheme.RSASSA_PSS
            verify(one.certificate_der, value, "sha256", pss=pss)

    def sign_on(self, token: TokenSnapshot, *, look: bool = False) -> None:
        if look:
            self.module.tokens()
        with self.module.open_key(token, self.p256.certificate_der, Secret(PIN)) as key:
            key.sign(DATA, "sha256")


@pytest.fixture(scope="module")
def people() -> tuple[Identity, Identity, Identity]:
    return identity("rsa2048"), identity("p256"), identity("rsa2048-each")


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory, people) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("behind")
    with softhsm_folder(folder) as module:
        card = SoftToken(module, "Signing card", folder).add(people[:2])
        card.add_key_that_asks_each_time(people[2], 32)
        SoftToken(module, "Other card", folder).add([people[0]])
        yield module


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    return compiled(SOURCE, tmp_path_factory.mktemp("shim"))


@pytest.fixture
def card(library, softhsm, people, tmp_path, monkeypatch) -> Iterator[Card]:
    shim = Shim(library, softhsm, tmp_path, monkeypatch)
    module = ModuleProcess(shim.module)
    yield Card(shim, module, *people)
    module.close()


@pytest.mark.parametrize("function", ["C_GetSlotList", "C_Login", "C_SignInit", "C_Sign"])
def test_a_module_that_crashes_costs_one_call(card: Card, function: str):
    card.token()
    card.shim.order(f"{function} crash")
    with pytest.raises(errors.ModuleCrashed) as told:
        card.sign(card.p256)
    assert told.value.details["exit"] == -11
    card.shim.order()
    card.sign(card.p256)


@pytest.mark.parametrize("function", ["C_GetSlotList", "C_Login", "C_Sign"])
def test_a_module_that_hangs_is_ended_and_the_next_signature_works(
    card: Card, function: str, monkeypatch
):
    token, pid = card.token(), card.module.pid
    card.shim.order(f"{function} hang")
    monkeypatch.setattr(module_process, "SIGN_TIMEOUT_S", 0.5)
    monkeypatch.setattr(card.module, "_timeout_s", 0.5)
    with pytest.raises(errors.ModuleHung):
        card.sign_on(token, look=function == "C_GetSlotList")
    assert not Path(f"/proc/{pid}").exists()
    card.shim.order()
    monkeypatch.setattr(module_process, "SIGN_TIMEOUT_S", 60.0)
    monkeypatch.setattr(card.module, "_timeout_s", 30.0)
    card.sign(card.p256)


FAILURES = {
    "C_OpenSession 0xB1": errors.TokenBusy,
    "C_OpenSession 0xB2": errors.TokenBusy,
    "C_Login 0x104": errors.TokenBusy,
    "C_Login 0x5": errors.TokenUnavailable,
    "C_Login 0xA3": errors.PinExpired,
    "C_Login 0xA4": errors.PinLocked,
    "C_Login 0x102": errors.PinNotSet,
    "C_Login 0x50": errors.ReaderCancelled,
    "C_SignInit 0x70": errors.MechanismMissing,
    "C_Sign 0x5": errors.TokenUnavailable,
    "C_Sign 0x30": errors.TokenUnavailable,
    "C_Sign 0x32": errors.TokenRemoved,
    "C_Sign 0xB3": errors.TokenRemoved,
    "C_Sign 0xE0": errors.TokenRemoved,
    "C_Sign 0x101": errors.LoginLost,
    "C_Sign 0x999": errors.TokenUnavailable,
}


@pytest.mark.parametrize(("order", "meaning"), FAILURES.items())
def test_a_failure_is_told_spends_no_second_try_and_leaves_nothing_open(
    card: Card, order: str, meaning: type[errors.ParaphError]
):
    # OpenSC 0.23 has dropped the login by then, and says so when it is asked to log out.
    token = card.token()
    card.shim.calls()
    card.shim.order(order, "C_Logout 0x101")
    with pytest.raises(meaning) as told:
        card.sign_on(token)
    assert type(told.value) is meaning
    made = card.shim.calls()
    assert made["C_Login"] <= 1
    opened = made["C_OpenSession"] - order.startswith("C_OpenSession")
    assert made["C_CloseSession"] == opened
    card.shim.order()
    card.sign(card.p256)


def test_a_key_that_failed_says_why_again_and_does_not_ask_the_card(card: Card):
    with card.open(card.p256) as key:
        card.shim.order("C_Sign 0x101")
        with pytest.raises(errors.LoginLost):
            key.sign(DATA, "sha256")
        card.shim.order()
        card.shim.calls()
        with pytest.raises(errors.LoginLost):
            key.sign(DATA, "sha256")
        assert not card.shim.calls()
    card.sign(card.p256)


@pytest.mark.parametrize("value", ["0x5", "0x6", "0x30", "0x101"])
def test_a_failure_without_the_card_is_the_card_that_left(card: Card, value: str):
    with card.open(card.p256) as key:
        card.shim.order(f"C_Sign {value}", "C_GetSlotList none")
        with pytest.raises(errors.TokenRemoved):
            key.sign(DATA, "sha256")
    card.shim.order()
    card.sign(card.p256)


def test_a_failure_of_a_card_whose_slot_fails_too_is_not_a_card_that_left(card: Card):
    token = card.token()
    with card.open(card.p256) as key:
        card.shim.order("C_Sign 0x30", f"C_GetTokenInfo 0x30 {token.slot_id}")
        with pytest.raises(errors.TokenUnavailable):
            key.sign(DATA, "sha256")
    card.shim.order()
    card.sign(card.p256)


def test_a_wrong_pin_leaves_no_session_open(card: Card):
    card.token()
    card.shim.calls()
    for _ in range(3):
        with pytest.raises(errors.PinIncorrect):
            card.sign(card.p256, "9999")
    made = card.shim.calls()
    assert made["C_Login"] == 3
    assert made["C_OpenSession"] == made["C_CloseSession"]


def test_a_login_that_was_left_over_is_ended_first(card: Card):
    card.shim.order("C_Login 0x100")
    card.token()
    card.shim.calls()
    with pytest.raises(errors.TokenUnavailable):
        card.sign(card.p256)
    made = card.shim.calls()
    assert (made["C_Login"], made["C_Logout"] >= 1) == (2, True)


@pytest.mark.parametrize("value", ["0x3", "0x5", "0x30"])
def test_a_slot_that_fails_is_named_and_hides_no_other(card: Card, value: str):
    other = card.token("Other card")
    slot = other.slot_id
    card.shim.order(f"C_GetSlotInfo {value} {slot}", f"C_GetTokenInfo {value} {slot}")
    found = {token.slot_id: token for token in card.module.tokens()}
    assert found[slot] == TokenSnapshot(
        card.module.module, slot, "", "", "", PinState.NORMAL, (), trouble="token_unavailable"
    )
    assert found[card.token().slot_id].certificates
    card.sign(card.p256)
    card.shim.order()
    assert card.token("Other card") == other


def test_a_token_whose_slot_tells_nothing_of_itself_signs(card: Card):
    slot = card.token().slot_id
    card.shim.order(f"C_GetSlotInfo 0x30 {slot}")
    assert (card.token().reader, card.token().trouble) == ("", "")
    card.sign(card.p256)
    assert card.token("Other card").reader


def test_a_slot_that_fails_keeps_its_readers_name(card: Card):
    other = card.token("Other card")
    card.shim.order(f"C_GetTokenInfo 0x30 {other.slot_id}")
    told = next(token for token in card.module.tokens() if token.slot_id == other.slot_id)
    assert (told.reader, told.trouble) == (other.reader, "token_unavailable")


def test_a_look_names_a_slot_that_fails_with_its_reader_and_what_holds_the_key(card: Card):
    other = card.token("Other card")
    card.shim.order(f"C_GetTokenInfo 0x30 {other.slot_id}")
    found = FoundModule(card.module.module, Origin.KNOWN, "SoftHSM 2", "software", "softhsm2")
    look = CardLooker(FakeFinding(found), lambda _: card.module, FixedClock()).look()
    told = [(each.reader, each.state, each.trouble, each.key) for each in look.readers]
    assert told == [(other.reader, CardState.FAULTY, "token_unavailable", KeyKind.TOKEN)]
    assert {each.middleware for each in look.tokens} == {"SoftHSM 2"}


def test_the_command_line_names_a_slot_that_fails(card: Card, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    words = [sys.executable, "-m", "paraph", "tokens", "--module", card.module.module]
    slot, reader = card.token("Other card").slot_id, card.token("Other card").reader
    card.shim.order(f"C_GetTokenInfo 0x30 {slot}")
    told = subprocess.run([*words, "--json"], capture_output=True, text=True, check=True)
    (module,) = json.loads(told.stdout)["modules"]
    troubles = {token["slot"]: token["trouble"] for token in module["tokens"]}
    assert troubles[slot] == "token_unavailable"
    assert troubles[card.token().slot_id] is None
    shown = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert f"  slot {slot} in {reader}, {words_for('token_unavailable').what}" in shown
    assert "Signing card" in shown


@pytest.mark.parametrize("order", ["C_OpenSession 0xB1", "C_FindObjectsInit 0x30"])
def test_a_token_that_cannot_be_read_is_listed_without_certificates(card: Card, order: str):
    other = card.token("Other card")
    slot = f" {other.slot_id}" if order.startswith("C_OpenSession") else ""
    card.shim.order(order + slot)
    assert card.token("Other card").certificates == ()
    assert bool(card.token().certificates) == bool(slot)


def test_a_token_that_has_no_second_session_is_read_through_the_one_it_gave(card: Card):
    with card.open(card.p256) as key:
        card.shim.order("C_OpenSession 0xB1")
        assert len(card.token().certificates) == 3
        assert key.sign(DATA, "sha256")


@pytest.mark.parametrize("function", ["C_GetSlotList", "C_GetTokenInfo"])
def test_a_module_whose_slots_fail_is_initialised_anew_in_its_process(card: Card, function: str):
    token = card.token()
    card.shim.order(f"{function} 0x30")
    with pytest.raises((errors.TokenUnavailable, errors.TokenMissing)):
        card.sign_on(token)
    card.module.close()
    card.shim.order(f"{function} stale")
    card.sign_on(token)
    assert card.shim.calls()["C_Initialize"] >= 2
    pid = card.module.pid
    card.sign(card.p256)
    assert card.module.pid == pid


def test_a_kept_login_whose_slot_fails_ends_and_its_module_is_initialised_anew(card: Card):
    # SoftHSM is initialised anew at every look; others have to be told to.
    card.module.close()
    card.shim.order("C_GetInfo other")
    card.sign(card.p256, keep_s=60)
    assert card.token().unlocked
    slot = card.token().slot_id
    card.shim.order("C_GetInfo other", f"C_GetTokenInfo stale {slot}")
    assert not card.token().unlocked
    card.shim.calls()
    with pytest.raises(errors.PinMissing):
        card.sign(card.p256, None)
    assert card.shim.calls()["C_Login"] == 0
    card.sign(card.p256)


def test_another_slot_that_fails_ends_no_kept_login(card: Card):
    card.module.close()
    card.shim.order("C_GetInfo other")
    other = card.token("Other card").slot_id
    card.sign(card.p256, keep_s=60)
    card.shim.order("C_GetInfo other", f"C_GetTokenInfo 0x30 {other}")
    assert card.token().unlocked
    card.sign(card.p256, None)
    # No login stands any more: now it is tried, once.
    card.shim.calls()
    for _ in range(3):
        assert {token.trouble for token in card.module.tokens()} == {"", "token_unavailable"}
    assert card.shim.calls()["C_Initialize"] == 1


def test_a_pin_pad_gets_no_pin_from_here(card: Card):
    card.shim.order("C_GetTokenInfo reader")
    assert card.token().pin_state is PinState.READER
    assert card.token().by_reader
    card.sign(card.p256, None)
    card.shim.calls()
    card.sign(card.each_time, None)
    made = card.shim.calls()
    assert (made["C_Login"], made["C_Login_again"]) == (1, 1)


def test_a_key_that_asks_each_time_is_asked_each_time(card: Card):
    card.token()
    card.shim.calls()
    with card.open(card.each_time, keep_s=60) as key:
        for _ in range(3):
            verify(card.each_time.certificate_der, key.sign(DATA, "sha256"), "sha256")
    card.sign(card.each_time, None)
    made = card.shim.calls()
    assert (made["C_Login"], made["C_Login_again"]) == (1, 4)
    # A key that does not ask leaves no PIN behind for the one that does.
    card.sign(card.p256, PIN, keep_s=60)
    with pytest.raises(errors.PinMissing):
        card.sign(card.each_time, None)


def test_a_pin_that_does_not_fit_any_more_is_not_tried_twice(card: Card):
    with card.open(card.each_time, keep_s=60) as key:
        assert key.sign(DATA, "sha256")
        card.shim.calls()
        card.shim.order("C_Login_again 0xA0")
        for _ in range(3):
            with pytest.raises(errors.PinIncorrect):
                key.sign(DATA, "sha256")
        assert card.shim.calls()["C_Login_again"] == 1
    card.shim.order()
    with pytest.raises(errors.PinMissing):
        card.sign(card.each_time, None)
    card.sign(card.each_time)


ONLY = {
    "0x1": (SignatureScheme.RSASSA_PKCS1V15, ("sha256", "sha384", "sha512")),
    "0x40": (SignatureScheme.RSASSA_PKCS1V15, ("sha256",)),
    "0x1 0xd": (SignatureScheme.RSASSA_PKCS1V15, ("sha256", "sha384", "sha512")),
    "0xd": (SignatureScheme.RSASSA_PSS, ("sha256", "sha384", "sha512")),
    "0x43": (SignatureScheme.RSASSA_PSS, ("sha256",)),
}


@pytest.mark.parametrize(("offered", "told"), ONLY.items())
def test_the_mechanism_comes_from_the_tokens_own_list(card: Card, offered: str, told):
    card.shim.order(f"C_GetMechanismList only {offered}")
    with card.open(card.rsa) as key:
        assert (key.scheme, key.digests) == told
        for digest in key.digests:
            pss = key.scheme is SignatureScheme.RSASSA_PSS
            verify(card.rsa.certificate_der, key.sign(DATA, digest), digest, pss=pss)
    with pytest.raises(errors.MechanismMissing):
        card.sign(card.p256)


def test_a_card_that_leaves_takes_the_kept_login_along(card: Card):
    card.sign(card.each_time, keep_s=60)
    card.shim.calls()
    card.shim.order("C_GetSlotList none")
    assert within(2.5, lambda: card.shim.calls()["C_CloseSession"] > 0), "nobody looked"
    card.shim.order()
    assert not card.token().unlocked
    with pytest.raises(errors.PinMissing):
        card.sign(card.each_time, None)


def test_a_kept_login_is_ended_when_its_time_is_over_though_nobody_asks(card: Card):
    card.sign(card.p256, keep_s=0.5)
    card.shim.calls()
    assert within(2, lambda: card.shim.calls()["C_Logout"] > 0)


def test_a_login_that_the_token_forgot_is_not_taken_for_a_kept_one(card: Card):
    card.sign(card.p256, keep_s=60)
    card.shim.order("C_GetSessionInfo 0xB3")
    assert not card.token().unlocked
    with pytest.raises(errors.PinMissing):
        card.sign(card.p256, None)


def test_a_token_that_is_made_later_is_seen(card: Card, softhsm, tmp_path):
    before = {token.serial for token in card.module.tokens()}
    SoftToken(softhsm, "Made later", tmp_path)
    assert {token.label for token in card.module.tokens() if token.serial not in before} == {
        "Made later"
    }


def test_a_module_that_cannot_start_now_can_start_later(card: Card):
    card.module.close()
    card.shim.order("C_Initialize 0x30")
    with pytest.raises(errors.ModuleUnusable):
        card.module.tokens()
    card.shim.order()
    card.sign(card.p256)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads a process's memory")
def test_the_pin_is_in_one_place_while_it_is_held_and_nowhere_after(card: Card, softhsm, tmp_path):
    pin = "x9Qz-84271-is-held-here!"
    # An allocator writes over the beginning of what is freed, and over no more of it.
    tail = pin[-12:].encode()
    made = SoftToken(softhsm, "Held", tmp_path, pin)
    made.add_key_that_asks_each_time(card.each_time, 1)
    held = []
    with card.module.open_key(
        card.token("Held"), card.each_time.certificate_der, Secret(pin), keep_s=60
    ) as key:
        assert key.sign(DATA, "sha256")
        held.append(copies_in_memory(card.module.pid, tail))
    held.append(copies_in_memory(card.module.pid, tail))
    card.module.lock()
    assert held == [1, 1], "the scan sees nothing, or there are copies"
    assert copies_in_memory(card.module.pid, tail) == 0


def copies_in_memory(pid: int | None, wanted: bytes) -> int:
    """Count what a process holds of these bytes, in all it can read of its own."""
    found = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for row in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *rest = row.split()
            if "r" not in rights or rest[-1].startswith("[v"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            memory.seek(start)
            found += memory.read(end - start).count(wanted)
    return found


def within(limit_s: float, happened) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.05)
    return False
