"""Whatever is sent to the PKI gets an answer of its own kind, and never the sandbox's failure."""

import random

import pytest
from asn1crypto import core, csr, keys, ocsp, tsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.sandbox.conftest import Sandbox
from tests.sandbox.openssl import OCSP_QUERY, QUERY, OpenSsl
from tests.sandbox.test_pki_certificates import _pem

_CHANGES = 150


def _signed(names: list[tuple[str, core.Asn1Value]], version: int = 0) -> str:
    """Make a request as no tool does: any names of any type and length, properly signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    parts = [
        core.Integer(version).dump(),
        _sequence(*(_relative(oid, value) for oid, value in names)),
        keys.PublicKeyInfo.load(public).dump(),
        b"\xa0\x00",
    ]
    info = _sequence(*parts)
    algorithm = csr.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
    signature = core.OctetBitString(key.sign(info, ec.ECDSA(SHA256()))).dump()
    return _pem(_sequence(info, algorithm, signature))


def _sequence(*parts: bytes, tag: int = 0x10) -> bytes:
    return core.Any.load(_wrap(0x20 | tag, b"".join(parts))).dump()


def _wrap(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size) + content


def _relative(oid: str, value: core.Asn1Value) -> bytes:
    attribute = _sequence(core.ObjectIdentifier(oid).dump(), value.dump())
    return _sequence(attribute, tag=0x11)


_CN, _C, _SERIAL = "2.5.4.3", "2.5.4.6", "2.5.4.5"
_ODD_NAMES = {
    "no name": [],
    "huge name": [(_CN, core.UTF8String("n" * 10_000))],
    "65 letters": [(_CN, core.UTF8String("n" * 65))],
    "empty name": [(_CN, core.UTF8String(""))],
    "nul": [(_CN, core.UTF8String("a\0b"))],
    "newline": [(_CN, core.UTF8String("a\nb"))],
    "right to left": [(_CN, core.UTF8String("a\u202eb"))],
    "a number": [(_CN, core.Integer(5))],
    "a negative number": [(_SERIAL, core.Integer(-5)), (_CN, core.UTF8String("A"))],
    "an underscore": [(_SERIAL, core.UTF8String("a_b")), (_CN, core.UTF8String("A"))],
    "an accent": [(_SERIAL, core.UTF8String("é")), (_CN, core.UTF8String("A"))],
    "octets": [(_CN, core.OctetString(b"abc"))],
    "half a code point": [(_CN, core.BMPString.load(b"\x1e\x03\x00A\x00"))],
    "not UTF-8": [(_CN, core.UTF8String.load(b"\x0c\x02\xff\xfe"))],
    "a country of three letters": [(_C, core.PrintableString("FRA")), (_CN, core.UTF8String("A"))],
    "a thousand units": [("2.5.4.11", core.UTF8String("u"))] * 400,
    "a name twice": [(_CN, core.UTF8String("A"))] * 2,
}


@pytest.mark.parametrize("names", _ODD_NAMES.values(), ids=_ODD_NAMES)
def test_a_name_that_cannot_stand_in_a_certificate_is_refused(openssl: OpenSsl, names) -> None:
    answer = openssl.wanted(_signed(names), "advanced")
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "csr_rejected"


def test_the_same_request_with_a_proper_name_is_granted(openssl: OpenSsl) -> None:
    names = [(_CN, core.UTF8String("Zoë Łukasiewicz-Παπαδοπούλου 李"))]
    answer = openssl.wanted(_signed(names), "advanced")
    assert answer.status_code == 201
    openssl.put("card.pem", answer.json()["certificate"])
    words = ("-in", "card.pem", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus,-esc_msb")
    assert "Zoë Łukasiewicz-Παπαδοπούλου 李" in openssl.must("x509", *words)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"csr": 5, "level": "advanced"},
        {"csr": None, "level": "advanced"},
        {"csr": "x" * 99, "level": "advanced"},
        {"csr": "x" * 20_001, "level": "advanced"},
        {"csr": "x" * 100, "level": "best"},
        {"csr": "x" * 100, "level": 3},
        {"csr": "x" * 100, "level": "advanced", "ca": True},
        [],
        "csr",
    ],
)
def test_a_body_that_does_not_fit_is_refused(openssl: OpenSsl, body: object) -> None:
    answer = openssl.client.post("/v2/sandbox/certificates", json=body, headers=openssl.key)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_request"


def _changed(der: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    place = chance.randrange(len(der))
    if kind == 0:
        return der[:place]
    if kind == 1:
        return der[:place] + chance.randbytes(chance.randrange(1, 9)) + der[place:]
    return der[:place] + chance.randbytes(1) + der[place + 1 :]


def test_a_timestamp_query_that_was_tampered_with_is_answered(sandbox: Sandbox) -> None:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    told = {"version": 1, "message_imprint": imprint, "nonce": 2**60, "cert_req": True}
    der, chance = tsp.TimeStampReq(told).dump(), random.Random(3161)
    statuses = set()
    for _ in range(_CHANGES):
        query = _changed(der, chance)
        answer = sandbox.client.post("/tsa", content=query, headers=QUERY)
        assert answer.status_code == 200, query.hex()
        statuses.add(_status_of(answer.content))
    assert statuses == {"granted", "rejection"}


def _status_of(der: bytes) -> str:
    class Response(core.Sequence):
        _fields = [("status", tsp.PKIStatusInfo), ("token", core.Any, {"optional": True})]  # noqa: RUF012

    return Response.load(der, strict=True)["status"]["status"].native


def test_an_ocsp_request_that_was_tampered_with_is_answered(openssl: OpenSsl) -> None:
    openssl.issue()
    openssl.must("ocsp", "-issuer", "advanced.pem", "-cert", "card.pem", "-reqout", "request")
    der, chance = openssl.get("request"), random.Random(6960)
    statuses = set()
    for _ in range(_CHANGES):
        request = _changed(der, chance)
        answer = openssl.client.post("/ocsp", content=request, headers=OCSP_QUERY)
        assert answer.status_code == 200, request.hex()
        statuses.add(ocsp.OCSPResponse.load(answer.content)["response_status"].native)
    assert statuses == {"successful", "malformed_request", "unauthorized"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(sandbox: Sandbox, method: str) -> None:
    for place in ("/tsa", "/ocsp"):
        answer = sandbox.client.request(method, place)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "OPTIONS, POST"


def test_a_body_of_three_megabytes_is_not_read(sandbox: Sandbox) -> None:
    for place, headers in (("/tsa", QUERY), ("/ocsp", OCSP_QUERY)):
        answer = sandbox.client.post(place, content=bytes(3_000_000), headers=headers)
        assert answer.status_code == 413
