"""The system's keychain: the one place that asks keyring for anything.

A backend that writes plain files, or keeps nothing, counts as none. Keychains raise what their
systems raise (a bus that is gone, a locked collection); each way of failing means "not kept here".
"""

import logging

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

# They write secrets into plain files.
_FILES = "keyrings.alt"

_log = logging.getLogger(__name__)


def keychain_name() -> str | None:
    """Give the keychain in use, or None where secrets cannot be kept."""
    backend = keyring.get_keyring()
    return str(backend.name) if _is_fit(backend) else None


def opens(service: str) -> bool:
    """Tell whether there is a keychain, and it gives answers."""
    if keychain_name() is None:
        return False
    try:
        keyring.get_password(service, "-")
    except Exception as error:  # noqa: BLE001 - see above
        _note(error)
        return False
    return True


def keep(service: str, user: str, secret: str) -> bool:
    """Keep a secret; False where there is no keychain, or it stays locked."""
    if keychain_name() is None:
        return False
    try:
        keyring.set_password(service, user, secret)
    except Exception as error:  # noqa: BLE001 - see above
        _note(error)
        return False
    return True


def find(service: str, user: str) -> str | None:
    """Give a secret that was kept; a keychain that stays locked gives none."""
    if keychain_name() is None:
        return None
    try:
        return keyring.get_password(service, user)
    except Exception as error:  # noqa: BLE001 - see above
        _note(error)
        return None


def forget(service: str, user: str) -> None:
    """Remove a secret; none there is fine."""
    if keychain_name() is None:
        return
    try:
        keyring.delete_password(service, user)
    except keyring.errors.PasswordDeleteError:
        return  # there was none
    except Exception as error:  # noqa: BLE001 - see above
        _note(error)


def _is_fit(backend: KeyringBackend) -> bool:
    """Tell whether a backend is a keychain: neither none, nor a plain file."""
    if isinstance(backend, chainer.ChainerBackend):
        return bool(backend.backends) and all(map(_is_fit, backend.backends))
    is_none = isinstance(backend, fail.Keyring | null.Keyring)
    return not is_none and not type(backend).__module__.startswith(_FILES)


def _note(error: Exception) -> None:
    _log.info("the keychain does not open", extra={"why": type(error).__name__})
