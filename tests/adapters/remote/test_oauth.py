"""Signing in: the sandbox and oidc-provider as authorization servers, a scripted browser."""

import json
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import (
    NetworkSignIn,
    ServiceFailed,
    ServiceUnreachable,
    SignInAgain,
    SignInCancelled,
    SignInFailed,
    SignInTimeout,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.domain.service.scopes import USUAL, Feature, scopes_of
from paraph.ports.service import ServiceCall
from paraph.remote.http_client import HttpClient
from paraph.remote.rest_client import RestClient
from paraph.remote.sign_ins import SignIns
from paraph.remote.tokens import CLIENT_SECRET, TOKENS
from tests.rigs.oidc_provider import PROGRAM, oidc_provider
from tests.rigs.remote_account import MemorySecrets, an_account, surroundings
from tests.rigs.scripted_browser import sign_in_at
from tests.rigs.small_server import Answer, Asked, serving
from tests.sandbox.conftest import Served
from tests.sandbox.conftest import serving as serving_sandbox
from tests.sandbox.steps import eventually

SCOPES = scopes_of(USUAL)


@dataclass
class Desk:
    """A desk with an account at a server; its clock can be moved."""

    account: Account
    http: HttpClient
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    ahead: timedelta = timedelta()
    browser: Callable[[str], object] = print

    @property
    def sign_ins(self) -> SignIns:
        def opened(address: str) -> None:
            threading.Thread(target=self.browser, args=(address,)).start()

        now = lambda: datetime.now(UTC) + self.ahead  # noqa: E731
        return SignIns(lambda _: self.http, self.secrets, now, opened)

    def client(self, folder: Path) -> RestClient:
        around = surroundings(self.http, folder)
        return RestClient(self.account, self.sign_ins.bearer(self.account), around)

    def sign_in(self, timeout_s: float = 30, stop: threading.Event | None = None) -> list[str]:
        shown: list[str] = []
        stop = stop or threading.Event()
        self.sign_ins.by_browser(self.account, SCOPES, shown.append, timeout_s, stop)
        return shown

    @property
    def tokens(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(self.secrets.known["acc", TOKENS].reveal())
        return told


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_sandbox(
        tmp_path_factory.mktemp("served"), "--calls-per-minute", "100000"
    ) as found:
        yield found


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    with oidc_provider() as issuer:
        yield issuer


@pytest.fixture
def browser(served: Served) -> dict[str, str]:
    """Who sits at the browser, and what is decided."""
    login, password = next(iter(served.logins.items()))
    return {"login": login, "password": password, "decision": "allow"}


@pytest.fixture
def pages() -> list[str]:
    """What the program showed in the browser at the end."""
    return []


@pytest.fixture
def use_browser(browser: dict[str, str], pages: list[str]) -> Callable[[str], object]:
    return lambda address: pages.append(sign_in_at(address, **browser))


@pytest.fixture(params=["sandbox", "oidc-provider"])
def desk(request: pytest.FixtureRequest, client: HttpClient, use_browser) -> Desk:
    name = "other" if request.param == "oidc-provider" else "served"
    found = request.getfixturevalue(name)
    address = found if isinstance(found, str) else found.address
    account = an_account(address, SignInWay.PERSON, "paraph-desktop")
    return Desk(account, client, browser=use_browser)


@pytest.fixture
def sandbox_desk(served: Served, client: HttpClient, use_browser) -> Desk:
    account = an_account(served.address, SignInWay.PERSON, "paraph-desktop")
    return Desk(account, client, browser=use_browser)


def test_a_person_signs_in_at_the_browser(desk: Desk, pages: list[str]):
    (shown,) = desk.sign_in()
    query = parse_qs(urlsplit(shown).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"][0].startswith("http://127.0.0.1:")
    assert set(query["scope"][0].split()) <= {*SCOPES, "offline_access"}
    assert "webhooks:write" not in query["scope"][0]
    assert desk.tokens["access"]
    assert desk.tokens["refresh"]
    assert "Paraph has the answer" in eventually(lambda: pages)[0]


def test_scopes_are_asked_for_by_feature():
    assert "personal_data:delete" not in SCOPES
    assert "personal_data:delete" in scopes_of((*USUAL, Feature.ERASING))
    assert scopes_of([Feature.RESULTS]) == ("signature_requests:read", "audit_trails:read")
    assert not any("webhooks" in each for each in scopes_of(Feature))


def test_tokens_are_renewed_in_time_and_follow_each_other(desk: Desk):
    desk.sign_in()
    first, bearer = desk.tokens, desk.sign_ins.bearer(desk.account)
    assert bearer.token() == Secret(first["access"])
    desk.ahead = timedelta(seconds=900 - 61)
    assert bearer.token() == Secret(first["access"])
    desk.ahead = timedelta(seconds=900 - 59)
    second = bearer.token()
    assert second != Secret(first["access"])
    assert desk.tokens["refresh"] != first["refresh"]
    assert desk.secrets.turns.count("acc") == 2  # signing in, and renewing
    assert bearer.token() == second


def test_a_spent_refresh_token_ends_the_family(desk: Desk):
    desk.sign_in()
    first = desk.secrets.known["acc", TOKENS]
    desk.ahead = timedelta(hours=2)
    bearer = desk.sign_ins.bearer(desk.account)
    bearer.token()
    second = desk.secrets.known["acc", TOKENS]
    desk.secrets.put("acc", TOKENS, first)  # as from a backup
    desk.ahead = timedelta(hours=5)
    with pytest.raises(SignInAgain) as told:
        bearer.token()
    assert told.value.details == {"account": "Sandbox", "why": "invalid_grant"}
    desk.secrets.put("acc", TOKENS, second)
    with pytest.raises(SignInAgain):
        bearer.token()


def test_signing_out_ends_the_tokens_at_the_service(desk: Desk):
    desk.sign_in()
    assert desk.sign_ins.end(desk.account)
    desk.ahead = timedelta(hours=2)
    with pytest.raises(SignInAgain):
        desk.sign_ins.bearer(desk.account).token()


def test_a_program_signs_in_with_its_own_secret(other: str, served: Served, client: HttpClient):
    for address, (name, secret) in ((other, PROGRAM), (served.address, served.program)):
        desk = Desk(an_account(address, SignInWay.PROGRAM, name), client)
        desk.secrets.put("acc", CLIENT_SECRET, Secret(secret))
        desk.sign_ins.by_program(desk.account, ("documents:read", "events:read"))
        first = desk.sign_ins.bearer(desk.account).token()
        desk.ahead = timedelta(hours=1)
        assert desk.sign_ins.bearer(desk.account).token() != first
        desk.secrets.put("acc", CLIENT_SECRET, Secret("wrong"))
        desk.ahead = timedelta(hours=2)
        with pytest.raises(SignInAgain) as told:
            desk.sign_ins.bearer(desk.account).token()
        assert told.value.details["why"] == "invalid_client"


def test_what_was_signed_in_to_may_be_called(sandbox_desk: Desk, tmp_path: Path):
    sandbox_desk.sign_in()
    assert sandbox_desk.client(tmp_path).request("req_nobody") is None


def test_a_token_that_is_refused_is_renewed_once(sandbox_desk: Desk, tmp_path: Path):
    sandbox_desk.sign_in()
    told = {**sandbox_desk.tokens, "access": "not-a-token-of-yours"}
    sandbox_desk.secrets.put("acc", TOKENS, Secret(json.dumps(told)))
    assert sandbox_desk.client(tmp_path).request("req_nobody") is None
    assert sandbox_desk.tokens["access"] != "not-a-token-of-yours"


def test_what_another_renewed_meanwhile_is_taken(sandbox_desk: Desk):
    sandbox_desk.sign_in()
    bearer, fresh = sandbox_desk.sign_ins.bearer(sandbox_desk.account), sandbox_desk.tokens
    assert bearer.after_refusal(Secret("an older one")) == Secret(fresh["access"])
    assert sandbox_desk.tokens == fresh


def test_a_refusal_at_the_browser_is_told(
    sandbox_desk: Desk, browser: dict[str, str], pages: list[str]
):
    browser["decision"] = "refuse"
    with pytest.raises(SignInFailed) as told:
        sandbox_desk.sign_in()
    assert told.value.details["why"] == "access_denied"
    assert sandbox_desk.secrets.known == {}
    assert "Not signed in" in eventually(lambda: pages)[0]


def test_nobody_comes_or_a_person_stops_it(sandbox_desk: Desk):
    sandbox_desk.browser = lambda _address: None
    with pytest.raises(SignInTimeout):
        sandbox_desk.sign_in(timeout_s=0.3)
    stop = threading.Event()
    stop.set()
    with pytest.raises(SignInCancelled):
        sandbox_desk.sign_in(stop=stop)


# --- what comes to the loopback port


def calling_back(call: Callable[[str, str], object]) -> Callable[[str], None]:
    """Give a browser that does something else: `call` has the redirect address and the state."""

    def opened(address: str) -> None:
        query = parse_qs(urlsplit(address).query)
        call(query["redirect_uri"][0], query["state"][0])

    return opened


def test_only_the_answer_with_the_state_is_taken(sandbox_desk: Desk, served: Served):
    statuses: list[int] = []
    last: list[httpx2.Response] = []

    def call(redirect: str, state: str) -> None:
        base = redirect.removesuffix("/callback")
        good = urlencode({"state": state, "error": "access_denied", "iss": served.address})
        wrong = [
            (f"{redirect}?state=wrong&code=x", {}),
            (f"{redirect}?code=x", {}),
            (f"{redirect}?state={state}&state={state}&code=x", {}),
            (f"{redirect}?state=%ff&code=x", {}),
            (f"{base}/other?{good}", {}),
            (f"{base}/?{good}", {}),
            (f"{redirect}?{good}", {"Host": "rebound.example"}),
            (f"{redirect}?{good}&x={'a' * 17_000}", {}),
            (f"{redirect}?{good}{'&x=1' * 60}", {}),
        ]
        for address, headers in wrong:
            statuses.append(httpx2.get(address, headers=headers).status_code)
        statuses.append(httpx2.post(f"{redirect}?{good}").status_code)
        last.append(httpx2.get(f"{redirect}?{good}"))

    sandbox_desk.browser = calling_back(call)
    with pytest.raises(SignInFailed) as told:
        sandbox_desk.sign_in()
    assert told.value.details["why"] == "access_denied"
    assert statuses == [400, 400, 400, 400, 404, 404, 404, 400, 400, 501]
    (page,) = eventually(lambda: last)
    assert page.status_code == 200
    assert "script" not in page.headers["Content-Security-Policy"]
    assert "state=" not in page.text


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"code": "x", "iss": "https://evil.example"}, "issuer_differs"),
        ({"code": "x"}, "issuer_differs"),
        ({"code": "x", "iss": "é"}, "issuer_differs"),
        ({"iss": "SERVED"}, "no_code"),
        ({"iss": "SERVED", "error": "server_error", "error_description": "a\x07b"}, "server_error"),
        ({"iss": "SERVED", "code": "not-a-code"}, "invalid_grant"),
    ],
)
def test_another_servers_answer_or_none_is_not_taken(
    sandbox_desk: Desk,
    served: Served,
    answer: dict[str, str],
    why: str,
):
    told = {name: value.replace("SERVED", served.address) for name, value in answer.items()}
    sandbox_desk.browser = calling_back(
        lambda redirect, state: httpx2.get(f"{redirect}?{urlencode({**told, 'state': state})}")
    )
    with pytest.raises((SignInFailed, SignInAgain)) as found:
        sandbox_desk.sign_in()
    assert found.value.details["why"] == why
    assert "\x07" not in str(found.value.details)
    assert sandbox_desk.secrets.known == {}


# --- servers that say odd things


def metadata(url: str, **changed: object) -> bytes:
    told = {
        "issuer": url,
        "authorization_endpoint": f"{url}/authorize",
        "token_endpoint": f"{url}/token",
        "revocation_endpoint": f"{url}/revoke",
        **changed,
    }
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"issuer": "https://evil.example"}, "issuer_differs"),
        ({"issuer": 7}, "issuer_differs"),
        ({"issuer": None}, "issuer_differs"),
        ({"token_endpoint": "http://evil.example/token"}, "endpoint_refused"),
        ({"token_endpoint": "file:///etc/passwd"}, "endpoint_refused"),
        ({"token_endpoint": 7}, "not_understood"),
        ({"token_endpoint": None}, "no_sign_in_offered"),
        ({"authorization_endpoint": None}, "no_sign_in_offered"),
        ({"code_challenge_methods_supported": ["plain"]}, "pkce_not_offered"),
    ],
)
def test_a_server_that_describes_itself_wrongly_is_not_signed_in_to(
    client: HttpClient, changed: dict[str, object], why: str
):
    with serving(lambda _: Answer(metadata(server.url, **changed), "application/json")) as server:
        desk = Desk(an_account(server.url, SignInWay.PERSON, "x"), client)
        with pytest.raises(SignInFailed) as told:
            desk.sign_in(timeout_s=0.1)
    assert told.value.details["why"] == why


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(b"<html>", "text/html"), NetworkSignIn),
        (Answer(b"", "text/html", 302, {"Location": "https://hotel.example/"}), NetworkSignIn),
        (Answer(b"{}", "application/json", 503), ServiceFailed),
        (Answer(b"{", "application/json"), ServiceFailed),
        (Answer(b"[" * 100_000, "application/json"), ServiceFailed),
        (Answer(b"not found", "text/plain", 404), SignInFailed),
    ],
)
def test_a_server_that_does_not_describe_itself_is_told_apart(
    client: HttpClient, answer: Answer, error: type[ParaphError]
):
    with serving(lambda _: answer) as server:
        desk = Desk(an_account(server.url, SignInWay.PERSON, "x"), client)
        with pytest.raises(error):
            desk.sign_in(timeout_s=0.1)


GOOD = {"access_token": "a", "token_type": "Bearer", "expires_in": 900}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, b"", ServiceFailed),
        (200, b"[]", ServiceFailed),
        (200, b"\xff\xfe", ServiceFailed),
        (200, b"{}", ServiceFailed),
        (200, b"[" * 100_000, ServiceFailed),
        (200, json.dumps({**GOOD, "access_token": 7}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "access_token": "a\nb"}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "access_token": "é"}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "access_token": "a" * 20_000}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "token_type": "mac"}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "expires_in": "soon"}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "expires_in": [1]}).encode(), ServiceFailed),
        (200, json.dumps({**GOOD, "refresh_token": {"a": 1}}).encode(), ServiceFailed),
        (400, b'{"error": "invalid_scope"}', SignInFailed),
        (400, b'{"error": 7}', SignInFailed),
        (400, b'{"error": "invalid_client"}', SignInAgain),
        (401, b'{"error": "invalid_client"}', SignInAgain),
        (429, b'{"error": "temporarily_unavailable"}', ServiceFailed),
        (500, b"oops", ServiceFailed),
        (503, b"{}", ServiceFailed),
    ],
)
def test_odd_answers_of_a_token_endpoint_are_told(
    client: HttpClient, status: int, body: bytes, error: type[ParaphError]
):
    def answer(asked: Asked) -> Answer:
        if asked.method == "GET":
            return Answer(metadata(server.url), "application/json")
        return Answer(body, "application/json", status)

    with serving(answer) as server:
        desk = Desk(an_account(server.url, SignInWay.PROGRAM, "x"), client)
        desk.secrets.put("acc", CLIENT_SECRET, Secret("s3cret"))
        with pytest.raises(error):
            desk.sign_ins.by_program(desk.account, SCOPES)
        assert ("acc", TOKENS) not in desk.secrets.known


def test_a_server_that_is_away_loses_no_tokens(sandbox_desk: Desk):
    sandbox_desk.sign_in()
    before = sandbox_desk.tokens
    account = sandbox_desk.account._replace(base_url="http://127.0.0.1:9")
    sandbox_desk.ahead = timedelta(hours=2)
    with pytest.raises(ServiceUnreachable) as told:
        sandbox_desk.sign_ins.bearer(account).token()
    assert not told.value.may_have_arrived
    assert sandbox_desk.tokens == before


def test_the_secret_stands_in_the_body_where_a_server_offers_that(client: HttpClient):
    def answer(asked: Asked) -> Answer:
        if asked.method == "GET":
            more = {"token_endpoint_auth_methods_supported": ["client_secret_basic"]}
            return Answer(metadata(server.url, **more), "application/json")
        return Answer(json.dumps(GOOD).encode(), "application/json")

    with serving(answer) as server:
        desk = Desk(an_account(server.url, SignInWay.PROGRAM, "x"), client)
        desk.secrets.put("acc", CLIENT_SECRET, Secret("s3cret"))
        desk.sign_ins.by_program(desk.account, SCOPES)
        assert b"s3cret" not in server.asked[-1].body
        assert server.asked[-1].headers["Authorization"].startswith("Basic ")


def test_no_secret_is_in_a_log_or_a_traceback(
    sandbox_desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    sandbox_desk.sign_in()
    secrets = [sandbox_desk.tokens["access"], sandbox_desk.tokens["refresh"]]
    sandbox_desk.client(tmp_path).request("req_nobody")
    sandbox_desk.ahead = timedelta(hours=2)
    sandbox_desk.sign_ins.bearer(sandbox_desk.account).token()
    sandbox_desk.secrets.put("acc", TOKENS, Secret(json.dumps(
        {**sandbox_desk.tokens, "access": secrets[0], "refresh": secrets[1],
         "expires": "2026-01-01T00:00:00+00:00"}
    )))  # fmt: skip
    with pytest.raises(SignInAgain) as told:
        sandbox_desk.sign_ins.bearer(sandbox_desk.account).token()
    said = caplog.text + "".join(map(str, (each.__dict__ for each in caplog.records)))
    said += "".join(traceback.format_exception(told.value)) + repr(told.value.details)
    assert caplog.records
    for secret in secrets:
        assert secret not in said


def test_a_token_that_does_not_come_says_that_the_call_did_not_arrive(
    client: HttpClient, tmp_path: Path
):
    def answer(asked: Asked) -> Answer:
        if asked.method == "GET":
            return Answer(metadata(server.url), "application/json")
        return Answer(b"", headers={"Transfer-Encoding": "nonsense"})

    with serving(answer) as server:
        desk = Desk(an_account(server.url, SignInWay.PROGRAM, "x"), client)
        desk.secrets.put("acc", CLIENT_SECRET, Secret("s3cret"))
        with pytest.raises(ServiceUnreachable) as token:
            desk.sign_ins.by_program(desk.account, SCOPES)
        assert token.value.may_have_arrived
        call = ServiceCall("POST", "/v2/documents", FrozenBody("", content=b""), "k", "1" * 32)
        with pytest.raises(ServiceUnreachable) as told:
            desk.client(tmp_path).send(call)
    assert not told.value.may_have_arrived
    assert "/v2/documents" not in [each.path for each in server.asked]


def test_a_refresh_token_that_is_not_replaced_is_used_again(client: HttpClient):
    def answer(asked: Asked) -> Answer:
        told = metadata(server.url) if asked.method == "GET" else json.dumps(GOOD).encode()
        return Answer(told, "application/json")

    with serving(answer) as server:
        desk = Desk(an_account(server.url, SignInWay.PERSON, "x"), client)
        old = {"access": "a", "refresh": "r", "expires": "2026-01-01T00:00:00+00:00", "scope": ""}
        desk.secrets.put("acc", TOKENS, Secret(json.dumps(old)))
        for _ in range(2):
            desk.sign_ins.bearer(desk.account).token()
            desk.ahead += timedelta(hours=1)
        posted = [parse_qs(each.body.decode()) for each in server.asked if each.method == "POST"]
    assert [each["refresh_token"] for each in posted] == [["r"], ["r"]]
