"""OCSP (RFC 6960): what an issuer says of its certificates now; of one it never issued, unknown."""

import hashlib
from datetime import datetime
from typing import Any

from asn1crypto import core, ocsp
from certomancer.services import (
    RevocationInfoInterface,
    SimpleOCSPResponder,
    choose_signed_digest,
)

from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki import issued, lifetimes
from paraph_sandbox.pki.authorities import Authorities
from paraph_sandbox.pki.roles import CAS, RESPONDERS, Role
from paraph_sandbox.pki.unreadable import UNREADABLE
from paraph_sandbox.store.database import Reading

_MOST_BYTES = 64 * 1024
_MOST_CERTIFICATES = 100
# RFC 9654, 2.1: 1 to 128 octets.
_NONCE_BYTES = range(1, 129)
_HASHES = ("sha1", "sha256")


def answer(authorities: Authorities, tx: Reading, request_der: bytes) -> bytes:
    """Answer a request in DER with a response in DER, also to what cannot be read."""
    try:
        request = _read(request_der)
        issuer = _issuer(authorities, request)
    except UNREADABLE:
        return _error("malformed_request")
    if issuer is None:
        # RFC 6960, 2.3: nothing is known here of that issuer.
        return _error("unauthorized")
    responder = _responder(authorities, tx, issuer)
    return bytes(responder.build_ocsp_response(request).dump())


def about(authorities: Authorities, tx: Reading, certificate: Any) -> bytes:
    """Give the OCSP response on one of the PKI's certificates (asn1crypto's), in DER.

    Raises LookupError when its issuer is none of the PKI's.
    """
    for issuer in CAS:
        ca = authorities.of[issuer].asn1_certificate()
        if ca.subject == certificate.issuer:
            asked = {
                "hash_algorithm": {"algorithm": "sha1"},
                "issuer_name_hash": ca.subject.sha1,
                "issuer_key_hash": ca.public_key.sha1,
                "serial_number": certificate.serial_number,
            }
            tbs = {"request_list": [{"req_cert": asked}]}
            return answer(authorities, tx, ocsp.OCSPRequest({"tbs_request": tbs}).dump())
    raise LookupError("the issuer is none of the sandbox's")


def _error(status: str) -> bytes:
    return bytes(SimpleOCSPResponder.build_error_response(status).dump())


class _Revocations(RevocationInfoInterface):
    def __init__(self, authorities: Authorities, tx: Reading, issuer: Role) -> None:
        self._tx, self._issuer = tx, issuer
        self._own = authorities.issued_by(issuer)
        self._ca = authorities.of[issuer]

    def get_issuer_cert(self) -> Any:
        return self._ca.asn1_certificate()

    def check_revocation_status(self, cid: Any, at_time: datetime) -> tuple[Any, list[Any]]:
        # Answers go back to the CA's beginning, also on what has expired (RFC 6960, 4.4.4).
        begins = self._ca.certificate.not_valid_before_utc
        cutoff = {"extn_id": "archive_cutoff", "extn_value": core.GeneralizedTime(begins)}
        return self._status(cid), [ocsp.SingleResponseExtension(cutoff)]

    def _status(self, cid: Any) -> Any:
        serial = cid["serial_number"].native
        row = issued.find(self._tx, issued.serial_text(serial))
        if row is not None and row["issuer"] == self._issuer:
            return _good() if row["revoked_at"] is None else _revoked(row)
        known = serial in self._own
        return _good() if known else ocsp.CertStatus("unknown", core.Null())


def _good() -> Any:
    return ocsp.CertStatus("good", core.Null())


def _revoked(row: Any) -> Any:
    told = {
        "revocation_time": datetime.fromisoformat(row["revoked_at"]).replace(microsecond=0),
        "revocation_reason": row["reason"],
    }
    return ocsp.CertStatus("revoked", ocsp.RevokedInfo(told))


def _responder(authorities: Authorities, tx: Reading, issuer: Role) -> SimpleOCSPResponder:
    responder = authorities.of[RESPONDERS[issuer]]
    certificate = responder.asn1_certificate()
    return SimpleOCSPResponder(
        responder_cert=certificate,
        responder_key=responder.asn1_key(),
        signature_algo=choose_signed_digest("sha256", certificate.public_key),
        at_time=machine_time(),
        revinfo_interface=_Revocations(authorities, tx, issuer),
        validity=lifetimes.OCSP_ANSWER,
    )


def _read(request_der: bytes) -> Any:
    if len(request_der) > _MOST_BYTES:
        raise ValueError("too long")
    request = ocsp.OCSPRequest.load(request_der, strict=True)
    _ = request.native  # reads all of it
    if not 0 < len(request["tbs_request"]["request_list"]) <= _MOST_CERTIFICATES:
        raise ValueError("none or too many certificates")
    if request.critical_extensions - {"nonce"}:
        raise ValueError("a critical extension that is not known")
    nonce = request.nonce_value
    if nonce is not None and len(nonce.native) not in _NONCE_BYTES:
        raise ValueError("a nonce of another length")
    return request


def _issuer(authorities: Authorities, request: Any) -> Role | None:
    asked = [each["req_cert"] for each in request["tbs_request"]["request_list"]]
    if any(each["hash_algorithm"]["algorithm"].native not in _HASHES for each in asked):
        return None
    hashed, told = asked[0]["hash_algorithm"]["algorithm"].native, asked[0]["issuer_name_hash"]
    for role in CAS:
        name = authorities.of[role].asn1_certificate().subject
        if told.native == hashlib.new(hashed, name.dump(), usedforsecurity=False).digest():
            return role
    return None
