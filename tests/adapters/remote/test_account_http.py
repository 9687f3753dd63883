"""An account's calls: each in a trace, timed by what is the service's, and noted."""

import json
import logging
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paraph.domain.errors.service import NetworkSignIn, ServiceFailed, ServiceUnreachable
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import SignInWay
from paraph.domain.service.health import Outcome, outcome_of
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.logs import current_trace, keep_log, traced
from paraph.ports.service import ServiceCall
from paraph.remote.account_http import AccountHttp, EndedCall, Watching
from paraph.remote.http_client import HttpClient
from paraph.remote.rest_client import RestClient
from paraph.remote.sign_ins import SignIns
from paraph.remote.tokens import API_KEY, CLIENT_SECRET, KeyBearer
from tests.fakes.call_notes import MemoryCallNotes
from tests.rigs.remote_account import MemorySecrets, an_account, surroundings
from tests.rigs.small_server import Answer, Asked, serving

JSON = "application/json"
LISTING = b'{"data": [], "next_page_token": null}'
EVENTS = b'{"data": [], "iterator": "it", "done": true}'
TRACE = "ab" * 16


def now() -> datetime:
    return datetime.now(UTC)


class Client:
    """An account's client whose calls are noted."""

    def __init__(self, url: str, folder: Path) -> None:
        self.http, self.notes = HttpClient(private_addresses=True), MemoryCallNotes(now)
        self.ended: list[EndedCall] = []
        self.watching = Watching(self.notes, now, self.ended.append)
        self.account, secrets = an_account(url), MemorySecrets()
        secrets.put(self.account.id, API_KEY, Secret("key"))
        around = surroundings(AccountHttp(self.http, self.account.id, self.watching), folder)
        self.rest = RestClient(self.account, KeyBearer(self.account, secrets), around)

    def noted(self) -> list[tuple[str, str, int | None, str]]:
        found = self.notes.since(self.account.id, now() - timedelta(hours=1))
        return [(each.method, each.route, each.status, each.failure) for each in found]

    def times(self) -> list[int | None]:
        return [
            each.duration_ms for each in self.notes.since(self.account.id, now() - timedelta(1))
        ]


@pytest.fixture
def client_of(tmp_path):
    made: list[Client] = []

    def make(url: str) -> Client:
        made.append(Client(url, tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.http.close()


def a_file(folder: Path, sha256: str, size: int) -> ServiceCall:
    (folder / sha256).write_bytes(b"%PDF" + bytes(size))
    body = FrozenBody(sha256, "application/pdf", None, size + 4)
    return ServiceCall("PUT", "/v2/signatories/sig_1/signed-document", body, "key-1", TRACE)


def test_a_call_is_noted_by_its_endpoint_and_carries_its_trace(client_of):
    with serving(lambda _: Answer(b'{"id": "req_1"}', JSON, 404)) as server:
        client = client_of(server.url)
        assert client.rest.request("camille.roux@firm.example") is None
    assert client.noted() == [("GET", "/v2/signature-requests/{id}", 404, "")]
    header = server.asked[0].headers["traceparent"]
    (ended,) = client.ended
    assert header == f"00-{ended.trace_id}-{ended.span_id}-01"
    assert (ended.host, ended.status) == ("127.0.0.1", 404)
    assert 0 <= ended.ended_ns - ended.began_ns < 60 * 10**9


def test_calls_within_a_trace_belong_to_it_and_each_has_a_span_of_its_own(client_of):
    with serving(lambda _: Answer(LISTING, JSON)) as server:
        client = client_of(server.url)
        with traced() as trace:
            list(client.rest.requests_since(None))
            assert client.rest.document_of("ref") is None
        list(client.rest.requests_since(None))
        assert current_trace() == ""
    headers = [each.headers["traceparent"] for each in server.asked]
    assert [header.split("-")[1] == trace for header in headers] == [True, True, False]
    assert len({header.split("-")[2] for header in headers}) == 3


@pytest.mark.parametrize(
    ("answer", "status", "failure", "outcome"),
    [
        (Answer(b'{"code": "conflict"}', "application/problem+json", 409), 409, "", "answered"),
        (Answer(b'{"code": "rate_limited"}', "application/problem+json", 429), 429, "", "limited"),
        (Answer(b'{"code": "x"}', "application/problem+json", 503), 503, "", "error"),
        (Answer(b"<html>", "text/html", 502), 502, "", "error"),
        (Answer(b"[1", JSON), 200, "not_understood", "error"),
        (Answer(b"<html>", "text/html"), 200, "elsewhere", "not_reached"),
        (Answer(b"", status=302, headers={"Location": "http://portal.example/"}), 302, "elsewhere",
         "not_reached"),
    ],
)  # fmt: skip
def test_an_answer_counts_as_what_it_is(client_of, answer, status, failure, outcome):
    with serving(lambda _: answer) as server:
        client = client_of(server.url)
        with pytest.raises((ServiceFailed, NetworkSignIn)):
            list(client.rest.requests_since(None))
    assert client.noted() == [("GET", "/v2/signature-requests", status, failure)]
    (call,) = client.notes.calls
    assert str(outcome_of(call)) == outcome


def test_what_did_not_reach_the_service_is_not_its_error(client_of):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = client_of(f"http://127.0.0.1:{port}")
    with pytest.raises(ServiceUnreachable):
        list(client.rest.requests_since(None))
    (call,) = client.notes.calls
    assert (call.status, call.failure, outcome_of(call)) == (
        None, "not_reached", Outcome.NOT_REACHED,
    )  # fmt: skip


def test_a_connection_that_breaks_off_and_an_answer_that_does_not_come_are_errors(client_of):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        import threading

        def hang_up() -> None:
            taken, _ = listening.accept()
            taken.recv(65_536)
            taken.close()

        threading.Thread(target=hang_up, daemon=True).start()
        client = client_of(f"http://127.0.0.1:{listening.getsockname()[1]}")
        with pytest.raises(ServiceUnreachable):
            list(client.rest.requests_since(None))
    with serving(lambda _: Answer(EVENTS, JSON, wait_s=30)) as server:
        slow = client_of(server.url)
        wanted = slow.rest._around.http
        from paraph.remote.http_client import HttpTrouble
        from paraph.remote.service_calls import reading

        with pytest.raises(HttpTrouble):
            wanted.send(reading(server.url, "/v2/documents")._replace(timeout_s=0.3, idle_s=0.3))
    assert [outcome_of(each) for each in client.notes.calls] == [Outcome.ERROR]
    (late,) = slow.notes.calls
    assert (late.failure, outcome_of(late)) == ("timeout", Outcome.ERROR)
    assert late.duration_ms is not None
    assert late.duration_ms >= 300


def test_waiting_for_events_is_no_slowness(client_of):
    waits = {"s": 0.0}
    with serving(lambda _: Answer(EVENTS, JSON, wait_s=waits["s"])) as server:
        client = client_of(server.url)
        client.rest.events("it", 0)  # asks for no wait: as any other call
        client.rest.events("it", 30)  # news at once: says nothing of how quick the service is
        waits["s"] = 1.5
        client.rest.events("it", 1)  # half a second over what was asked for
    at_once, early, over = client.times()
    assert early is None
    assert at_once is not None
    assert over is not None
    assert 400 <= over < 1_500
    assert [each[1] for each in client.noted()] == ["/v2/events"] * 3


def test_the_time_of_a_large_file_is_no_slowness(client_of, tmp_path):
    """The server drains an upload slowly, and answers at once when it has all of it."""
    taken = threading_server(2.0)
    client = client_of(taken.url)
    client.rest.send(a_file(tmp_path, "f" * 64, 30 << 20))
    (spent,) = client.times()
    (ended,) = client.ended
    whole_ms = (ended.ended_ns - ended.began_ns) / 1e6
    assert whole_ms >= 2_000
    assert spent is not None
    assert spent < whole_ms / 2
    assert client.noted()[0][:2] == ("PUT", "/v2/signatories/{id}/signed-document")
    assert ended.trace_id == TRACE


def threading_server(pause_s: float):
    """Serve one PUT: read a little, pause, read the rest, answer."""
    import threading
    from types import SimpleNamespace

    listening = socket.create_server(("127.0.0.1", 0))
    pause = threading.Event()

    def work() -> None:
        taken, _ = listening.accept()
        with listening, taken:
            head = b""
            while b"\r\n\r\n" not in head:
                head += taken.recv(4096)
            head, _, body = head.partition(b"\r\n\r\n")
            length = int(re.search(rb"content-length: (\d+)", head.lower()).group(1))  # type: ignore[union-attr]
            pause.wait(pause_s)
            left = length - len(body)
            while left > 0:
                left -= len(taken.recv(1 << 20))
            taken.sendall(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

    threading.Thread(target=work, daemon=True).start()
    return SimpleNamespace(url=f"http://127.0.0.1:{listening.getsockname()[1]}")


def test_signing_in_carries_the_trace_too_and_is_noted_by_its_part(client_of):
    def answer(asked: Asked) -> Answer:
        told: dict[str, object] = {}
        if asked.path.startswith("/.well-known"):
            told = {
                "issuer": server.url, "token_endpoint": f"{server.url}/tenants/roux/token",
                "revocation_endpoint": f"{server.url}/tenants/roux/end",
            }  # fmt: skip
        elif asked.path.endswith("/token"):
            told = {"access_token": "t", "token_type": "Bearer", "expires_in": 300}
        return Answer(json.dumps(told).encode(), JSON)

    with serving(answer) as server:
        client = client_of(server.url)
        account, secrets = an_account(server.url, SignInWay.PROGRAM, "us"), MemorySecrets()
        secrets.put(account.id, CLIENT_SECRET, Secret("s"))
        signs = SignIns(lambda a: AccountHttp(client.http, a.id, client.watching), secrets, now)
        with traced() as trace:
            signs.by_program(account, ())
            signs.end(account)
    carried = [each.headers.get("traceparent", "").split("-")[1:2] for each in server.asked]
    assert carried == [[trace]] * 4
    assert [each[:2] for each in client.noted()] == [
        ("GET", "oauth:metadata"),
        ("POST", "oauth:token"),
        ("GET", "oauth:metadata"),
        ("POST", "oauth:revocation"),
    ]


@pytest.fixture
def log(tmp_path):
    keep_log(tmp_path)
    yield tmp_path / "logs" / "paraph.jsonl"
    logger = logging.getLogger("paraph")
    for each in list(logger.handlers):
        logger.removeHandler(each)


def test_each_line_of_the_log_names_the_trace_of_its_call_and_nothing_personal(client_of, log):
    body = b'{"data": [{"id": "Camille Roux"}], "next_page_token": null}'
    with serving(lambda _: Answer(body, JSON)) as server:
        client = client_of(server.url)
        with traced():
            list(client.rest.requests_since(None))
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [each["what"] for each in lines] == ["call", "one of a list is left out"]
    trace = server.asked[0].headers["traceparent"].split("-")[1]
    assert {each["trace_id"] for each in lines} == {trace}
    assert lines[0]["route"] == "/v2/signature-requests"
    assert "Roux" not in log.read_text()
    assert "key" not in log.read_text()


def test_the_log_is_bounded_and_a_disk_that_takes_none_costs_nothing(log, tmp_path):
    logger = logging.getLogger("paraph.test")
    for _ in range(12_000):
        logger.info("words", extra={"of": "x" * 1000})
    files = sorted(log.parent.iterdir())
    assert [each.name for each in files] == ["paraph.1.jsonl", "paraph.jsonl"]
    assert all(each.stat().st_size < (1 << 20) + 1000 for each in files)
    assert all(json.loads(line)["what"] == "words" for line in log.read_text().splitlines())
    (tmp_path / "file").write_bytes(b"")
    keep_log(tmp_path / "file")
    logger.info("lost")
    assert "lost" not in log.read_text()
