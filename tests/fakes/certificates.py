"""Certificates as CAs make them: any subject, usage, purpose, QCStatements and key.

The forms follow the CAs' published profiles; names and numbers are invented.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from asn1crypto import core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from tests.fakes.pki import key_of

_QCS = "0.4.0.1862.1."
COMPLIANCE, RETENTION, SSCD, PDS, TYPE, LEGISLATION = (f"{_QCS}{n}" for n in (1, 3, 4, 5, 6, 7))
ESIGN, ESEAL, WEB = (f"{TYPE}.{n}" for n in (1, 2, 3))
QC_EXTENSION = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
NAMES = {
    "C": NameOID.COUNTRY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "OI": NameOID.ORGANIZATION_IDENTIFIER,
    "CN": NameOID.COMMON_NAME,
    "GN": NameOID.GIVEN_NAME,
    "SN": NameOID.SURNAME,
    "SERIAL": NameOID.SERIAL_NUMBER,
    "PSEUDONYM": NameOID.PSEUDONYM,
    "TITLE": NameOID.TITLE,
}
PURPOSES = {
    "client_auth": "1.3.6.1.5.5.7.3.2",
    "server_auth": "1.3.6.1.5.5.7.3.1",
    "code_signing": "1.3.6.1.5.5.7.3.3",
    "email": "1.3.6.1.5.5.7.3.4",
    "time_stamping": "1.3.6.1.5.5.7.3.8",
    "ocsp_signing": "1.3.6.1.5.5.7.3.9",
    "document_signing": "1.3.6.1.5.5.7.3.36",
    "smartcard_logon": "1.3.6.1.4.1.311.20.2.2",
    "pkinit": "1.3.6.1.5.2.3.4",
    "piv_card": "2.16.840.1.101.3.6.8",
    "any": "2.5.29.37.0",
    "own": "1.3.6.1.4.1.99999.1",
}
_BITS = {
    "DS": "digital_signature",
    "NR": "content_commitment",
    "KE": "key_encipherment",
    "DE": "data_encipherment",
    "KA": "key_agreement",
    "CERT": "key_cert_sign",
    "CRL": "crl_sign",
}


class Statements(NamedTuple):
    """QCStatements of ETSI EN 319 412-5: those without and with information."""

    plain: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    retention_years: int | None = None


class _Types(core.SequenceOf):
    _child_spec = core.ObjectIdentifier


class _Countries(core.SequenceOf):
    _child_spec = core.PrintableString


class _Statement(core.Sequence):
    _fields = [("statement_id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]  # noqa: RUF012


class _Statements(core.SequenceOf):
    _child_spec = _Statement


def qc_der(said: Statements) -> bytes:
    """Encode QCStatements."""
    made = [_Statement({"statement_id": oid}) for oid in said.plain]
    if said.types:
        made.append(_Statement({"statement_id": TYPE, "info": core.Any(_Types(said.types))}))
    if said.countries:
        info = core.Any(_Countries(said.countries))
        made.append(_Statement({"statement_id": LEGISLATION, "info": info}))
    if said.retention_years is not None:
        info = core.Any(core.Integer(said.retention_years))
        made.append(_Statement({"statement_id": RETENTION, "info": info}))
    return _Statements(made).dump()


def certificate(
    subject: str = "C=FR/CN=Camille Roux/GN=Camille/SN=Roux/SERIAL=PNOFR-1234",
    usage: str | None = "NR",
    purposes: str | None = None,
    *,
    said: Statements | bytes | None = None,
    key: str = "p256",
    ca: bool = False,
    valid: tuple[datetime, datetime] | None = None,
) -> bytes:
    """Give a certificate; `usage` as "DS NR", `purposes` as "email client_auth"."""
    first, last = valid or (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    parts = [part.partition("=") for part in subject.split("/")]
    name = x509.Name([x509.NameAttribute(NAMES[kind], value) for kind, _, value in parts])
    issuer = [
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Trust Service Ltd"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Trust Service CA 3"),
    ]
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name(issuer))
        .public_key(_public_key(key))
        .serial_number(4711)
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if usage is not None:
        bits = {_BITS[bit] for bit in usage.split()}
        every = (*_BITS.values(), "encipher_only", "decipher_only")
        named = x509.KeyUsage(**{bit: bit in bits for bit in every})
        builder = builder.add_extension(named, critical=True)
    if purposes is not None:
        oids = [ObjectIdentifier(PURPOSES[each]) for each in purposes.split()]
        builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
    if said is not None:
        der = said if isinstance(said, bytes) else qc_der(said)
        extension = x509.UnrecognizedExtension(QC_EXTENSION, der)
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key_of("p256"), hashes.SHA256()).public_bytes(Encoding.DER)


def with_pss_key(certificate_der: bytes) -> bytes:
    """Say of an RSA key that it signs RSASSA-PSS only (RFC 4055, 1.2)."""
    parsed = asn1_x509.Certificate.load(certificate_der)
    info = parsed["tbs_certificate"]["subject_public_key_info"]
    info["algorithm"] = {"algorithm": "rsassa_pss"}
    return parsed.dump(force=True)


def _public_key(kind: str):
    if kind == "secp256k1":
        return ec.generate_private_key(ec.SECP256K1()).public_key()
    return key_of(kind).public_key()
