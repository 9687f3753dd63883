"""Events: 100,000 of them applied by the real applier and store, beside one bare row for each.

A desk was away while 20,000 of its requests took their course: five events of each, among those of
the others that ran. The service is in memory, answers pages of the API's size, and tells how a
request stands now, as a service does. Rows are written between the pages, so that what else the
machine does meets both.
"""

import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.ports.service import Event, EventPage
from paraph.store.inbox import SqliteInbox
from paraph.usecases.pull_events import Pulled, pull_events
from paraph.usecases.receiving import Receiving
from tests.bench.bare_row import NAME, BareRow
from tests.bench.measure import Broken, Figure, Limit, Rule
from tests.fakes.outbox_bench import OutboxBench

_KINDS = (
    "signature_request.activated", "signatory.notified", "signatory.viewed", "signatory.signed",
    "signature_request.completed",
)  # fmt: skip
_REQUESTS, _PAGE = 20_000, 100
_APART = 37  # so many other requests begin between two events of one
_PAGES_A_RUN, _ROWS_A_PAGE, _ROW_BYTES = 100, 5, 200
_SHARE = 0.2
_BEGAN = datetime(2026, 11, 2, 8, tzinfo=UTC)


class FarService:
    """Tells events and requests from memory; takes the time that is not spent in it."""

    def __init__(self, row: BareRow) -> None:
        self._row = row
        slots = sorted((n + _APART * k, n, k) for n in range(_REQUESTS) for k in range(len(_KINDS)))
        self._events = [_event(seq, n, k) for seq, (_, n, k) in enumerate(slots)]
        self._since: float | None = None
        self.pages_s: list[float] = []
        self.rows_s: list[float] = []

    def events(self, iterator: str, _wait_s: float) -> EventPage:
        """Give the next page, after some rows were written."""
        self._note()
        self.rows_s += [self._row.write() for _ in range(_ROWS_A_PAGE)]
        begin = int(iterator)
        end = begin + _PAGE
        self._since = time.perf_counter()
        return EventPage(tuple(self._events[begin:end]), str(end), end >= len(self._events))

    def request(self, request_id: str) -> RemoteRequest:
        """Tell how a request stands now."""
        return _request(int(request_id.removeprefix("req_")), len(_KINDS) + 1, "completed")

    def end(self) -> None:
        """Note the last page."""
        self._note()

    def _note(self) -> None:
        if self._since is not None:
            self.pages_s.append(time.perf_counter() - self._since)


def _event(seq: int, number: int, step: int) -> Event:
    at = _BEGAN + timedelta(seconds=seq)
    return Event(f"evt_{seq:024x}", _KINDS[step], at, seq, f"req_{number}", step + 2)


def _request(number: int, version: int, status: str) -> RemoteRequest:
    signed = status == "completed"
    people = tuple(
        Signatory(
            f"sig_{number}_{order}", f"person{number}.{order}@client.example", "Anne", "Martin",
            "advanced", order, "signer", "remote", "signed" if signed else "waiting",
            (PlacedField("signature", "signature", 1, 72.0, 72.0, 180.0, 60.0),),
            signed_at=_BEGAN if signed else None,
        )
        for order in (1, 2)
    )  # fmt: skip
    return RemoteRequest(
        f"req_{number}", version, f"doc_{number}", f"ref-{number}", f"Fee agreement {number}",
        status, people, _BEGAN, _BEGAN, revision=2 if signed else 0, document_sha256="0" * 64,
        ended_at=_BEGAN if signed else None,
    )  # fmt: skip


def _fill(bench: OutboxBench) -> None:
    with bench.outbox.transaction():
        for number in range(_REQUESTS):
            remote = _request(number, 1, "draft")
            reference = f"ref-{number}"
            bench.requests.add(
                LocalRequest(f"r-{number}", bench.account.id, reference, _BEGAN, remote=remote)
            )


def measure(_rounds: int | None) -> list[Figure]:
    """Measure the time of an event, and that of a row, over all pages."""
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as name:
        row = BareRow(Path(name), _ROW_BYTES)
        with closing(row), OutboxBench(Path(name, "profile")) as bench:
            _fill(bench)
            inbox = SqliteInbox(bench.database, bench.clock, bench.requests)
            with bench.outbox.transaction():
                inbox.move_on(bench.account.id, "0")
            service = FarService(row)
            done = pull_events(
                Receiving(
                    bench.account, service, bench.outbox, bench.requests, inbox, bench.audit,
                    bench.clock,
                )  # type: ignore[arg-type]
            )  # fmt: skip
            service.end()
            _check(done, bench)
    events = _REQUESTS * len(_KINDS)
    return [
        Figure(
            "events.apply", "us", Limit(Rule.SHARE_OF_PEER, _SHARE),
            _means(service.pages_s, _PAGES_A_RUN, _PAGE), NAME,
            _means(service.rows_s, _PAGES_A_RUN * _ROWS_A_PAGE, 1),
            how=f"{events} events of {_REQUESTS} requests that are known, {_PAGE} a page;"
            f" the time of one event, a run is {_PAGES_A_RUN} pages",
            details={"per_s": round(events / sum(service.pages_s))},
        )
    ]  # fmt: skip


def _check(done: Pulled, bench: OutboxBench) -> None:
    events = _REQUESTS * len(_KINDS)
    sql = "SELECT count(*) FROM signature_request WHERE status = 'completed'"
    completed = bench.database.execute(sql).fetchone()[0]
    if done != Pulled(events, events, 0) or completed != _REQUESTS:
        raise Broken(f"{done}, of {completed} requests")


def _means(times_s: list[float], a_run: int, each: int) -> list[float]:
    """Give the microseconds of one thing in each run; `each`: how many things a time is of."""
    runs = [times_s[begin : begin + a_run] for begin in range(0, len(times_s), a_run)]
    return [sum(run) / len(run) / each * 1e6 for run in runs]


FIGURES = {"events.apply": measure}
