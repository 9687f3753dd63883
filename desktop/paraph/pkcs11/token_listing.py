"""What is on a token, for a person to choose from: its facts, its PIN's state, its certificates."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pkcs11
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11.exceptions import PKCS11Error

from paraph.pkcs11.cryptoki import PinLengths
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot


def snapshot(
    module: str,
    token: pkcs11.Token,
    lengths: PinLengths,
    own: pkcs11.Session | None,
    *,
    unlocked: bool,
) -> TokenSnapshot:
    """Read a token; one whose certificates cannot be read is listed without any.

    `own` is a session that is open on it already: some tokens have no second one to give.
    """
    try:
        with _session(token, own) as session:
            certificates = _certificates(session)
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
    )


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


def _certificates(session: pkcs11.Session) -> tuple[TokenCertificate, ...]:
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
            found.append(TokenCertificate(value, label, key_id, key_id in keys or None))
    return tuple(found)


def _read(item: pkcs11.Object, attribute: Attribute, absent: Any) -> Any:
    """Read one attribute; an object that lacks it, or fails to tell it, hides no other."""
    try:
        return type(absent)(item[attribute])
    except PKCS11Error:
        return absent
