"""The sandbox: how soon it answers, how many journeys a second it does, what a list’s page costs.

It is served by a process of its own and called from this one, on the same cores. A journey is
create → activate → simulate the signature → download the signed document.
"""

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from paraph.wire.common import rfc3339
from paraph_sandbox.store.database import Database
from tests.bench.documents import SAMPLE
from tests.bench.measure import Broken, Figure, Limit, Rule

_PATIENCE_S = 30.0
_STARTS, _START_LIMIT_MS = 7, 2000.0
_JOURNEYS, _AT_ONCE = 60, 4
_REQUESTS, _EVENTS, _PAGE = 10_000, 100_000, 100
_PAGES_TIMED = 40
_FLAT = 1.5


@dataclass(frozen=True)
class Running:
    """A sandbox that runs."""

    address: str
    key: dict[str, str]
    began_to_answer_ms: float


@contextmanager
def sandbox(data: Path, key: dict[str, str] | None = None) -> Iterator[Running]:
    """Serve a folder; a new one tells its key."""
    words = [sys.executable, "-m", "paraph_sandbox", "serve", "--data", str(data), "--port", "0"]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*words, "--calls-per-minute", "1000000"], stdout=subprocess.PIPE, text=True
    )
    try:
        told = _first_words(process)
        address = told["Paraph sandbox"].removesuffix("/v2")
        _wait_for_answer(address, began)
        answered_ms = (time.perf_counter() - began) * 1000
        found = key or {"Authorization": f"Bearer {told['API key']}"}
        yield Running(address, found, answered_ms)
    finally:
        process.terminate()
        process.communicate(timeout=_PATIENCE_S)


def _first_words(process: "subprocess.Popen[str]") -> dict[str, str]:
    told: dict[str, str] = {}
    for line in process.stdout or ():
        name, _, value = line.strip().partition(": ")
        told[name] = value
        if line.startswith(("They are not told again", "Keys and logins were told")):
            return told
    raise Broken("the sandbox did not start")


def _wait_for_answer(address: str, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE_S:
        try:
            httpx2.get(f"{address}/v2/documents", timeout=_PATIENCE_S)
        except httpx2.ConnectError:
            continue
        return
    raise Broken("the sandbox did not answer")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as name:
        yield Path(name, "sandbox")


def measure_start(rounds: int | None) -> list[Figure]:
    """Measure from exec until the first call is answered: in a new folder, and in one that is."""
    new: list[float] = []
    again: list[float] = []
    for _ in range(rounds or _STARTS):
        with _folder() as data:
            with sandbox(data) as running:
                new.append(running.began_to_answer_ms)
            with sandbox(data, running.key) as running:
                again.append(running.began_to_answer_ms)
    limit, how = Limit(Rule.ALONE, _START_LIMIT_MS), "exec until the first call is answered, warm"
    return [
        Figure("sandbox.start.new", "ms", limit, new, "none", how=f"{how}; a new folder"),
        Figure("sandbox.start.again", "ms", limit, again, "none", how=f"{how}; a folder in use"),
    ]


def measure_journeys(rounds: int | None) -> list[Figure]:
    """Measure journeys one after another, and several at once."""
    count = (rounds or 1) * _JOURNEYS
    with _folder() as data, sandbox(data) as running:
        steps: dict[str, list[float]] = {}
        with _client(running) as client:
            document = _upload(client)
            _journey(client, document, {})  # what is made at the first call is not measured
            alone = [_journey(client, document, steps) for _ in range(count)]
        began = time.perf_counter()
        with ThreadPoolExecutor(_AT_ONCE) as many:
            crowded = list(many.map(lambda _: _journey_of_its_own(running, document), range(count)))
        per_s = count * 4 / (time.perf_counter() - began)
    told, how = Limit(Rule.TOLD), f"{count} journeys of 4 calls; one document of 3 pages, 46 kB"
    details = {name: _spread(values) for name, values in steps.items()}
    return [
        Figure("sandbox.journey", "ms", told, alone, "none", how=f"{how}, one after another",
               details=details | {"journey": _spread(alone)}),
        Figure("sandbox.journey.crowded", "ms", told, crowded, "none",
               how=f"{how}, {_AT_ONCE} at once", details={"journey": _spread(crowded)}),
        Figure("sandbox.calls-per-second", "1/s", told, [per_s], "none",
               how=f"{how}, {_AT_ONCE} at once"),
    ]  # fmt: skip


def measure_pages(rounds: int | None) -> list[Figure]:
    """Measure whether the last pages of long lists cost what the first ones do."""
    with _folder() as data:
        with sandbox(data) as running, _client(running) as client:
            request = _made(client, _upload(client))["id"]
        _fill(data, request)
        with sandbox(data, running.key) as running, _client(running) as client:
            requests = _page_times_ms(client, "/v2/signature-requests", "cursor", "next_page_token")
            events = _page_times_ms(client, "/v2/events", "iterator", "iterator")
    return [
        _flatness("sandbox.pages.requests", requests, f"{_REQUESTS} requests"),
        _flatness("sandbox.pages.events", events, f"{_EVENTS} events"),
    ]


def _flatness(name: str, pages_ms: list[float], what: str) -> Figure:
    first, last = pages_ms[1 : 1 + _PAGES_TIMED], pages_ms[-1 - _PAGES_TIMED : -1]
    ratio = statistics.median(last) / statistics.median(first)
    details = {"pages": len(pages_ms), "first": _spread(first), "last": _spread(last)}
    how = f"{what}, {_PAGE} a page: the last {_PAGES_TIMED} pages by the first, medians"
    return Figure(name, "x", Limit(Rule.ALONE, _FLAT), [ratio], "none", how=how, details=details)


def _page_times_ms(client: httpx2.Client, path: str, asked: str, told: str) -> list[float]:
    times: list[float] = []
    query: dict[str, Any] = {"limit": _PAGE}
    while True:
        began = time.perf_counter()
        page = client.get(path, params=query).raise_for_status().json()
        times.append((time.perf_counter() - began) * 1000)
        query[asked] = page[told]
        if page.get("done", page[told] is None):
            return times


def _fill(data: Path, request: str) -> None:
    """Write the long lists into the file; making them by calls would take an hour."""
    database = Database(data / "sandbox.sqlite")
    now = rfc3339(datetime.now(UTC))
    with database.write() as tx:
        row = dict(tx.first("SELECT * FROM requests WHERE id = ?", request) or {})
        account = row["account"]
        row.pop("n")
        for n in range(_REQUESTS - 1):
            tx.insert("requests", **{**row, "id": f"req_{n:024x}"})
        last = tx.value("SELECT max(seq) FROM events WHERE account = ?", account) or 0
        about = json.dumps({"signature_request_id": request, "version": 1})
        for seq in range(last + 1, _EVENTS + 1):
            tx.insert(
                "events", account=account, seq=seq, event_id=f"evt_{seq:024x}",
                type="signatory.signed", created_at=now, data=about,
            )  # fmt: skip
    database.close()


def _client(running: Running) -> httpx2.Client:
    return httpx2.Client(base_url=running.address, headers=running.key, timeout=_PATIENCE_S)


def _upload(client: httpx2.Client) -> str:
    files = {"file": ("agreement.pdf", SAMPLE.read_bytes(), "application/pdf")}
    told = client.post("/v2/documents", files=files).raise_for_status().json()
    return str(told["document_id"])


_numbers = itertools.count(1)


def _made(client: httpx2.Client, document: str) -> dict[str, Any]:
    field = {"type": "signature", "page": 1, "x": 72, "y": 72}
    person = {
        "email": f"p{next(_numbers)}@example.com",
        "first_name": "Anne",
        "last_name": "Martin",
    }
    body = {
        "document_id": document,
        "name": "Agreement",
        "signatories": [{**person, "fields": [field]}],
    }
    made: dict[str, Any] = (
        client.post("/v2/signature-requests", json=body).raise_for_status().json()
    )
    return made


def _journey(client: httpx2.Client, document: str, steps: dict[str, list[float]]) -> float:
    """Do one journey and give its milliseconds; `steps` gets those of each call."""
    marks = [time.perf_counter()]
    made = _made(client, document)
    marks.append(time.perf_counter())
    path = f"/v2/signature-requests/{made['id']}"
    client.post(f"{path}/activate").raise_for_status()
    marks.append(time.perf_counter())
    signs = {"action": "sign", "signatory": made["signatories"][0]["id"]}
    simulate = f"/v2/sandbox/signature-requests/{made['id']}/simulate"
    client.post(simulate, json=signs).raise_for_status()
    marks.append(time.perf_counter())
    if not client.get(f"{path}/document/signed").raise_for_status().content.startswith(b"%PDF-"):
        raise Broken("the signed document is no PDF")
    marks.append(time.perf_counter())
    names = ("create", "activate", "simulate", "download")
    for name, (start, end) in zip(names, itertools.pairwise(marks), strict=True):
        steps.setdefault(name, []).append((end - start) * 1000)
    return (marks[-1] - marks[0]) * 1000


def _journey_of_its_own(running: Running, document: str) -> float:
    with _client(running) as client:
        return _journey(client, document, {})


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50_ms": round(statistics.median(ordered), 2),
        "p99_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
    }


FIGURES = {
    "sandbox.start": measure_start,
    "sandbox.journey": measure_journeys,
    "sandbox.pages": measure_pages,
}
