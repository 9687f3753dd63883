"""A SoftHSM token with a signing key and a certificate of a local demo CA.

For trying the product: its signatures have no legal value.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from paraph.domain.errors import ModuleUnusable
from paraph.domain.secret import Secret
from paraph.pkcs11.module_search import SOFTHSM, existing

TOKEN_LABEL = "Paraph demo"  # noqa: S105 - a label, not a secret
PIN = "123456"
_HOLDER = "Camille Roux"


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
    modules, tool = existing(SOFTHSM), shutil.which("softhsm2-util")
    if not modules or tool is None:
        raise ModuleUnusable(module="SoftHSM", why="not_installed")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _configure(folder)
    if not (folder / "ready").exists():
        _make(folder, tool)
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


def _make(folder: Path, tool: str) -> None:
    # A half-made token of an interrupted run is thrown away.
    shutil.rmtree(folder / "tokens")
    (folder / "tokens").mkdir(mode=0o700)
    key, signer, ca = _pki()
    _run(tool, "--init-token", "--free", "--label", TOKEN_LABEL, "--so-pin", PIN, "--pin", PIN)
    with tempfile.TemporaryDirectory() as private:
        pem = Path(private) / f"{secrets.token_hex(4)}.pem"
        pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        words = ("--token", TOKEN_LABEL, "--label", "signature", "--id", "01", "--pin", PIN)
        _run(tool, "--import", str(pem), *words)
    (folder / "signer.der").write_bytes(signer.public_bytes(Encoding.DER))
    (folder / "ca.der").write_bytes(ca.public_bytes(Encoding.DER))
    write_certificate(existing(SOFTHSM)[0], folder / "signer.der")
    (folder / "ready").touch()


def write_certificate(module: str, der: Path) -> None:
    """Store a certificate object beside its key, in a process of its own."""
    import multiprocessing

    process = multiprocessing.get_context("spawn").Process(
        target=_store_certificate, args=(module, der.read_bytes())
    )
    process.start()
    process.join(30)
    if process.exitcode != 0:
        process.kill()
        raise ModuleUnusable(module=module, why="certificate_not_stored")


def _store_certificate(module: str, der: bytes) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    token = pkcs11.lib(module).get_token(token_label=TOKEN_LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        attributes = decode_x509_certificate(der)
        attributes |= {
            pkcs11.Attribute.ID: b"\x01",
            pkcs11.Attribute.LABEL: "signature",
            pkcs11.Attribute.TOKEN: True,
        }
        session.create_object(attributes)


def _run(tool: str, *words: str) -> None:
    # The PIN of a token made for trying stands on screen too; no other PIN is ever an argument.
    done = subprocess.run([tool, *words], capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ModuleUnusable(module="SoftHSM", why="softhsm2-util failed")


def _pki() -> tuple[rsa.RSAPrivateKey, x509.Certificate, x509.Certificate]:
    ca_key = rsa.generate_private_key(65537, 3072)
    key = rsa.generate_private_key(65537, 3072)
    ca_name = _name("Paraph demo CA (no legal value)")
    root = _builder(ca_name, ca_name, ca_key.public_key(), 3650)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(_usage(ca=True), critical=True)
    ca = root.sign(ca_key, hashes.SHA256())
    leaf = _builder(_name(_HOLDER), ca_name, key.public_key(), 730)
    leaf = leaf.add_extension(_usage(ca=False), critical=True)
    leaf = leaf.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
    )
    return key, leaf.sign(ca_key, hashes.SHA256()), ca


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)  # noqa: TID251 - a certificate of the demo begins when it is made
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
