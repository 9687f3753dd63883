"""OCSP, judged by `openssl ocsp`."""

import base64
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from asn1crypto import core, ocsp

from tests.sandbox.conftest import Sandbox, Served
from tests.sandbox.openssl import OCSP_QUERY, OpenSsl


def _said(openssl: OpenSsl, *words: str, issuer: str = "advanced.pem") -> str:
    """Ask as openssl does and give what it says of the answer, nonce and signature included."""
    openssl.must("ocsp", "-issuer", issuer, *words, "-reqout", "request")
    answer = openssl.client.post("/ocsp", content=openssl.get("request"), headers=OCSP_QUERY)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/ocsp-response"
    openssl.put("response", answer.content)
    read = ("ocsp", "-reqin", "request", "-respin", "response", "-CAfile", "root.pem")
    return openssl.must(*read, "-verify_other", issuer, "-resp_text")


def _status(response_der: bytes) -> str:
    return ocsp.OCSPResponse.load(response_der)["response_status"].native


def _request(serial: int = 1, **tbs: object) -> bytes:
    certificate = {
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": bytes(20),
        "issuer_key_hash": bytes(20),
        "serial_number": serial,
    }
    told = {"request_list": [{"req_cert": certificate}], **tbs}
    return ocsp.OCSPRequest({"tbs_request": told}).dump()


def _extension(kind: str, value: core.Asn1Value, *, critical: bool = False) -> list[object]:
    told = core.ParsableOctetString(value.dump())
    return [ocsp.TBSRequestExtension({"extn_id": kind, "critical": critical, "extn_value": told})]


def test_what_was_issued_is_good_until_it_is_revoked(openssl: OpenSsl) -> None:
    serial = openssl.issue()
    told = _said(openssl, "-cert", "card.pem")
    assert "Response verify OK" in told
    assert "Cert Status: good" in told
    assert "Nonce Verify error" not in told
    openssl.revoke(serial, reason="key_compromise")
    told = _said(openssl, "-cert", "card.pem")
    assert "Response verify OK" in told
    assert "Cert Status: revoked" in told
    assert "Revocation Reason: keyCompromise" in told


def test_what_was_never_issued_is_unknown(openssl: OpenSsl) -> None:
    openssl.issue()
    told = _said(openssl, "-serial", "0x1234")
    assert "Response verify OK" in told
    assert "Cert Status: unknown" in told


def test_what_another_ca_issued_is_unknown_to_this_one(openssl: OpenSsl) -> None:
    serial = openssl.issue("qualified")
    told = _said(openssl, "-serial", f"0x{serial}", issuer="advanced.pem")
    assert "Cert Status: unknown" in told
    told = _said(openssl, "-serial", f"0x{serial}", issuer="qualified.pem")
    assert "Cert Status: good" in told


@pytest.mark.parametrize("name", ["advanced", "qualified", "tsa"])
def test_the_root_answers_for_the_pkis_own(openssl: OpenSsl, name: str) -> None:
    told = _said(openssl, "-cert", f"{name}.pem", issuer="root.pem")
    assert "Response verify OK" in told
    assert "Cert Status: good" in told


def test_a_request_by_sha256_and_one_without_a_nonce_are_answered(openssl: OpenSsl) -> None:
    openssl.issue()
    assert "Cert Status: good" in _said(openssl, "-sha256", "-cert", "card.pem")
    told = _said(openssl, "-no_nonce", "-cert", "card.pem")
    assert "Cert Status: good" in told
    assert "OCSP Nonce" not in told


def test_two_certificates_are_answered_in_one_response(openssl: OpenSsl) -> None:
    openssl.issue()
    openssl.issue(name="second")
    told = _said(openssl, "-cert", "card.pem", "-cert", "second.pem")
    assert told.count("Cert Status: good") == 2


def test_openssl_asks_at_the_address_that_the_certificate_names(
    served: Served, tmp_path: Path
) -> None:
    with httpx2.Client(base_url=served.address) as client:
        openssl = OpenSsl(tmp_path, client, served.key)
        openssl.issue("qualified")
        url = openssl.must("x509", "-in", "card.pem", "-noout", "-ocsp_uri").strip()
        assert url == f"{served.address}/ocsp"
        words = ("-issuer", "qualified.pem", "-cert", "card.pem", "-CAfile", "root.pem")
        told = openssl.must("ocsp", "-url", url, *words)
    assert "Response verify OK" in told
    assert "card.pem: good" in told
    assert "WARNING" not in told  # as of times that are not now


@pytest.mark.parametrize("escape", [True, False])
def test_a_request_in_the_address_is_answered(openssl: OpenSsl, *, escape: bool) -> None:
    openssl.issue()
    words = ("-issuer", "advanced.pem", "-cert", "card.pem", "-reqout", "request")
    openssl.must("ocsp", *words)
    told = base64.b64encode(openssl.get("request")).decode()
    answer = openssl.client.get(f"/ocsp/{quote(told, safe='') if escape else told}")
    assert answer.status_code == 200
    assert _status(answer.content) == "successful"
    answer = openssl.client.get(f"/ocsp/{told[:8]}*{told[8:]}")
    assert _status(answer.content) == "malformed_request"


@pytest.mark.parametrize(
    "request_der",
    [
        b"",
        b"\x30",
        b"\x30\x00",
        b"\x30\x80" * 30_000,
        b"not a request",
        _request()[:-1],
        _request() + b"\0",
        _request(request_list=[]),
        ocsp.OCSPRequest({"tbs_request": {"request_list": []}}).dump(),
        _request(request_extensions=_extension("nonce", core.OctetString(b""))),
        _request(request_extensions=_extension("nonce", core.OctetString(bytes(129)))),
        _request(request_extensions=_extension("1.2.3", core.Null(), critical=True)),
        _request(serial=1 << 600_000),
    ],
)
def test_what_cannot_be_read_is_a_malformed_request(sandbox: Sandbox, request_der: bytes) -> None:
    answer = sandbox.client.post("/ocsp", content=request_der, headers=OCSP_QUERY)
    assert answer.status_code == 200
    assert _status(answer.content) == "malformed_request"


def test_a_thousand_certificates_in_one_request_are_too_many(sandbox: Sandbox) -> None:
    one = ocsp.OCSPRequest.load(_request())["tbs_request"]["request_list"][0]
    answer = sandbox.client.post(
        "/ocsp", content=_request(request_list=[one] * 1000), headers=OCSP_QUERY
    )
    assert _status(answer.content) == "malformed_request"


@pytest.mark.parametrize("told", ["%00", "***", "MAo=", "é", "a" * 5000, "/", "..%2f.."])
def test_an_address_that_holds_no_request_is_a_malformed_one(sandbox: Sandbox, told: str) -> None:
    answer = sandbox.client.get(f"/ocsp/{told}")
    assert answer.status_code == 200
    assert _status(answer.content) == "malformed_request"


def test_of_a_foreign_issuer_the_responder_may_not_speak(sandbox: Sandbox) -> None:
    for request_der in (_request(), _request(serial=-5)):
        answer = sandbox.client.post("/ocsp", content=request_der, headers=OCSP_QUERY)
        assert _status(answer.content) == "unauthorized"


def test_a_hash_that_is_not_known_is_not_answered(openssl: OpenSsl) -> None:
    openssl.issue()
    words = ("-issuer", "advanced.pem", "-sha256", "-cert", "card.pem", "-sha512")
    openssl.must("ocsp", *words, "-serial", "5", "-reqout", "request")
    answer = openssl.client.post("/ocsp", content=openssl.get("request"), headers=OCSP_QUERY)
    assert _status(answer.content) == "unauthorized"


def test_a_negative_serial_number_is_unknown(openssl: OpenSsl) -> None:
    told = _said(openssl, "-serial", "-5")
    assert "Cert Status: unknown" in told


def test_a_body_of_another_kind_is_refused(sandbox: Sandbox) -> None:
    answer = sandbox.client.post("/ocsp", content=_request())
    assert answer.status_code == 415


def test_the_sandboxs_clock_does_not_move_answers(openssl: OpenSsl, sandbox: Sandbox) -> None:
    openssl.issue()
    sandbox.services.clock.advance(400 * 86_400)
    assert "Cert Status: good" in _said(openssl, "-cert", "card.pem")
    answer = ocsp.OCSPResponse.load(openssl.get("response")).response_data
    made = answer["produced_at"].native
    assert (sandbox.services.clock.now() - made).days >= 399
    (single,) = answer["responses"]
    assert (single["next_update"].native - single["this_update"].native).total_seconds() == 3600
