"""The timestamp authority (RFC 3161): what a token is given for, and what is refused, and how."""

import hashlib
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto.algos import DigestAlgorithm
from certomancer.crypto_utils import generic_sign
from certomancer.services import TimeStamper, simple_cms_attribute
from cryptography import x509

from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki.authorities import Authorities, Authority
from paraph_sandbox.pki.roles import Role
from paraph_sandbox.pki.unreadable import UNREADABLE

# The best practices policy of ETSI EN 319 421, 5.2.
POLICY = "0.4.0.2023.1.1"
_DIGEST_BYTES = {"sha256": 32, "sha384": 48, "sha512": 64}
_SIGNED_DIGEST = "sha256"
_MOST_BYTES = 64 * 1024


class _Refused(Exception):
    def __init__(self, failure: str, why: str) -> None:
        super().__init__(why)
        self.failure, self.why = failure, why


class _Refusal(core.Sequence):  # type: ignore[misc]
    """A TimeStampResp without its token, which asn1crypto 1.5 does not write."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - asn1crypto's own way


@dataclass(frozen=True)
class _Asked:
    request: Any
    with_certificate: bool


def answer(authorities: Authorities, request_der: bytes) -> bytes:
    """Answer a TimeStampReq in DER with a TimeStampResp in DER; a refusal is one too (2.4.2)."""
    try:
        asked = _check(request_der)
    except _Refused as refused:
        return bytes(_refusal(refused).dump())
    return bytes(_stamp(authorities.of[Role.TSA], asked).dump())


def _check(request_der: bytes) -> _Asked:
    try:
        if len(request_der) > _MOST_BYTES:
            raise ValueError("too long")
        request = tsp.TimeStampReq.load(request_der, strict=True)
        told = request.native  # reads all of it
        _check_request(request, told)
        return _Asked(_canonical(told), bool(told["cert_req"]))
    except UNREADABLE as error:
        raise _Refused("bad_data_format", "It is no TimeStampReq in DER.") from error


def _check_request(request: Any, told: Any) -> None:
    imprint = told["message_imprint"]
    digest = imprint["hash_algorithm"]["algorithm"]
    if told["version"] != "v1":
        raise _Refused("bad_request", "Its version is not 1.")
    if digest not in _DIGEST_BYTES:
        raise _Refused("bad_alg", "The imprint is of SHA-256, SHA-384 or SHA-512.")
    if len(imprint["hashed_message"]) != _DIGEST_BYTES[digest]:
        raise _Refused("bad_data_format", "The imprint is not as long as its digest.")
    if told["req_policy"] is not None and request["req_policy"].dotted != POLICY:
        raise _Refused("unaccepted_policy", f"The only policy is {POLICY}.")
    if told["extensions"] is not None:
        raise _Refused("unaccepted_extensions", "No extension is known.")


def _canonical(told: Any) -> Any:
    # Written anew, so that the token is DER also where the request was BER.
    imprint = told["message_imprint"]
    request: dict[str, Any] = {
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": DigestAlgorithm(
                {"algorithm": imprint["hash_algorithm"]["algorithm"]}
            ),
            "hashed_message": imprint["hashed_message"],
        },
    }
    if told["nonce"] is not None:
        request["nonce"] = told["nonce"]
    return tsp.TimeStampReq(request)


def _refusal(refused: _Refused) -> Any:
    told = {"status_string": [refused.why], "fail_info": {refused.failure}}
    return _Refusal({"status": {"status": "rejection", **told}})


def _stamp(tsa: Authority, asked: _Asked) -> Any:
    certificate, key = tsa.asn1_certificate(), tsa.asn1_key()
    stamper = TimeStamper(
        certificate,
        key,
        fixed_dt=machine_time(),
        policy=tsp.ObjectIdentifier(POLICY),
        md_algorithm=_SIGNED_DIGEST,
    )
    # Loaded from its bytes: asn1crypto writes what was just made anew at every step.
    response = tsp.TimeStampResp.load(stamper.request_tsa_response(asked.request).dump())
    signed_data = response["time_stamp_token"]["content"]
    _amend(signed_data, certificate, key)
    if not asked.with_certificate:
        # RFC 3161, 2.4.1: without certReq the token holds no certificate.
        del signed_data["certificates"]
    return response


def _amend(signed_data: Any, certificate: Any, key: Any) -> None:
    """Sign again over what certomancer 0.16 leaves open.

    It draws serials from 56 random bits and names the certificate by SHA-1 (ESSCertID), which
    RFC 5816 replaces; this goes when it no longer does.
    """
    content = signed_data["encap_content_info"]["content"].parsed
    # 159 random bits: never the same twice, also after a crash (RFC 3161, 2.4.2).
    content["serial_number"] = x509.random_serial_number()
    content["accuracy"] = {"seconds": 1}
    content_der = content.dump()
    signed_data["encap_content_info"]["content"] = core.ParsableOctetString(content_der)
    (signer,) = signed_data["signer_infos"]
    attributes_der = cms.CMSAttributes(
        [
            simple_cms_attribute("content_type", "tst_info"),
            simple_cms_attribute("message_digest", hashlib.sha256(content_der).digest()),
            simple_cms_attribute("signing_certificate_v2", _named(certificate)),
        ]
    ).dump()
    signer["signed_attrs"] = cms.CMSAttributes.load(attributes_der)
    signer["signature"] = generic_sign(key, attributes_der, signer["signature_algorithm"])


def _named(certificate: Any) -> Any:
    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})
    return tsp.SigningCertificateV2({"certs": [named]})
