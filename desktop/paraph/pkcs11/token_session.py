"""One PKCS#11 module inside its own process: slots, certificates, login, C_Sign.

Runs single-threaded: python-pkcs11 initialises modules without locking (C_Initialize with NULL)
and releases the GIL, so a second thread crashes them.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11.exceptions import PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature

from paraph.domain.errors import (
    KeyMissing,
    MechanismMissing,
    PinMissing,
    TokenMissing,
    TokenRemoved,
)
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot

_HASHED = {
    (KeyType.RSA, "sha256"): Mechanism.SHA256_RSA_PKCS,
    (KeyType.RSA, "sha384"): Mechanism.SHA384_RSA_PKCS,
    (KeyType.RSA, "sha512"): Mechanism.SHA512_RSA_PKCS,
    (KeyType.EC, "sha256"): Mechanism.ECDSA_SHA256,
    (KeyType.EC, "sha384"): Mechanism.ECDSA_SHA384,
    (KeyType.EC, "sha512"): Mechanism.ECDSA_SHA512,
}
_RAW = {KeyType.RSA: Mechanism.RSA_PKCS, KeyType.EC: Mechanism.ECDSA}
# RFC 8017, 9.2 note 1: DER of DigestInfo up to the digest.
_DIGEST_INFO = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


class ModuleSession:
    """A loaded module; at most one key is open at a time."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._library = pkcs11.lib(module)
        self._session: pkcs11.Session | None = None
        self._key: Any = None
        self._mechanisms: frozenset[Mechanism] = frozenset()
        self._pin_each_time: str | None = None
        self._opened: tuple[int, str] = (-1, "")

    def tokens(self) -> list[TokenSnapshot]:
        """List what is present; a slot that fails does not hide the others."""
        return [self._snapshot(token) for token in self._present()]

    def open_key(self, slot_id: int, serial: str, certificate_der: bytes, pin: str | None) -> None:
        """Log in to the token of that slot and serial, and take the certificate's key."""
        self.close_key()
        token = self._token(slot_id, serial)
        by_reader = TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags
        if pin is None and not by_reader:
            raise PinMissing
        self._opened = (slot_id, serial)
        self._session = token.open(user_pin=pkcs11.PROTECTED_AUTH if by_reader else pin)
        self._mechanisms = frozenset(token.slot.get_mechanisms())
        self._key = self._private_key(certificate_der)
        # CKA_ALWAYS_AUTHENTICATE (PKCS#11 v3.0, 4.9): the PIN belongs to every C_Sign.
        self._pin_each_time = pin if self._always_authenticates() else None

    def sign(self, data: bytes, digest_algorithm: str) -> bytes:
        """Sign with the hashed mechanism where the token lists it, else with the raw one."""
        if self._key is None:
            raise KeyMissing
        try:
            return self._sign(data, digest_algorithm)
        except PKCS11Error as error:
            # A card that is pulled during C_Sign is often told as CKR_GENERAL_ERROR (OpenSC 0.23).
            if self._has_left():
                raise TokenRemoved(ckr=type(error).__name__) from error
            raise

    def _sign(self, data: bytes, digest_algorithm: str) -> bytes:
        key: Any = self._key  # python-pkcs11 mixes sign() in by what the key can do
        kind = key.key_type
        mechanism, payload = self._choose(kind, data, digest_algorithm)
        pin = {"pin": self._pin_each_time} if self._pin_each_time is not None else {}
        value = bytes(key.sign(payload, mechanism=mechanism, **pin))
        return bytes(encode_ecdsa_signature(value)) if kind is KeyType.EC else value

    def close_key(self) -> None:
        """Log out; a card that is gone already has nothing to close."""
        session, self._session, self._key, self._pin_each_time = self._session, None, None, None
        if session is not None:
            with suppress(PKCS11Error):
                session.close()

    def _choose(self, kind: KeyType, data: bytes, digest: str) -> tuple[Mechanism, bytes]:
        hashed, raw = _HASHED.get((kind, digest)), _RAW.get(kind)
        if hashed in self._mechanisms:
            return hashed, data
        if raw not in self._mechanisms:
            raise MechanismMissing(key_type=str(kind), digest=digest)
        value = hashlib.new(digest, data).digest()
        return raw, _DIGEST_INFO[digest] + value if kind is KeyType.RSA else value

    def _present(self) -> Iterator[pkcs11.Token]:
        for slot in self._library.get_slots(token_present=True):
            with suppress(PKCS11Error):
                token = slot.get_token()
                if TokenFlag.TOKEN_INITIALIZED in token.flags:
                    yield token

    def _has_left(self) -> bool:
        try:
            there = [(token.slot.slot_id, _text(token.serial)) for token in self._present()]
        except PKCS11Error:
            return False  # the module itself is in trouble: nothing is known of the card
        return self._opened not in there

    def _token(self, slot_id: int, serial: str) -> pkcs11.Token:
        for token in self._present():
            if token.slot.slot_id == slot_id and _text(token.serial) == serial:
                return token
        raise TokenMissing

    def _snapshot(self, token: pkcs11.Token) -> TokenSnapshot:
        with token.open() as session:
            keys = {
                bytes(item[Attribute.ID])
                for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY)
                for item in session.get_objects({Attribute.CLASS: kind})
            }
            found = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
            certificates = tuple(_certificate(item, keys) for item in found)
        return TokenSnapshot(
            self._module,
            token.slot.slot_id,
            _text(token.label),
            _text(token.serial),
            _text(token.manufacturer_id),
            _pin_state(token.flags),
            certificates,
        )

    def _private_key(self, certificate_der: bytes) -> Any:
        assert self._session is not None  # noqa: S101 - opened one line before
        # A search is read to its end: an open one blocks every other call of the session.
        for item in list(self._session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
            if bytes(item[Attribute.VALUE]) != certificate_der:
                continue
            wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: item[Attribute.ID]}
            for key in list(self._session.get_objects(wanted)):
                return key
        raise KeyMissing

    def _always_authenticates(self) -> bool:
        try:
            return bool(self._key and self._key[Attribute.ALWAYS_AUTHENTICATE])
        except PKCS11Error:
            return False  # CKR_ATTRIBUTE_TYPE_INVALID: modules before v2.20 lack the attribute


def _certificate(item: pkcs11.Object, keys: set[bytes]) -> TokenCertificate:
    key_id = bytes(item[Attribute.ID])
    return TokenCertificate(
        bytes(item[Attribute.VALUE]), str(item[Attribute.LABEL]), key_id, key_id in keys or None
    )


def _pin_state(flags: TokenFlag) -> PinState:
    if TokenFlag.USER_PIN_LOCKED in flags:
        return PinState.LOCKED
    if TokenFlag.USER_PIN_FINAL_TRY in flags:
        return PinState.FINAL_TRY
    if TokenFlag.USER_PIN_COUNT_LOW in flags:
        return PinState.COUNT_LOW
    if TokenFlag.PROTECTED_AUTHENTICATION_PATH in flags:
        return PinState.READER
    return PinState.NORMAL


def _text(value: bytes | str) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return text.rstrip(" \0")
