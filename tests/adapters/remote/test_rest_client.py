"""The remote API's client against servers that say anything at all; what it sends, byte by byte."""

import hashlib
import json
import math
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraph.domain.errors import DocumentMissing, ParaphError
from paraph.domain.errors.service import (
    AddressRefused,
    DownloadDamaged,
    EventsGone,
    NetworkSignIn,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceProxyRefused,
    ServiceRefused,
    ServiceUnreachable,
    ServiceUnverified,
    SignInAgain,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Environment
from paraph.domain.service.base_url import base_url_of
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.ports.service import ServiceCall
from paraph.remote.http_client import HttpClient, HttpTrouble
from paraph.remote.rate import TokenBucket
from paraph.remote.rest_client import RestClient
from paraph.remote.service_troubles import of_trouble
from paraph.remote.tokens import API_KEY, KeyBearer
from tests.rigs.remote_account import MemorySecrets, an_account, real_service, surroundings
from tests.rigs.small_server import Answer, Asked, serving

KEY = "ak_s3cret"
JSON, PROBLEM = "application/json", "application/problem+json"
AT = "2026-12-01T09:00:00.000Z"
REQUEST = {"id": "req_1", "version": 3, "status": "in_progress", "updated_at": AT}
# What the ports name; nothing else may come of anything that a server says.
DOCUMENTED = (
    ServiceUnreachable, ServiceFailed, ServiceRefused, SignInAgain, ScopeMissing, NetworkSignIn,
    EventsGone, DownloadDamaged, NotThere,
)  # fmt: skip


@contextmanager
def client_of(answer: Answer | Callable[[Asked], Answer], folder: Path) -> Iterator[Any]:
    """Give the client of a server that answers so, and what the server was asked."""
    say = answer if callable(answer) else lambda _: answer
    with serving(say) as server, real_service(server.url, KEY, folder) as client:
        yield client, server.asked


def told(body: object, status: int = 200, kind: str = JSON, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(body).encode(), kind, status, named)


def call(body: FrozenBody, path: str = "/v2/documents", **more: str) -> ServiceCall:
    return ServiceCall("POST", path, body, "the-key", "ab" * 16, **more)


CREATE = call(FrozenBody("", "application/json", b'{"name": "x"}'), "/v2/signature-requests")


# --- what is sent


def spooled(folder: Path, content: bytes, **more: Any) -> FrozenBody:
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / sha256).write_bytes(content)
    return FrozenBody(sha256, "application/pdf", size=len(content), **more)


def test_every_try_of_an_upload_has_the_same_bytes(tmp_path: Path):
    name = 'Mandat "é"\r\nX-Evil: 1'
    fields = (("client_reference", "ref-1"), ("name", name))
    body = spooled(tmp_path, b"%PDF-1.7 \x00\xff" * 1000, fields=fields)
    with client_of(told({"id": "doc_1"}, 201), tmp_path) as (client, asked):
        for _ in range(2):
            client.send(call(body))
        client.send(call(body)._replace(idempotency_key="another"))
    first, second, other = asked
    assert first.body == second.body
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert other.headers["Content-Type"] != first.headers["Content-Type"]
    head = f"Content-Type: {first.headers['Content-Type']}\r\n\r\n".encode()
    parts = message_from_bytes(head + first.body).get_payload()
    assert [part.get_param("name", header="Content-Disposition") for part in parts] == [
        "client_reference", "name", "file",
    ]  # fmt: skip
    assert parts[1].get_payload(decode=True).decode() == name
    assert parts[2].get_filename() == "document.pdf"
    assert hashlib.sha256(parts[2].get_payload(decode=True)).hexdigest() == body.sha256


def test_a_call_carries_its_key_its_trace_and_its_version(tmp_path: Path):
    with client_of(told(REQUEST), tmp_path) as (client, asked):
        for _ in range(2):
            client.send(CREATE._replace(if_match='"req_1.3"'))
    first, second = (each.headers for each in asked)
    assert first["Authorization"] == f"Bearer {KEY}"
    assert first["Idempotency-Key"] == "the-key"
    assert first["If-Match"] == '"req_1.3"'
    assert first["Content-Type"] == "application/json"
    spans = [re.fullmatch(f"00-{'ab' * 16}-([0-9a-f]{{16}})-01", each["traceparent"])
             for each in (first, second)]  # fmt: skip
    assert all(spans)
    assert spans[0][1] != spans[1][1]  # a new span each try, of one trace


def test_a_signed_document_goes_as_it_is(tmp_path: Path):
    body = spooled(tmp_path, b"%PDF-1.7 signed")
    with client_of(told({"id": "sig_1"}), tmp_path) as (client, asked):
        answer = client.send(call(body, "/v2/signatories/sig_1/signed-document"))
    assert answer.is_readable
    assert (asked[0].body, asked[0].headers["Content-Type"]) == (
        b"%PDF-1.7 signed",
        "application/pdf",
    )


def test_a_file_that_is_gone_is_told_before_anything_is_sent(tmp_path: Path):
    with client_of(told({}), tmp_path) as (client, asked), pytest.raises(DocumentMissing):
        client.send(call(FrozenBody("ab" * 32, "application/pdf")))
    assert asked == []


# --- what is read


def test_what_is_missing_or_unknown_passes_and_what_is_needed_does_not(tmp_path: Path):
    odd = {**REQUEST, "status": "sealed", "surprise": {"a": [1]}, "signatories": [
        {"id": "sig_1", "status": "hesitating", "role": "witness", "email": None, "more": 1},
    ]}  # fmt: skip
    with client_of(told(odd), tmp_path) as (client, _):
        found = client.request("req_1")
    assert (found.status, found.signatories[0].role, found.revision) == ("sealed", "witness", 0)
    assert found.whose_turn() == ()
    for name in ("id", "version", "status", "updated_at"):
        body = {key: value for key, value in REQUEST.items() if key != name}
        with client_of(told(body), tmp_path) as (client, _), pytest.raises(ServiceFailed) as error:
            client.request("req_1")
        assert error.value.details["service_code"] == "not_understood"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", True), ("version", 1.5), ("version", "3"), ("version", 2**63),
        ("version", math.nan), ("updated_at", "yesterday"), ("updated_at", 7),
        ("updated_at", "0001-01-01T00:00:00+14:00"), ("signatories", {}), ("signatories", [1]),
        ("name", 7), ("name", "a" * 10_001), ("id", ""),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_not_guessed_at(tmp_path: Path, name: str, value: object):
    answer = told({**REQUEST, name: value})
    with client_of(answer, tmp_path) as (client, _), pytest.raises(ServiceFailed):
        client.request("req_1")


def test_half_a_surrogate_pair_is_no_text_that_breaks_the_record(tmp_path: Path):
    body = (
        b'{"id": "req_1", "version": 1, "status": "draft", "updated_at": "%s", "name": "\\ud800"}'
    )
    with client_of(Answer(body % AT.encode(), JSON), tmp_path) as (client, _):
        assert client.request("req_1").name.encode()
    problem = Answer(b'{"code": "x\\ud800", "detail": "\\u0007y"}', PROBLEM, 409)
    with client_of(problem, tmp_path) as (client, _):
        words = client.send(CREATE).words
    assert words.code.encode()
    assert words.detail == "y"


def test_words_of_a_refusal_are_bounded(tmp_path: Path):
    errors = [{"field": "a" * 999, "message": "b" * 9999}] * 99 + [7, {"field": 1}]
    problem = {"code": "c" * 999, "detail": "d" * 9999, "errors": errors, "trace_id": "t" * 999}
    with client_of(told(problem, 422, PROBLEM), tmp_path) as (client, _):
        words = client.send(CREATE).words
    assert [len(words.code), len(words.detail), len(words.errors)] == [100, 1000, 50]
    assert [len(each) for each in words.errors[0]] == [100, 1000]


@pytest.mark.parametrize("token", ["same", "", None])
def test_a_list_that_does_not_end_is_not_read_for_ever(tmp_path: Path, token: str | None):
    with client_of(told({"data": [REQUEST], "next_page_token": token}), tmp_path) as (
        client,
        asked,
    ):
        if token:
            with pytest.raises(ServiceFailed) as error:
                list(client.requests_since(None))
            assert error.value.details["service_code"] == "endless_list"
        else:
            assert len(list(client.requests_since(None))) == 1
    assert len(asked) <= 2


def test_a_service_that_passes_over_the_filter_is_not_believed(tmp_path: Path):
    other = {**REQUEST, "client_reference": "other"}
    mine = {**REQUEST, "id": "req_9", "client_reference": "mine"}

    def answer(asked: Asked) -> Answer:
        if "cursor=2" in asked.path:
            return told({"data": [mine], "next_page_token": None})
        return told({"data": [other, other], "next_page_token": "2"})

    with client_of(answer, tmp_path) as (client, _):
        assert client.request_of("mine").id == "req_9"
        assert client.request_of("nobody's") is None


def test_a_damaged_one_hides_no_other_in_a_list_but_is_no_surely_none(tmp_path: Path):
    damaged = {"id": 7, "client_reference": "mine"}
    with client_of(told({"data": [damaged, REQUEST]}), tmp_path) as (client, _):
        assert [each.id for each in client.requests_since(None)] == ["req_1"]
        with pytest.raises(ServiceFailed):
            client.request_of("mine")


def test_a_404_that_is_not_the_services_is_not_a_no(tmp_path: Path):
    for answer in (Answer(b"<html>", status=404), Answer(b"", "", 404), Answer(b"{", JSON, 404)):
        with (
            client_of(answer, tmp_path) as (client, _),
            pytest.raises((NetworkSignIn, ServiceFailed)),
        ):
            client.request("req_1")
    with client_of(told({"code": "not_found"}, 404, PROBLEM), tmp_path) as (client, _):
        assert client.request("req_1") is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html><form>"),
        Answer(b"sign in", "text/plain"),
        Answer(b"", status=511),
        Answer(b"", status=302, headers={"Location": "https://hotel.example/"}),
        Answer(b"{}", JSON, status=307, headers={"Location": "//hotel.example/"}),
        Answer(b"", status=302, headers={"Location": "http://[::"}),
    ],
)
def test_a_captive_portal_is_told_as_such(tmp_path: Path, answer: Answer):
    with client_of(answer, tmp_path) as (client, asked):
        with pytest.raises(NetworkSignIn):
            client.events("", 0)
        with pytest.raises(NetworkSignIn):
            client.fetch("/v2/signature-requests/r/document", tmp_path / "f", 1 << 20)
        sent = client.send(CREATE)
    assert not sent.is_readable
    assert sent.request is None
    assert len(asked) == 3  # no redirect was followed


def test_an_event_that_cannot_be_read_hides_no_other(tmp_path: Path):
    good = {"event_id": "evt_1", "type": "new.kind", "created_at": AT, "seq": 9, "data": {}}
    page = {"data": [{"type": "x"}, good], "iterator": "i", "done": False}
    with client_of(told(page), tmp_path) as (client, asked):
        found = client.events("a b&c", 25)
    assert [(each.id, each.kind, each.request_id) for each in found.events] == [
        ("evt_1", "new.kind", "")
    ]
    assert not found.done
    assert asked[0].path == "/v2/events?consumer=acc&iterator=a+b%26c&limit=100&wait=25"


def test_an_answer_that_may_have_another_meaning_is_not_readable(tmp_path: Path):
    unreadable = [
        told({}), told([]), told({"code": "x"}), told(REQUEST, kind="text/html"), told({}, 404),
        told(REQUEST, 304), Answer(b"", JSON), Answer(b"{", JSON),
    ]  # fmt: skip
    for answer in unreadable:
        with client_of(answer, tmp_path) as (client, _):
            assert not client.send(CREATE).is_readable, answer
    with client_of(Answer(b"", "", 204), tmp_path) as (client, _):
        assert client.send(CREATE).is_readable


def test_headers_say_when_to_come_back_and_how_long_a_key_is_known(tmp_path: Path):
    answer = told(
        {"code": "rate_limited"}, 429, PROBLEM, Retry_After="7", Idempotency_Retention="2592000"
    )
    with client_of(answer, tmp_path) as (client, _):
        found = client.send(CREATE)
    assert (found.retry_after, found.retention_s) == ("7", 2_592_000)
    assert found.date is not None
    with client_of(told(REQUEST, Idempotency_Retention="-1"), tmp_path) as (client, _):
        assert client.send(CREATE).retention_s is None


def test_what_will_be_taken_back_and_another_clock_are_noted(tmp_path: Path):
    now = datetime.now(UTC)
    soon = format_datetime(now + timedelta(days=90), usegmt=True)
    with client_of(told(REQUEST, Sunset=soon), tmp_path) as (client, _):
        assert client.heard.sunset is None
        client.request("req_1")
        heard = client.heard
    assert heard.sunset_is_near(now)
    assert not heard.sunset_is_near(now - timedelta(days=300))
    assert heard.ahead_s is not None
    assert abs(heard.ahead_s) < 5
    with client_of(told(REQUEST, Sunset="one day"), tmp_path) as (client, _):
        client.request("req_1")
        assert client.heard.sunset is None


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (401, "unauthorized", SignInAgain), (403, "insufficient_scope", ScopeMissing),
        (404, "not_found", NotThere), (410, "gone", ServiceRefused), (400, "bad", ServiceRefused),
        (408, "x", ServiceFailed), (425, "x", ServiceFailed), (429, "x", ServiceFailed),
        (409, "not_completed", ServiceFailed), (500, "x", ServiceFailed),
    ],
)  # fmt: skip
def test_each_refusal_has_its_error(
    tmp_path: Path, status: int, code: str, error: type[ParaphError]
):
    problem = {"code": code, "detail": "Why.", "scope": "documents:read"}
    answer = told(problem, status, PROBLEM)
    with client_of(answer, tmp_path) as (client, _), pytest.raises(error) as found:
        client.events("", 0)
    if error is ScopeMissing:
        assert found.value.details["scope"] == "documents:read"
    if error is ServiceRefused:
        assert found.value.details["detail"] == "Why."


def test_a_file_that_is_another_one_is_damaged(tmp_path: Path):
    content, into = b"%PDF-1.7", tmp_path / "f"
    right = f'"sha256:{hashlib.sha256(content).hexdigest()}"'
    for tag, fits in ((right, True), ('"x"', True), (f'"sha256:{"0" * 64}"', False)):
        answer = Answer(content, "application/pdf", headers={"ETag": tag})
        with client_of(answer, tmp_path) as (client, _):
            if fits:
                assert client.fetch("/v2/x", into, 1 << 20)
                continue
            with pytest.raises(DownloadDamaged):
                client.fetch("/v2/x", into, 1 << 20)
    for answer in (Answer(bytes(2000), "application/pdf"), told({"id": "x"})):
        with client_of(answer, tmp_path) as (client, _), pytest.raises(DownloadDamaged):
            client.fetch("/v2/x", into, 1000)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (told({"data": []}), Environment.SANDBOX),
        (told({"code": "not_found"}, 404, PROBLEM), Environment.PRODUCTION),
        (told({"code": "insufficient_scope"}, 403, PROBLEM), Environment.UNKNOWN),
        (told({"code": "x"}, 400, PROBLEM), Environment.UNKNOWN),
        (told({"data": 7}), Environment.UNKNOWN),
    ],
)
def test_what_kind_of_service_it_is(tmp_path: Path, answer: Answer, kind: Environment):
    with client_of(answer, tmp_path) as (client, _):
        assert client.environment() is kind


def test_troubles_on_the_way_are_told_apart():
    kinds = {
        "tls": ServiceUnverified, "proxy_account": ServiceProxyRefused,
        "proxy_socks": ServiceProxyRefused, "timeout": ServiceUnreachable,
    }  # fmt: skip
    for why, kind in kinds.items():
        made = of_trouble(HttpTrouble(why, "h", may_have_arrived=False))
        assert (type(made), made.may_have_arrived) == (kind, False)
    assert ServiceUnreachable().may_have_arrived  # who says nothing is not sure


# --- anything at all


_KINDS = st.sampled_from([JSON, PROBLEM, "text/html", "application/pdf", "", "x", "a/b+json"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=10,
)  # fmt: skip
_NAMES = st.sampled_from(
    ["id", "version", "status", "updated_at", "created_at", "signatories", "data", "iterator",
     "done", "next_page_token", "code", "detail", "errors", "checksum_sha256", "document_id",
     "scope", "fields", "event_id", "seq", "type"]
)  # fmt: skip
_BODIES = st.one_of(
    st.binary(max_size=300),
    _VALUES.map(lambda told: json.dumps(told).encode()),
    st.dictionaries(_NAMES, _VALUES | st.just(AT) | st.lists(st.dictionaries(_NAMES, _VALUES))).map(
        lambda told: json.dumps(told).encode()
    ),
)
_STATUSES = st.sampled_from([200, 201, 202, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 409,
                             410, 412, 422, 429, 500, 503, 511, 599, 600, 999])  # fmt: skip
_HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "Date", "Sunset", "ETag", "Location", "X-Trace-Id",
                     "Idempotency-Retention", "Content-Encoding"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    max_size=3,
)  # fmt: skip


@pytest.fixture(scope="module")
def anything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RestClient, list[Answer]]]:
    """A client, and the list whose first is what its server answers with."""
    folder, say = tmp_path_factory.mktemp("anything"), [Answer()]
    with serving(lambda _: say[0]) as server, real_service(server.url, KEY, folder) as client:
        yield client, say


def _documented(act: Callable[[], object]) -> dict[str, object]:
    """Do it, and give what a documented error tells; any other comes through."""
    try:
        act()
    except DOCUMENTED as error:
        return error.details
    return {}


def ask_everything(client: RestClient, folder: Path) -> None:
    acts: list[Callable[[], object]] = [
        lambda: client.send(CREATE),
        lambda: client.document_of("r"),
        lambda: client.request_of("r"),
        lambda: client.request("r"),
        lambda: list(client.requests_since(None)),
        lambda: client.events("i", 0),
        lambda: client.trail_digests("t"),
        lambda: client.fetch("/v2/x", folder / "f", 1 << 20),
        client.environment,
    ]
    for act in acts:
        details = _documented(act)
        assert KEY not in json.dumps(details)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(status=_STATUSES, kind=_KINDS, body=_BODIES, headers=_HEADERS)
def test_whatever_a_server_says_only_documented_errors_come(
    anything: tuple[RestClient, list[Answer]],
    tmp_path_factory: pytest.TempPathFactory,
    status: int,
    kind: str,
    body: bytes,
    headers: dict[str, str],
):
    client, say = anything
    say[0] = Answer(body, kind, status, headers)
    ask_everything(client, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    "said",
    [
        b"", b"\x00" * 100, b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 200\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nX: \xff\xfe\r\nContent-Type: application/json\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 30_000 + b"\r\n{}",
        b"HTTP/1.1 101 Switching\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 3,
        b"SSH-2.0-OpenSSH\r\n", b"<html>", b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 200_000,
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b"[" * 200_000,
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"version\": "
        + b"9" * 10_000 + b"}",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b" " * (9 << 20),
    ],
)  # fmt: skip
def test_bytes_that_are_no_http_are_told_as_such(said: bytes, tmp_path: Path):
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        plug.listen(20)
        url = f"http://127.0.0.1:{plug.getsockname()[1]}"

        def serve() -> None:
            while True:
                try:
                    connection, _ = plug.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65_536)
                        connection.sendall(said)
                        connection.shutdown(socket.SHUT_WR)
                        connection.recv(65_536)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with real_service(url, KEY, tmp_path) as client:
            ask_everything(client, tmp_path)
        plug.shutdown(socket.SHUT_RDWR)
    thread.join(10)


# --- where it may go, and how fast


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("https://api.example.com", "https://api.example.com"),
        (" https://API.example.com/v2/ ", "https://api.example.com"),
        ("https://api.example.com:8443/sign/v2", "https://api.example.com:8443/sign"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/v2", "http://localhost:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://192.168.1.5", "https://192.168.1.5"),
        ("https://erp.lan", "https://erp.lan"),
    ],
)
def test_an_address_is_used_as_a_person_named_it(text: str, base: str):
    assert base_url_of(text) == base


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no_address"), ("example.com", "no_address"), ("ftp://example.com", "no_address"),
        ("https://", "no_address"), ("https://exa mple.com", "no_address"),
        ("https://example.com:0", "no_address"), ("https://example.com:99999", "no_address"),
        ("https://[::1", "no_address"), ("https://exämple.com", "no_address"),
        ("https://example.com\r\nX: y", "no_address"), ("https://e.com/" + "a" * 600, "no_address"),
        ("javascript:alert(1)", "no_address"),
        ("http://example.com", "needs_https"), ("http://192.168.1.5", "needs_https"),
        ("http://127.0.0.1.evil.example", "needs_https"), ("http://localhost.evil", "needs_https"),
        ("https://user:s3cret@example.com", "has_user"),
        ("http://127.0.0.1@evil.example", "has_user"),
        ("https://example.com/?key=s3cret", "has_query"), ("https://example.com/#a", "has_query"),
        ("https://example.com/?", "has_query"),
    ],
)  # fmt: skip
def test_an_address_that_would_show_a_secret_is_refused(text: str, why: str):
    with pytest.raises(AddressRefused) as told:
        base_url_of(text)
    assert told.value.details["why"] == why
    assert "s3cret" not in repr(told.value.details)


def test_a_client_is_not_made_for_an_address_that_was_altered(client: HttpClient, tmp_path: Path):
    account, secrets = an_account("http://evil.example"), MemorySecrets()
    secrets.put("acc", API_KEY, Secret(KEY))
    with pytest.raises(AddressRefused):
        RestClient(account, KeyBearer(account, secrets), surroundings(client, tmp_path))


def test_calls_stay_below_the_limit_by_a_clock_that_nobody_sets():
    now, waited = [100.0], []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    bucket = TokenBucket(per_minute=60, burst=3, clock=lambda: now[0], wait=wait)
    for _ in range(3):
        bucket.take()
    assert waited == []
    bucket.take()
    assert sum(waited) == pytest.approx(1)
    now[0] += 8 * 3600  # it slept: a burst, and not all of the night's calls
    waited.clear()
    for _ in range(5):
        bucket.take()
    assert sum(waited) == pytest.approx(2)
    bucket.empty()
    waited.clear()
    bucket.take()
    assert sum(waited) == pytest.approx(1)
    now[0] -= 50  # a clock that goes back does no harm
    bucket.take()
