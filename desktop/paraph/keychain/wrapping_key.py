"""The keys that secrets are sealed with: one a profile, in the system's keychain, 32 bytes each.

Tokens themselves do not fit everywhere: an entry of Windows holds 2,560 bytes. A key has a name of
its own, which stands in what it sealed, so that a copied or restored profile finds the right one.
"""

import base64
import binascii
import secrets

from paraph.keychain import system_keychain

_SERVICE = "Paraph: sign-ins at signature services"
_KEY_BYTES, _NAME_BYTES = 32, 16


class WrappingKeys:
    """Keys by their names (16 bytes). What was found once is kept for this process."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def is_there(self) -> bool:
        """Tell whether there is a keychain that opens."""
        return system_keychain.opens(_SERVICE)

    def find(self, name: bytes) -> bytes | None:
        """Give a key; None when there is none of this name, or the keychain stays locked."""
        if name not in self._known:
            found = self._read(name)
            if found is None:
                return None
            self._known[name] = found
        return self._known[name]

    def make(self) -> tuple[bytes, bytes] | None:
        """Make a key and give its name and itself; None where it is not kept."""
        name, key = secrets.token_bytes(_NAME_BYTES), secrets.token_bytes(_KEY_BYTES)
        if not system_keychain.keep(_SERVICE, name.hex(), base64.b64encode(key).decode()):
            return None
        # Some say that they keep a thing, and do not.
        if self._read(name) != key:
            return None
        self._known[name] = key
        return name, key

    @staticmethod
    def _read(name: bytes) -> bytes | None:
        told = system_keychain.find(_SERVICE, name.hex())
        try:
            key = base64.b64decode(told or "", validate=True)
        except binascii.Error:
            return None
        return key if len(key) == _KEY_BYTES else None
