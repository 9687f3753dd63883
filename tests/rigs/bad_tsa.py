"""Time-stamping authorities that go wrong, each in one way: over HTTP, and in what they sign.

The well-signed lies are made here with a real key and certificate of the Certomancer rig.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from tests.fakes.pki import Key
from tests.rigs.certomancer_pki import CertomancerPki
from tests.rigs.small_server import Answer, Asked, SmallServer, serving

REPLY = "application/timestamp-reply"
PORTAL = b"<!DOCTYPE html><title>Free Wi-Fi</title><p>Accept our terms to go on."


@dataclass(frozen=True)
class Lie:
    """What one answer says and how it is signed; as it stands, nothing is wrong with it."""

    nonce_off: int = 0
    no_nonce: bool = False
    digest: bytes | None = None
    digest_algorithm: str = ""
    policy: str = "1.3.6.1.4.1.99999.3.1"
    clock: timedelta = timedelta()
    accuracy_s: int = 1
    ess: str = "sha256"
    """`sha256` or `sha1` (RFC 5816 has both), `wrong`, `none`, `wrong-serial`, `both-one-wrong`."""
    certificate: str = "tsa"
    signed_by: str = ""
    """Whose key signs, when not the certificate's own."""
    message_digest: bytes | None = None
    content_type: str = "tst_info"
    critical_extension: bool = False
    with_certificate: bool = True
    embedded: tuple[str, ...] = ("tsa-issuing",)
    signature_digest: str = "sha256"
    version: str = "v1"
    status: str = "granted"
    signers: int = 1


def answering(pki: CertomancerPki, lie: Lie) -> Callable[[Asked], Answer]:
    """Answer each request with the lie, properly signed."""
    return lambda asked: Answer(lying_answer(pki, lie, asked.body), REPLY)


def bad_tsa(answer: Callable[[Asked], Answer]) -> AbstractContextManager[SmallServer]:
    """Serve an authority whose every answer is a function's."""
    return serving(answer)


def http_faults() -> Mapping[str, tuple[Callable[[Asked], Answer], str]]:
    """Give what goes wrong before anything is signed, each with the `why` of the error."""
    big = b"\x30\x83\x20\x00\x00" + bytes(1 << 21)
    return {
        "404": (lambda _: Answer(b"no", status=404), "status"),
        "500": (lambda _: Answer(b"oh", status=500), "status"),
        "401": (lambda _: Answer(b"who", status=401), "credentials_refused"),
        "captive portal": (lambda _: Answer(PORTAL, "text/html; charset=utf-8"), "not_a_timestamp"),
        "portal that lies about its type": (lambda _: Answer(PORTAL, REPLY), "not_a_timestamp"),
        "page that begins like DER": (lambda _: Answer(b"0 offers left"), "not_a_timestamp"),
        "empty": (lambda _: Answer(b"", REPLY), "not_a_timestamp"),
        "slow": (lambda _: Answer(b"\x30\x00", REPLY, wait_s=30), "timeout"),
        "drips": (lambda _: Answer(b"\x30" + bytes(4000), REPLY, drip_s=0.05), "timeout"),
        "huge": (lambda _: Answer(big, REPLY), "too_large"),
        "huge by its own word": (lambda _: Answer(big, REPLY, drip_s=0.05), "too_large"),
        "huge, length untold": (lambda _: Answer(big, REPLY, without_length=True), "too_large"),
        "redirect to another scheme": (_redirect(307, "ftp://127.0.0.1/tsa"), "address"),
        "redirect to https": (_redirect(307, "https://127.0.0.1:9/tsa"), "redirect"),
        "redirect that turns POST into GET": (_redirect_once(302, "/other"), "redirect"),
        "redirect without end": (_redirect(307, "/again"), "redirect"),
        "redirect to a private host": (_redirect(307, "http://127.0.0.2:9/"), "private_address"),
        "compressed": (
            lambda _: Answer(b"\x30\x00", REPLY, headers={"Content-Encoding": "br"}),
            "damaged",
        ),
    }


def _redirect(status: int, to: str) -> Callable[[Asked], Answer]:
    return lambda _: Answer(b"", REPLY, status, {"Location": to})


def _redirect_once(status: int, to: str) -> Callable[[Asked], Answer]:
    sent_on = Answer(b"", REPLY, status, {"Location": to})
    return lambda asked: Answer(b"\x30\x00", REPLY) if asked.path == to else sent_on


def lies() -> Mapping[str, tuple[Lie, str]]:
    """Give well-signed answers that must not be used, each with the `why` of the error."""
    usual = Lie()
    return {
        "wrong nonce": (replace(usual, nonce_off=1), "nonce"),
        "no nonce": (replace(usual, no_nonce=True), "nonce"),
        "wrong digest": (replace(usual, digest=hashlib.sha256(b"other").digest()), "imprint"),
        "other digest algorithm": (replace(usual, digest_algorithm="sha3_256"), "imprint"),
        "critical extension": (replace(usual, critical_extension=True), "extension"),
        "a day ahead": (replace(usual, clock=timedelta(days=1)), "clock"),
        "a day behind": (replace(usual, clock=timedelta(days=-1)), "clock"),
        "a day off, by its own word exact to two": (
            replace(usual, clock=timedelta(days=1), accuracy_s=2 * 86_400),
            "clock",
        ),
        "no certificate": (replace(usual, with_certificate=False), "no_certificate"),
        "ESSCertID of another certificate": (replace(usual, ess="wrong"), "ess_cert_id"),
        "ESSCertID with another serial": (replace(usual, ess="wrong-serial"), "ess_cert_id"),
        "no ESSCertID": (replace(usual, ess="none"), "ess_cert_id"),
        "two ESSCertIDs, one wrong": (replace(usual, ess="both-one-wrong"), "ess_cert_id"),
        "signed by another key": (replace(usual, signed_by="tsa-2"), "signature"),
        "message digest of other content": (
            replace(usual, message_digest=hashlib.sha256(b"other").digest()),
            "signature",
        ),
        "content type of something else": (replace(usual, content_type="data"), "signature"),
        "uncritical purpose": (replace(usual, certificate="tsa-uncritical"), "purpose"),
        "two purposes": (replace(usual, certificate="tsa-two-purposes"), "purpose"),
        "a signer's certificate": (replace(usual, certificate="signer", embedded=()), "purpose"),
        "certificate that ended": (replace(usual, certificate="tsa-expired"), "expired"),
        "issuer that nobody knows": (replace(usual, embedded=()), "untrusted"),
        "SHA-1 in the signature": (replace(usual, signature_digest="sha1"), "algorithm"),
        "refused": (replace(usual, status="rejection"), "refused"),
        "two signers": (replace(usual, signers=2), "unreadable"),
    }


def lying_answer(pki: CertomancerPki, lie: Lie, request_der: bytes) -> bytes:
    """Make a TimeStampResp."""
    asked = tsp.TimeStampReq.load(request_der)
    content = _tst_info(asked, lie, pki.clock.now() + lie.clock).dump()
    certificate = x509.Certificate.load(pki.certificate_der(lie.certificate))
    signer = _signer_info(pki, lie, content, certificate)
    embedded = [x509.Certificate.load(pki.certificate_der(name)) for name in lie.embedded]
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": lie.signature_digest}],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(content),
            },
            "certificates": [*([certificate] if lie.with_certificate else []), *embedded],
            "signer_infos": [signer] * lie.signers,
        }
    )
    token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    return tsp.TimeStampResp({"status": {"status": lie.status}, "time_stamp_token": token}).dump()


def _tst_info(asked: tsp.TimeStampReq, lie: Lie, at: datetime) -> tsp.TSTInfo:
    imprint = asked["message_imprint"]
    algorithm = lie.digest_algorithm or imprint["hash_algorithm"]["algorithm"].native
    told: dict[str, Any] = {
        "version": lie.version,
        "policy": lie.policy,
        "message_imprint": {
            "hash_algorithm": {"algorithm": algorithm},
            "hashed_message": lie.digest or imprint["hashed_message"].native,
        },
        "serial_number": 1,
        "gen_time": at.replace(microsecond=0),
        "accuracy": {"seconds": lie.accuracy_s},
    }
    if not lie.no_nonce:
        told["nonce"] = asked["nonce"].native + lie.nonce_off
    if lie.critical_extension:
        extension = {"extn_id": "1.3.6.1.4.1.99999.9", "critical": True, "extn_value": b"\x05\x00"}
        told["extensions"] = [extension]
    return tsp.TSTInfo(told)


def _signer_info(
    pki: CertomancerPki, lie: Lie, content: bytes, certificate: x509.Certificate
) -> cms.SignerInfo:
    digest = hashlib.new(lie.signature_digest, content).digest()
    attributes = [
        {"type": "content_type", "values": [lie.content_type]},
        {"type": "message_digest", "values": [lie.message_digest or digest]},
        *_ess(lie.ess, certificate),
    ]
    signed = cms.CMSAttributes(attributes)
    key = pki.keys[lie.signed_by or lie.certificate]
    suffix = "rsa" if isinstance(key, rsa.RSAPrivateKey) else "ecdsa"
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
            ),
            "digest_algorithm": {"algorithm": lie.signature_digest},
            "signed_attrs": signed,
            "signature_algorithm": algos.SignedDigestAlgorithm(
                {"algorithm": f"{lie.signature_digest}_{suffix}"}
            ),
            "signature": _sign(key, signed.dump(), lie.signature_digest),
        }
    )


def _sign(key: Key, data: bytes, digest: str) -> bytes:
    algorithm = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256()}[digest]
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), algorithm)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key.sign(data, ec.ECDSA(algorithm))


def _ess(kind: str, certificate: x509.Certificate) -> list[dict[str, Any]]:
    der = certificate.dump()
    serial = certificate.serial_number + (kind == "wrong-serial")
    issuer = [x509.GeneralName("directory_name", certificate.issuer)]
    named = {"issuer_serial": {"issuer": issuer, "serial_number": serial}}
    sha1 = {"cert_hash": hashlib.sha1(der).digest(), **named}
    sha256 = {"cert_hash": hashlib.sha256(der).digest(), **named}
    wrong = {"cert_hash": bytes(32)}
    old = {"type": "signing_certificate", "values": [{"certs": [sha1]}]}

    def new(one: dict[str, Any]) -> dict[str, Any]:
        return {"type": "signing_certificate_v2", "values": [{"certs": [one]}]}

    return {
        "none": [],
        "sha1": [old],
        "wrong": [new(wrong)],
        "both-one-wrong": [old, new(wrong)],
    }.get(kind, [new(sha256)])
