"""X.509 certificates as the signing rule needs them (RFC 5280)."""

import hashlib
from collections.abc import Iterable

from asn1crypto import x509

from paraph.domain.certificate import CertificateFacts
from paraph.domain.errors import CertificateCannotSign

_PURPOSES = {"1.3.6.1.5.5.7.3.36": "document_signing"}  # RFC 9336, 3


def read_certificate(certificate_der: bytes) -> CertificateFacts:
    """Parse; raises CertificateCannotSign when the bytes are no certificate."""
    try:
        return _facts(x509.Certificate.load(certificate_der, strict=True), certificate_der)
    except (ValueError, TypeError, KeyError) as error:
        raise CertificateCannotSign(why="unreadable") from error


def issuers_of(certificate: x509.Certificate, others: Iterable[bytes]) -> list[x509.Certificate]:
    """Give the chain above a certificate, as far as `others` hold it, and nothing beside it.

    A card holds more: certificates for logging in, and of other people. They say things about the
    signer that do not belong into a contract.
    """
    pool = [found for found in map(_parsed, others) if found is not None]
    chain: list[x509.Certificate] = []
    current = certificate
    while current.subject != current.issuer:
        above = [one for one in pool if one.subject == current.issuer and one not in chain]
        if not above:
            break
        current = next((one for one in above if _is_key_of(one, current)), above[0])
        chain.append(current)
    return chain


def _is_key_of(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    wanted = certificate.authority_key_identifier
    return wanted is not None and wanted == issuer.key_identifier


def _parsed(der: bytes) -> x509.Certificate | None:
    try:
        certificate = x509.Certificate.load(der, strict=True)
        certificate.native  # noqa: B018 - asn1crypto parses when it is looked at
    except (ValueError, TypeError, KeyError):
        return None
    return certificate


def _facts(certificate: x509.Certificate, der: bytes) -> CertificateFacts:
    usage = certificate.key_usage_value
    purposes = certificate.extended_key_usage_value
    constraints = certificate.basic_constraints_value
    validity = certificate["tbs_certificate"]["validity"]
    key = certificate.public_key
    return CertificateFacts(
        sha256=hashlib.sha256(der).hexdigest(),
        subject=certificate.subject.human_friendly,
        holder=_holder(certificate.subject),
        issuer=certificate.issuer.human_friendly,
        serial=str(certificate.serial_number),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        key_usage=frozenset(usage.native) if usage else frozenset(),
        purposes=frozenset(_purpose(item) for item in purposes) if purposes else None,
        is_ca=bool(constraints and constraints["ca"].native),
        key_kind=key.algorithm,
        key_bits=key.bit_size,
    )


def _purpose(item: x509.KeyPurposeId) -> str:
    return _PURPOSES.get(item.dotted, str(item.native))


def _holder(subject: x509.Name) -> str:
    parts = subject.native
    name = parts.get("common_name") or parts.get("organization_name")
    if isinstance(name, list):
        name = name[0]
    return str(name or subject.human_friendly)
