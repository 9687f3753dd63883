"""X.509 certificates as the signing rule needs them (RFC 5280)."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from asn1crypto import keys, x509

from paraph.domain.errors import CertificateCannotSign
from paraph.domain.keys.certificate import CertificateFacts, QualifiedStatements
from paraph.pades.qc_statements import read_qc_statements

_PURPOSES = {"1.3.6.1.5.5.7.3.36": "document_signing"}  # RFC 9336, 3
# RFC 9608, noRevAvail, and ETSI EN 319 412-1, validity-assured short term.
_NEVER_REVOKED = ("2.5.29.56", "0.4.0.194121.2.1")
_EDWARDS_BITS = {"ed25519": 256, "ed448": 456}  # RFC 8032, 5.1.5 and 5.2.5
_CURVES = {f"brainpoolp{bits}r1": f"brainpoolP{bits}r1" for bits in (256, 384, 512)}  # RFC 5639
# ETSI EN 319 412-1, 5.1.3: passport, identity card, personal number, tax numbers, or a scheme of
# the country's own.
_PERSONS_SERIAL = re.compile(r"(PAS|IDC|PNO|TAX|TIN|[A-Z]{2}:)[A-Z]{2}-")


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
    kind, bits, curve = _key(certificate.public_key)
    qualified = read_qc_statements(certificate)
    subject = certificate.subject
    return CertificateFacts(
        sha256=hashlib.sha256(der).hexdigest(),
        subject=subject.human_friendly,
        holder=_holder(subject),
        issuer=certificate.issuer.human_friendly,
        serial=str(certificate.serial_number),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        key_usage=frozenset(usage.native) if usage else frozenset(),
        purposes=frozenset(_purpose(item) for item in purposes) if purposes else None,
        is_ca=bool(constraints and constraints["ca"].native),
        key_kind=kind,
        key_bits=bits,
        curve=curve,
        issuer_name=_holder(certificate.issuer),
        organisation=_first(subject.native.get("organization_name")),
        is_legal_person=_is_legal_person(subject.native, qualified),
        qualified=qualified,
        title=_first(subject.native.get("title")),
        tells_status=_tells_status(certificate),
    )


def _tells_status(certificate: x509.Certificate) -> bool:
    """Tell whether it names whom to ask about revocation, or says that nobody has to."""
    extensions = certificate["tbs_certificate"]["extensions"]
    if any(each["extn_id"].dotted in _NEVER_REVOKED for each in extensions):
        return True
    return bool(certificate.ocsp_urls or certificate.crl_distribution_points_value)


def _key(key: keys.PublicKeyInfo) -> tuple[str, int, str]:
    """Give a key's kind, its bits and its curve; asn1crypto rounds RSA's bits up to bytes."""
    kind = str(key.algorithm)
    if kind in ("rsa", "rsassa_pss"):
        return kind, key["public_key"].parsed["modulus"].native.bit_length(), ""
    if kind in _EDWARDS_BITS:
        return kind, _EDWARDS_BITS[kind], kind
    if kind != "ec":
        return kind, 0, ""
    how, name = key.curve
    # Explicit parameters may be of any curve, and say of a known one what is not true.
    curve = _CURVES.get(str(name), str(name)) if how == "named" else ""
    bits = re.search(r"\d{3}", curve)
    return kind, int(bits.group()) if bits else 0, curve


def _is_legal_person(subject: Mapping[str, Any], qualified: QualifiedStatements) -> bool:
    """Tell a legal person's certificate: a seal's by its type, else by its subject.

    ETSI EN 319 412-3, 4.2.1: an organizationIdentifier and nothing of a person. One for a person
    of a firm (EN 319 412-2, 4.2.4) names both, and is the person's.
    """
    if len(qualified.kinds & {"esign", "eseal"}) == 1:
        return "eseal" in qualified.kinds
    if not subject.get("organization_identifier"):
        return False
    if any(subject.get(name) for name in ("given_name", "surname", "pseudonym")):
        return False
    return _PERSONS_SERIAL.match(_first(subject.get("serial_number"))) is None


def _purpose(item: x509.KeyPurposeId) -> str:
    return _PURPOSES.get(item.dotted, str(item.native))


def _holder(subject: x509.Name) -> str:
    parts = subject.native
    name = _first(parts.get("common_name")) or _first(parts.get("organization_name"))
    return name or str(subject.human_friendly)


def _first(value: Any) -> str:
    """Give an attribute's value, the first where a name holds several; empty without one."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
