"""The PEM files of the PKI: `<role>.key.pem` (PKCS#8, not encrypted) and `<role>.crt.pem`."""

from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from paraph_sandbox.pki.roles import Role
from paraph_sandbox.store.unfit_file import UnfitFile

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def new_key() -> PrivateKey:
    """Make a key: P-256, which is made in no time."""
    return ec.generate_private_key(ec.SECP256R1())


def key_file(folder: Path, role: Role) -> Path:
    """Tell where a role's key is."""
    return folder / f"{role}.key.pem"


def certificate_file(folder: Path, role: Role) -> Path:
    """Tell where a role's certificate is."""
    return folder / f"{role}.crt.pem"


def pkcs8(key: PrivateKey, encoding: Encoding) -> bytes:
    """Write a key as PKCS#8, not encrypted."""
    return key.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())


def read_key(path: Path) -> PrivateKey:
    """Read a key. Raises UnfitFile when it is not there or is none that a CA signs with."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnfitFile(path, "is no private key in PEM without a password") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise UnfitFile(path, "is neither an RSA nor an elliptic-curve key")
    return key


def read_certificates(path: Path) -> list[x509.Certificate]:
    """Read one certificate or more. Raises UnfitFile when there is none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnfitFile(path, "holds no certificate in PEM") from error


def read_pair(folder: Path, role: Role) -> tuple[x509.Certificate, PrivateKey]:
    """Read a role's certificate and its key. Raises UnfitFile when they do not fit."""
    key = read_key(key_file(folder, role))
    certificate = read_certificates(certificate_file(folder, role))[0]
    if certificate.public_key() != key.public_key():
        raise UnfitFile(certificate_file(folder, role), "is of another key than its role's")
    return certificate, key


def check_files(folder: Path) -> str:
    """Give the address that the certificates in a folder name. Raises UnfitFile."""
    certificates = {role: read_pair(folder, role)[0] for role in Role}
    access = x509.AuthorityInformationAccess
    told = certificates[Role.TSA].extensions.get_extension_for_class(access).value
    where = urlsplit(str(told[0].access_location.value))
    return f"{where.scheme}://{where.netloc}"
