"""`ports.sealing.Sealing` by AES-256-GCM (NIST SP 800-38D), under a key of the system's keychain.

A sealed value is: the version, the key's name (16 bytes), the nonce (12 bytes), the ciphertext with
its tag. Account and name are bound to it, so that a value that was moved does not open.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paraph.domain.keys.secret import Secret
from paraph.keychain.wrapping_key import WrappingKeys

_VERSION = b"\x01"
_NAME = slice(1, 17)
_NONCE = slice(17, 29)
_NONCE_BYTES = 12
_CIPHERTEXT = slice(29, None)


class KeychainSealing:
    """Seals and opens."""

    def __init__(self, keys: WrappingKeys) -> None:
        self._keys = keys

    def is_there(self) -> bool:
        """Tell whether there is a keychain that opens."""
        return self._keys.is_there()

    def seal(self, account: str, name: str, secret: Secret, like: bytes | None) -> bytes | None:
        """Seal one; None without a keychain."""
        key_name = like[_NAME] if like is not None else b""
        key = self._keys.find(key_name) if key_name else None
        if key is None:
            made = self._keys.make()
            if made is None:
                return None
            key_name, key = made
        nonce = secrets.token_bytes(_NONCE_BYTES)
        bound = _bound(key_name, account, name)
        sealed = AESGCM(key).encrypt(nonce, secret.reveal().encode(), bound)
        return _VERSION + key_name + nonce + sealed

    def open(self, account: str, name: str, sealed: bytes) -> Secret | None:
        """Open one; None when its key is gone or locked, or it is not what was sealed."""
        key = self._keys.find(sealed[_NAME]) if sealed[:1] == _VERSION else None
        if key is None:
            return None
        bound = _bound(sealed[_NAME], account, name)
        try:
            return Secret(AESGCM(key).decrypt(sealed[_NONCE], sealed[_CIPHERTEXT], bound).decode())
        except (InvalidTag, ValueError):
            return None


def _bound(key_name: bytes, account: str, name: str) -> bytes:
    return b"\0".join([_VERSION + key_name, account.encode(), name.encode()])
