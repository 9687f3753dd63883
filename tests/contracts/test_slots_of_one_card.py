"""A card of two slots, each with a key and a PIN of its own, as OpenPGP and many ID cards are.

Two SoftHSM tokens under one name and number, behind the shim.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraph.app import make_desk
from paraph.domain.errors import PinIncorrect, PinMissing
from paraph.domain.keys.secret import Secret
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import TokenSnapshot
from paraph.settings import Settings, save_settings
from paraph.usecases.choose_certificate import candidates, found_again, remembered
from paraph.usecases.preflight import Wish
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.pki import Identity, identity
from tests.fakes.shim import SOURCE, Shim, compiled
from tests.fakes.softhsm import SoftToken, softhsm_folder
from tests.judges import poppler_says_valid
from tests.rigs.rig import token_of

LABEL = "Card of two slots"
ONE_CARD = "C_GetTokenInfo one"
SWAPPED = "slots swapped"


@dataclass(frozen=True)
class Slot:
    """What lies in one slot of the card."""

    holder: Identity
    pin: str


@dataclass
class Card:
    """The card, its two slots in the order of their numbers, and its module."""

    shim: Shim
    module: ModuleProcess
    slots: tuple[Slot, Slot]

    def token(self, slot: Slot) -> TokenSnapshot:
        return token_of(self.module, slot.holder.certificate_der)

    def sign(self, slot: Slot, token: TokenSnapshot, pin: str | None, out: Path) -> None:
        one = slot.holder
        typed = None if pin is None else Secret(pin)
        wanted = SignRequest(SAMPLE, out, one.certificate_der, (one.ca_der,))
        with self.module.open_key(token, one.certificate_der, typed) as key:
            sign_document(wanted, key, Desk().ports)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    return compiled(SOURCE, tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[tuple[str, dict[bytes, Slot]]]:
    folder = tmp_path_factory.mktemp("slots")
    slots = [Slot(identity("rsa2048", "First"), "1111"), Slot(identity("p256", "Second"), "2222")]
    with softhsm_folder(folder) as module:
        for slot in slots:
            SoftToken(module, LABEL, folder, slot.pin).add([slot.holder])
        yield module, {slot.holder.certificate_der: slot for slot in slots}


@pytest.fixture
def card(library, made, tmp_path, monkeypatch) -> Iterator[Card]:
    behind, by_certificate = made
    shim = Shim(library, behind, tmp_path, monkeypatch)
    shim.order(ONE_CARD)
    module = ModuleProcess(shim.module)
    tokens = sorted((t for t in module.tokens() if t.certificates), key=lambda t: t.slot_id)
    ders = [token.certificates[0].certificate_der for token in tokens]
    first, second = (by_certificate[der] for der in ders)
    yield Card(shim, module, (first, second))
    module.close()


def test_both_slots_are_listed_with_what_lies_in_each(card: Card):
    first, second = map(card.token, card.slots)
    assert (first.label, first.serial) == (second.label, second.serial)
    assert first.label == LABEL
    assert first.slot_id < second.slot_id
    assert [len(each.certificates) for each in (first, second)] == [1, 1]


@pytest.mark.parametrize("number", [0, 1])
def test_each_slots_key_signs_with_its_own_pin(card: Card, number: int, tmp_path):
    slot, other = card.slots[number], card.slots[1 - number]
    token = card.token(slot)
    card.shim.calls()
    with pytest.raises(PinIncorrect):
        card.sign(slot, token, other.pin, tmp_path / "wrong.pdf")
    assert card.shim.calls()["C_Login"] == 1
    card.sign(slot, token, slot.pin, tmp_path / "out.pdf")
    assert card.shim.calls()["C_Login"] == 1
    assert poppler_says_valid(tmp_path / "out.pdf")


def test_a_login_that_one_slot_keeps_opens_no_other(card: Card, tmp_path):
    first, second = card.slots
    der = first.holder.certificate_der
    with card.module.open_key(card.token(first), der, Secret(first.pin), keep_s=60) as key:
        assert key.sign(b"signed attributes", "sha256")
    assert [card.token(each).unlocked for each in card.slots] == [True, False]
    with pytest.raises(PinMissing):
        card.sign(second, card.token(second), None, tmp_path / "out.pdf")


@pytest.mark.parametrize("number", [0, 1])
def test_a_choice_finds_its_slot_after_the_numbers_changed(card: Card, number: int, tmp_path):
    slot = card.slots[number]
    before = card.token(slot)
    card.shim.order(ONE_CARD, SWAPPED)
    now = found_again(before, slot.holder.certificate_der, card.module.tokens())
    assert now is not None
    assert now.slot_id != before.slot_id
    assert now.slot_id in {card.token(each).slot_id for each in card.slots}
    card.sign(slot, now, slot.pin, tmp_path / "out.pdf")
    assert poppler_says_valid(tmp_path / "out.pdf")


@pytest.mark.parametrize("number", [0, 1])
def test_the_remembered_certificate_signs_at_the_desk_after_the_numbers_changed(
    card: Card, number: int, tmp_path, monkeypatch
):
    slot, home = card.slots[number], tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("PARAPH_HOME", str(home))
    save_settings(home, Settings(pkcs11_modules=(card.module.module,)))
    sha256 = hashlib.sha256(slot.holder.certificate_der).hexdigest()
    desk = make_desk(())
    try:
        ours = (t for t in desk.cards().tokens if t.module == card.module.module)
        policy, now = load_algorithm_policy(), datetime.now(UTC)
        chosen = remembered(candidates(ours, read_certificate, policy, now), sha256)
        assert chosen is not None
        card.shim.order(ONE_CARD, SWAPPED)
        card.shim.calls()
        done = desk.sign(Wish(SAMPLE), tmp_path / "out.pdf", chosen, Secret(slot.pin))
    finally:
        desk.close()
    assert card.shim.calls()["C_Login"] == 1
    assert poppler_says_valid(done.output)


def test_the_command_line_signs_with_the_slot_of_the_certificate(card: Card, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    program = [sys.executable, "-m", "paraph"]
    module = ["--module", card.module.module, "--json"]
    told = subprocess.run([*program, "tokens", *module], capture_output=True, check=True)
    (listed,) = json.loads(told.stdout)["modules"]
    assert [len(token["certificates"]) for token in listed["tokens"]] == [1, 1]
    for order in ([], [SWAPPED]):
        card.shim.order(ONE_CARD, *order)
        for number, slot in enumerate(card.slots):
            out = tmp_path / f"{len(order)}-{number}.pdf"
            sha256 = hashlib.sha256(slot.holder.certificate_der).hexdigest()
            words = ["sign", SAMPLE, "-o", out, "--cert", sha256, "--pin-stdin", *module]
            done = subprocess.run(
                [*program, *words], input=f"{slot.pin}\n", capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout
            assert poppler_says_valid(out)
