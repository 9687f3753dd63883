"""Passwords of documents, kept until their proof is there: `ports.owed.DocumentPasswords`.

Only with a person's consent, and nowhere but in the system's keychain.
"""

from contextlib import suppress

import keyring
from keyring.backends import fail
from keyring.errors import KeyringError

from paraph.domain.keys.secret import Secret

_SERVICE = "Paraph: proof that is owed"


class KeychainPasswords:
    """One entry a debt, under its intent; what a document is called is in none."""

    def keep(self, intent: str, password: Secret) -> bool:
        """Keep one; False where there is no keychain, or it stays locked."""
        if isinstance(keyring.get_keyring(), fail.Keyring):
            return False
        try:
            keyring.set_password(_SERVICE, intent, password.reveal())
        except KeyringError:
            return False
        return True

    def find(self, intent: str) -> Secret | None:
        """Give one that was kept; a keychain that stays locked gives none."""
        try:
            found = keyring.get_password(_SERVICE, intent)
        except KeyringError:
            return None
        return Secret(found) if found is not None else None

    def forget(self, intent: str) -> None:
        """Remove one; none there is fine."""
        # There was none, or no keychain that could hold it.
        with suppress(KeyringError):
            keyring.delete_password(_SERVICE, intent)
