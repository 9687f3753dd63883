"""What an authority answers is used only when every check of RFC 3161, 2.4.2 holds."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509

from paraph.domain.errors.levels import TimestampNotAccepted
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.timestamping.answer import CheckedTimestamp, TimestampRules, checked_answer
from paraph.pades.timestamping.request import TimestampRequest, timestamp_request
from paraph.remote.http_client import HttpClient
from paraph.remote.tsa_client import HttpTimeStampService
from paraph.time_servers import TimeServer
from tests.rigs.bad_tsa import Lie, lies, lying_answer
from tests.rigs.certomancer_pki import CertomancerPki
from tests.rigs.openssl_tsa import OTHER_POLICY, POLICY, openssl_tsa

DIGEST = hashlib.sha256(b"a signature").digest()


def asked(policy_oid: str | None = None) -> TimestampRequest:
    return timestamp_request("sha256", DIGEST, policy_oid)


def service(client: HttpClient, url: str) -> HttpTimeStampService:
    return HttpTimeStampService(client, TimeServer(url), lambda: None, lambda: None)


def rules(pki: CertomancerPki, **other: object) -> TimestampRules:
    usual = TimestampRules(pki.anchors, pki.clock.now(), load_algorithm_policy())
    return usual._replace(**other)


def check(pki: CertomancerPki, lie: Lie, request: TimestampRequest | None = None, **other: object):
    request = request or asked()
    return checked_answer(lying_answer(pki, lie, request.der), request, rules(pki, **other))


def refusal(pki: CertomancerPki, lie: Lie, **other: object) -> str:
    with pytest.raises(TimestampNotAccepted) as told:
        check(pki, lie, **other)
    return str(told.value.details["why"])


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_certomancers_answer_is_used(pki: CertomancerPki, client: HttpClient, digest: str):
    request = timestamp_request(digest, hashlib.new(digest, b"a signature").digest())
    answer = service(client, pki.tsa_url()).ask(request.der)
    held = checked_answer(answer, request, rules(pki))
    assert abs(held.gen_time - pki.clock.now()) < timedelta(seconds=30)
    assert held.signer_der == pki.certificate_der("tsa")
    chain = tuple(pki.certificate_der(name) for name in ("tsa", "tsa-issuing", "root"))
    assert held.chain_der == chain


@pytest.mark.parametrize("kind", ["rsa", "ec"])
@pytest.mark.parametrize("policy", [None, POLICY, OTHER_POLICY])
def test_openssls_answer_is_used(client: HttpClient, tmp_path: Path, kind: str, policy: str | None):
    with openssl_tsa(tmp_path, kind) as tsa:
        request = asked(policy)
        answer = service(client, tsa.url).ask(request.der)
        pki_rules = TimestampRules(tsa.anchors, _now(), load_algorithm_policy())
        held = checked_answer(answer, request, pki_rules)
    assert held.chain_der[-1] == tsa.root_der


def test_a_policy_that_openssl_does_not_have_is_told(client: HttpClient, tmp_path: Path):
    with openssl_tsa(tmp_path) as tsa:
        request = asked("1.3.6.1.4.1.99999.2.9")
        answer = service(client, tsa.url).ask(request.der)
    with pytest.raises(TimestampNotAccepted) as told:
        checked_answer(
            answer, request, TimestampRules(tsa.anchors, _now(), load_algorithm_policy())
        )
    assert told.value.details["failure"] == "unaccepted_policy"
    assert told.value.details["why"] == "refused"


def _now():
    from tests.rigs.certomancer_pki import MovableClock

    return MovableClock().now()


@pytest.mark.parametrize("lie", [Lie(), Lie(ess="sha1"), Lie(clock=timedelta(minutes=4))])
def test_the_answers_that_the_lies_are_made_from_hold(pki: CertomancerPki, lie: Lie):
    held = check(pki, lie)
    assert isinstance(held, CheckedTimestamp)
    assert held.token_der in lying_answer(pki, lie, asked().der) or held.token_der


@pytest.mark.parametrize("name", list(lies()))
def test_a_lie_is_found_out_and_named(pki: CertomancerPki, name: str):
    lie, why = lies()[name]
    assert refusal(pki, lie) == why


def test_a_policy_that_was_asked_for_has_to_come_back(pki: CertomancerPki):
    lie = Lie()
    request = asked(lie.policy)
    assert check(pki, lie, request).gen_time
    with pytest.raises(TimestampNotAccepted) as told:
        check(pki, replace(lie, policy="1.2.3.4"), request)
    assert told.value.details == {"why": "policy"}


def test_the_clock_says_how_far_it_is_off(pki: CertomancerPki):
    with pytest.raises(TimestampNotAccepted) as told:
        check(pki, Lie(clock=timedelta(hours=-2)))
    ahead = told.value.details["seconds_ahead"]
    assert isinstance(ahead, int)
    assert -7_210 < ahead < -7_190


def test_a_chain_has_to_hold_at_the_time_that_is_stamped(pki: CertomancerPki):
    try:
        pki.clock.move(days=-10)
        assert check(pki, Lie(certificate="tsa-expired")).gen_time
        pki.clock.move(days=1_100)
        assert refusal(pki, Lie()) == "expired"
    finally:
        pki.clock.offset = timedelta()


def test_the_bound_on_the_clock_is_the_callers(pki: CertomancerPki):
    late = Lie(clock=timedelta(hours=1))
    assert check(pki, late, clock_bound=timedelta(hours=2)).gen_time


def test_an_issuer_that_the_token_lacks_can_be_brought(pki: CertomancerPki):
    bare = Lie(embedded=())
    issuer = pki.certificate_der("tsa-issuing")
    assert check(pki, bare, issuers_der=(issuer,)).chain_der[1] == issuer


def test_another_root_is_not_trusted(pki: CertomancerPki):
    assert refusal(pki, Lie(), anchors_der=[pki.certificate_der("issuing")]) == "untrusted"
    assert refusal(pki, Lie(), anchors_der=[]) == "untrusted"


@pytest.mark.parametrize("cut", [0, 1, 10, 200, -1, -40])
def test_bytes_that_are_no_answer_are_told(pki: CertomancerPki, cut: int):
    request = asked()
    answer = lying_answer(pki, Lie(), request.der)
    with pytest.raises(TimestampNotAccepted) as told:
        checked_answer(answer[:cut], request, rules(pki))
    assert told.value.details["why"] == "unreadable"


def test_a_changed_byte_anywhere_is_never_used(pki: CertomancerPki):
    """Every 13th byte of the answer: what is changed is found, or was not signed and is no harm."""
    request = asked()
    answer = lying_answer(pki, Lie(embedded=("tsa-issuing",)), request.der)
    right = checked_answer(answer, request, rules(pki))
    for at in range(0, len(answer), 13):
        wrong = bytearray(answer)
        wrong[at] ^= 0x01
        try:
            held = checked_answer(bytes(wrong), request, rules(pki))
        except TimestampNotAccepted:
            continue
        assert held.gen_time == right.gen_time
        assert held.signer_der == right.signer_der
        assert _signed_parts(held) == _signed_parts(right)


def _signed_parts(held: CheckedTimestamp) -> list[bytes]:
    # An issuer's certificate has a few bytes around its signature that nothing covers.
    return [x509.Certificate.load(der)["tbs_certificate"].dump() for der in held.chain_der]


def test_a_request_has_a_new_nonce_each_time_and_asks_for_the_certificate():
    from asn1crypto import tsp

    first, second = asked(), asked()
    assert first.nonce != second.nonce
    parsed = tsp.TimeStampReq.load(first.der, strict=True)
    assert parsed["cert_req"].native is True
    assert parsed["nonce"].native == first.nonce
    assert first.nonce.bit_length() == 64
