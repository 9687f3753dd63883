"""What every call passes: addresses, versions, methods, bodies, refusals, the rate."""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import uvicorn
from starlette.responses import Response
from starlette.testclient import TestClient

from paraph.wire.names import MEDIA_TYPE_V2
from paraph_sandbox.app import with_routes
from paraph_sandbox.gate.passing import put_gate_before
from paraph_sandbox.gate.rate import Rate
from paraph_sandbox.gate.removals import Removal
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.server import BreakableProtocol, listen
from tests.sandbox.conftest import Sandbox, Served, running
from tests.sandbox.wire_calls import call, read, send

JSON = {"Content-Type": "application/json"}
REQUESTS = "/v2/signature-requests"


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["trace_id"] == answer.headers["x-trace-id"]
    return told


# --- addresses and methods


def test_a_wrong_method_is_told_every_right_one_of_all_routes(lasting: Sandbox):
    answer = lasting.client.put("/v2/documents")
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    answer = lasting.client.post("/v2/signature-requests/req_1")
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "QUERY", "get"])
def test_an_unknown_method_is_405(lasting: Sandbox, method: str):
    answer = lasting.client.request(method, "/v2/documents", headers=lasting.key)
    # Methods are case-sensitive (RFC 9110, 9.1); this client writes them in capitals.
    assert answer.status_code == (405 if method != "get" else 200)


def test_head_is_get_without_its_body(lasting: Sandbox):
    got = lasting.client.get("/v2/documents", headers=lasting.key)
    head = lasting.client.head("/v2/documents", headers=lasting.key)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert lasting.client.head("/v2/documents/doc_1", headers=lasting.key).status_code == 404


def test_options_tells_the_methods_without_a_token(lasting: Sandbox):
    answer = lasting.client.options("/v2/documents")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    refused(lasting.client.options("/v2/nothing"), 404, "not_found")


@pytest.mark.parametrize(
    "path",
    [
        "/v2/documents/", "/v2//documents", "//v2/documents", "/V2/documents",
        "/v2/documents/a/b/c",
        "/v2/documents/%2e%2e", "/v2/documents/..%2fdocuments", "/v2", "/",
        "/v2/documents/%00", "/v2/documents/%ff%fe", "/v2/documents/%", "/v2/documents/%zz",
        "/v2/documents/" + "a" * 5000, "/v2/documents;x=1", "/v3/documents",
    ],
)  # fmt: skip
def test_a_path_that_is_no_address_is_404_and_never_a_redirect(lasting: Sandbox, path: str):
    refused(lasting.client.get(path, headers=lasting.key), 404, "not_found")


# --- versions


def test_the_version_can_be_asked_for_by_a_header(lasting: Sandbox):
    told = {**lasting.key, "Accept": MEDIA_TYPE_V2}
    answer = lasting.client.get("/documents", headers=told)
    assert answer.status_code == 200
    assert "Accept" in answer.headers["Vary"]
    refused(lasting.client.get("/documents", headers=lasting.key), 404, "not_found")
    assert lasting.client.get("/v2/documents", headers=told).status_code == 200
    # What has no version has its own address, whatever is accepted.
    assert lasting.client.get("/crl/root.crl", headers=told).status_code == 200


def test_by_header_too_a_cursor_and_a_key_mean_what_they_mean_by_prefix(sandbox: Sandbox):
    by_header = {**sandbox.key, "Accept": MEDIA_TYPE_V2, "Idempotency-Key": "one"}
    body = {"advance_s": 1}
    first = sandbox.client.post("/sandbox/clock", json=body, headers=by_header)
    by_prefix = {**sandbox.key, "Idempotency-Key": "one"}
    second = sandbox.client.post("/v2/sandbox/clock", json=body, headers=by_prefix)
    assert (first.status_code, second.json()) == (200, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("path", ["/documents", "/v2/documents"])
def test_a_version_that_there_is_not_is_told_which_there_are(lasting: Sandbox, path: str):
    told = {**lasting.key, "Accept": "application/vnd.certyneo.v3+json"}
    problem = refused(lasting.client.get(path, headers=told), 400, "unsupported_version")
    assert problem["supported"] == ["2"]


# --- bodies


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"nonsense", b'{"a":NaN}', b'{"a":-Infinity}', b'{"name":"a","name":"b"}',
        b'{"x":{"k":1,"k":2}}', b"[" * 100_000, b'{"a":' * 70 + b"1" + b"}" * 70,
        b'{"a":' + b"9" * 5000 + b"}", b"\xef\xbb\xbf{}", "{}".encode("utf-16"), b'{"a":"\xff"}',
        b"{}{}", b"\x00",
    ],
)  # fmt: skip
def test_json_that_can_be_read_in_two_ways_or_none_is_400(lasting: Sandbox, body: bytes):
    answer = lasting.client.post(REQUESTS, content=body, headers={**lasting.key, **JSON})
    told = refused(answer, 400, "malformed_json")
    assert "9999" not in told["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"1e999",
        b'{"\\ud800":1}',
        b'{"name":"\\ud800"}',
        b'{"name":1e999}',
    ],
)
def test_json_that_does_not_fit_is_422(lasting: Sandbox, body: bytes):
    answer = lasting.client.post(REQUESTS, content=body, headers={**lasting.key, **JSON})
    assert refused(answer, 422, "invalid_request")["errors"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (REQUESTS, "text/plain"), (REQUESTS, "application/x-www-form-urlencoded"),
        (REQUESTS, "application/json; charset=utf-16"), (REQUESTS, "text/json"), (REQUESTS, ""),
        ("/v2/documents", "application/json"), ("/v2/documents", "application/pdf"),
        ("/tsa", "application/json"), ("/ocsp", "application/json"),
    ],
)  # fmt: skip
def test_a_body_of_another_kind_is_415(lasting: Sandbox, path: str, kind: str):
    headers = {**lasting.key, "Content-Type": kind}
    answer = lasting.client.post(path, content=b"{}", headers=headers)
    refused(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "kind", ["application/json; charset=UTF-8", MEDIA_TYPE_V2, "APPLICATION/JSON"]
)
def test_json_has_more_than_one_name(lasting: Sandbox, kind: str):
    headers = {**lasting.key, "Content-Type": kind}
    answer = lasting.client.post("/v2/sandbox/clock", content=b'{"advance_s":0}', headers=headers)
    assert answer.status_code == 200


def test_a_body_over_its_limit_is_413(lasting: Sandbox):
    body = b'{"name":"' + b"a" * 2**21 + b'"}'
    answer = lasting.client.post(REQUESTS, content=body, headers={**lasting.key, **JSON})
    refused(answer, 413, "too_large")
    # Without a length, it is counted while it arrives.
    parts = iter([body])
    answer = lasting.client.post(REQUESTS, content=parts, headers={**lasting.key, **JSON})
    refused(answer, 413, "too_large")


# --- traces, failures, removals, the rate


def test_the_callers_trace_id_comes_back(lasting: Sandbox):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    assert lasting.client.get("/v2/documents", headers=headers).headers["X-Trace-Id"] == trace
    for bad in (f"00-{'0' * 32}-00f067aa0ba902b7-01", "00-x-y-01", f"00-{trace}", "é"):
        answer = lasting.client.get("/v2/documents", headers={"traceparent": bad.encode()})
        assert answer.headers["X-Trace-Id"] not in (trace, "0" * 32)


def test_what_nobody_foresaw_is_a_problem_and_its_words_are_not_logged(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    words = "Anne Martin, anne@example.com"

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr("paraph_sandbox.acts.sandbox.ledger", fail)
    with caplog.at_level(logging.ERROR):
        answer = sandbox.client.get("/v2/sandbox/ledger", headers=sandbox.key)
    refused(answer, 500, "internal_error")
    assert "RuntimeError" in caplog.text
    assert "test_gate.py" in caplog.text
    assert "anne@example.com" not in caplog.text + answer.text


def test_what_will_be_removed_says_since_when_and_until_when(sandbox: Sandbox):
    deprecated, sunset = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 2, tzinfo=UTC)
    removal = Removal("GET", "/v2/sandbox/ledger", deprecated, sunset, "https://example.com/why")
    app = with_routes()
    app.state.services, app.state.identify = sandbox.services, sandbox.app.state.identify
    put_gate_before(app, sandbox.services, (removal,))
    with TestClient(app) as client:
        answer = client.get("/v2/sandbox/ledger", headers=sandbox.key)
        assert answer.status_code == 200
        assert answer.headers["Deprecation"] == "@1798761600"
        assert answer.headers["Sunset"] == "Sun, 02 Jan 2028 00:00:00 GMT"
        assert answer.headers["Link"] == '<https://example.com/why>; rel="deprecation"'
        assert "Sunset" not in client.get("/v2/documents", headers=sandbox.key).headers
        told = client.get("/openapi.json").json()["paths"]
    assert told["/v2/sandbox/ledger"]["get"]["deprecated"] is True
    assert "deprecated" not in told["/v2/documents"]["get"]


def test_a_removal_is_announced_a_year_before():
    with pytest.raises(ValueError, match="twelve months"):
        Removal("GET", "/x", datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))


def test_answers_tell_how_many_calls_are_left(tmp_path):
    with running(tmp_path / "slow", calls_per_minute=2) as slow:
        left = [slow.client.get("/v2/documents", headers=slow.key) for _ in range(3)]
    assert [each.headers["RateLimit"] for each in left] == [f'"calls";r={n}' for n in (1, 0, 0)]
    assert {each.headers["RateLimit-Policy"] for each in left} == {'"calls";q=2;w=60'}
    refused(left[2], 429, "rate_limited")
    assert 1 <= int(left[2].headers["Retry-After"]) <= 30


def test_strangers_do_not_fill_the_memory_of_the_rate():
    rate = Rate(1)
    for n in range(30_000):
        rate.take(f"client {n}")
    assert len(rate._buckets) <= 10_000
    with pytest.raises(Problem):
        rate.take("client 29999")


# --- metrics


def test_metrics_are_told_by_route_and_name_nobody(sandbox: Sandbox):
    sandbox.client.get("/v2/documents/doc_secret", headers=sandbox.key)
    sandbox.client.get("/v2/documents", headers=sandbox.key)
    sandbox.client.get("/v2/nothing/at/all")
    sandbox.client.request("BREW", "/v2/documents")
    answer = sandbox.client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    told = answer.text
    name = "paraph_sandbox_requests_total"
    one = '{method="GET",route="/v2/documents/{document_id}",status="404"} 1.0'
    assert f"{name}{one}" in told
    assert f'{name}{{method="GET",route="/v2/documents",status="200"}} 1.0' in told
    assert f'{name}{{method="GET",route="unknown",status="404"}} 1.0' in told
    assert f'{name}{{method="other",route="/v2/documents",status="405"}} 1.0' in told
    assert 'paraph_sandbox_problems_total{code="not_found"' in told
    assert "paraph_sandbox_request_duration_seconds_bucket" in told
    assert "doc_secret" not in told
    assert "acc_" not in told


# --- on a real connection


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"nonsense\r\n\r\n", 400, "malformed"),
        (b"GET /v2/documents HTTP/1.1\r\n\r\n", 400, "malformed"),
        (b"GET /v2/documents HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "malformed"),
        (b"GET /v2/\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"),
        (b"GET /v2/documents HTTP/9.9\r\nHost: a\r\n\r\n", 400, "malformed"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 400, "malformed"),
        (b"POST /tsa HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400,
         "malformed"),
        (b"POST /tsa HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, "malformed"),
        (b"POST /tsa HTTP/1.1\r\nHost: a\r\nContent-Type: application/timestamp-query\r\n"
         b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "malformed"),
        (b"POST /tsa HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed"),
        (b"GET /v2/x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
         b"Connection: Upgrade, close\r\n\r\n", 404, "not_found"),
        (b"GET /v2/../v2/documents HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404,
         "not_found"),
        (b"GET /v2/documents/%c3%28 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 401,
         "unauthorized"),
    ],
)  # fmt: skip
def test_what_is_hardly_http_gets_its_problem_document(
    lasting_served: Served, sent: bytes, status: int, code: str
):
    answer = call(lasting_served.address, sent)
    assert (answer.status, answer.problem()["code"]) == (status, code)
    assert answer.is_whole


def test_two_lengths_end_the_connection_so_that_nothing_is_smuggled(lasting_served: Served):
    smuggled = (
        b"POST /tsa HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
    )
    assert send(lasting_served.address, smuggled).count(b"HTTP/1.1 ") == 1


def test_the_absolute_form_of_a_target_is_understood(lasting_served: Served):
    target = b"GET http://elsewhere.example/v2/documents HTTP/1.1\r\nHost: elsewhere.example\r\n"
    key = f"Authorization: Bearer {lasting_served.api_key}\r\n".encode()
    answer = call(lasting_served.address, target, key, b"Connection: close\r\n\r\n")
    assert (answer.status, json.loads(answer.body)) == (200, {"data": [], "next_page_token": None})


def test_a_host_that_is_told_is_never_repeated(lasting_served: Served):
    head = b"GET /.well-known/oauth-authorization-server HTTP/1.1\r\nHost: evil.example\r\n"
    answer = send(lasting_served.address, head, b"Connection: close\r\n\r\n")
    assert b"200 OK" in answer
    assert b"evil.example" not in answer


def test_the_answer_to_head_has_no_body_on_the_wire_either(lasting_served: Served):
    head = b"HEAD /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answer = call(lasting_served.address, head)
    assert (answer.status, answer.body) == (200, b"")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that waits a quarter of a second for a head."""
    monkeypatch.setattr("paraph_sandbox.server._HEAD_S", 0.25)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/slow":
            await asyncio.sleep(1)
        await Response("answered")(scope, receive, send)

    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(app, http=BreakableProtocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHo", b"G"])
def test_a_head_that_does_not_arrive_is_not_waited_for(impatient: str, sent: bytes):
    answer = call(impatient, sent)
    assert (answer.status, answer.problem()["code"]) == (408, "head_timeout")


def test_the_next_head_of_a_connection_is_not_waited_for_either(impatient: str):
    answers = send(impatient, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHo")
    first, _, second = answers.partition(b"answered")
    assert first.startswith(b"HTTP/1.1 200")
    assert read(second).problem()["code"] == "head_timeout"


def test_an_answer_that_takes_longer_than_a_head_may_is_given(impatient: str):
    one = b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    assert call(impatient, one).body == b"answered"


def test_garbage_behind_a_call_does_not_spoil_its_answer(lasting_served: Served):
    head = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n\x00\x01nonsense\r\n\r\n"
    assert send(lasting_served.address, head).startswith(b"HTTP/1.1 200")
