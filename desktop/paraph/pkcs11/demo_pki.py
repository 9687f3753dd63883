"""The demo's own certificates, for where there is no sandbox to issue one: a CA of a moment."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from paraph.ports.issuing import IssuedCertificate

_CA_NAME = "Paraph demo CA (no legal value)"


def issue(request_pem: str) -> IssuedCertificate:
    """Certify whoever asks; the CA's key is thrown away."""
    request = x509.load_pem_x509_csr(request_pem.encode("ascii"))
    holders_key = request.public_key()
    assert isinstance(holders_key, rsa.RSAPublicKey)  # noqa: S101 - for the type checker
    ca_key = rsa.generate_private_key(65537, 3072)
    ca_name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.COMMON_NAME, _CA_NAME),
        ]
    )
    root = _builder(ca_name, ca_name, ca_key.public_key(), 3650)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(_usage(ca=True), critical=True)
    leaf = _builder(request.subject, ca_name, holders_key, 730)
    leaf = leaf.add_extension(_usage(ca=False), critical=True)
    leaf = leaf.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
    )
    signer, ca = (
        each.sign(ca_key, hashes.SHA256()).public_bytes(Encoding.DER) for each in (leaf, root)
    )
    return IssuedCertificate(signer, (ca,))


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
