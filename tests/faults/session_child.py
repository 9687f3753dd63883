"""Runs in a process of its own: a module session with something taken away."""

import shutil
from pathlib import Path
from typing import Any

from pkcs11 import Mechanism

from paraph.pkcs11.ckr_errors import from_ckr
from paraph.pkcs11.token_session import ModuleSession

RAW_ONLY = frozenset({Mechanism.RSA_PKCS, Mechanism.ECDSA})


def sign_each(connection: Any, module: str, asked: list[tuple[bytes, str]], mode: str) -> None:
    """Sign with the keys of the first token; `mode` says what the token lacks."""
    session = ModuleSession(module)
    token = next(token for token in session.tokens() if token.label == "Signing card")
    for certificate_der, digest in asked:
        session.open_key(token.slot_id, token.serial, certificate_der, "1234")
        if mode == "raw":
            session._mechanisms = RAW_ONLY
        elif mode == "none":
            session._mechanisms = frozenset()
        else:
            # A SoftHSM token whose folder goes is what a pulled card is to its module.
            for folder in Path(mode).iterdir():
                shutil.rmtree(folder)
        try:
            connection.send(session.sign(b"signed attributes", digest))
        except Exception as error:  # noqa: BLE001 - whatever comes is the answer
            connection.send(getattr(error, "code", None) or from_ckr(error).code)
