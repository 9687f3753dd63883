"""Calls as spans at a collector on loopback, which reads protobuf by OpenTelemetry's own schema."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from paraph.administrator import load_rules
from paraph.observing import Observing, collector_of
from paraph.remote.account_http import EndedCall
from paraph.remote.http_client import HttpClient
from paraph.remote.span_export import SpanExport
from paraph.settings import Settings, load_settings, save_settings
from paraph.span_collector import parse_collector
from tests.rigs.small_server import Answer, Asked, serving
from tests.sandbox.steps import eventually

KIND = "application/x-protobuf"


def a_call(number: int = 1, status: int | None = 200, failure: str = "") -> EndedCall:
    return EndedCall(
        f"{number:032x}", f"{number:016x}", "GET", "/v2/documents/{id}", "api.example", status,
        failure, 1_000_000_000, 3_000_000_000,
    )  # fmt: skip


@dataclass
class Collector:
    url: str = ""
    statuses: list[int] = field(default_factory=list)
    rejected: int = 0
    asked: list[Asked] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    resources: list[dict[str, str]] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        status = self.statuses.pop(0) if self.statuses else 200
        told = ExportTraceServiceResponse()
        if status == 200:
            request = ExportTraceServiceRequest.FromString(asked.body)
            for resource in request.resource_spans:
                named = {each.key: each.value.string_value for each in resource.resource.attributes}
                self.resources.append(named)
                self.spans += [span for scope in resource.scope_spans for span in scope.spans]
            told.partial_success.rejected_spans = self.rejected
        return Answer(told.SerializeToString(), KIND, status)


@contextmanager
def collecting() -> Iterator[Collector]:
    made = Collector()
    with serving(made.answer) as server:
        made.url = server.url
        yield made


@pytest.fixture
def http():
    made = HttpClient(private_addresses=True)
    yield made
    made.close()


def attributes(span: Span) -> dict[str, str | int]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def test_a_call_is_a_span_by_the_conventions_and_says_nothing_else(http):
    with collecting() as collector:
        export = SpanExport(f"{collector.url}/v1/traces", http)
        export(a_call(1))
        export(a_call(2, 503))
        export(a_call(3, None, "timeout"))
        export.close()
    good, bad, none = collector.spans
    assert (good.trace_id.hex(), good.span_id.hex()) == (f"{1:032x}", f"{1:016x}")
    assert (good.name, good.kind) == ("GET /v2/documents/{id}", Span.SPAN_KIND_CLIENT)
    assert good.end_time_unix_nano - good.start_time_unix_nano == 2_000_000_000
    assert attributes(good) == {
        "http.request.method": "GET",
        "url.template": "/v2/documents/{id}",
        "server.address": "api.example",
        "http.response.status_code": 200,
    }
    assert attributes(bad)["error.type"] == "503"
    assert (bad.status.code, good.status.code) == (
        Status.STATUS_CODE_ERROR, Status.STATUS_CODE_UNSET,
    )  # fmt: skip
    assert attributes(none)["error.type"] == "timeout"
    assert "http.response.status_code" not in attributes(none)
    assert set(collector.resources[0]) == {"service.name", "service.version"}
    (asked,) = collector.asked
    assert (asked.path, asked.headers["Content-Type"]) == ("/v1/traces", KIND)
    assert (export.sent, export.dropped) == (3, 0)


def test_they_leave_by_themselves_and_many_leave_in_batches(http):
    with collecting() as collector:
        export = SpanExport(collector.url, http, pause_s=0.05)
        for number in range(1, 601):
            export(a_call(number))
        eventually(lambda: len(collector.spans) == 600)
        export.close()
    assert len(collector.asked) >= 3
    assert sorted(int(each.trace_id.hex(), 16) for each in collector.spans) == list(range(1, 601))


def test_a_collector_that_is_busy_gets_them_again(http):
    with collecting() as collector:
        collector.statuses = [503, 429]
        export = SpanExport(collector.url, http, pause_s=0.05)
        export(a_call())
        eventually(lambda: len(collector.spans) == 1)
        export.close()
    assert (export.sent, export.dropped, len(collector.asked)) == (1, 0, 3)


@pytest.mark.parametrize(("status", "rejected"), [(400, 0), (302, 0), (200, 2)])
def test_what_is_refused_for_good_is_counted_and_not_sent_again(http, status, rejected):
    with collecting() as collector:
        collector.statuses, collector.rejected = [status], rejected
        export = SpanExport(collector.url, http, pause_s=0.05)
        export(a_call(1))
        export(a_call(2))
        export.close()
    assert (len(collector.asked), export.sent, export.dropped) == (1, 0, 2)


def test_a_collector_that_hangs_holds_up_neither_calls_nor_the_end(http):
    holding = threading.Event()
    with serving(lambda _: Answer(wait_s=600)) as server:
        export = SpanExport(server.url, http, most=100, pause_s=0.01)
        for number in range(1, 1001):
            export(a_call(number))

        def end() -> None:
            export.close()
            holding.set()

        threading.Thread(target=end, daemon=True).start()
        assert holding.wait(20)
    # What is on its way to the collector when it ends is not known to be lost.
    assert 600 <= export.dropped <= 1000
    assert export.sent == 0


def test_nothing_of_it_is_loaded_until_a_collector_is_named(tmp_path):
    words = """if 1:
        import sys
        from paraph.app import make_program
        program = make_program()
        with program.accounts() as desk:
            desk.list()
        with program.health() as desk:
            desk.all()
        found = [n for n in sys.modules if n.partition('.')[0] in ('opentelemetry', 'google')]
        assert not found, found
        assert 'paraph.remote.account_http' in sys.modules
        """
    environment = {"PARAPH_HOME": str(tmp_path), "PYTHONPATH": "desktop", "PATH": "/usr/bin"}
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, env=environment, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", ""),
        ("https://collector.example", "https://collector.example/v1/traces"),
        ("https://collector.example/", "https://collector.example/v1/traces"),
        ("https://collector.example/otlp/v1/traces", "https://collector.example/otlp/v1/traces"),
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
        ("http://[::1]:4318/", "http://[::1]:4318/v1/traces"),
        ("http://localhost:4318", "http://localhost:4318/v1/traces"),
    ],
)
def test_an_address_of_a_collector(told, address):
    assert parse_collector(told) == address


@pytest.mark.parametrize(
    "told",
    ["http://collector.example", "http://10.0.0.1:4318", "ftp://x.example", "collector.example",
     "https://user:pass@collector.example", "https://", "https://x.example:99999", 4318, None,
     "https://x.example/?key=secret", "http://127.0.0.1.example:4318"],
)  # fmt: skip
def test_what_is_no_address_of_a_collector(told):
    with pytest.raises(ValueError):  # noqa: PT011 - as all of the settings
        parse_collector(told)


def test_the_settings_and_above_them_the_administrator_say_where(tmp_path):
    assert collector_of(tmp_path, load_rules(tmp_path / "none.json")) == ""
    save_settings(tmp_path, Settings(otlp="https://mine.example"))
    assert load_settings(tmp_path).otlp == "https://mine.example/v1/traces"
    policy = tmp_path / "policy.json"
    for told, address in (
        ("{}", "https://mine.example/v1/traces"),
        ('{"otlp": "none"}', ""),
        ('{"otlp": "https://firm.example"}', "https://firm.example/v1/traces"),
        ('{"otlp": "http://firm.example"}', ""),  # not understood: forbids what it could have
        ('{"otlp": ""}', ""),
    ):
        policy.write_text(told)
        assert collector_of(tmp_path, load_rules(policy)) == address, told


def test_another_collector_takes_the_place_of_the_first(tmp_path, http):
    with collecting() as first, collecting() as second:
        save_settings(tmp_path, Settings(otlp=first.url))
        rules = load_rules(tmp_path / "none.json")
        observing = Observing(tmp_path, lambda: rules, None, lambda: http)  # type: ignore[arg-type]
        export = observing._exporting()
        assert export is not None
        assert observing._exporting() is export
        export(a_call(1))
        save_settings(tmp_path, Settings(otlp=second.url))
        other = observing._exporting()
        assert other is not None
        assert other is not export
        other(a_call(2))
        other.close()
        save_settings(tmp_path, Settings())
        assert observing._exporting() is None
        assert (len(first.spans), len(second.spans)) == (1, 1)
