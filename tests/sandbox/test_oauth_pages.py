"""The pages that people sign in on: what they hold, who may send their forms, how often."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from paraph.wire.names import Scope
from paraph_sandbox.acts.clients import make_person, make_public_client
from paraph_sandbox.pages.words import SCOPE_WORDS
from tests.sandbox.browsing import (
    asking,
    decide,
    forms_of,
    log_in,
    pkce,
    sent_back,
    sign_in,
    tags_of,
)
from tests.sandbox.conftest import Sandbox

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{7*7}}"


def _login_page(sandbox: Sandbox, **changed: str) -> str:
    _, challenge = pkce()
    page = sandbox.client.get("/oauth/authorize", params=asking(challenge, **changed))
    assert page.status_code == 200
    return str(page.text)


def _policy(answer: object) -> dict[str, str]:
    told = answer.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    return dict(each.partition(" ")[::2] for each in told.split("; "))


def test_pages_are_never_kept_framed_or_scripted(sandbox: Sandbox):
    _, challenge = pkce()
    login = sandbox.client.get("/oauth/authorize", params=asking(challenge))
    consent = log_in(sandbox.client, login.text, *sandbox.told.logins[0])
    stopped = sandbox.client.get("/oauth/authorize")
    for page in (login, consent, stopped):
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        policy = _policy(page)
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["base-uri"] == "'none'"
        assert "script-src" not in policy
        assert "script" not in tags_of(page.text)
        assert re.search(r"\son\w+=|\sstyle=|https?://(?!127\.0\.0\.1)", page.text) is None
        style = re.search("<style>(.*)</style>", page.text, re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert policy["style-src"] == f"'sha256-{digest}'"
    assert _policy(login)["form-action"] == "'self'"
    assert _policy(consent)["form-action"] == "'self' http://127.0.0.1:51111"


def test_the_cookie_is_for_our_pages_and_for_no_script(sandbox: Sandbox):
    _, challenge = pkce()
    page = sandbox.client.get("/oauth/authorize", params=asking(challenge))
    told = {each.strip().lower() for each in page.headers["Set-Cookie"].split(";")}
    assert {"httponly", "samesite=lax", "path=/oauth"} <= told
    assert "secure" not in told


def test_signing_in_gives_a_new_cookie(sandbox: Sandbox):
    page = _login_page(sandbox)
    before = sandbox.client.cookies["paraph_sandbox_session"]
    log_in(sandbox.client, page, *sandbox.told.logins[0])
    after = sandbox.client.cookies["paraph_sandbox_session"]
    assert after != before
    sandbox.client.cookies.clear()
    sandbox.client.cookies.set("paraph_sandbox_session", before, path="/oauth")
    assert 'name="password"' in _login_page(sandbox)


def test_a_cookie_ends_after_a_working_day(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    assert 'name="password"' not in _login_page(sandbox)
    sandbox.services.clock.advance(8 * 3600 + 1)
    assert 'name="password"' in _login_page(sandbox)


@pytest.mark.parametrize("csrf", [None, "", "x", "é", "\x00"])
def test_a_form_that_another_site_sends_is_refused(sandbox: Sandbox, csrf: str | None):
    login = forms_of(_login_page(sandbox))[0]
    name, password = sandbox.told.logins[0]
    theirs = {**login.fields, "csrf": csrf, "login": name, "password": password}
    sent = {name: told for name, told in theirs.items() if told is not None}
    assert sandbox.client.post("/oauth/login", data=sent).status_code == 403
    sign_in(sandbox.client, sandbox.told.logins[0])
    consent = forms_of(_login_page(sandbox))[0]
    for path in ("/oauth/authorize", "/oauth/logout"):
        sent = {**consent.fields, "decision": "allow", "csrf": csrf or ""}
        answer = sandbox.client.post(path, data=sent)
        assert answer.status_code == 403
        assert "Location" not in answer.headers
    assert 'name="password"' not in _login_page(sandbox)


def test_a_form_without_its_cookie_or_with_anothers_is_refused(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    consent = _login_page(sandbox)
    sandbox.client.cookies.clear()
    assert decide(sandbox.client, consent).status_code == 403
    sign_in(sandbox.client, sandbox.told.logins[1])
    assert decide(sandbox.client, consent).status_code == 403


@pytest.mark.parametrize(
    "request_field",
    [
        "https://evil.example",
        "//evil.example",
        "redirect_uri=https://evil.example",
        "\r\nLocation: https://evil.example",
        "",
        "%ff",
    ],
)
def test_the_pages_send_nobody_away_from_us(sandbox: Sandbox, request_field: str):
    page = _login_page(sandbox)
    form = forms_of(page)[0]
    name, password = sandbox.told.logins[0]
    sent = {**form.fields, "request": request_field, "login": name, "password": password}
    answer = sandbox.client.post("/oauth/login", data=sent)
    onward = answer.headers.get("Location", "/oauth/authorize?")
    assert onward.startswith("/oauth/authorize?")
    assert "\n" not in onward
    after = sandbox.client.get(onward)
    assert (after.status_code, "Location" in after.headers) == (400, False)


@pytest.mark.parametrize("decision", ["", "Allow", "yes", "refuse"])
def test_only_the_allow_button_allows(sandbox: Sandbox, decision: str):
    sign_in(sandbox.client, sandbox.told.logins[0])
    told = sent_back(decide(sandbox.client, _login_page(sandbox), decision))
    assert told["error"] == "access_denied"


def test_names_and_states_are_shown_as_text(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        make_public_client(tx, "nasty", NASTY, ["http://127.0.0.1/callback"])
        make_person(tx, sandbox.account, "nasty", "a long password", NASTY)
    _, challenge = pkce()
    asked = asking(challenge, client_id="nasty", state=NASTY)
    login = sandbox.client.get("/oauth/authorize", params=asked)
    consent = log_in(sandbox.client, login.text, "nasty", "a long password")
    for page in (login, consent):
        assert page.status_code == 200
        assert not {"script", "img"} & set(tags_of(page.text))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "{{7*7}}" in page.text
    assert sent_back(decide(sandbox.client, consent.text))["state"] == NASTY


def test_a_wrong_password_and_an_unknown_login_read_the_same(sandbox: Sandbox):
    name, password = sandbox.told.logins[0]
    told = set()
    for login in (
        (name, "wrong"),
        ("nobody", password),
        (name, ""),
        ("", ""),
        ("' OR 1=1 --", ""),
    ):
        answer = log_in(sandbox.client, _login_page(sandbox), *login)
        assert answer.status_code == 403
        alert = re.search('role="alert" id="why">(.*)<', answer.text)
        assert alert is not None
        told.add(alert[1])
        assert password not in answer.text
    assert told == {"The login or the password is wrong."}


def test_attempts_are_slowed_and_the_right_password_waits_too(sandbox: Sandbox):
    name, password = sandbox.told.logins[0]
    answers = [log_in(sandbox.client, _login_page(sandbox), name, f"wrong {n}") for n in range(13)]
    statuses = [each.status_code for each in answers]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert "too many attempts" in answers[-1].text
    assert log_in(sandbox.client, _login_page(sandbox), name, password).status_code == 429


def test_what_another_site_sends_is_no_attempt(sandbox: Sandbox):
    name, password = sandbox.told.logins[0]
    for _ in range(15):
        theirs = {"login": name, "password": "wrong", "csrf": "x"}
        assert sandbox.client.post("/oauth/login", data=theirs).status_code == 403
    assert log_in(sandbox.client, _login_page(sandbox), name, password).status_code == 200


def test_signing_out_ends_the_cookie(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    before = sandbox.client.cookies["paraph_sandbox_session"]
    leave = forms_of(_login_page(sandbox))[1]
    assert sandbox.client.post(leave.action, data=leave.fields).status_code == 303
    sandbox.client.cookies.clear()
    sandbox.client.cookies.set("paraph_sandbox_session", before, path="/oauth")
    assert 'name="password"' in _login_page(sandbox)


def test_signing_in_often_is_no_attempt_too_many(sandbox: Sandbox):
    for _ in range(15):
        sandbox.client.cookies.clear()
        page = log_in(sandbox.client, _login_page(sandbox), *sandbox.told.logins[0])
        assert page.status_code == 200


def test_a_form_of_another_kind_is_refused(sandbox: Sandbox):
    form = forms_of(_login_page(sandbox))[0]
    for path in ("/oauth/login", "/oauth/logout", "/oauth/authorize"):
        for sent in (
            {"json": form.fields},
            {"files": {"csrf": form.fields["csrf"]}},
            {"content": b"csrf=\xff"},
        ):
            answer = sandbox.client.post(path, **sent)
            assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_every_scope_has_words(sandbox: Sandbox):
    sign_in(sandbox.client, sandbox.told.logins[0])
    page = _login_page(sandbox, scope=" ".join(Scope))
    for scope in Scope:
        assert f"{SCOPE_WORDS[scope]} <code>{scope}</code>" in page


def test_fields_have_labels_and_pages_a_language_and_a_heading(sandbox: Sandbox):
    login = _login_page(sandbox)
    sign_in(sandbox.client, sandbox.told.logins[0])
    for page in (login, _login_page(sandbox), sandbox.client.get("/oauth/authorize").text):
        assert '<html lang="en">' in page
        assert page.count("<h1>") == 1
        assert "<title>" in page
        for field in re.findall(r'<input id="(\w+)"', page):
            assert f'<label for="{field}">' in page


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_stand_out_in_light_and_dark_as_wcag_asks():
    style = Path("desktop/paraph_sandbox/pages/templates/style.css").read_text("utf-8")
    themes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", theme))
        for ink, ground in (
            ("text", "surface"), ("text", "canvas"), ("muted", "surface"), ("accent", "surface"),
            ("on-accent", "accent"), ("invalid", "invalid-soft"), ("sandbox", "sandbox-soft"),
        ):  # fmt: skip
            pair = sorted(_luminance(colours[each]) for each in (ink, ground))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (ink, ground)
        pair = sorted(_luminance(colours[each]) for each in ("strong", "surface"))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3
