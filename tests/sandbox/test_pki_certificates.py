"""Certificates for cards: what is issued, what is refused, what is revoked."""

import math
import re

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from paraph_sandbox.pki.strong_keys import weakness
from tests.sandbox.conftest import Sandbox
from tests.sandbox.openssl import OpenSsl

_CLAIRE = "/C=FR/O=Cabinet Fontaine/CN=Claire Fontaine/GN=Claire/SN=Fontaine/serialNumber=PNOFR-1"


def _rsa(bits: int, exponent: int = 65537) -> tuple[str, ...]:
    size = ("-pkeyopt", f"rsa_keygen_bits:{bits}")
    return ("-algorithm", "RSA", *size, "-pkeyopt", f"rsa_keygen_pubexp:{exponent}")


def _ec(curve: str) -> tuple[str, ...]:
    return ("-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}")


def _text(openssl: OpenSsl, *more: str) -> str:
    return openssl.must("x509", "-in", "card.pem", "-noout", "-text", *more)


def _refusal(openssl: OpenSsl, csr: str, level: str = "advanced") -> str:
    answer = openssl.wanted(csr, level)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "csr_rejected"
    return str(answer.json()["detail"])


@pytest.mark.parametrize(
    "kind",
    [_rsa(2048), _rsa(3072), _ec("P-256"), _ec("P-384"), _ec("P-521"), ("-algorithm", "ED25519")],
    ids=["rsa-2048", "rsa-3072", "p-256", "p-384", "p-521", "ed25519"],
)
def test_a_card_of_each_kind_gets_a_certificate_of_its_key(
    openssl: OpenSsl, kind: tuple[str, ...]
) -> None:
    answer = openssl.wanted(openssl.request(_CLAIRE, *kind), "advanced")
    assert answer.status_code == 201
    openssl.put("card.pem", answer.json()["certificate"])
    public = openssl.must("pkey", "-in", "card.key", "-pubout")
    assert openssl.must("x509", "-in", "card.pem", "-noout", "-pubkey") == public
    words = ("-x509_strict", "-CAfile", "root.pem", "-untrusted", "advanced.pem")
    assert "card.pem: OK" in openssl.must("verify", *words, "card.pem")


def test_a_qualified_certificate_says_all_that_makes_it_one(openssl: OpenSsl) -> None:
    openssl.issue("qualified", subject=_CLAIRE)
    told = _text(openssl)
    assert "CA for qualified signatures" in told
    assert re.search(r"Key Usage: critical\n +Non Repudiation\n", told)
    assert "Policy: 0.4.0.194112.1.2" in told
    assert "CA Issuers - URI:http://127.0.0.1:8650/certs/qualified.crt" in told
    assert "OCSP - URI:http://127.0.0.1:8650/ocsp" in told
    assert "URI:http://127.0.0.1:8650/crl/qualified.crl" in told
    # ETSI EN 319 412-5: QcCompliance, QcSSCD, QcType with esign.
    parsed = openssl.must("asn1parse", "-in", "card.pem")
    offset = re.search(r"qcStatements\n +(\d+):", parsed)[1]
    told = openssl.must("asn1parse", "-in", "card.pem", "-strparse", offset)
    oids = re.findall(r"OBJECT +:(\S+)", told)
    assert oids == ["0.4.0.1862.1.1", "0.4.0.1862.1.4", "0.4.0.1862.1.6", "0.4.0.1862.1.6.1"]


def test_an_advanced_certificate_does_not_claim_to_be_qualified(openssl: OpenSsl) -> None:
    openssl.issue("advanced", subject=_CLAIRE)
    told = _text(openssl)
    assert "Policy: 0.4.0.2042.1.2" in told
    assert "qcStatements" not in told


def test_of_the_subject_only_what_names_the_person_is_taken(openssl: OpenSsl) -> None:
    openssl.issue(subject=f"{_CLAIRE}/OU=Root/emailAddress=a@b.fr/title=Me/L=Paris")
    told = openssl.must("x509", "-in", "card.pem", "-noout", "-subject", "-nameopt", "RFC2253")
    assert told.strip() == (
        "subject=serialNumber=PNOFR-1,SN=Fontaine,GN=Claire,CN=Claire Fontaine,"
        "O=Cabinet Fontaine,C=FR"
    )


def test_extensions_of_the_request_are_not_taken(openssl: OpenSsl) -> None:
    openssl.request(_CLAIRE)
    words = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign")
    openssl.must("req", "-new", "-key", "card.key", "-subj", _CLAIRE, *words, "-out", "ca.csr")
    answer = openssl.wanted(openssl.get("ca.csr").decode(), "advanced")
    openssl.put("card.pem", answer.json()["certificate"])
    assert "CA:FALSE" in _text(openssl)
    assert "Certificate Sign" not in _text(openssl)


def test_the_answer_holds_the_chain_root_last(openssl: OpenSsl) -> None:
    told = openssl.wanted(openssl.request(_CLAIRE), "qualified").json()
    chain = [x509.load_pem_x509_certificate(each.encode()) for each in told["chain"]]
    leaf = x509.load_pem_x509_certificate(told["certificate"].encode())
    leaf.verify_directly_issued_by(chain[0])
    chain[0].verify_directly_issued_by(chain[1])
    chain[1].verify_directly_issued_by(chain[1])
    assert len(chain) == 2
    assert int(told["serial"], 16) == leaf.serial_number


def test_a_simple_signature_needs_no_certificate(openssl: OpenSsl) -> None:
    assert "needs no certificate" in _refusal(openssl, openssl.request(_CLAIRE), "simple")


def test_a_request_that_is_not_signed_by_its_key_is_refused(openssl: OpenSsl) -> None:
    openssl.request(_CLAIRE, name="victim")
    openssl.request(_CLAIRE, name="thief")
    openssl.must("req", "-in", "victim.csr", "-outform", "DER", "-out", "victim.der")
    openssl.must("req", "-in", "thief.csr", "-outform", "DER", "-out", "thief.der")
    public = {
        name: openssl.get(f"{name}.der").index(bytes.fromhex("03420004")) + 4
        for name in ("victim", "thief")
    }
    forged = bytearray(openssl.get("thief.der"))
    stolen = openssl.get("victim.der")[public["victim"] : public["victim"] + 64]
    forged[public["thief"] : public["thief"] + 64] = stolen
    openssl.put("forged.der", bytes(forged))
    csr = openssl.must("req", "-inform", "DER", "-in", "forged.der", "-outform", "PEM")
    assert "not of its key" in _refusal(openssl, csr[csr.index("-----BEGIN") :])


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (_rsa(1024), "2048 to 8192 bits"),
        (_rsa(2048, 3), "exponent"),
        (_rsa(2048, 257), "exponent"),
        (_ec("secp256k1"), "none of P-256"),
        (_ec("brainpoolP256r1"), "none of P-256"),
        (("-algorithm", "ED448"), "neither RSA"),
    ],
    ids=["rsa-1024", "e-3", "e-257", "secp256k1", "brainpool", "ed448"],
)
def test_a_weak_or_strange_key_is_refused(
    openssl: OpenSsl, kind: tuple[str, ...], why: str
) -> None:
    assert why in _refusal(openssl, openssl.request(_CLAIRE, *kind))


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ("/C=FR", "names nobody"),
        ("/OU=Only a unit", "names nobody"),
        (f"/CN={'n' * 64}/GN={'g' * 65}", "givenName is longer than 64"),
        ("/CN=A/CN=B", "CN more than once"),
        ("/CN=A/C=fr", "two capital letters"),
        ("/CN=A\u202eB", "no text that can be shown"),
        ("/CN= ", "no text that can be shown"),
        ("/CN=A" + "/OU=x" * 40, "more than 32 attributes"),
    ],
)
def test_a_subject_that_names_nobody_properly_is_refused(
    openssl: OpenSsl, subject: str, why: str
) -> None:
    assert why in _refusal(openssl, openssl.request(subject))


def test_a_qualified_certificate_needs_a_persons_names(openssl: OpenSsl) -> None:
    csr = openssl.request("/CN=Claire Fontaine")
    assert "givenName and surname" in _refusal(openssl, csr, "qualified")
    assert openssl.wanted(csr, "advanced").status_code == 201


def test_a_weak_modulus_is_known_by_its_arithmetic() -> None:
    fine = rsa.generate_private_key(65537, 2048).public_key()
    assert weakness(fine) is None
    close = _close_primes()
    assert "too close" in weakness(rsa.RSAPublicNumbers(65537, close).public_key())
    small = 3 * ((1 << 2046) + 1)
    assert "small factor" in weakness(rsa.RSAPublicNumbers(65537, small).public_key())
    # Any power of 65537 has the fingerprint of the faulty generator.
    roca = 65537**128
    assert roca.bit_length() == 2049
    assert "CVE-2017-15361" in weakness(rsa.RSAPublicNumbers(65537, roca).public_key())


def _close_primes() -> int:
    numbers = rsa.generate_private_key(65537, 2048).private_numbers()
    near = numbers.p + 2
    while math.gcd(near, math.prod(range(3, 752, 2))) != 1:
        near += 2
    return numbers.p * near


@pytest.mark.parametrize(
    "csr",
    [
        "x" * 100,
        "-----BEGIN CERTIFICATE REQUEST-----\n" + "A" * 100 + "\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE-----\n" + "A" * 100 + "\n-----END CERTIFICATE-----",
        "é" * 100,
        "\0" * 100,
        " " * 20_000,
    ],
    ids=["text", "not-der", "other-label", "non-ascii", "nul", "blank"],
)
def test_what_is_no_request_is_refused(openssl: OpenSsl, csr: str) -> None:
    assert "PKCS#10" in _refusal(openssl, csr)


def test_two_requests_in_one_text_are_refused(openssl: OpenSsl) -> None:
    csr = openssl.request(_CLAIRE)
    assert "not one PKCS#10" in _refusal(openssl, csr + csr)
    assert "not one PKCS#10" in _refusal(openssl, "-----BEGIN X-----\nAAAA\n-----END X-----" + csr)


def test_a_request_with_any_byte_changed_is_refused_or_is_another_subject(openssl: OpenSsl) -> None:
    openssl.request(_CLAIRE)
    openssl.must("req", "-in", "card.csr", "-outform", "DER", "-out", "card.der")
    der = openssl.get("card.der")
    for place in range(0, len(der), 7):
        changed = der[:place] + bytes([der[place] ^ 0x55]) + der[place + 1 :]
        openssl.put("changed.der", changed)
        pem = _pem(changed)
        assert openssl.wanted(pem, "advanced").status_code == 422, place


def _pem(der: bytes) -> str:
    import base64

    body = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE REQUEST-----\n{body}-----END CERTIFICATE REQUEST-----\n"


def test_one_key_issues_one_certificate(openssl: OpenSsl, sandbox: Sandbox) -> None:
    csr = openssl.request(_CLAIRE)
    key = {"Idempotency-Key": "card-1"}
    first = openssl.wanted(csr, "advanced", **key)
    again = openssl.wanted(csr, "advanced", **key)
    assert again.json() == first.json()
    assert openssl.wanted(csr, "qualified", **key).json()["code"] == "idempotency_key_reuse"
    with sandbox.services.database.read() as tx:
        assert tx.value("SELECT count(*) FROM certificates") == 1
        entry = tx.first("SELECT * FROM ledger WHERE kind = 'certificate'")
    assert entry["id"] == first.json()["serial"]
    assert entry["idempotency_key"] == "card-1"


def test_a_certificate_is_revoked_once_and_says_when(openssl: OpenSsl) -> None:
    serial = openssl.issue()
    first = openssl.revoke(serial, reason="superseded")
    assert first.status_code == 200
    assert first.json()["reason"] == "superseded"
    again = openssl.revoke(serial, reason="key_compromise")
    assert again.status_code == 409
    assert again.json()["code"] == "already_revoked"
    assert again.json()["revoked_at"] == first.json()["revoked_at"]


def test_a_serial_number_is_read_however_it_is_written(openssl: OpenSsl) -> None:
    serial = openssl.issue()
    assert openssl.revoke(f"0{serial.upper()}"[-40:]).json()["serial"] == serial


@pytest.mark.parametrize("serial", ["0", "-5", "zz", "1" * 41, "1e5 ", "0x12", "%00", "١٢"])
def test_a_serial_number_that_is_none_is_not_found(openssl: OpenSsl, serial: str) -> None:
    assert openssl.revoke(serial).status_code == 404


def test_another_accounts_certificate_is_not_found(openssl: OpenSsl, sandbox: Sandbox) -> None:
    from paraph_sandbox.acts.first_run import make_account, make_api_key

    serial = openssl.issue()
    with sandbox.services.database.write() as tx:
        account = make_account(tx, "Cabinet Autre", sandbox.now())
        key = make_api_key(tx, account, sandbox.now())
    place = f"/v2/sandbox/certificates/{serial}/revoke"
    answer = sandbox.client.post(place, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 404
    assert openssl.revoke(serial).status_code == 200


def test_nobody_gets_a_certificate_without_a_token(openssl: OpenSsl, sandbox: Sandbox) -> None:
    body = {"csr": openssl.request(_CLAIRE), "level": "advanced"}
    assert sandbox.client.post("/v2/sandbox/certificates", json=body).status_code == 401


def test_the_sandboxs_clock_does_not_move_certificates(openssl: OpenSsl, sandbox: Sandbox) -> None:
    sandbox.services.clock.advance(400 * 86_400)
    openssl.issue()
    told = x509.load_pem_x509_certificate(openssl.get("card.pem"))
    assert (sandbox.now() - told.not_valid_before_utc).days >= 399
