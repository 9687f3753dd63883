"""Whether a time-stamping authority's answer may be used (RFC 3161, 2.4.2; RFC 5816).

Each check that fails is a TimestampNotAccepted whose `why` names it: unreadable, refused, version,
imprint, nonce, policy, extension, no_certificate, ess_cert_id, signature, purpose, algorithm,
clock, expired, untrusted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from asn1crypto import cms, tsp, x509

from paraph.domain.errors import CertificateCannotSign
from paraph.domain.errors.levels import ClockDiffers, TimestampNotAccepted
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy, Verdict
from paraph.pades import cms_signature
from paraph.pades.certificates import read_certificate
from paraph.pades.timestamping.chain import chain_of, check_ess, check_purpose, signer_certificate
from paraph.pades.timestamping.request import TimestampRequest

_LONGEST_TOLD = 200
_GRANTED = ("granted", "granted_with_mods")


class TimestampRules(NamedTuple):
    """What an answer is held to; `clock_bound` is how far its time may be from ours.

    `issuers_der` are intermediate certificates known beside those that the token holds.
    """

    anchors_der: Sequence[bytes]
    now: datetime
    policy: AlgorithmPolicy
    clock_bound: timedelta = timedelta(minutes=5)
    issuers_der: Sequence[bytes] = ()


class CheckedTimestamp(NamedTuple):
    """A token that holds, and who vouches for it; `chain_der` is signer first, anchor last."""

    token_der: bytes
    gen_time: datetime
    signer_der: bytes
    chain_der: tuple[bytes, ...]
    certificates_der: tuple[bytes, ...]


class _Response(tsp.TimeStampResp):  # type: ignore[misc]
    # RFC 3161, 2.4.2: without a token when refused; asn1crypto 1.5 knows it as obligatory.
    _fields = [  # noqa: RUF012 - asn1crypto's way
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def checked_answer(
    answer_der: bytes, request: TimestampRequest, rules: TimestampRules
) -> CheckedTimestamp:
    """Check a TimeStampResp against its request. Raises TimestampNotAccepted."""
    try:
        return _checked(answer_der, request, rules)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        # asn1crypto's way of saying that bytes have another form.
        raise TimestampNotAccepted(why="unreadable") from error


def _checked(
    answer_der: bytes, request: TimestampRequest, rules: TimestampRules
) -> CheckedTimestamp:
    response = _Response.load(answer_der, strict=True)
    token = _granted(response)
    signed, signer, info = _parts(token)
    _check_repeats(info, request)
    certificates = [
        each.chosen for each in signed["certificates"] if isinstance(each.chosen, x509.Certificate)
    ]
    certificate = signer_certificate(signer, certificates)
    attributes = cms_signature.signed_attributes(signer)
    check_ess(attributes, certificate)
    content = signed["encap_content_info"]["content"].contents
    key_der = certificate.public_key.dump()
    if not cms_signature.holds(signer, content, "tst_info", key_der):
        raise TimestampNotAccepted(why="signature")
    check_purpose(certificate)
    gen_time = info["gen_time"].native
    _check_clock(gen_time, _accuracy(info), rules)
    others = [*certificates, *map(x509.Certificate.load, rules.issuers_der)]
    chain = chain_of(certificate, others, rules.anchors_der, gen_time)
    _check_algorithms(signer, chain, rules.policy, gen_time)
    ders = tuple(each.dump() for each in certificates)
    return CheckedTimestamp(token.dump(), gen_time, certificate.dump(), chain, ders)


def _granted(response: _Response) -> cms.ContentInfo:
    status = response["status"]
    if status["status"].native not in _GRANTED:
        details = {"status": str(status["status"].native)}
        if status["fail_info"].native:
            details["failure"] = ",".join(sorted(map(str, status["fail_info"].native)))
        if status["status_string"].native:
            details["told"] = " ".join(status["status_string"].native)[:_LONGEST_TOLD]
        raise TimestampNotAccepted(why="refused", **details)
    return response["time_stamp_token"]


def _parts(token: cms.ContentInfo) -> tuple[cms.SignedData, cms.SignerInfo, tsp.TSTInfo]:
    if token["content_type"].native != "signed_data":
        raise TimestampNotAccepted(why="unreadable")
    signed = token["content"]
    content = signed["encap_content_info"]
    # RFC 3161, 2.4.2: no signature but the authority's.
    if content["content_type"].native != "tst_info" or len(signed["signer_infos"]) != 1:
        raise TimestampNotAccepted(why="unreadable")
    info = content["content"].parsed
    info.native  # noqa: B018 - asn1crypto parses when it is looked at
    return signed, signed["signer_infos"][0], info


def _check_repeats(info: tsp.TSTInfo, request: TimestampRequest) -> None:
    imprint = info["message_imprint"]
    is_ours = (
        imprint["hash_algorithm"]["algorithm"].native == request.digest_algorithm
        and imprint["hashed_message"].native == request.digest
    )
    checks = {
        "version": info["version"].native == "v1",
        "imprint": is_ours,
        # RFC 3161, 2.4.2: the reply carries our nonce back; any other reply is a replay.
        "nonce": info["nonce"].native == request.nonce,
        "policy": request.policy_oid in (None, info["policy"].dotted),
        # No extension is known that would have to be understood.
        "extension": not any(each["critical"].native for each in info["extensions"]),
    }
    for why, holds in checks.items():
        if not holds:
            raise TimestampNotAccepted(why=why)


def _accuracy(info: tsp.TSTInfo) -> timedelta:
    told: dict[str, Any] = info["accuracy"].native or {}
    return timedelta(
        seconds=told.get("seconds") or 0,
        milliseconds=told.get("millis") or 0,
        microseconds=told.get("micros") or 0,
    )


def _check_clock(gen_time: datetime, accuracy: timedelta, rules: TimestampRules) -> None:
    """Compare with our clock: one of the two is wrong, and which one only a person can tell."""
    away = gen_time - rules.now
    # Its own word on its accuracy widens nothing beyond the bound itself.
    if abs(away) > rules.clock_bound + min(accuracy, rules.clock_bound):
        seconds = round(away.total_seconds())
        raise ClockDiffers(why="clock", seconds_ahead=seconds)


def _check_algorithms(
    signer: cms.SignerInfo, chain: Sequence[bytes], policy: AlgorithmPolicy, at: datetime
) -> None:
    scheme, digest = cms_signature.scheme_and_digest(signer)
    own_digest = signer["digest_algorithm"]["algorithm"].native
    _allow(policy.scheme(scheme, at), scheme)
    for name in (digest, own_digest):
        _allow(policy.digest(name, at), name)
    for der in chain:
        try:
            facts = read_certificate(der)
        except CertificateCannotSign as error:
            raise TimestampNotAccepted(why="unreadable") from error
        verdict = policy.key(facts.key_kind, facts.key_bits, facts.curve, at)
        _allow(verdict, facts.curve or f"{facts.key_kind} {facts.key_bits}")
    for der in chain[:-1]:  # an anchor is trusted by itself, not by its signature
        algorithm = x509.Certificate.load(der)["signature_algorithm"]
        if algorithm.signature_algo not in ("ed25519", "ed448"):
            _allow(policy.digest(algorithm.hash_algo, at), algorithm.hash_algo)


def _allow(verdict: Verdict, name: str) -> None:
    if not verdict.standing.may_sign:
        raise TimestampNotAccepted(why="algorithm", algorithm=name)
