"""The authorization code with PKCE: who may be asked, where the answer goes, what it is worth."""

from urllib.parse import urlencode

import pytest

from tests.sandbox.browsing import (
    REDIRECT,
    SCOPES,
    asking,
    bearing,
    decide,
    forms_of,
    get_code,
    log_in,
    pkce,
    sent_back,
    sign_in,
    trade,
)
from tests.sandbox.conftest import Sandbox


def test_a_person_signs_in_allows_and_the_program_acts_for_the_person(sandbox: Sandbox):
    tokens = sign_in(sandbox.client, sandbox.told.logins[0])
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 900
    assert tokens["scope"] == SCOPES
    answer = sandbox.client.get("/v2/documents", headers=bearing(tokens["access_token"]))
    assert answer.status_code == 200


def test_the_answer_carries_the_state_and_names_the_issuer(lasting: Sandbox):
    _, challenge = pkce()
    state = "a b&c=d#é\"'<script>%0d%0a"
    lasting.client.cookies.clear()
    page = lasting.client.get("/oauth/authorize", params=asking(challenge, state=state))
    page = log_in(lasting.client, page.text, *lasting.told.logins[0])
    answer = decide(lasting.client, page.text)
    told = sent_back(answer)
    assert answer.headers["Location"].startswith(f"{REDIRECT}?")
    assert told["state"] == state
    assert told["iss"] == lasting.services.options.address
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refusal_goes_back_as_access_denied_without_a_code(lasting: Sandbox):
    _, challenge = pkce()
    lasting.client.cookies.clear()
    page = lasting.client.get("/oauth/authorize", params=asking(challenge))
    page = log_in(lasting.client, page.text, *lasting.told.logins[0])
    told = sent_back(decide(lasting.client, page.text, "refuse"))
    assert told["error"] == "access_denied"
    assert told["state"] == "a-state"
    assert told["iss"] == lasting.services.options.address
    assert "code" not in told


@pytest.mark.parametrize(
    "redirect",
    [
        "http://127.0.0.1/callback",
        "http://127.0.0.1:1/callback",
        "http://127.0.0.1:65535/callback",
        "http://[::1]:40123/callback",
    ],
)
def test_the_desktop_may_wait_at_any_port_of_loopback(lasting: Sandbox, redirect: str):
    verifier, challenge = pkce()
    login = lasting.told.logins[0]
    code = get_code(lasting.client, login, challenge, redirect_uri=redirect)
    answer = trade(lasting.client, code, verifier, redirect_uri=redirect)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "redirect",
    [
        None,
        "",
        "https://evil.example/callback",
        "http://127.0.0.1.evil.example/callback",
        "http://127.0.0.1:80@evil.example/callback",
        "http://evil.example#http://127.0.0.1/callback",
        "http://127.0.0.1:51111/callback/more",
        "http://127.0.0.1:51111/callback/../other",
        "http://127.0.0.1:51111/Callback",
        "http://127.0.0.1:51111/callback?next=https://evil.example",
        "http://127.0.0.1:51111/callback#fragment",
        "http://127.0.0.1:51111/callback%2f",
        "http://127.0.0.1:51111//callback",
        "http://127.0.0.1:0/callback",
        "http://127.0.0.1:65536/callback",
        "http://127.0.0.1:٨٠/callback",
        "http://localhost:51111/callback",
        "http://127.1:51111/callback",
        "http://2130706433:51111/callback",
        "http://[::ffff:127.0.0.1]:51111/callback",
        "https://127.0.0.1:51111/callback",
        "HTTP://127.0.0.1:51111/callback",
        "//127.0.0.1:51111/callback",
        "javascript:alert(1)//http://127.0.0.1/callback",
        "http://127.0.0.1:51111/callback\r\nSet-Cookie: a=b",
        'http://127.0.0.1:51111/callback"\\',
        "http://127.0.0.1:51111\\@evil.example/callback",
        "http://127.0.0.1:51111/callback\n",
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    lasting: Sandbox, redirect: str | None
):
    _, challenge = pkce()
    answer = lasting.client.get("/oauth/authorize", params=asking(challenge, redirect_uri=redirect))
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "cannot be signed in" in answer.text


@pytest.mark.parametrize(
    "client", [None, "nobody", "cabinet-program", "\x00", "é", '"', "a" * 3000]
)
def test_an_unknown_client_learns_nothing_through_the_browser(lasting: Sandbox, client: str | None):
    _, challenge = pkce()
    answer = lasting.client.get("/oauth/authorize", params=asking(challenge, client_id=client))
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": "s256"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "é" * 43}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code token"}, "unsupported_response_type"),
        ({"response_type": 'é"\\\n'}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": "documents:read everything"}, "invalid_scope"),
    ],
)
def test_what_is_asked_wrongly_goes_back_to_the_program_as_an_error(
    lasting: Sandbox, changed: dict[str, str | None], error: str
):
    _, challenge = pkce()
    query = {name: told for name, told in {**asking(challenge), **changed}.items() if told}
    answer = lasting.client.get("/oauth/authorize", params=query)
    told = sent_back(answer)
    assert answer.headers["Location"].startswith(f"{REDIRECT}?")
    assert told["error"] == error
    assert told["state"] == "a-state"
    assert told["iss"] == lasting.services.options.address


@pytest.mark.parametrize("more", ["state=other", "scope=documents:read", "x=1&x=2", "x=%ff"])
def test_a_request_that_reads_in_two_ways_is_not_guessed_at(lasting: Sandbox, more: str):
    _, challenge = pkce()
    query = urlencode(asking(challenge))
    assert lasting.client.get(f"/oauth/authorize?{query}&y=1").status_code == 200
    answer = lasting.client.get(f"/oauth/authorize?{query}&{more}")
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_without_an_address_even_an_error_goes_nowhere(lasting: Sandbox):
    _, challenge = pkce()
    query = asking(challenge, redirect_uri=None, response_type="token")
    answer = lasting.client.get("/oauth/authorize", params=query)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_a_program_with_credentials_of_its_own_asks_no_person(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        tx.run("UPDATE clients SET redirect_uris = '[\"http://127.0.0.1/callback\"]'")
    _, challenge = pkce()
    query = asking(challenge, client_id="cabinet-program")
    told = sent_back(sandbox.client.get("/oauth/authorize", params=query))
    assert told["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    "query", ["%ff%fe", "a=%ff", "&" * 200, "a=b;c=d", "=", "a" * 20_000, "%00=1"]
)
def test_an_address_that_cannot_be_read_stops_at_our_page(lasting: Sandbox, query: str):
    answer = lasting.client.get(f"/oauth/authorize?{query}")
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_the_wrong_verifier_gets_nothing(lasting: Sandbox):
    _, challenge = pkce()
    other, _ = pkce()
    code = get_code(lasting.client, lasting.told.logins[0], challenge)
    answer = trade(lasting.client, code, other)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("verifier", [None, "", "short", "é" * 43, "a" * 129])
def test_a_verifier_is_needed_as_the_rfc_writes_it(lasting: Sandbox, verifier: str | None):
    _, challenge = pkce()
    code = get_code(lasting.client, lasting.told.logins[0], challenge)
    answer = trade(lasting.client, code, verifier)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_the_challenge_itself_is_no_verifier(lasting: Sandbox):
    _, challenge = pkce()
    code = get_code(lasting.client, lasting.told.logins[0], challenge)
    assert trade(lasting.client, code, challenge).json()["error"] == "invalid_grant"


def test_a_code_is_for_the_address_it_was_sent_to(lasting: Sandbox):
    verifier, challenge = pkce()
    code = get_code(lasting.client, lasting.told.logins[0], challenge)
    answer = trade(lasting.client, code, verifier, redirect_uri="http://127.0.0.1:51112/callback")
    assert answer.json()["error"] == "invalid_grant"


def test_a_code_shown_again_ends_what_it_gave(lasting: Sandbox):
    verifier, challenge = pkce()
    code = get_code(lasting.client, lasting.told.logins[0], challenge)
    tokens = trade(lasting.client, code, verifier).json()
    bearer = bearing(tokens["access_token"])
    assert lasting.client.get("/v2/documents", headers=bearer).status_code == 200

    assert trade(lasting.client, code, verifier).json()["error"] == "invalid_grant"
    assert lasting.client.get("/v2/documents", headers=bearer).status_code == 401
    form = {"grant_type": "refresh_token", "client_id": "paraph-desktop"}
    answer = lasting.client.post(
        "/oauth/token", data={**form, "refresh_token": tokens["refresh_token"]}
    )
    assert answer.json()["error"] == "invalid_grant"


def test_a_code_lives_a_minute(sandbox: Sandbox):
    verifier, challenge = pkce()
    code = get_code(sandbox.client, sandbox.told.logins[0], challenge)
    sandbox.services.clock.advance(61)
    assert trade(sandbox.client, code, verifier).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("code", ["", "wrong", "\x00", "é", "a" * 9000])
def test_a_code_that_was_never_given_is_worth_nothing(lasting: Sandbox, code: str):
    verifier, _ = pkce()
    answer = trade(lasting.client, code, verifier)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_grant", "invalid_request"}


def test_a_person_who_is_signed_in_is_asked_again_for_every_program(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    _, challenge = pkce()
    page = sandbox.client.get("/oauth/authorize", params=asking(challenge))
    assert page.status_code == 200
    assert "documents:write" in page.text
    assert 'name="password"' not in page.text


def test_somebody_else_can_sign_in_for_the_same_request(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    verifier, challenge = pkce()
    page = sandbox.client.get("/oauth/authorize", params=asking(challenge))
    assert "Claire Fontaine" in page.text
    leave = forms_of(page.text)[1]
    answer = sandbox.client.post(leave.action, data=leave.fields)
    page = sandbox.client.get(answer.headers["Location"])
    page = log_in(sandbox.client, page.text, *sandbox.told.logins[1])
    assert "Marc Aubry" in page.text
    code = sent_back(decide(sandbox.client, page.text))["code"]
    assert trade(sandbox.client, code, verifier).status_code == 200
