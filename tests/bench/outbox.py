"""The outbox: how fast it drains beside a bare loop of calls; what a click costs beside a row.

Both sides of a drain send the same calls, one after another over one connection that is kept, each
to a sandbox of its own that is new; neither has a limit of calls a minute.
"""

import hashlib
import statistics
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx2

from paraph.domain.keys.secret import Secret
from paraph.domain.service.act import ActKind, RemoteIds, call_of, completed
from paraph.domain.service.request_draft import RequestDraft
from paraph.domain.service.signature_request import PlacedField
from paraph.ports.service import ServiceCall
from paraph.remote import service_calls
from paraph.remote.http_client import USER_AGENT, HttpClient
from paraph.remote.rate import TokenBucket
from paraph.remote.rest_client import RestClient, Surroundings
from paraph.remote.tokens import API_KEY, KeyBearer
from paraph.usecases.push_outbox import push_outbox
from paraph.usecases.queue_act import queue_activate, queue_remind, queue_request
from tests.bench.bare_row import NAME, BareRow
from tests.bench.documents import SAMPLE
from tests.bench.measure import Broken, Figure, Limit, Rule, interleaved
from tests.bench.sandbox import Running, sandbox
from tests.fakes.outbox_bench import ACCOUNT, OutboxBench, person
from tests.rigs.remote_account import MemorySecrets

_KINDS = (ActKind.UPLOAD, ActKind.CREATE, ActKind.ACTIVATE, ActKind.REMIND)
_REQUESTS, _ROUNDS = 2_500, 2
_MOST_TIMES = 1.43  # at least 0.7 of the bare loop's calls a second
_CLICKS, _CLICK_ROUNDS, _CLICK_LIMIT = 200, 5, 4.0
_ROW_BYTES = 600
_FIELD = PlacedField("signature", "signature", 1, 72.0, 72.0, 180.0, 60.0)


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        return time.monotonic()


class _Prepared(NamedTuple):
    """A call of the bare loop; `path` and `content` lack the ids that come with answers."""

    kind: ActKind
    method: str
    path: str
    headers: dict[str, str]
    content: bytes


@dataclass
class _Side:
    """A profile with acts that wait, and the sandbox that they are for."""

    running: Running
    bench: OutboxBench
    requests: list[str]


@contextmanager
def _side(count: int) -> Iterator[_Side]:
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-"))
        running = stack.enter_context(sandbox(Path(name, "sandbox")))
        bench = OutboxBench(
            Path(name, "profile"),
            SystemClock(),  # type: ignore[arg-type]
            account=ACCOUNT._replace(base_url=running.address),
        )
        stack.enter_context(bench)
        yield _Side(running, bench, list(_queued(bench, count)))


def _queued(bench: OutboxBench, count: int) -> Iterator[str]:
    document = bench.document(SAMPLE.read_bytes())
    with bench.outbox.transaction():
        for number in range(count):
            request = _drafted(bench, document, number, activate=True)
            queue_remind(request, bench.queueing)
            yield request


def _drafted(bench: OutboxBench, document: str, number: int, *, activate: bool = False) -> str:
    people = (person(number, order=1, fields=(_FIELD,)),)
    draft = RequestDraft(f"Fee agreement {number}", document, "agreement.pdf", people)
    queued = queue_request(bench.account.id, draft, bench.queueing, activate=activate)
    return queued.request.id


def drain_ours(count: int) -> float:
    """Give the seconds in which the outbox drains."""
    with _side(count) as side, closing(HttpClient(private_addresses=True)) as http:
        bench, secrets = side.bench, MemorySecrets()
        shown = side.running.key["Authorization"].removeprefix("Bearer ")
        secrets.put(bench.account.id, API_KEY, Secret(shown))
        bucket = TokenBucket(per_minute=100_000_000, burst=100_000_000)
        around = Surroundings(http, bench.clock.now, bench.spool.path_of, bucket)
        service = RestClient(bench.account, KeyBearer(bench.account, secrets), around)
        service.environment()  # the connection stands
        began = time.perf_counter()
        pushed = push_outbox(bench.account, service, bench.pushing)
        took_s = time.perf_counter() - began
        left = bench.outbox.counts(bench.account.id)
        if pushed.acknowledged != count * len(_KINDS) or left:
            raise Broken(f"{pushed.acknowledged} acts were done, {dict(left)} are left: {pushed}")
        return took_s


def drain_bare(count: int) -> float:
    """Give the seconds in which a loop of httpx2 makes the same calls, in the same order."""
    with _side(count) as side:
        acts = [_prepared(side, request) for request in side.requests]
        headers = side.running.key | {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        with httpx2.Client(base_url=side.running.address, headers=headers, timeout=60) as client:
            client.get("/v2/sandbox/faults").raise_for_status()
            began = time.perf_counter()
            _loop(client, acts)
            return time.perf_counter() - began


def _prepared(side: _Side, request: str) -> list[_Prepared]:
    """Give a request's calls with their bodies in memory, which is in favour of the bare loop."""
    outbox, spool = side.bench.outbox, side.bench.spool
    ids, calls = RemoteIds(document="-", request="{request}"), []
    for entry in (outbox.body_of(each.id) for each in outbox.of_request(request)):
        method, path = call_of(entry.kind, ids)
        call = ServiceCall(method, path, entry.body, entry.idempotency_key, entry.trace_id)
        wanted = service_calls.changing(side.running.address, call, spool.path_of)
        content = b"".join(wanted.upload.pieces()) if wanted.upload else entry.body.content or b""
        calls.append(_Prepared(entry.kind, method, path, dict(wanted.headers), content))
    return calls


def _loop(client: httpx2.Client, acts: Sequence[Sequence[_Prepared]]) -> None:
    known = [RemoteIds()] * len(acts)
    for kind in range(len(_KINDS)):
        for number, calls in enumerate(acts):
            each, ids = calls[kind], known[number]
            content, headers = completed(each.content, ids), each.headers
            if content != each.content:
                digest = b64encode(hashlib.sha256(content).digest()).decode()
                headers = headers | {"Content-Digest": f"sha-256=:{digest}:"}
            path = each.path.replace("{request}", ids.request or "")
            answer = client.request(each.method, path, content=content, headers=headers)
            told = answer.raise_for_status().json() if answer.content else {}
            if each.kind is ActKind.UPLOAD:
                known[number] = RemoteIds(document=told["document_id"])
            elif each.kind is ActKind.CREATE:
                known[number] = ids._replace(request=told["id"])


def measure_drain(rounds: int | None) -> list[Figure]:
    """Measure how long 10,000 acts take."""
    sides = {
        "ours": lambda: drain_ours(_REQUESTS),
        "bare": lambda: drain_bare(_REQUESTS),
    }
    runs = interleaved(rounds or _ROUNDS, sides)
    acts = _REQUESTS * len(_KINDS)
    how = (
        f"{acts} acts: {_REQUESTS} requests, each uploaded (46 kB), created, activated, reminded;"
        " one call at a time, neither side with a limit a minute"
    )
    rate = {side: round(acts / statistics.median(took), 1) for side, took in runs.items()}
    return [
        Figure("outbox.drain", "s", Limit(Rule.SHARE_OF_PEER, _MOST_TIMES), runs["ours"],
               "bare httpx2", runs["bare"], how=how, details={"per_s": rate}),
    ]  # fmt: skip


# --- what a click costs


def measure_enqueue(rounds: int | None) -> list[Figure]:
    """Measure a click beside one transaction of one row, in turns."""
    runs: dict[str, list[float]] = {"act": [], "request": [], "row": []}

    def timed(name: str, write: Callable[[], object]) -> None:
        began = time.perf_counter()
        write()
        runs[name].append((time.perf_counter() - began) * 1000)

    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-"))
        row = stack.enter_context(closing(BareRow(Path(name), _ROW_BYTES)))
        bench = OutboxBench(Path(name, "profile"), SystemClock())  # type: ignore[arg-type]
        stack.enter_context(bench)
        document = bench.document(SAMPLE.read_bytes())
        for number in range((rounds or _CLICK_ROUNDS) * _CLICKS):
            request: list[str] = []
            timed("request", lambda n=number, r=request: r.append(_drafted(bench, document, n)))
            timed("row", row.write)
            timed("act", lambda r=request: queue_activate(r[0], bench.queueing))
            timed("row", row.write)
    limit = Limit(Rule.SHARE_OF_PEER, _CLICK_LIMIT)
    return [
        Figure("outbox.enqueue", "ms", limit, runs["act"], NAME, runs["row"],
               how="one act and its entry of the record, on a request that is known"),
        Figure("outbox.enqueue.request", "ms", limit, runs["request"], NAME, runs["row"],
               how="a whole request: itself, two acts and their entries of the record"),
    ]  # fmt: skip


FIGURES = {"outbox.drain": measure_drain, "outbox.enqueue": measure_enqueue}
