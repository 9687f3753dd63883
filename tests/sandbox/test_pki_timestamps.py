"""The timestamp authority, judged by `openssl ts`."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from asn1crypto import core, tsp

from tests.sandbox.conftest import Sandbox
from tests.sandbox.openssl import QUERY, OpenSsl

POLICY = "0.4.0.2023.1.1"


def _asked(**changed: object) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, **changed}).dump()


def _imprint(algorithm: str, length: int) -> dict[str, object]:
    return {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": bytes(length)}


def _answer(sandbox: Sandbox, query: bytes) -> bytes:
    answer = sandbox.client.post("/tsa", content=query, headers=QUERY)
    assert answer.status_code == 200
    return answer.content


def _ask(sandbox: Sandbox, query: bytes) -> tsp.TimeStampResp:
    return tsp.TimeStampResp.load(_answer(sandbox, query))


class _Refusal(core.Sequence):
    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - asn1crypto's own way


def _failure(sandbox: Sandbox, query: bytes) -> str:
    told = _Refusal.load(_answer(sandbox, query), strict=True)["status"]
    assert told["status"].native == "rejection"
    (failure,) = told["fail_info"].native
    return failure


def _info(response: tsp.TimeStampResp) -> tsp.TSTInfo:
    return response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_openssl_accepts_a_timestamp_over_each_digest(openssl: OpenSsl, digest: str) -> None:
    told = openssl.timestamp("-cert", digest=digest)
    assert "Status: Granted." in told
    assert f"Hash Algorithm: {digest}" in told
    verify = ("ts", "-verify", "-in", "reply.tsr", "-CAfile", "root.pem")
    assert "Verification: OK" in openssl.must(*verify, "-queryfile", "query.tsq")
    assert "Verification: OK" in openssl.must(*verify, "-data", "data")


def test_a_timestamp_of_other_data_is_not_accepted(openssl: OpenSsl) -> None:
    openssl.timestamp("-cert")
    openssl.put("data", b"other data")
    verify = ("ts", "-verify", "-in", "reply.tsr", "-CAfile", "root.pem")
    assert "message imprint mismatch" in openssl.run(*verify, "-data", "data").stderr


def test_the_certificate_is_in_the_token_only_when_it_was_asked_for(openssl: OpenSsl) -> None:
    openssl.timestamp()
    openssl.must("ts", "-reply", "-in", "reply.tsr", "-token_out", "-out", "token")
    words = ("pkcs7", "-inform", "DER", "-in", "token", "-print_certs", "-noout")
    assert "subject" not in openssl.must(*words)
    verify = ("ts", "-verify", "-queryfile", "query.tsq", "-in", "reply.tsr", "-CAfile", "root.pem")
    assert openssl.run(*verify).returncode != 0
    assert "Verification: OK" in openssl.must(*verify, "-untrusted", "tsa.pem")


def test_the_nonce_comes_back_and_none_is_made_up(openssl: OpenSsl) -> None:
    told = openssl.timestamp("-cert")
    asked = openssl.must("ts", "-query", "-in", "query.tsq", "-text")
    assert re.search("Nonce: (0x.+)", told)[1] == re.search("Nonce: (0x.+)", asked)[1]
    assert "Nonce: unspecified" in openssl.timestamp("-cert", "-no_nonce")


def test_a_nonce_of_any_size_and_sign_comes_back(sandbox: Sandbox) -> None:
    for nonce in (0, -1, -(2**63), 2**64, 2**2000):
        assert _info(_ask(sandbox, _asked(nonce=nonce)))["nonce"].native == nonce


def test_the_policy_is_ours_or_refused(openssl: OpenSsl) -> None:
    assert f"Policy OID: {POLICY}" in openssl.timestamp("-tspolicy", POLICY)
    told = openssl.timestamp("-tspolicy", "1.2.3.4")
    assert "Status: Rejected." in told
    assert "TSA policy is not supported" in told


@pytest.mark.parametrize("digest", ["sha1", "md5", "sha224"])
def test_a_weak_digest_is_refused(openssl: OpenSsl, digest: str) -> None:
    told = openssl.timestamp(digest=digest)
    assert "Status: Rejected." in told
    assert "unrecognized or unsupported algorithm identifier" in told


_NULL_PARAMETERS, _OTHER_PARAMETERS = b"\x05\x00\x04\x20", b"\x04\x00\x04\x20"
_REFUSED = {
    "empty": (b"", "bad_data_format"),
    "text": (b"GET / HTTP/1.1", "bad_data_format"),
    "longer": (_asked() + b"\0", "bad_data_format"),
    "cut": (_asked()[:-1], "bad_data_format"),
    "unfinished": (b"\x30\x80\x02\x01\x01", "bad_data_format"),
    "nested": (b"\x30\x80" * 30_000, "bad_data_format"),
    "huge": (_asked(nonce=1 << 600_000), "bad_data_format"),
    "short imprint": (_asked(message_imprint=_imprint("sha256", 31)), "bad_data_format"),
    "long imprint": (_asked(message_imprint=_imprint("sha256", 64)), "bad_data_format"),
    "other imprint": (_asked(message_imprint=_imprint("sha512", 32)), "bad_data_format"),
    "parameters": (_asked().replace(_NULL_PARAMETERS, _OTHER_PARAMETERS), "bad_data_format"),
    "unknown digest": (_asked(message_imprint=_imprint("1.2.3", 32)), "bad_alg"),
    "weak digest": (_asked(message_imprint=_imprint("sha1", 20)), "bad_alg"),
    "policy": (_asked(req_policy="1.2.3"), "unaccepted_policy"),
    "extension": (
        _asked(extensions=[{"extn_id": "1.2.3", "extn_value": b""}]),
        "unaccepted_extensions",
    ),
    "version": (_asked().replace(b"\x02\x01\x01", b"\x02\x01\x02", 1), "bad_request"),
}


@pytest.mark.parametrize(("query", "failure"), _REFUSED.values(), ids=_REFUSED)
def test_what_is_refused_is_refused_by_its_name(
    sandbox: Sandbox, query: bytes, failure: str
) -> None:
    assert _failure(sandbox, query) == failure


def test_a_body_of_another_kind_is_refused(sandbox: Sandbox) -> None:
    for kind in ("application/json", "text/plain", ""):
        answer = sandbox.client.post("/tsa", content=_asked(), headers={"Content-Type": kind})
        assert answer.status_code == 415
        assert answer.json()["code"] == "unsupported_media_type"


def test_a_query_in_ber_gets_a_token_in_der(openssl: OpenSsl) -> None:
    imprint = tsp.MessageImprint(_imprint("sha256", 32)).dump()
    # A length in the long form, in an outer sequence of indefinite length.
    long = _asked(cert_req=True).replace(imprint, b"\x30\x81" + imprint[1:])
    query = b"\x30\x80" + long[2:] + b"\0\0"
    answer = openssl.client.post("/tsa", content=query, headers=QUERY)
    response = tsp.TimeStampResp.load(answer.content, strict=True)
    assert _info(response)["message_imprint"].dump() == imprint


def test_no_serial_number_comes_twice_and_each_is_of_at_most_160_bits(sandbox: Sandbox) -> None:
    serials = {_info(_ask(sandbox, _asked()))["serial_number"].native for _ in range(50)}
    assert len(serials) == 50
    assert all(0 < serial < 2**160 for serial in serials)
    assert max(serials) > 2**140  # not counted up from a start that a restart would repeat


def test_the_token_names_its_certificate_by_sha256(sandbox: Sandbox) -> None:
    (signer,) = _ask(sandbox, _asked())["time_stamp_token"]["content"]["signer_infos"]
    kinds = {each["type"].native for each in signer["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}


def test_the_authority_is_for_timestamps_alone(openssl: OpenSsl) -> None:
    told = openssl.must("x509", "-in", "tsa.pem", "-noout", "-text")
    assert re.search(r"Extended Key Usage: critical\n +Time Stamping\n", told)
    verify = ("verify", "-x509_strict", "-CAfile", "root.pem", "-purpose", "timestampsign")
    assert "tsa.pem: OK" in openssl.must(*verify, "tsa.pem")


def test_the_sandboxs_clock_does_not_move_timestamps(sandbox: Sandbox) -> None:
    before = _info(_ask(sandbox, _asked()))["gen_time"].native
    sandbox.services.clock.advance(400 * 86_400)
    moved = _info(_ask(sandbox, _asked()))["gen_time"].native
    assert (moved - before).days == 0


def test_many_at_once_get_a_timestamp_each(openssl: OpenSsl) -> None:
    openssl.timestamp("-cert")
    query = openssl.get("query.tsq")
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(openssl.client.post, "/tsa", content=query, headers=QUERY)
                 for _ in range(100)]  # fmt: skip
    tokens = [tsp.TimeStampResp.load(each.result().content) for each in asked]
    assert len({_info(token)["serial_number"].native for token in tokens}) == 100
    verify = ("ts", "-verify", "-in", "reply.tsr", "-CAfile", "root.pem")
    for token in tokens[::10]:
        openssl.put("reply.tsr", token.dump())
        assert "Verification: OK" in openssl.must(*verify, "-queryfile", "query.tsq")
