"""Passwords of documents, kept until their proof is there: `ports.owed.DocumentPasswords`.

Only with a person's consent, and nowhere but in the system's keychain.
"""

from paraph.domain.keys.secret import Secret
from paraph.keychain import system_keychain

_SERVICE = "Paraph: proof that is owed"


class KeychainPasswords:
    """One entry a debt, under its intent; what a document is called is in none."""

    def keep(self, intent: str, password: Secret) -> bool:
        """Keep one; False where there is no keychain, or it stays locked."""
        return system_keychain.keep(_SERVICE, intent, password.reveal())

    def find(self, intent: str) -> Secret | None:
        """Give one that was kept; a keychain that stays locked gives none."""
        found = system_keychain.find(_SERVICE, intent)
        return Secret(found) if found is not None else None

    def forget(self, intent: str) -> None:
        """Remove one; none there is fine."""
        system_keychain.forget(_SERVICE, intent)
