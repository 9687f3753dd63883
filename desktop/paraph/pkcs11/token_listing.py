"""What is on a token, for a person to choose from: its facts, its PIN's state, its certificates."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pkcs11
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11.exceptions import PKCS11Error

from paraph.domain.errors import CertificateCannotSign, MechanismMissing
from paraph.pkcs11.ckr_errors import from_ckr
from paraph.pkcs11.cryptoki import PinLengths
from paraph.pkcs11.mechanisms import key_use
from paraph.ports.signing_token import PinState, SigningWay, TokenCertificate, TokenSnapshot


def snapshot(
    module: str,
    token: pkcs11.Token,
    lengths: PinLengths,
    own: pkcs11.Session | None,
    *,
    unlocked: bool,
    offered: frozenset[int] | None = None,
) -> TokenSnapshot:
    """Read a token; one whose certificates cannot be read is listed without any.

    `own` is a session that is open on it already: some tokens have no second one to give.
    `offered` are the mechanisms that sign.
    """
    try:
        with _session(token, own) as session:
            certificates = _certificates(session, offered)
    except PKCS11Error:
        certificates = ()
    return TokenSnapshot(
        module,
        token.slot.slot_id,
        text(token.label),
        text(token.serial),
        text(token.manufacturer_id),
        pin_state(token.flags),
        certificates,
        model=text(token.model),
        reader=text(token.slot.slot_description),
        pin_min=lengths.least,
        pin_max=lengths.most,
        unlocked=unlocked,
        by_reader=TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags,
    )


def in_trouble(module: str, slot: pkcs11.Slot, error: PKCS11Error) -> TokenSnapshot:
    """Give what is known of a token that its slot could not tell of."""
    reader, trouble = text(slot.slot_description), from_ckr(error).code
    known = (module, slot.slot_id, "", "", "", PinState.NORMAL, ())
    return TokenSnapshot(*known, reader=reader, trouble=trouble)


def pin_state(flags: TokenFlag) -> PinState:
    """Read CK_TOKEN_INFO's flags (PKCS#11 v2.40, 3.2); the gravest that is set counts."""
    for flag, state in _PIN_STATES:
        if flag in flags:
            return state
    return PinState.NORMAL


def text(value: bytes | str) -> str:
    """Give a padded field as text; bytes that are no UTF-8 show as the replacement character."""
    found = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return found.rstrip(" \0")


_PIN_STATES = (
    (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
    (TokenFlag.USER_PIN_FINAL_TRY, PinState.FINAL_TRY),
    (TokenFlag.USER_PIN_COUNT_LOW, PinState.COUNT_LOW),
    (TokenFlag.PROTECTED_AUTHENTICATION_PATH, PinState.READER),
)


@contextmanager
def _session(token: pkcs11.Token, own: pkcs11.Session | None) -> Iterator[pkcs11.Session]:
    if own is not None:
        yield own
        return
    with token.open() as session:
        yield session


def _certificates(
    session: pkcs11.Session, offered: frozenset[int] | None
) -> tuple[TokenCertificate, ...]:
    # A search is read to its end: an open one blocks every other call of the session.
    keys = {
        _read(item, Attribute.ID, b"")
        for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY)
        for item in list(session.get_objects({Attribute.CLASS: kind}))
    }
    found = []
    for item in list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
        value, key_id = _read(item, Attribute.VALUE, b""), _read(item, Attribute.ID, b"")
        if value:
            label = _read(item, Attribute.LABEL, "")
            way = _way(value, offered) if offered is not None else None
            found.append(TokenCertificate(value, label, key_id, key_id in keys or None, way))
    return tuple(found)


@lru_cache(maxsize=64)
def _way(certificate_der: bytes, offered: frozenset[int]) -> SigningWay | None:
    """Tell how its key would sign; None for a certificate that cannot be read."""
    try:
        use = key_use(certificate_der, offered)
    except MechanismMissing:
        return SigningWay(None)
    except CertificateCannotSign:
        return None
    return SigningWay(use.scheme, use.digests)


def _read(item: pkcs11.Object, attribute: Attribute, absent: Any) -> Any:
    """Read one attribute; an object that lacks it, or fails to tell it, hides no other."""
    try:
        return type(absent)(item[attribute])
    except PKCS11Error:
        return absent
