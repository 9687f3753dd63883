"""Passwords of accounts at services lie in the keychain and nowhere else."""

import keyring
import pytest
from keyring.backends import fail

from paraph.domain.keys.secret import Secret
from paraph.keychain.service_passwords import KeychainServicePasswords
from tests.contracts.test_owed_levels import MemoryKeyring

URL = "https://tsa.example/"


@pytest.fixture
def use_keyring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_each_service_and_user_has_a_password_of_its_own(use_keyring):
    use_keyring(MemoryKeyring())
    kept = KeychainServicePasswords()
    assert kept.find(URL, "anna") is None
    assert kept.keep(URL, "anna", Secret("one"))
    assert kept.keep(URL, "zoë", Secret("two"))
    assert kept.keep("/home/anna/tsa.pem", "", Secret("three"))
    assert kept.find(URL, "anna") == Secret("one")
    assert kept.find(URL, "zoë") == Secret("two")
    assert kept.find("/home/anna/tsa.pem", "") == Secret("three")
    assert kept.find(URL, "") is None
    kept.forget(URL, "anna")
    kept.forget(URL, "anna")
    assert kept.find(URL, "anna") is None
    assert kept.find(URL, "zoë") == Secret("two")


class LockedKeyring(MemoryKeyring):
    def set_password(self, *_: str) -> None:
        raise keyring.errors.KeyringLocked

    def get_password(self, *_: str) -> str | None:
        raise keyring.errors.KeyringLocked


@pytest.mark.parametrize("backend", [fail.Keyring, LockedKeyring])
def test_without_a_keychain_that_opens_nothing_is_kept(use_keyring, backend):
    use_keyring(backend())
    kept = KeychainServicePasswords()
    assert not kept.keep(URL, "anna", Secret("one"))
    assert kept.find(URL, "anna") is None
    kept.forget(URL, "anna")
