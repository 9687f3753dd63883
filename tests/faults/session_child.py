"""Runs in a process of its own: a module session with something taken away."""

import shutil
from pathlib import Path
from typing import Any

from pkcs11 import Mechanism

from paraph.pkcs11.ckr_errors import from_ckr
from paraph.pkcs11.token_session import ModuleSession

_OFFERED = {
    "raw": frozenset({int(Mechanism.RSA_PKCS), int(Mechanism.ECDSA)}),
    "none": frozenset[int](),
}


def sign_each(connection: Any, module: str, asked: list[tuple[bytes, str]], mode: str) -> None:
    """Sign with the keys of the first token; `mode` says what the token lacks."""
    session = ModuleSession(module)
    token = next(token for token in session.tokens() if token.label == "Signing card")
    if mode in _OFFERED:
        session._offered = lambda _token: _OFFERED[mode]  # type: ignore[method-assign]
    for certificate_der, digest in asked:
        try:
            pin = bytearray(b"1234")
            session.open_key(token.slot_id, token.serial, certificate_der, 0, False, pin)
            assert pin in (b"", bytes(4)), "the PIN was not overwritten"
            if mode not in _OFFERED:
                # A SoftHSM token whose folder goes is what a pulled card is to its module.
                for folder in Path(mode).iterdir():
                    shutil.rmtree(folder)
            connection.send(session.sign(b"signed attributes", digest))
        except Exception as error:  # noqa: BLE001 - whatever comes is the answer
            connection.send(getattr(error, "code", None) or from_ckr(error).code)
