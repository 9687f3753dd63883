"""Faults: what goes wrong when it is asked for, so often as it is asked for, and not otherwise."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from paraph.wire.names import Scope
from paraph_sandbox.acts.clients import make_api_key
from paraph_sandbox.acts.first_run import make_account
from paraph_sandbox.gate.faults import route_pattern
from tests.sandbox.conftest import Sandbox, Served, running, start_sandbox
from tests.sandbox.conftest import end_sandbox as end
from tests.sandbox.steps import Steps
from tests.sandbox.wire_calls import call as raw_call

DOCUMENTS = "POST /v2/documents"


@pytest.fixture
def steps(lasting_served: Served) -> Iterator[Steps]:
    """A client of the served sandbox; no fault is set."""
    with httpx2.Client(base_url=lasting_served.address, timeout=30) as client:
        found = Steps(client, lasting_served.key)
        yield found
        found.call("DELETE", "/sandbox/faults", 204)


def fault(steps: Steps, route: str, kind: str, **more: Any) -> dict[str, Any]:
    body = {"route": route, "kind": kind, **more}
    made: dict[str, Any] = steps.call("POST", "/sandbox/faults", 201, json=body)
    return made


def counted(steps: Steps) -> int:
    return len(steps.call("GET", "/sandbox/ledger", 200)["objects"])


# --- each kind, on a real connection


def test_a_reset_breaks_off_before_anything_happens(steps: Steps):
    before = counted(steps)
    fault(steps, DOCUMENTS, "reset")
    # A client that learns of it while it still sends finds an end when it reads afterwards.
    with pytest.raises((httpx2.NetworkError, httpx2.RemoteProtocolError)):
        steps.upload()
    assert counted(steps) == before
    steps.upload()


def test_a_reset_is_a_reset_and_not_an_end(lasting_served: Served, steps: Steps):
    fault(steps, "GET /metrics", "reset")
    head = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
    with pytest.raises(ConnectionResetError):
        raw_call(lasting_served.address, head)


def test_a_lost_response_is_lost_after_its_effect(steps: Steps):
    before = counted(steps)
    fault(steps, DOCUMENTS, "lose_response")
    with pytest.raises(httpx2.NetworkError):
        steps.upload()
    assert counted(steps) == before + 1


def test_after_a_lost_response_the_same_key_gives_what_was_lost(steps: Steps):
    fault(steps, "POST /v2/sandbox/clock", "lose_response", times=2)
    headers, body = {"Idempotency-Key": "lost"}, {"advance_s": 0.5}
    for _ in range(2):
        with pytest.raises(httpx2.NetworkError):
            steps.call("POST", "/sandbox/clock", headers=headers, json=body)
    answer = steps.call("POST", "/sandbox/clock", headers=headers, json=body)
    assert (answer.status_code, answer.headers["Idempotency-Replayed"]) == (200, "true")


def test_a_truncated_answer_promises_more_than_comes(lasting_served: Served, steps: Steps):
    fault(steps, "GET /metrics", "truncate", times=2)
    answer = raw_call(lasting_served.address, b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.status == 200
    assert 0 < len(answer.body) < int(answer.headers["content-length"])
    with pytest.raises(httpx2.RemoteProtocolError):
        steps.client.get("/metrics")


def test_a_large_answer_is_truncated_too(steps: Steps):
    document = steps.upload()
    fault(steps, "GET /v2/documents/*/content", "truncate")
    with pytest.raises(httpx2.RemoteProtocolError):
        steps.call("GET", f"/documents/{document}/content")


@pytest.mark.parametrize("status", [408, 425, 429, 499, 500, 503, 599])
def test_a_status_comes_as_a_problem_with_its_retry_after(steps: Steps, status: int):
    fault(steps, "GET /v2/documents", "status", status=status, retry_after_s=7)
    answer = steps.call("GET", "/documents")
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "7")
    assert answer.json()["code"] == "injected_fault"
    assert answer.headers["X-Trace-Id"] == answer.json()["trace_id"]
    steps.call("GET", "/documents", 200)


def test_a_captive_portal_is_a_page_with_200_and_nothing_happens(steps: Steps):
    before = counted(steps)
    fault(steps, DOCUMENTS, "captive_portal")
    files = {"file": ("a.pdf", b"%PDF-1.7", "application/pdf")}
    answer = steps.call("POST", "/documents", files=files)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert b"<form" in answer.content
    assert counted(steps) == before


def test_latency_is_waited_for_and_then_answered(lasting_served: Served, steps: Steps):
    fault(steps, "GET /metrics", "latency", latency_s=2)
    with pytest.raises(httpx2.ReadTimeout):
        steps.client.get("/metrics", timeout=0.5)
    fault(steps, "GET /metrics", "latency", latency_s=0.1)
    assert steps.client.get("/metrics").status_code == 200


def test_the_server_goes_on_after_all_of_them(lasting_served: Served, steps: Steps):
    for kind in ("reset", "lose_response", "truncate", "captive_portal", "status"):
        fault(steps, "*", kind)
    for _ in range(5):
        try:
            steps.call("GET", "/documents")
        except httpx2.TransportError:
            continue
    steps.call("GET", "/documents", 200)
    assert lasting_served.process.poll() is None


# --- which calls, and how often


def test_a_counted_fault_strikes_exactly_so_often_however_many_call(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    fault(steps, "GET /v2/webhooks", "status", times=17)
    with ThreadPoolExecutor(16) as many:
        told = Counter(many.map(lambda _: steps.call("GET", "/webhooks").status_code, range(80)))
    assert told == {503: 17, 200: 63}
    assert steps.call("GET", "/sandbox/faults", 200) == {"data": []}


def test_the_oldest_fault_strikes_first(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    for status in (500, 502, 503):
        fault(steps, "GET /v2/webhooks", "status", status=status)
    told = [steps.call("GET", "/webhooks").status_code for _ in range(4)]
    assert told == [500, 502, 503, 200]


def test_a_rate_strikes_some_and_stays(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    made = fault(steps, "GET /v2/webhooks", "status", rate=0.5)
    assert made["left"] is None
    told = {steps.call("GET", "/webhooks").status_code for _ in range(200)}
    assert told == {200, 503}
    steps.call("DELETE", f"/sandbox/faults/{made['id']}", 204)
    assert {steps.call("GET", "/webhooks").status_code for _ in range(20)} == {200}


@pytest.mark.parametrize(
    ("route", "called", "strikes"),
    [
        ("*", "GET /anything", True),
        ("* *", "GET /anything", True),
        ("* /v2/events", "GET /v2/events", True),
        ("* /v2/events", "GET /v2/events2", False),
        ("GET /v2/events", "POST /v2/events", False),
        ("GET /v2/documents/*", "GET /v2/documents/doc_1/content", True),
        ("GET /v2/documents/*", "GET /v2/documents", False),
        ("GET /v2/documents*", "GET /v2/documents", True),
        ("GET /v2/documents/*/content", "GET /v2/documents/doc_1/content", True),
        ("GET /v2/documents/{id}/content", "GET /v2/documents/doc_1/content", True),
        ("GET /v2/documents/{id}", "GET /v2/documents/doc_1/content", False),
        ("GET /v2/documents/{id}", "GET /v2/documents/a\nb", True),
        ("GET /v2/.*", "GET /v2/documents", False),
        ("GET /v2/(", "GET /v2/(", True),
    ],
)
def test_a_route_means_these_calls(route: str, called: str, strikes: bool):
    assert bool(route_pattern(route).match(called)) is strikes


def test_a_fault_strikes_a_version_by_header_too(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    fault(steps, "GET /v2/documents", "status")
    headers = {**lasting.key, "Accept": "application/vnd.certyneo.v2+json"}
    assert lasting.client.get("/documents", headers=headers).status_code == 503


def test_a_fault_strikes_every_account_and_every_account_ends_it(lasting: Sandbox):
    """A network does not ask whose call it breaks, and there are calls of nobody."""
    with lasting.services.database.write() as tx:
        account = make_account(tx, "Another cabinet", lasting.now())
        key = make_api_key(tx, account, lasting.now())
    steps = Steps(lasting.client, lasting.key)
    another = Steps(lasting.client, {"Authorization": f"Bearer {key}"})
    made = fault(steps, "*", "status", times=100)
    for answer in (
        another.call("GET", "/documents"),
        lasting.client.get("/crl/root.crl"),
        lasting.client.post("/oauth/token"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "injected_fault")
    assert another.call("GET", f"/sandbox/faults/{made['id']}", 200)["left"] == 97
    another.call("DELETE", f"/sandbox/faults/{made['id']}", 204)
    steps.call("GET", "/documents", 200)


def test_no_fault_strikes_where_faults_are_set(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    made = fault(steps, "*", "status", times=1000)
    assert steps.call("GET", "/webhooks").status_code == 503
    assert steps.call("GET", f"/sandbox/faults/{made['id']}", 200)["left"] == 999
    steps.call("DELETE", "/sandbox/faults", 204)
    steps.call("GET", "/webhooks", 200)


def test_webhook_faults_wait_for_deliveries(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    made = fault(steps, "*", "duplicate_webhook")
    steps.call("GET", "/webhooks", 200)
    misbehaves = lasting.services.faults.misbehaves
    assert not misbehaves("out_of_order", "POST /v2/webhooks/wh_1")
    assert misbehaves("duplicate_webhook", "POST /v2/webhooks/wh_1")
    assert not misbehaves("duplicate_webhook", "POST /v2/webhooks/wh_1")
    steps.call("GET", f"/sandbox/faults/{made['id']}", 404)


def test_the_worker_asks_these_faults(lasting: Sandbox):
    assert lasting.services.deliveries.misbehaves == lasting.services.faults.misbehaves


# --- setting them


def test_without_times_or_rate_a_fault_strikes_once(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    made = fault(steps, "GET /v2/webhooks", "status")
    assert (made["left"], made["rate"]) == (1, None)
    told = [steps.call("GET", "/webhooks").status_code for _ in range(2)]
    assert told == [503, 200]


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": 1, "rate": 0.5}, {"times": 0}, {"times": -1}, {"times": 1.5}, {"times": True},
        {"rate": 0}, {"rate": 1.1}, {"rate": "1"}, {"rate": True},
        {"latency_s": "1"}, {"kind": "flood"}, {"kind": 1}, {"route": ""},
        {"route": "GET"}, {"route": "GET v2"}, {"route": "get /v2"}, {"route": "GET /" + "a" * 200},
        {"route": "GET /a b"}, {"route": "GET /é"}, {"latency_s": 61}, {"latency_s": -1},
        {"status": 200}, {"status": 600}, {"retry_after_s": -1}, {"unknown": 1},
    ],
)  # fmt: skip
def test_a_fault_that_makes_no_sense_is_refused_by_name(lasting: Sandbox, wrong: dict[str, Any]):
    body = {"route": "*", "kind": "reset", **wrong}
    steps = Steps(lasting.client, lasting.key)
    answer = steps.call("POST", "/sandbox/faults", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    named = answer.json()["errors"][0]["field"]
    assert named in (*wrong, "body")
    assert steps.call("GET", "/sandbox/faults", 200) == {"data": []}


def test_a_key_sets_one_fault(lasting: Sandbox):
    steps = Steps(lasting.client, lasting.key)
    body = {"route": "GET /nowhere", "kind": "reset"}
    headers = {"Idempotency-Key": "one-fault"}
    told = [steps.call("POST", "/sandbox/faults", headers=headers, json=body) for _ in range(2)]
    assert told[0].json() == told[1].json()
    assert len(steps.call("GET", "/sandbox/faults", 200)["data"]) == 1
    steps.call("DELETE", "/sandbox/faults", 204)


def test_faults_need_the_scope_that_documents_are_sent_with(lasting: Sandbox):
    with lasting.services.database.write() as tx:
        key = make_api_key(tx, lasting.account, lasting.now(), str(Scope.REQUESTS_READ))
    steps = Steps(lasting.client, {"Authorization": f"Bearer {key}"})
    steps.call("GET", "/sandbox/faults", 200)
    body = {"route": "*", "kind": "reset"}
    for answer in (
        steps.call("POST", "/sandbox/faults", json=body),
        steps.call("DELETE", "/sandbox/faults"),
        steps.call("DELETE", "/sandbox/faults/flt_1"),
    ):
        assert (answer.status_code, answer.json()["scope"]) == (403, "signature_requests:write")
    steps = Steps(lasting.client, lasting.key)
    steps.call("DELETE", "/sandbox/faults/flt_1", 404)


def test_a_fault_outlives_the_server(tmp_path):
    with running(tmp_path / "kept") as first:
        steps = Steps(first.client, first.key)
        fault(steps, "GET /metrics", "status", times=2)
        assert first.client.get("/metrics").status_code == 503
    process, said = start_sandbox(tmp_path / "kept")
    address = said.partition("Paraph sandbox: ")[2].split("/v2")[0]
    try:
        told = [httpx2.get(f"{address}/metrics").status_code for _ in range(2)]
    finally:
        end(process)
    assert told == [503, 200]


@pytest.mark.parametrize("kind", ["reset", "lose_response", "truncate"])
def test_without_a_connection_a_fault_says_what_it_needs(lasting: Sandbox, kind: str):
    steps = Steps(lasting.client, lasting.key)
    fault(steps, "GET /v2/webhooks", kind)
    answer = steps.call("GET", "/webhooks")
    assert (answer.status_code, answer.json()["code"]) == (503, "fault_needs_a_connection")


def test_a_broken_off_call_is_counted_without_a_status(steps: Steps):
    fault(steps, "GET /v2/templates", "reset")
    with pytest.raises(httpx2.NetworkError):
        steps.call("GET", "/templates")
    told = steps.client.get("/metrics").text
    assert 'requests_total{method="GET",route="/v2/templates",status="none"} 1.0' in told
