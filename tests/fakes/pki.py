"""Real keys and certificates for tests: a CA, and signers of every kind a card may hold."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

Key = (
    rsa.RSAPrivateKey
    | ec.EllipticCurvePrivateKey
    | ed25519.Ed25519PrivateKey
    | ed448.Ed448PrivateKey
)
_CURVES = {
    "p256": ec.SECP256R1(),
    "p384": ec.SECP384R1(),
    "p521": ec.SECP521R1(),
    "bp256": ec.BrainpoolP256R1(),
    "bp384": ec.BrainpoolP384R1(),
    "bp512": ec.BrainpoolP512R1(),
}
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
CA_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Paraph test CA")])


@dataclass(frozen=True)
class Identity:
    """A key, its certificate and the certificate of its CA."""

    key: Key
    certificate_der: bytes
    ca_der: bytes


@cache
def key_of(kind: str) -> Key:
    """Give the one key of a kind, as `rsa2048` or `p256`: keys take long to make."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:].split("-", maxsplit=1)[0]))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "ed448":
        return ed448.Ed448PrivateKey.generate()
    return ec.generate_private_key(_CURVES[kind])


@cache
def ca_der() -> bytes:
    """Give the CA's own certificate."""
    return _certificate(CA_NAME, key_of("rsa2048-ca"), (-10, 3650), ("key_cert_sign",), ca=True)


def identity(
    kind: str = "rsa2048",
    holder: str = "Ada Lovelace",
    *,
    days: tuple[int, int] = (-1, 365),
    usages: tuple[str, ...] = ("content_commitment",),
) -> Identity:
    """Give a signer; `days` from now bound the validity."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, holder)])
    key = key_of(kind)
    der = _certificate(name, key, days, usages, ca=False)
    return Identity(key, _for_pss_only(der) if kind.endswith("-pss") else der, ca_der())


def _for_pss_only(der: bytes) -> bytes:
    """Name the key id-RSASSA-PSS (RFC 4055, 1.2), which cryptography cannot; the CA signs anew."""
    made = Asn1Certificate.load(der)
    body = made["tbs_certificate"]
    body["subject_public_key_info"]["algorithm"] = {"algorithm": "rsassa_pss"}
    ca_key = key_of("rsa2048-ca")
    assert isinstance(ca_key, rsa.RSAPrivateKey)
    made["signature_value"] = ca_key.sign(
        body.dump(force=True), padding.PKCS1v15(), hashes.SHA256()
    )
    return made.dump(force=True)


def _certificate(
    subject: x509.Name, key: Key, days: tuple[int, int], usages: tuple[str, ...], *, ca: bool
) -> bytes:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(CA_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{u: u in usages for u in _USAGES}), critical=True)
    )
    ca_key = key_of("rsa2048-ca")
    return builder.sign(ca_key, hashes.SHA256()).public_bytes(Encoding.DER)
