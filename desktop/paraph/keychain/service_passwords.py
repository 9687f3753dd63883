"""Passwords of accounts at services: `ports.time_stamping.ServicePasswords`.

In the system's keychain and nowhere else, under the service's address and the user.
"""

from paraph.domain.keys.secret import Secret
from paraph.keychain import system_keychain

_SERVICE = "Paraph: "
_NOBODY = "-"  # some keychains want a user


class KeychainServicePasswords:
    """One entry a service and user."""

    def keep(self, service: str, user: str, password: Secret) -> bool:
        """Keep one; False where there is no keychain, or it stays locked."""
        return system_keychain.keep(_SERVICE + service, user or _NOBODY, password.reveal())

    def find(self, service: str, user: str) -> Secret | None:
        """Give one that was kept; a keychain that stays locked gives none."""
        found = system_keychain.find(_SERVICE + service, user or _NOBODY)
        return Secret(found) if found is not None else None

    def forget(self, service: str, user: str) -> None:
        """Remove one; none there is fine."""
        system_keychain.forget(_SERVICE + service, user or _NOBODY)
