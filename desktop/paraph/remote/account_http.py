"""The calls of one account on their way: each belongs to a trace, is timed, noted and logged.

Its API and signing in at it. Time stamps and client files over WebDAV are others' services and no
part of how the account's one stands; they are told nothing of its traces.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from paraph.domain.service.health import NotedCall
from paraph.logs import traced
from paraph.ports.health import CallNotes
from paraph.remote.http_client import HttpTrouble, Reply, Sending, Wanted, host_of
from paraph.remote.problem_words import body_of
from paraph.remote.service_troubles import is_elsewhere
from paraph.remote.trace_context import HEADER, ids_of, traceparent

_log = logging.getLogger(__name__)
_OTHER = "other"
# Where the service had the call already when it ended so.
_BROKE_OFF = {"not_reached": "broke_off", "unknown_host": "broke_off", "tls": "broke_off"}


class EndedCall(NamedTuple):
    """A call as a span tells it; times are nanoseconds since 1970 by this computer's clock."""

    trace_id: str
    span_id: str
    method: str
    route: str
    host: str
    status: int | None
    failure: str
    began_ns: int
    ended_ns: int


class Watching(NamedTuple):
    """Who is told of calls; `export` neither waits nor raises anything."""

    notes: CallNotes
    now: Callable[[], datetime]
    export: Callable[[EndedCall], None] | None = None


class AccountHttp:
    """`remote.http_client.Sending` for one account; threads may share it."""

    def __init__(self, http: Sending, account_id: str, watching: Watching) -> None:
        self._http, self._account, self._watching = http, account_id, watching

    def send(self, wanted: Wanted) -> Reply:
        """Do one call. Raises HttpTrouble, and what a disk raises, of which nothing is noted."""
        header = wanted.headers.get(HEADER, "")
        if ids_of(header) is None:
            header = traceparent()
            wanted = wanted._replace(headers={**wanted.headers, HEADER: header})
        told = _Told(self._account, self._watching, wanted, header)
        with traced(told.trace_id):
            try:
                reply = self._http.send(wanted)
            except HttpTrouble as trouble:
                told.ended(None, _failure(trouble), None)
                raise
            told.ended(reply.status, _fault(reply, wanted), reply.waited_s)
            return reply


class _Told:
    """One call, told when it has ended."""

    def __init__(self, account: str, watching: Watching, wanted: Wanted, header: str) -> None:
        self.trace_id, self._span_id = ids_of(header) or ("", "")
        self._account, self._watching, self._wanted = account, watching, wanted
        self._at, self._began_ns, self._began = watching.now(), time.time_ns(), time.perf_counter()

    def ended(self, status: int | None, failure: str, waited_s: float | None) -> None:
        """Tell what came of it; without an answer its whole time was spent waiting."""
        whole_s = time.perf_counter() - self._began
        wanted, route = self._wanted, self._wanted.route or _OTHER
        spent_ms = _spent_ms(waited_s if waited_s is not None else whole_s, wanted.waits_s)
        method = wanted.method
        note = NotedCall(self._account, self._at, method, route, status, failure, spent_ms)
        self._watching.notes.note(note)
        _log.info("call", extra={"account": self._account, "method": method, "route": route,
                                 "status": status, "failure": failure, "ms": spent_ms})  # fmt: skip
        if self._watching.export is not None:
            ended_ns = self._began_ns + int(whole_s * 1e9)
            self._watching.export(
                EndedCall(
                    self.trace_id, self._span_id, method, route, host_of(wanted.url), status,
                    failure, self._began_ns, ended_ns,
                )
            )  # fmt: skip


def _spent_ms(waited_s: float, asked_s: float) -> int | None:
    """Leave out the wait that was asked for; what came sooner was no time of the service's."""
    spent_s = waited_s - asked_s
    return max(0, round(spent_s * 1000)) if spent_s >= 0 else None


def _failure(trouble: HttpTrouble) -> str:
    if trouble.may_have_arrived:
        return _BROKE_OFF.get(trouble.why, trouble.why)
    return "no_connection" if trouble.why == "timeout" else trouble.why


def _fault(reply: Reply, wanted: Wanted) -> str:
    """Say what is wrong with an answer beside its status."""
    if is_elsewhere(reply, wanted.url):
        return "elsewhere"
    is_file = wanted.into is not None
    is_told = 200 <= reply.status < 300 and bool(reply.body) and not is_file
    return "not_understood" if is_told and body_of(reply) is None else ""
