"""What the certificates of the PKI hold (RFC 5280; ETSI EN 319 412-2; RFC 3161, 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
)

from paraph.wire.names import SignatureLevel
from paraph_sandbox.pki.qc_statements import qualified_signature
from paraph_sandbox.pki.roles import Role

COUNTRY = "FR"
_ORGANIZATION = "Paraph sandbox (no legal value)"
_NAMES = {
    Role.ROOT: "Paraph sandbox root CA",
    Role.ADVANCED: "Paraph sandbox CA for advanced signatures",
    Role.QUALIFIED: "Paraph sandbox CA for qualified signatures",
    Role.TSA: "Paraph sandbox TSA",
    Role.OCSP_ROOT: "Paraph sandbox OCSP responder of the root CA",
    Role.OCSP_ADVANCED: "Paraph sandbox OCSP responder, advanced",
    Role.OCSP_QUALIFIED: "Paraph sandbox OCSP responder, qualified",
}
_ANY_POLICY = "2.5.29.32.0"
# NCP+ (ETSI EN 319 411-1, 5.3) and QCP-n-qscd (ETSI EN 319 411-2, 5.3).
_POLICIES = {Role.ADVANCED: "0.4.0.2042.1.2", Role.QUALIFIED: "0.4.0.194112.1.2"}
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
    "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
# So that a machine whose clock is a little behind takes it at once.
_BACKDATED = timedelta(minutes=1)


@dataclass(frozen=True)
class Extension:
    """An extension, and whether a reader that does not know it must refuse."""

    value: x509.ExtensionType
    critical: bool = False


def subject(role: Role) -> x509.Name:
    """Give the name of one of the PKI's own."""
    told = ((NameOID.COUNTRY_NAME, COUNTRY), (NameOID.ORGANIZATION_NAME, _ORGANIZATION))
    names = (*told, (NameOID.COMMON_NAME, _NAMES[role]))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in names])


def builder(
    name: x509.Name, key: CertificatePublicKeyTypes, begins: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    """Begin a certificate with a serial number that nobody can guess (RFC 5280, 4.1.2.2)."""
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - _BACKDATED)
        .not_valid_after(begins + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def of_role(role: Role, address: str) -> Sequence[Extension]:
    """Give the extensions of the PKI's own certificates."""
    if role is Role.ROOT:
        return _ca(1)
    if role in (Role.ADVANCED, Role.QUALIFIED):
        return (*_ca(0), _policy(_ANY_POLICY), *where_to_ask(role.issuer, address))
    signs = Extension(_usage("digital_signature"), critical=True)
    if role is Role.TSA:
        # RFC 3161, 2.3: this purpose alone, and critical.
        stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        whole = (_not_ca(), signs, Extension(stamps, critical=True))
        return (*whole, *where_to_ask(role.issuer, address))
    answers = Extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]))
    return (_not_ca(), signs, answers, Extension(x509.OCSPNoCheck()))


def of_leaf(level: SignatureLevel, issuer: Role, address: str) -> Sequence[Extension]:
    """Give the extensions of a person's certificate."""
    # ETSI EN 319 412-2, 4.3.2: commitment to content alone (type A).
    commits = Extension(_usage("content_commitment"), critical=True)
    whole = (_not_ca(), commits, _policy(_POLICIES[issuer]), *where_to_ask(issuer, address))
    if level is SignatureLevel.QUALIFIED:
        return (*whole, Extension(qualified_signature()))
    return whole


def where_to_ask(issuer: Role, address: str) -> Sequence[Extension]:
    """Say where the issuer, its OCSP answers and its CRL are (RFC 5280, 4.2.1.13 and 4.2.2.1)."""
    access = (
        (AuthorityInformationAccessOID.OCSP, f"{address}/ocsp"),
        (AuthorityInformationAccessOID.CA_ISSUERS, f"{address}/certs/{issuer}.crt"),
    )
    told = [x509.AccessDescription(oid, x509.UniformResourceIdentifier(url)) for oid, url in access]
    crl = [x509.UniformResourceIdentifier(f"{address}/crl/{issuer}.crl")]
    points = x509.CRLDistributionPoints([x509.DistributionPoint(crl, None, None, None)])
    return (Extension(x509.AuthorityInformationAccess(told)), Extension(points))


def _ca(path_length: int) -> Sequence[Extension]:
    return (
        Extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True),
        Extension(_usage("key_cert_sign", "crl_sign"), critical=True),
    )


def _not_ca() -> Extension:
    return Extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)


def _policy(oid: str) -> Extension:
    return Extension(
        x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(oid), None)])
    )


def _usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in names for usage in _USAGES})
