"""The child process that fills the demo's token: no other ever loads the module.

It makes the key or finds it, tells the request for a certificate, is answered with what was
issued, and lays that on the token and beside it.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import pkcs11
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.x509 import decode_x509_certificate

from paraph.domain.errors import ModuleUnusable
from paraph.pkcs11.demo_files import CA, EARLIER_CA, SIGNER
from paraph.pkcs11.demo_request import signing_request
from paraph.ports.issuing import IssuedCertificate

_KEY_ID, _KEY_LABEL = b"\x01", "signature"
_ISSUER_LABEL = "issuer"
# A folder without tokens has one slot, with an uninitialised token in it.
_FREE_SLOT = 0


class Filling(NamedTuple):
    """What is to be filled; `is_new` makes the token and its key."""

    module: str
    label: str
    pin: str
    folder: Path
    is_new: bool


def fill(pipe: Connection, wanted: Filling) -> None:
    """Do it; the exit status tells the parent whether it was done."""
    try:
        if wanted.is_new:
            _initialise(wanted)
        with _logged_in(wanted) as session:
            if wanted.is_new:
                session.generate_keypair(
                    KeyType.RSA, 3072, id=_KEY_ID, label=_KEY_LABEL, store=True
                )
            pipe.send(_request(session))
            issued: IssuedCertificate | None = pipe.recv()
            if issued is not None:
                _lay(session, issued, wanted.folder)
    except Exception as error:
        # The parent tells it; a traceback on the terminal would not help anyone.
        raise SystemExit(1) from error


def _initialise(wanted: Filling) -> None:
    """Initialise the token with C_InitToken, by ctypes, and set the person's PIN.

    python-pkcs11 0.9 has no C_InitToken, and softhsm2-util 2.6 takes a PIN from a terminal or as an
    argument, where every user of the machine can read it. This can go when `pkcs11.Slot` can do it.
    """
    library = ctypes.CDLL(wanted.module)
    label = wanted.label.encode().ljust(32)  # PKCS #11 2.40, 5.5: 32 bytes, padded with blanks
    so_pin = wanted.pin.encode()
    length = ctypes.c_ulong(len(so_pin))
    failed = (
        library.C_Initialize(None)
        or library.C_InitToken(ctypes.c_ulong(_FREE_SLOT), so_pin, length, label)
        or library.C_Finalize(None)
    )
    if failed:
        raise ModuleUnusable(module=wanted.module, why="not_initialised")
    with _token(wanted).open(rw=True, so_pin=wanted.pin) as session:
        session.init_pin(wanted.pin)


def _token(wanted: Filling) -> pkcs11.Token:
    return pkcs11.lib(wanted.module).get_token(token_label=wanted.label)


@contextmanager
def _logged_in(wanted: Filling) -> Iterator[pkcs11.Session]:
    with _token(wanted).open(rw=True, user_pin=wanted.pin) as session:
        yield session


def _request(session: pkcs11.Session) -> str:
    public, private = (
        session.get_key(object_class=kind, id=_KEY_ID)
        for kind in (ObjectClass.PUBLIC_KEY, ObjectClass.PRIVATE_KEY)
    )
    return signing_request(public, private)


def _lay(session: pkcs11.Session, issued: IssuedCertificate, folder: Path) -> None:
    """Lay certificates on the token, and what says so beside it.

    Wherever this is broken off, the certificate that the files name is on the token.
    """
    earlier = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    _put(session, issued.certificate_der, _KEY_ID, _KEY_LABEL)
    # The root is for the reader to trust, and of no use on a token.
    for number, der in enumerate(issued.issuers_der[:-1], 2):
        _put(session, der, bytes([number]), _ISSUER_LABEL)
    root = issued.issuers_der[-1]
    if (folder / CA).exists() and (folder / CA).read_bytes() != root:
        _write(folder / EARLIER_CA, (folder / CA).read_bytes())
    _write(folder / CA, root)
    _write(folder / SIGNER, issued.certificate_der)
    for each in earlier:
        each.destroy()


def _put(session: pkcs11.Session, der: bytes, object_id: bytes, label: str) -> None:
    session.create_object(
        decode_x509_certificate(der)
        | {Attribute.ID: object_id, Attribute.LABEL: label, Attribute.TOKEN: True}
    )


def _write(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
