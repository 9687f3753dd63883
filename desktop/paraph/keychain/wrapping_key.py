"""The keys that secrets are sealed with: one a profile, in the system's keychain, 32 bytes each.

Tokens themselves do not fit everywhere: an entry of Windows holds 2,560 bytes. A key has a name of
its own, which stands in what it sealed, so that a copied or restored profile finds the right one.
"""

import base64
import binascii
import logging
import secrets

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

_SERVICE = "Paraph: sign-ins at signature services"
_KEY_BYTES, _NAME_BYTES = 32, 16
# They write secrets into plain files.
_FILES = "keyrings.alt"

_log = logging.getLogger(__name__)


class WrappingKeys:
    """Keys by their names (16 bytes). What was found once is kept for this process."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def is_there(self) -> bool:
        """Tell whether there is a keychain that opens."""
        if not _is_fit(keyring.get_keyring()):
            return False
        try:
            keyring.get_password(_SERVICE, "-")
        except Exception as error:  # noqa: BLE001 - keychains raise what their systems raise
            _note(error)
            return False
        return True

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
        if not _is_fit(keyring.get_keyring()):
            return None
        name, key = secrets.token_bytes(_NAME_BYTES), secrets.token_bytes(_KEY_BYTES)
        try:
            keyring.set_password(_SERVICE, name.hex(), base64.b64encode(key).decode())
        except Exception as error:  # noqa: BLE001 - keychains raise what their systems raise
            _note(error)
            return None
        # Some say that they keep a thing, and do not.
        if self._read(name) != key:
            return None
        self._known[name] = key
        return name, key

    @staticmethod
    def _read(name: bytes) -> bytes | None:
        if not _is_fit(keyring.get_keyring()):
            return None
        try:
            told = keyring.get_password(_SERVICE, name.hex())
            key = base64.b64decode(told or "", validate=True)
        except binascii.Error:
            return None
        except Exception as error:  # noqa: BLE001 - keychains raise what their systems raise
            _note(error)
            return None
        return key if len(key) == _KEY_BYTES else None


def _is_fit(backend: KeyringBackend) -> bool:
    """Tell whether a backend is a keychain: neither none, nor a plain file."""
    if isinstance(backend, chainer.ChainerBackend):
        return bool(backend.backends) and all(map(_is_fit, backend.backends))
    is_none = isinstance(backend, fail.Keyring | null.Keyring)
    return not is_none and not type(backend).__module__.startswith(_FILES)


def _note(error: Exception) -> None:
    _log.info("the keychain does not open", extra={"why": type(error).__name__})
