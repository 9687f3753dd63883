"""A key file (PKCS#12) as OpenSSL writes one, of an identity of the tests."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)

from tests.fakes.pki import Identity

PASSWORD = "Über-4711 €"


def write_key_file(
    path: Path, one: Identity, password: str | None = PASSWORD, *, key: bool = True
) -> Path:
    lock = NoEncryption() if password is None else BestAvailableEncryption(password.encode())
    certificate = x509.load_der_x509_certificate(one.certificate_der)
    chain = [x509.load_der_x509_certificate(one.ca_der)]
    made = pkcs12.serialize_key_and_certificates(
        b"signing", one.key if key else None, certificate, chain, lock
    )
    path.write_bytes(made)
    return path
