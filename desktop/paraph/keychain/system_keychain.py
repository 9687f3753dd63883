"""Which keychain this system has. Nothing is stored yet."""

import keyring
from keyring.backends import fail


def keychain_name() -> str | None:
    """Give the keychain in use, or None where secrets cannot be kept."""
    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring):
        return None
    return str(backend.name)
