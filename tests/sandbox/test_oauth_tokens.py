"""Access tokens at the API: only those that were signed here, for this, now, and once."""

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from paraph_sandbox.acts.clients import make_person
from paraph_sandbox.acts.first_run import make_account
from tests.sandbox.browsing import bearing, sign_in
from tests.sandbox.conftest import Sandbox, open_sandbox

PDF = Path(__file__).parents[2] / "resources" / "samples" / "fee-agreement.pdf"


def _get(sandbox: Sandbox, token: str) -> Any:
    return sandbox.client.get("/v2/documents", headers=bearing(token))


def _part(told: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _claims(sandbox: Sandbox, **changed: object) -> dict[str, Any]:
    now_s = int(sandbox.now().timestamp())
    issuer = sandbox.services.options.address
    claims = {
        "iss": issuer,
        "aud": f"{issuer}/v2",
        "exp": now_s + 60,
        "iat": now_s,
        "jti": "a-jti",
        "sub": "cabinet-program",
        "client_id": "cabinet-program",
        "scope": "documents:read",
        **changed,
    }
    return {name: value for name, value in claims.items() if value is not None}


def _signed(sandbox: Sandbox, **changed: object) -> str:
    header = {"alg": "ES256", "typ": "at+jwt"}
    return jwt.encode(header, _claims(sandbox, **changed), sandbox.services.signer.keys)


def test_a_token_says_what_rfc_9068_asks_and_verifies_with_the_told_keys(lasting: Sandbox):
    token = sign_in(lasting.client, lasting.told.logins[0])["access_token"]
    keys = KeySet.import_key_set(lasting.client.get("/oauth/jwks.json").json())
    told = jwt.decode(token, keys, algorithms=["ES256"])
    issuer = lasting.services.options.address
    assert told.header["typ"] == "at+jwt"
    assert told.header["kid"] == keys.keys[0].kid
    assert told.claims["iss"] == issuer
    assert told.claims["aud"] == f"{issuer}/v2"
    assert told.claims["client_id"] == "paraph-desktop"
    assert told.claims["scope"] == "documents:read documents:write"
    assert told.claims["exp"] - told.claims["iat"] == 900
    assert told.claims["sub"].startswith("usr_")
    assert "Claire" not in json.dumps(told.claims)
    assert "claire" not in json.dumps(told.claims)
    assert "d" not in lasting.client.get("/oauth/jwks.json").json()["keys"][0]


def test_openssl_verifies_a_token_with_the_told_key(lasting: Sandbox, tmp_path: Path):
    token = sign_in(lasting.client, lasting.told.logins[0])["access_token"]
    key = ECKey.import_key(lasting.client.get("/oauth/jwks.json").json()["keys"][0])
    (tmp_path / "key.pem").write_bytes(key.as_pem(private=False))
    signed, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    assert len(raw) == 64
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    (tmp_path / "signature").write_bytes(der)
    (tmp_path / "signed").write_text(signed, "ascii")
    command = [
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        "key.pem",
        "-signature",
        "signature",
        "signed",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "Verified OK", done.stderr


def test_a_token_ends_after_fifteen_minutes(sandbox: Sandbox):
    token = sign_in(sandbox.client, sandbox.told.logins[0])["access_token"]
    sandbox.services.clock.advance(890)
    assert _get(sandbox, token).status_code == 200
    sandbox.services.clock.advance(11)
    answer = _get(sandbox, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_our_own_signature_over_right_claims_is_what_lets_in(lasting: Sandbox):
    assert _get(lasting, _signed(lasting)).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "http://127.0.0.1:1"},
        {"iss": None},
        {"aud": "paraph-desktop"},
        {"aud": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 2**40},
        {"sub": None},
        {"jti": None},
        {"scope": None},
        {"client_id": None},
        {"client_id": "nobody"},
        {"client_id": "paraph-desktop"},
        {"sid": "fam_unknown"},
    ],
)
def test_a_token_for_another_purpose_is_refused(lasting: Sandbox, changed: dict[str, object]):
    assert _get(lasting, _signed(lasting, **changed)).status_code == 401


def _unsigned(sandbox: Sandbox) -> str:
    return f"{_part({'alg': 'none', 'typ': 'at+jwt'})}.{_part(_claims(sandbox))}."


def _stripped(sandbox: Sandbox) -> str:
    return _signed(sandbox).rpartition(".")[0] + "."


def _by_another_key(sandbox: Sandbox) -> str:
    header = {"alg": "ES256", "typ": "at+jwt"}
    return jwt.encode(header, _claims(sandbox), KeySet([ECKey.generate_key("P-256")]))


def _by_another_key_under_our_kid(sandbox: Sandbox) -> str:
    kid = sandbox.services.signer.keys.keys[0].kid
    header = {"alg": "ES256", "typ": "at+jwt", "kid": kid}
    return jwt.encode(header, _claims(sandbox), ECKey.generate_key("P-256"))


def _by_our_public_key_as_a_password(sandbox: Sandbox) -> str:
    public = sandbox.services.signer.keys.keys[0].as_pem(private=False)  # type: ignore[union-attr]
    head, body = _part({"alg": "HS256", "typ": "at+jwt"}), _part(_claims(sandbox))
    import hashlib
    import hmac

    tag = hmac.digest(public, f"{head}.{body}".encode(), hashlib.sha256)
    return f"{head}.{body}.{base64.urlsafe_b64encode(tag).decode().rstrip('=')}"


def _with_its_own_key_inside(sandbox: Sandbox) -> str:
    key = ECKey.generate_key("P-256")
    header = {"alg": "ES256", "typ": "at+jwt", "jwk": key.as_dict(private=False)}
    return jwt.encode(header, _claims(sandbox), key)


def _of_another_type(sandbox: Sandbox) -> str:
    return jwt.encode({"alg": "ES256"}, _claims(sandbox), sandbox.services.signer.keys)


def _with_more_scope(sandbox: Sandbox) -> str:
    head, _, signature = _signed(sandbox).split(".")
    return f"{head}.{_part(_claims(sandbox, scope='documents:read documents:write'))}.{signature}"


def _critical(sandbox: Sandbox) -> str:
    return f"{_part({'alg': 'ES256', 'typ': 'at+jwt', 'crit': 1})}.{_part({})}.AAAA"


def _encrypted(sandbox: Sandbox) -> str:
    return ".".join([_part({"alg": "dir", "enc": "A128GCM"}), "", "AAAA", "AAAA", "AAAA"])


@pytest.mark.parametrize(
    "forged",
    [
        _unsigned,
        _stripped,
        _by_another_key,
        _by_another_key_under_our_kid,
        _by_our_public_key_as_a_password,
        _with_its_own_key_inside,
        _of_another_type,
        _with_more_scope,
        _critical,
        _encrypted,
    ],
)
def test_a_forged_token_is_refused(lasting: Sandbox, forged: Callable[[Sandbox], str]):
    answer = _get(lasting, forged(lasting))
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("at", range(0, 500, 37))
def test_a_token_with_one_letter_changed_is_refused(lasting: Sandbox, at: int):
    token = _signed(lasting)
    at %= len(token)
    other = "A" if token[at] != "A" else "B"
    assert _get(lasting, token[:at] + other + token[at + 1 :]).status_code == 401


def test_another_accounts_person_finds_nothing_of_ours(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        theirs = make_account(tx, "Another firm", sandbox.now())
        make_person(tx, theirs, "zoe", "a long password", "Zoé")
    ours = sign_in(sandbox.client, sandbox.told.logins[0])["access_token"]
    files = {"file": ("a.pdf", PDF.read_bytes(), "application/pdf")}
    made = sandbox.client.post("/v2/documents", headers=bearing(ours), files=files).json()
    sandbox.client.cookies.clear()
    foreign = sign_in(sandbox.client, ("zoe", "a long password"))["access_token"]
    found = sandbox.client.get(f"/v2/documents/{made['id']}", headers=bearing(ours))
    assert found.status_code == 200
    missed = sandbox.client.get(f"/v2/documents/{made['id']}", headers=bearing(foreign))
    assert (missed.status_code, missed.json()["code"]) == (404, "not_found")
    assert _get(sandbox, foreign).json()["data"] == []


def test_a_missing_scope_is_named(lasting: Sandbox):
    token = sign_in(lasting.client, lasting.told.logins[0], scope="events:read")["access_token"]
    answer = _get(lasting, token)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert answer.json()["scope"] == "documents:read"
    assert 'scope="documents:read"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "authorization",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Bearer \xff\xfe",
        "Bearer é".encode(),
        b"Bearer " + b"a" * 30_000,
        b"Bearer a.b.c",
        b"Bearer ..",
        b"Bearer ak_",
        "Bearer ak_é".encode(),
        b"Basic YTpi",
        b"bearer",
        b"\x00",
    ],
)
def test_what_is_no_token_is_refused_with_a_problem(lasting: Sandbox, authorization: bytes):
    answer = lasting.client.get("/v2/documents", headers={b"Authorization": authorization})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "rest", ["", ".", "..", ".é.é", ".A.A", ".=.=", ".\x00.A", f".{'A' * 60_000}.A"]
)
def test_what_only_begins_like_a_token_is_refused(lasting: Sandbox, rest: str):
    token = f"Bearer {lasting.services.signer.header}{rest}".encode()
    answer = lasting.client.get("/v2/documents", headers={b"Authorization": token})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


def test_names_of_headers_and_schemes_are_read_in_any_case(lasting: Sandbox):
    headers = {"aUTHORIZATION": f"bEARER {lasting.told.api_key}"}
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 200


def test_two_authorizations_are_refused_whatever_they_are(lasting: Sandbox):
    key = f"Bearer {lasting.told.api_key}"
    for pair in ((key, "Bearer x"), ("Bearer x", key), (key, key)):
        headers = [("Authorization", each) for each in pair]
        answer = lasting.client.get("/v2/documents", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_token_in_the_address_is_no_token(lasting: Sandbox):
    answer = lasting.client.get(f"/v2/documents?access_token={lasting.told.api_key}")
    assert answer.status_code == 401


def test_the_key_is_the_folders_and_its_owners_alone(sandbox: Sandbox, tmp_path: Path):
    place = sandbox.services.options.data / "oauth-signer.key.pem"
    assert place.stat().st_mode & 0o777 == 0o600
    before = sandbox.client.get("/oauth/jwks.json").json()
    _, again, _ = open_sandbox(sandbox.services.options.data)
    assert again.signer.public() == before
    again.database.close()
    _, other, _ = open_sandbox(tmp_path / "other")
    assert other.signer.public() != before
    other.database.close()


def test_a_fixed_key_is_taken_and_a_wrong_one_refused(tmp_path: Path):
    keys = tmp_path / "keys"
    keys.mkdir()
    fixed = ECKey.generate_key("P-256")
    (keys / "oauth-signer.key.pem").write_bytes(fixed.as_pem(private=True))
    from paraph_sandbox.oauth.signer import load_signer
    from paraph_sandbox.store.unfit_file import UnfitFile

    assert load_signer(tmp_path, keys).keys.keys[0].thumbprint() == fixed.thumbprint()
    for wrong in (b"", b"\xff", ECKey.generate_key("P-384").as_pem(private=True),
                  fixed.as_pem(private=False), OctKey.generate_key(256).raw_value):  # fmt: skip
        (keys / "oauth-signer.key.pem").write_bytes(wrong)
        with pytest.raises(UnfitFile, match=r"oauth-signer\.key\.pem"):
            load_signer(tmp_path, keys)
