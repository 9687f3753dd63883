"""A SoftHSM token with a signing key and a certificate of a local demo CA.

For trying the product: its signatures have no legal value. The certificates are `demo_pki`'s.
"""

import ctypes
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors import ModuleUnusable
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.module_search import softhsm_modules

TOKEN_LABEL = "Paraph demo"  # noqa: S105 - a label, not a secret
PIN = "123456"
_KEY_ID = b"\x01"
_KEY_LABEL = "signature"
_MAKING_TIMEOUT_S = 60
# A folder without tokens has one slot, with an uninitialised token in it.
_FREE_SLOT = 0


@dataclass(frozen=True, slots=True)
class DemoToken:
    """What the demo made; `contract` is set by the one who copies the sample."""

    module: str
    token_label: str
    pin: Secret
    certificate_der: bytes
    ca_der: bytes
    contract: Path


def make_demo_token(folder: Path, sample: Path) -> DemoToken:
    """Make or reuse the token under `folder`; raises ModuleUnusable without SoftHSM."""
    modules = softhsm_modules()
    if not modules:
        raise ModuleUnusable(module="SoftHSM", why="not_installed")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _configure(folder)
    if not (folder / "ready").exists():
        _make(folder, modules[0])
    contract = folder / "fee-agreement.pdf"
    if not contract.exists():
        shutil.copyfile(sample, contract)
    signer, ca = ((folder / name).read_bytes() for name in ("signer.der", "ca.der"))
    return DemoToken(modules[0], TOKEN_LABEL, Secret(PIN), signer, ca, contract)


def _configure(folder: Path) -> None:
    (folder / "tokens").mkdir(exist_ok=True, mode=0o700)
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
        "log.level = ERROR\n",
        encoding="utf-8",
    )
    os.environ["SOFTHSM2_CONF"] = str(settings)


def _make(folder: Path, module: str) -> None:
    """Fill the token in a process of its own: this one never loads a module."""
    import multiprocessing

    # A half-made token of an interrupted run is thrown away.
    shutil.rmtree(folder / "tokens")
    (folder / "tokens").mkdir(mode=0o700)
    process = multiprocessing.get_context("spawn").Process(target=_child, args=(module, folder))
    process.start()
    process.join(_MAKING_TIMEOUT_S)
    if process.exitcode != 0:
        process.kill()
        raise ModuleUnusable(module=module, why="demo_token_not_made")
    (folder / "ready").touch()


def _child(module: str, folder: Path) -> None:
    try:
        _initialise(module)
        _fill(module, folder)
    except Exception as error:
        # The parent tells it; a traceback on the terminal would not help anyone.
        raise SystemExit(1) from error


def _initialise(module: str) -> None:
    """Initialise the token with C_InitToken, by ctypes.

    python-pkcs11 0.9 has no C_InitToken, and softhsm2-util 2.6 takes a PIN from a terminal or as an
    argument, where every user of the machine can read it. This can go when `pkcs11.Slot` can do it.
    """
    library = ctypes.CDLL(module)
    label = TOKEN_LABEL.encode().ljust(32)  # PKCS #11 2.40, 5.5: 32 bytes, padded with blanks
    so_pin = PIN.encode()
    length = ctypes.c_ulong(len(so_pin))
    failed = (
        library.C_Initialize(None)
        or library.C_InitToken(ctypes.c_ulong(_FREE_SLOT), so_pin, length, label)
        or library.C_Finalize(None)
    )
    if failed:
        raise ModuleUnusable(module=module, why="not_initialised")


def _fill(module: str, folder: Path) -> None:
    """Set the person's PIN, make the key inside the token, and lay its certificate beside it."""
    import pkcs11
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
    from pkcs11.util.rsa import encode_rsa_public_key
    from pkcs11.util.x509 import decode_x509_certificate

    from paraph.pkcs11.demo_pki import issue_certificates

    token = pkcs11.lib(module).get_token(token_label=TOKEN_LABEL)
    with token.open(rw=True, so_pin=PIN) as session:
        session.init_pin(PIN)
    with token.open(rw=True, user_pin=PIN) as session:
        public, _ = session.generate_keypair(
            pkcs11.KeyType.RSA, 3072, id=_KEY_ID, label=_KEY_LABEL, store=True
        )
        key = load_der_public_key(encode_rsa_public_key(public))
        assert isinstance(key, rsa.RSAPublicKey)  # noqa: S101 - for the type checker
        signer, ca = (c.public_bytes(Encoding.DER) for c in issue_certificates(key))
        session.create_object(
            decode_x509_certificate(signer)
            | {
                pkcs11.Attribute.ID: _KEY_ID,
                pkcs11.Attribute.LABEL: _KEY_LABEL,
                pkcs11.Attribute.TOKEN: True,
            }
        )
    (folder / "signer.der").write_bytes(signer)
    (folder / "ca.der").write_bytes(ca)
