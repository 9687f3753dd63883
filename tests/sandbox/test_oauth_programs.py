"""Programs by themselves: credentials, revocation, what is told; and an independent client."""

import base64
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from requests_oauth2client import (
    AuthorizationRequest,
    AuthorizationResponse,
    InvalidGrant,
    OAuth2Client,
)
from requests_oauth2client.exceptions import MismatchingIssuer, MismatchingState

from paraph.wire.names import Scope
from paraph_sandbox.acts.clients import make_confidential_client
from paraph_sandbox.acts.first_run import make_account
from tests.sandbox.browsing import (
    asking,
    bearing,
    decide,
    log_in,
    pkce,
    refresh,
    sign_in,
)
from tests.sandbox.conftest import Sandbox, Served, running

URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
FORM = {"grant_type": "client_credentials"}


def _basic(name: str, secret: str) -> dict[str, str]:
    told = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {told}"}


def test_a_program_gets_access_with_its_secret_in_either_way(lasting: Sandbox):
    name, secret = lasting.told.program
    form = {**FORM, "scope": "documents:read"}
    in_form = {**form, "client_id": name, "client_secret": secret}
    for answer in (
        lasting.client.post("/oauth/token", data=form, headers=_basic(name, secret)),
        lasting.client.post("/oauth/token", data=in_form),
    ):
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "refresh_token" not in answer.json()
        assert answer.json()["scope"] == "documents:read"
        token = bearing(answer.json()["access_token"])
        assert lasting.client.get("/v2/documents", headers=token).status_code == 200


@pytest.mark.parametrize("secret", ["wrong", "", "cs_", "é", "\x00", "a" * 5000])
def test_a_wrong_secret_gets_nothing(lasting: Sandbox, secret: str):
    name, _ = lasting.told.program
    answer = lasting.client.post("/oauth/token", data=FORM, headers=_basic(name, secret))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


def test_a_public_client_has_no_credentials_of_its_own(lasting: Sandbox):
    for form in ({"client_id": "paraph-desktop"}, {"client_id": "cabinet-program"}):
        answer = lasting.client.post("/oauth/token", data={**FORM, **form})
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_programs_scopes_are_its_own_and_no_more(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        scopes = "documents:read events:read"
        secret = make_confidential_client(tx, sandbox.account, "small", "Small", scopes)

    def ask(**scope: str) -> dict[str, str]:
        form = {**FORM, **scope}
        answer = sandbox.client.post("/oauth/token", data=form, headers=_basic("small", secret))
        told: dict[str, str] = answer.json()
        return told

    assert ask()["scope"] == scopes
    assert ask(scope="events:read documents:write")["scope"] == "events:read"
    assert ask(scope="documents:write")["error"] == "invalid_scope"
    assert ask(scope="everything")["error"] == "invalid_scope"


def test_a_program_sees_its_own_account_alone(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        theirs = make_account(tx, "Another firm", sandbox.now())
        secret = make_confidential_client(tx, theirs, "theirs", "Theirs")
    answer = sandbox.client.post("/oauth/token", data=FORM, headers=_basic("theirs", secret))
    headers = bearing(answer.json()["access_token"])
    files = {"file": ("a.pdf", b"%PDF-1.4", "application/pdf")}
    sandbox.client.post("/v2/documents", headers=sandbox.key, files=files)
    assert sandbox.client.get("/v2/documents", headers=headers).json()["data"] == []


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
        (
            {"grant_type": "password", "username": "claire", "password": "x"},
            "unsupported_grant_type",
        ),
        ({"grant_type": 'é"\\\n'}, "unsupported_grant_type"),
        ({"grant_type": "a" * 5000}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_client"),
        ({"grant_type": "refresh_token", "client_id": "paraph-desktop"}, "invalid_request"),
        ({"grant_type": "refresh_token", "client_id": "nobody"}, "invalid_client"),
        ({"grant_type": "refresh_token", "client_id": "cabinet-program"}, "invalid_client"),
        ({"grant_type": "authorization_code", "client_id": "paraph-desktop"}, "invalid_request"),
    ],
)
def test_what_cannot_be_given_is_refused_as_rfc_6749_writes(
    lasting: Sandbox, form: dict[str, str], error: str
):
    answer = lasting.client.post("/oauth/token", data=form)
    assert answer.status_code in {400, 401}
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["error"] == error
    assert answer.json().get("error_description", "").isascii()


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
def test_only_a_form_is_read(lasting: Sandbox, path: str):
    for sent in (
        {"json": FORM},
        {"files": FORM},
        {"content": b"grant_type=client_credentials"},
        {"content": b"a=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"a=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"a=b&a=c", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"&a=b" * 99, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {
            "content": b"a" * 99_999,
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
    ):
        answer = lasting.client.post(path, **sent)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (b"Basic", 401),
        (b"Basic !!!", 401),
        (b"Basic /////w==", 401),
        (b"Basic bm9jb2xvbg==", 401),
        (b"Basic Og==", 401),
        (b"Basic /zr/", 401),
        (b"Basic \xff", 401),
        (b"Bearer x", 401),
        (b"\x00", 401),
    ],
)
def test_odd_credentials_are_no_credentials(lasting: Sandbox, authorization: bytes, status: int):
    answer = lasting.client.post(
        "/oauth/token", data=FORM, headers={b"Authorization": authorization}
    )
    assert (answer.status_code, answer.json()["error"]) == (status, "invalid_client")


def test_a_program_gets_tokens_in_its_own_way_alone(lasting: Sandbox):
    headers = _basic(*lasting.told.program)
    for form in (
        {"grant_type": "refresh_token", "refresh_token": "rt_x"},
        {"grant_type": "authorization_code", "code": "x", "code_verifier": "a" * 43},
    ):
        answer = lasting.client.post("/oauth/token", data=form, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (400, "unauthorized_client")


def test_a_program_revokes_with_its_secret_alone(lasting: Sandbox):
    form = {"token": "x", "client_id": "cabinet-program"}
    assert lasting.client.post("/oauth/revoke", data=form).json()["error"] == "invalid_client"
    headers = _basic(*lasting.told.program)
    answer = lasting.client.post("/oauth/revoke", data={"token": "x"}, headers=headers)
    assert answer.status_code == 200


def test_a_client_shows_itself_in_one_way(lasting: Sandbox):
    name, secret = lasting.told.program
    both = {**FORM, "client_id": name, "client_secret": secret}
    answer = lasting.client.post("/oauth/token", data=both, headers=_basic(name, secret))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    one = _basic(name, secret)["Authorization"]
    twice = [("Authorization", one), ("Authorization", one)]
    answer = lasting.client.post("/oauth/token", data=FORM, headers=twice)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_the_token_endpoint_has_a_rate(tmp_path: Path):
    with running(tmp_path / "slow", calls_per_minute=5) as slow:
        answers = [slow.client.post("/oauth/token", data={}) for _ in range(8)]
        assert [each.status_code for each in answers[:5]] == [400] * 5
        assert answers[-1].status_code == 429
        assert answers[-1].json()["error"] == "temporarily_unavailable"
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 12


def test_without_tls_nothing_is_given_beyond_loopback(tmp_path: Path):
    with running(tmp_path / "open", address="http://192.0.2.1:8650") as beyond:
        form = {**FORM, "client_id": beyond.told.program[0]}
        answer = beyond.client.post("/oauth/token", data=form)
        assert (answer.status_code, answer.json()["error"]) == (400, "insecure_transport")
        answer = beyond.client.get("/oauth/authorize", params=asking(pkce()[1]))
        assert answer.status_code == 400
        assert "https" in answer.text


def test_a_revoked_refresh_token_takes_its_sign_in_along(lasting: Sandbox):
    tokens = sign_in(lasting.client, lasting.told.logins[0])
    form = {"token": tokens["refresh_token"], "client_id": "paraph-desktop"}
    assert lasting.client.post("/oauth/revoke", data=form).status_code == 200
    headers = bearing(tokens["access_token"])
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 401
    assert refresh(lasting.client, tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert lasting.client.post("/oauth/revoke", data=form).status_code == 200


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "something_else"])
def test_a_revoked_access_token_ends_alone(lasting: Sandbox, hint: str):
    tokens = sign_in(lasting.client, lasting.told.logins[0])
    form = {"token": tokens["access_token"], "client_id": "paraph-desktop", "token_type_hint": hint}
    assert lasting.client.post("/oauth/revoke", data=form).status_code == 200
    headers = bearing(tokens["access_token"])
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 401
    after = refresh(lasting.client, tokens["refresh_token"]).json()
    headers = bearing(after["access_token"])
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 200


def test_an_unknown_token_is_as_good_as_revoked(lasting: Sandbox):
    for token in ("x", "é", "a.b.c", "rt_x"):
        form = {"token": token, "client_id": "paraph-desktop"}
        assert lasting.client.post("/oauth/revoke", data=form).status_code == 200
    answer = lasting.client.post("/oauth/revoke", data={"client_id": "paraph-desktop"})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_nobody_revokes_what_is_another_clients(lasting: Sandbox):
    tokens = sign_in(lasting.client, lasting.told.logins[0])
    for token in (tokens["access_token"], tokens["refresh_token"]):
        answer = lasting.client.post("/oauth/revoke", data={"token": token})
        assert answer.json()["error"] == "invalid_client"
        headers = _basic(*lasting.told.program)
        answer = lasting.client.post("/oauth/revoke", data={"token": token}, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    headers = bearing(tokens["access_token"])
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 200


def test_the_metadata_is_what_rfc_8414_asks_and_every_address_answers(lasting: Sandbox):
    told = lasting.client.get("/.well-known/oauth-authorization-server").json()
    AuthorizationServerMetadata(told).validate()
    assert told["issuer"] == lasting.services.options.address
    assert told["scopes_supported"] == list(Scope)
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    get, post = lasting.client.get, lasting.client.post
    assert get(told["jwks_uri"]).json()["keys"][0]["kty"] == "EC"
    assert get(told["authorization_endpoint"]).status_code == 400
    assert post(told["token_endpoint"], data={}).json()["error"] == "invalid_request"
    assert (
        post(told["revocation_endpoint"], data={"token": "x"}).json()["error"] == "invalid_client"
    )


def test_the_host_header_changes_nothing_that_is_told(lasting: Sandbox):
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    told = lasting.client.get("/.well-known/oauth-authorization-server", headers=evil)
    assert "evil" not in told.text
    answer = lasting.client.post(
        "/oauth/token", data=FORM, headers={**evil, **_basic(*lasting.told.program)}
    )
    headers = bearing(answer.json()["access_token"])
    assert lasting.client.get("/v2/documents", headers=headers).status_code == 200


def test_no_log_holds_a_secret(sandbox: Sandbox, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        tokens = sign_in(sandbox.client, sandbox.told.logins[0])
        refresh(sandbox.client, tokens["refresh_token"])
        sandbox.client.post("/oauth/token", data=FORM, headers=_basic(*sandbox.told.program))
        sandbox.client.get("/v2/documents", headers=bearing(tokens["access_token"]))
    written = "\n".join(f"{each.getMessage()} {each.args!r}" for each in caplog.records)
    _, secret = sandbox.told.program
    _, password = sandbox.told.logins[0]
    for told in (tokens["access_token"], tokens["refresh_token"], secret, password):
        assert told not in written


class _Callback(BaseHTTPRequestHandler):
    """The desktop's little server that waits for the browser."""

    seen: str = ""

    def do_GET(self) -> None:
        type(self).seen = self.path
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_an_independent_client_signs_in_with_pkce_through_the_real_pages(served: Served):
    program = OAuth2Client.from_discovery_endpoint(
        f"{served.address}/.well-known/oauth-authorization-server",
        issuer=served.address,
        client_id=served.client_id,
        testing=True,
    )
    with HTTPServer(("127.0.0.1", 0), _Callback) as waiting:
        thread = threading.Thread(target=waiting.handle_request)
        thread.start()
        redirect_uri = f"http://127.0.0.1:{waiting.server_port}/callback"
        asked = program.authorization_request(redirect_uri=redirect_uri, scope="documents:read")
        with httpx2.Client(base_url=served.address) as browser:
            page = browser.get(str(asked))
            page = log_in(browser, page.text, "claire", served.logins["claire"])
            answer = decide(browser, page.text)
            browser.get(answer.headers["Location"])
        thread.join(20)
    back = asked.validate_callback(f"http://127.0.0.1{_Callback.seen}")
    assert isinstance(back, AuthorizationResponse)
    tokens = program.authorization_code(back)
    assert tokens.expires_in in range(890, 901)
    with httpx2.Client(base_url=served.address) as desktop:
        assert desktop.get("/v2/documents", headers=bearing(tokens.access_token)).status_code == 200
        after = program.refresh_token(tokens.refresh_token)
        with pytest.raises(InvalidGrant):
            program.refresh_token(tokens.refresh_token)
        with pytest.raises(InvalidGrant):
            program.refresh_token(after.refresh_token)
        assert desktop.get("/v2/documents", headers=bearing(after.access_token)).status_code == 401


def test_an_independent_client_finds_a_foreign_state_or_issuer(lasting: Sandbox):
    asked = AuthorizationRequest(
        "http://127.0.0.1:8650/oauth/authorize",
        client_id="paraph-desktop",
        redirect_uri="http://127.0.0.1:51111/callback",
        scope="documents:read",
        issuer="http://127.0.0.1:8650",
        authorization_response_iss_parameter_supported=True,
    )
    lasting.client.cookies.clear()
    page = lasting.client.get(str(asked))
    page = log_in(lasting.client, page.text, *lasting.told.logins[0])
    back = decide(lasting.client, page.text).headers["Location"]
    asked.validate_callback(back)
    told = dict(parse_qsl(urlsplit(back).query))
    with pytest.raises(MismatchingState):
        asked.validate_callback(back.replace(told["state"], "other"))
    with pytest.raises(MismatchingIssuer):
        asked.validate_callback(back.replace("8650", "8651"))


def test_an_independent_program_gets_a_token_by_credentials(served: Served):
    program = OAuth2Client(
        f"{served.address}/oauth/token",
        revocation_endpoint=f"{served.address}/oauth/revoke",
        client_id=served.program[0],
        client_secret=served.program[1],
        testing=True,
    )
    token = program.client_credentials(scope="documents:read")
    with httpx2.Client(base_url=served.address) as desktop:
        headers = bearing(token.access_token)
        assert desktop.get("/v2/documents", headers=headers).status_code == 200
        assert program.revoke_access_token(token) is True
        assert desktop.get("/v2/documents", headers=headers).status_code == 401
