"""A whole round at the sandbox: each call carries a trace, each line of the log has one, and the
day's figures are those of what passed."""

import json
import re
import socket
import sys
from collections import Counter

import httpx2
import pytest

from paraph.remote.routes import route_of
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from tests.conftest import SAMPLE
from tests.rigs.served_desk import ServedDesk
from tests.rigs.small_server import Answer, Asked, SmallServer
from tests.rigs.small_server import serving as serving_small
from tests.sandbox.conftest import serving

pytestmark = pytest.mark.journey
FORM = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01")
MATTER, EMAIL = "2026-0147", "anne.martin@client.example"
PERSON = f"{EMAIL};Anne;Martin;field=1,72,120"
OURS = ("content-length", "connection", "transfer-encoding", "content-type")


@pytest.fixture
def served(tmp_path):
    with serving(tmp_path / "data", "--calls-per-minute", "1000000") as found:
        yield found


@pytest.fixture
def between(served):
    """What stands between the desk and the service, and sees each call with its answer."""
    with httpx2.Client(base_url=served.address, timeout=60) as client:

        def answer(asked: Asked) -> Answer:
            not_on = ("host", *OURS[:3])
            headers = {k: v for k, v in asked.headers.items() if k.lower() not in not_on}
            got = client.request(asked.method, asked.path, content=asked.body, headers=headers)
            told = {k: v for k, v in got.headers.items() if k.lower() not in OURS}
            return Answer(
                got.content, got.headers.get("content-type", ""), got.status_code, headers=told
            )

        with serving_small(answer) as server:
            yield server


@pytest.fixture
def desk(tmp_path, served, between, capsys, monkeypatch):
    made = ServedDesk(tmp_path / "home", served, capsys, monkeypatch)
    reached_at(made, between.url)
    (tmp_path / "clients").mkdir()
    made.json("filing", "--place", tmp_path / "clients")
    return made


def reached_at(desk: ServedDesk, address: str) -> None:
    database = open_database(desk.home)
    accounts = SqliteAccounts(database)
    (account,) = accounts.all()
    accounts.put(account._replace(base_url=address))
    database.close()


def a_whole_request(desk: ServedDesk, between: SmallServer) -> int:
    """Upload, create, activate; signed by the other; read, fetched and filed in a round.

    Gives how many calls came before that round.
    """
    told = desk.json(
        "request", "create", SAMPLE, "--name", "Fee agreement", "--matter", MATTER, "--client",
        "Müller & Cie", "--signatory", PERSON, "--activate",
    )  # fmt: skip
    desk.json("sync")
    remote = desk.json("request", "show", told["request"])["remote_id"]
    made = desk.call("GET", f"/signature-requests/{remote}")
    body = {"action": "sign", "signatory": made["signatories"][0]["id"]}
    desk.call("POST", f"/sandbox/signature-requests/{remote}/simulate", body)
    before = len(between.asked)
    done = desk.json("sync")
    assert done["filed"] == 1
    return before


def log_lines(desk: ServedDesk) -> list[dict]:
    text = (desk.home / "logs" / "paraph.jsonl").read_text()
    return [json.loads(each) for each in text.splitlines()]


def test_no_call_and_no_line_is_without_a_trace_and_none_says_who(desk, between):
    a_whole_request(desk, between)
    desk.json("account", "status")
    asked = between.asked
    calls = [(each.method, each.path, each.headers.get("traceparent", "")) for each in asked]
    assert len(calls) > 10
    assert [each for each in calls if not FORM.fullmatch(each[2])] == []
    spans = [each[2].split("-")[2] for each in calls]
    assert len(set(spans)) == len(spans)
    lines = log_lines(desk)
    form = re.compile("[0-9a-f]{32}")
    assert [each for each in lines if not form.fullmatch(each["trace_id"] or "")] == []
    noted = Counter((each["method"], each["route"]) for each in lines if each["what"] == "call")
    assert noted == Counter((method, route_of(path)) for method, path, _ in calls)
    traces = {each["trace_id"] for each in lines}
    assert traces == {each[2].split("-")[1] for each in calls}
    text = json.dumps(lines)
    parts = [part for _, path, _ in calls for part in path.partition("?")[0].split("/")]
    ids = {part for part in parts if "_" in part}
    assert ids
    for personal in (MATTER, "Anne", EMAIL, "Müller", "Fee agreement", desk.served.api_key, *ids):
        assert personal not in text


def test_what_an_act_does_at_the_service_carries_the_acts_trace(desk, between):
    before = a_whole_request(desk, between)
    database = open_database(desk.home)
    acts = dict(database.execute("SELECT kind, trace_id FROM outbox_entry").fetchall())
    database.close()
    assert {"upload", "create", "activate"} <= set(acts)
    at = {"POST /v2/documents": "upload", "POST /v2/signature-requests": "create",
          "POST /v2/signature-requests/{id}/activate": "activate"}  # fmt: skip
    found = {
        at[name]: each.headers["traceparent"].split("-")[1]
        for each in between.asked
        if (name := f"{each.method} {route_of(each.path)}") in at
    }
    assert found == {kind: acts[kind] for kind in at.values()}
    traces = [each.headers["traceparent"].split("-")[1] for each in between.asked[before:]]
    assert len(traces) > 2
    assert len(set(traces)) == 1, "what a round reads is one trace"


def test_the_days_figures_are_those_of_what_passed(desk, between):
    a_whole_request(desk, between)
    passed = len(between.asked)
    told = desk.json("account", "status")["health"]
    assert told["calls"] == len(between.asked) > passed
    assert (told["errors"], told["success_rate"], told["warnings"]) == (0, 1.0, [])
    assert told["p50_ms"] <= told["p95_ms"] <= told["p99_ms"]
    found = {(each["method"], each["route"]): each["calls"] for each in told["endpoints"]}
    assert found == Counter((each.method, route_of(each.path)) for each in between.asked)
    services = desk.json("doctor")["services"]
    assert services["Office"]["calls"] == told["calls"]
    _, words, _ = desk.run("account", "status")
    assert f"100 % of {told['calls'] + 1} calls came through, p95 " in words


def test_a_service_that_fails_is_told_with_its_endpoints_and_one_that_is_away_is_not(desk, between):
    a_whole_request(desk, between)
    for _ in range(3):
        desk.json("sync")
    desk.fault("GET /v2/events", "status", status=503, times=3)
    for _ in range(3):
        desk.run("sync", "--now")
    told = desk.json("doctor")["services"]["Office"]
    assert told["errors"] == 3
    assert told["warnings"] == ["more_than_1_percent_errors"]
    (first, *_) = told["endpoints"]
    assert (first["route"], first["by_kind"]) == ("/v2/events", {"503": 3})
    _, words, _ = desk.run("doctor")
    assert "More than 1 % of the calls failed at the service." in words
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    reached_at(desk, nobody)
    desk.restart()
    status, _, _ = desk.run("account", "status")
    assert status == 4
    after = desk.json("doctor")["services"]["Office"]
    assert (after["errors"], after["calls"], after["not_reached"]) == (3, told["calls"], 1)


def test_spans_of_a_round_reach_a_collector_and_nothing_leaves_until_one_is_named(desk, between):
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    from paraph.settings import Settings, save_settings

    bodies: list[bytes] = []

    def collect(asked: Asked) -> Answer:
        bodies.append(asked.body)
        return Answer(b"", "application/x-protobuf")

    with serving_small(collect) as collector:
        desk.json("sync")
        assert bodies == []
        before = len(between.asked)
        save_settings(desk.home, Settings(otlp=collector.url))
        assert desk.json("doctor")["telemetry"]["otlp"] == f"{collector.url}/v1/traces"
        a_whole_request(desk, between)
        carried = [each.headers["traceparent"] for each in between.asked[before:]]
        save_settings(desk.home, Settings())
        desk.run("account", "status")  # what goes nowhere any more ends what went somewhere
    spans = [
        span
        for body in bodies
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    told = {f"00-{each.trace_id.hex()}-{each.span_id.hex()}-01" for each in spans}
    assert told == set(carried)
    raw = b"".join(bodies)
    for personal in (MATTER, "Anne", EMAIL, "Müller", "Office", socket.gethostname()):
        assert personal.encode() not in raw
    assert "opentelemetry" in sys.modules
