"""Passwords of accounts at services: `ports.time_stamping.ServicePasswords`.

In the system's keychain and nowhere else, under the service's address and the user.
"""

from contextlib import suppress

import keyring
from keyring.backends import fail
from keyring.errors import KeyringError

from paraph.domain.keys.secret import Secret

_SERVICE = "Paraph: "
_NOBODY = "-"  # some keychains want a user


class KeychainServicePasswords:
    """One entry a service and user."""

    def keep(self, service: str, user: str, password: Secret) -> bool:
        """Keep one; False where there is no keychain, or it stays locked."""
        if isinstance(keyring.get_keyring(), fail.Keyring):
            return False
        try:
            keyring.set_password(_SERVICE + service, user or _NOBODY, password.reveal())
        except KeyringError:
            return False
        return True

    def find(self, service: str, user: str) -> Secret | None:
        """Give one that was kept; a keychain that stays locked gives none."""
        try:
            found = keyring.get_password(_SERVICE + service, user or _NOBODY)
        except KeyringError:
            return None
        return Secret(found) if found is not None else None

    def forget(self, service: str, user: str) -> None:
        """Remove one; none there is fine."""
        # There was none, or no keychain that could hold it.
        with suppress(KeyringError):
            keyring.delete_password(_SERVICE + service, user or _NOBODY)
