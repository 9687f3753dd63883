"""OCSP requests, and what an answer says of a certificate (RFC 6960)."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from asn1crypto import algos, ocsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator.errors import (
    AlgorithmNotSupported,
    DSAParametersUnavailable,
    PSSParameterMismatch,
)
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from paraph.pades.levels.chains import Certificates

_WEAK = ("md2", "md5", "sha1")
# What asn1crypto and cryptography raise over bytes of another form.
UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    AlgorithmNotSupported,
    DSAParametersUnavailable,
    PSSParameterMismatch,
)


class Word(NamedTuple):
    """What an issuer says of a certificate, in an OCSP answer or a CRL that holds.

    `vouchers` signed it in place of the issuer: their chains belong to it too.
    """

    der: bytes
    is_crl: bool
    made_at: datetime  # an OCSP answer's producedAt
    this_update: datetime  # it was so at this time
    next_update: datetime | None
    status: str  # good, revoked, unknown
    revoked_at: datetime | None = None
    reason: str | None = None
    cutoff: datetime | None = None  # certificates that ended since are still told of
    vouchers: tuple[x509.Certificate, ...] = ()


def ocsp_request(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """Ask for one certificate; without a nonce, which answers made beforehand cannot repeat."""
    # SHA-1 names, it protects nothing; responders of every age know it (RFC 5019, 2.1.1).
    named = {"req_cert": _certificate_id(certificate, issuer, "sha1")}
    request: bytes = ocsp.OCSPRequest({"tbs_request": {"request_list": [named]}}).dump()
    return request


def ocsp_words(
    der: bytes, certificate: x509.Certificate, issuer: x509.Certificate, known: Certificates
) -> list[Word]:
    """Give what an OCSPResponse says, where it is by the issuer or one whom it named for that.

    Empty for answers about others, with a wrong signature or of another form.
    """
    try:
        return list(_words(der, certificate, issuer, known))
    except UNREADABLE:
        return []


def _words(
    der: bytes, certificate: x509.Certificate, issuer: x509.Certificate, known: Certificates
) -> Iterator[Word]:
    response = ocsp.OCSPResponse.load(der, strict=True)
    if response["response_status"].native != "successful":
        return
    basic = response["response_bytes"]["response"].parsed
    data = basic["tbs_response_data"]
    singles = [each for each in data["responses"] if _is_about(each, certificate, issuer)]
    responder = _responder(basic, issuer, known) if singles else None
    if responder is None or not verifies(basic, data.dump(), responder):
        return
    vouchers = () if responder.dump() == issuer.dump() else (responder,)
    for single in singles:
        yield _word(der, data["produced_at"].native, single, vouchers)


def _word(
    der: bytes,
    made_at: datetime,
    single: ocsp.SingleResponse,
    vouchers: tuple[x509.Certificate, ...],
) -> Word:
    status = single["cert_status"]
    revoked: dict[str, Any] = status.chosen.native if status.name == "revoked" else {}
    return Word(
        der,
        is_crl=False,
        made_at=made_at,
        this_update=single["this_update"].native,
        next_update=single["next_update"].native,
        status=status.name,
        revoked_at=revoked.get("revocation_time"),
        reason=revoked.get("revocation_reason"),
        cutoff=single.archive_cutoff_value.native if single.archive_cutoff_value else None,
        vouchers=vouchers,
    )


def _is_about(
    single: ocsp.SingleResponse, certificate: x509.Certificate, issuer: x509.Certificate
) -> bool:
    named = single["cert_id"]
    digest = named["hash_algorithm"]["algorithm"].native
    wanted = _certificate_id(certificate, issuer, digest)
    return bool(
        named["serial_number"].native == wanted["serial_number"]
        and named["issuer_name_hash"].native == wanted["issuer_name_hash"]
        and named["issuer_key_hash"].native == wanted["issuer_key_hash"]
    )


def _certificate_id(
    certificate: x509.Certificate, issuer: x509.Certificate, digest: str
) -> dict[str, Any]:
    return {
        "hash_algorithm": {"algorithm": digest},
        "issuer_name_hash": hashlib.new(digest, certificate.issuer.dump()).digest(),
        "issuer_key_hash": hashlib.new(digest, _key(issuer)).digest(),
        "serial_number": certificate.serial_number,
    }


def _responder(
    basic: ocsp.BasicOCSPResponse, issuer: x509.Certificate, known: Certificates
) -> x509.Certificate | None:
    """Find who signed: the issuer, or one with OCSPSigning from its hand (4.2.2.2)."""
    data = basic["tbs_response_data"]
    delegated = list(basic["certs"]) if basic["certs"] else []
    for each in [issuer, *delegated]:
        if not _is_named(data["responder_id"], each):
            continue
        if each.dump() == issuer.dump():
            return issuer
        if _may_answer(each, data["produced_at"].native) and known.has_issued(each, issuer):
            return each
    return None


def _is_named(responder_id: ocsp.ResponderId, certificate: x509.Certificate) -> bool:
    if responder_id.name == "by_name":
        return bool(responder_id.chosen == certificate.subject)
    digest = hashlib.sha1(_key(certificate), usedforsecurity=False).digest()
    return bool(responder_id.chosen.native == digest)


def _key(certificate: x509.Certificate) -> bytes:
    """Give the key's bits, without tag, length and the count of unused bits (4.1.1)."""
    bits: bytes = certificate.public_key["public_key"].contents
    return bits[1:]


def _may_answer(certificate: x509.Certificate, at: datetime) -> bool:
    purposes = certificate.extended_key_usage_value
    validity = certificate["tbs_certificate"]["validity"]
    is_valid = validity["not_before"].native <= at <= validity["not_after"].native
    return purposes is not None and "ocsp_signing" in purposes.native and is_valid


def verifies(signed: Any, data: bytes, certificate: x509.Certificate) -> bool:
    """Tell whether a certificate's key signed `data`, by a digest that is not broken."""
    algorithm: algos.SignedDigestAlgorithm = signed["signature_algorithm"]
    if algorithm.signature_algo not in ("ed25519", "ed448") and algorithm.hash_algo in _WEAK:
        return False
    DefaultSignatureValidator().validate_signature(
        signature=signed["signature"].native,
        signed_data=data,
        public_key_info=certificate.public_key,
        signature_algorithm=algorithm,
    )
    return True


def is_without_check(certificate: x509.Certificate) -> bool:
    """Tell a responder whose issuer says that it need not be checked (4.2.2.2.1)."""
    return certificate.ocsp_no_check_value is not None
