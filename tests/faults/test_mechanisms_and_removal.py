"""Tokens without hashed mechanisms, tokens that leave, and what each CKR_ value means."""

import multiprocessing
import os
from pathlib import Path

import pkcs11.exceptions as ckr
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from paraph.domain import errors
from paraph.pkcs11.ckr_errors import from_ckr
from tests.fakes.pki import Identity, identity
from tests.fakes.softhsm import SoftToken, softhsm_folder
from tests.faults.session_child import sign_each

KINDS = ("rsa2048", "p256", "p384")
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


@pytest.fixture
def people() -> list[Identity]:
    return [identity(kind) for kind in KINDS]


@pytest.fixture
def softhsm(tmp_path, people):
    with softhsm_folder(tmp_path / "hsm") as module:
        SoftToken(module, "Signing card", tmp_path).add(people)
        yield module


def answers(module: str, asked: list[tuple[bytes, str]], mode: str) -> list[bytes | str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=sign_each, args=(theirs, module, asked, mode))
    child.start()
    theirs.close()
    found = [ours.recv() for _ in asked]
    child.join(10)
    return found


def test_the_raw_mechanism_gives_signatures_that_verify(softhsm, people):
    asked = [(one.certificate_der, digest) for one in people for digest in HASHES]
    for (der, digest), value in zip(asked, answers(softhsm, asked, "raw"), strict=True):
        key = load_der_x509_certificate(der).public_key()
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, b"signed attributes", padding.PKCS1v15(), HASHES[digest])
        else:
            key.verify(value, b"signed attributes", ec.ECDSA(HASHES[digest]))


def test_a_token_without_a_fitting_mechanism_is_told(softhsm, people):
    asked = [(one.certificate_der, "sha256") for one in people]
    assert answers(softhsm, asked, "none") == ["mechanism_missing"] * len(people)


def test_a_slot_that_fails_is_not_called_a_card_that_was_pulled_out(softhsm, people):
    # SoftHSM keeps the slot of a token whose files are gone, and fails in it.
    tokens = Path(os.environ["SOFTHSM2_CONF"]).parent / "tokens"
    asked = [(people[0].certificate_der, "sha256")]
    assert answers(softhsm, asked, str(tokens)) == ["token_unavailable"]


CKR = {
    ckr.PinIncorrect: errors.PinIncorrect,
    ckr.PinInvalid: errors.PinIncorrect,
    ckr.PinLocked: errors.PinLocked,
    ckr.PinExpired: errors.PinExpired,
    ckr.UserPinNotInitialized: errors.PinNotSet,
    ckr.FunctionCancelled: errors.ReaderCancelled,
    ckr.SessionCount: errors.TokenBusy,
    ckr.AnotherUserAlreadyLoggedIn: errors.TokenBusy,
    ckr.PinLenRange: errors.PinLength,
    ckr.TokenNotPresent: errors.TokenMissing,
    ckr.NoSuchToken: errors.TokenMissing,
    ckr.DeviceRemoved: errors.TokenRemoved,
    ckr.SessionHandleInvalid: errors.TokenRemoved,
    ckr.SessionClosed: errors.TokenRemoved,
    ckr.NoSuchKey: errors.KeyMissing,
    ckr.MechanismInvalid: errors.MechanismMissing,
    ckr.MechanismParamInvalid: errors.MechanismMissing,
    ckr.GeneralError: errors.TokenUnavailable,
    ckr.FunctionFailed: errors.TokenUnavailable,
    ckr.DeviceError: errors.TokenUnavailable,
    ckr.UserNotLoggedIn: errors.LoginLost,
    ckr.KeyTypeInconsistent: errors.MechanismMissing,
}


@pytest.mark.parametrize(("raised", "meaning"), CKR.items(), ids=[k.__name__ for k in CKR])
def test_a_ckr_value_is_told_as_what_a_person_can_do(raised, meaning):
    told = from_ckr(raised())
    assert type(told) is meaning
    assert told.details == {"ckr": raised.__name__}


def test_no_value_of_the_module_is_left_without_a_meaning():
    kinds = [k for k in vars(ckr).values() if isinstance(k, type) and issubclass(k, Exception)]
    assert len(kinds) > 40
    assert all(isinstance(from_ckr(kind()), errors.ParaphError) for kind in kinds)
