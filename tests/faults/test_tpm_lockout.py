"""A TPM that locks itself against guessing: what is told, and that no try is spent in vain."""

from collections.abc import Iterator

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import PinState
from tests.rigs import tpm
from tests.rigs.rig import Rig, token_of

MOST = 3


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    with tpm.tpm_rig() as found:
        tpm.limit_tries(MOST)
        yield found


@pytest.fixture
def module(rig: Rig) -> Iterator[ModuleProcess]:
    tpm.end_lockout()
    with rig.opened() as found:
        yield found


def sign(rig: Rig, module: ModuleProcess, pin: str) -> str | None:
    """Sign once; gives the code of the error."""
    one = rig.identities["p256"]
    try:
        token = token_of(module, one.certificate_der)
        with module.open_key(token, one.certificate_der, Secret(pin)) as key:
            assert key.sign(b"signed attributes", "sha256")
    except ParaphError as error:
        return error.code
    return None


def test_a_wrong_pin_costs_the_tpm_one_try_and_the_right_one_signs(rig, module):
    assert sign(rig, module, "9999999") == "pin_incorrect"
    assert tpm.tries_spent() == 1
    assert sign(rig, module, tpm.PIN) is None


def test_a_tpm_in_lockout_says_so_and_no_more_tries_are_spent(rig, module):
    told, spent = [], []
    for _ in range(MOST + 2):
        told.append(sign(rig, module, "9999999"))
        spent.append(tpm.tries_spent())
    assert told == ["pin_incorrect"] * MOST + ["pin_locked"] * 2
    assert spent == [1, 2, 3, 3, 3]
    assert sign(rig, module, tpm.PIN) == "pin_locked"
    assert tpm.tries_spent() == MOST
    # tpm2-pkcs11 1.9 sets no flag of the PIN: that tries are few is remembered here.
    der = rig.identities["p256"].certificate_der
    assert token_of(module, der).pin_state is PinState.COUNT_LOW


def test_a_lockout_that_has_ended_needs_no_restart(rig, module):
    for _ in range(MOST + 1):
        told = sign(rig, module, "9999999")
    assert told == "pin_locked"
    tpm.end_lockout()
    assert sign(rig, module, tpm.PIN) is None
    der = rig.identities["p256"].certificate_der
    assert token_of(module, der).pin_state is PinState.NORMAL
    assert tpm.tries_spent() == 0


def test_a_lockout_is_told_to_who_comes_later(rig, module):
    for _ in range(MOST):
        assert sign(rig, module, "9999999") == "pin_incorrect"
    with rig.opened() as later:
        assert sign(rig, later, tpm.PIN) == "pin_locked"
    assert tpm.tries_spent() == MOST
