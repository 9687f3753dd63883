"""Calls as spans of OpenTelemetry, sent to a collector (OTLP over HTTP, in protobuf).

Nothing of it is loaded before a person or an administrator named a collector. A call is never
held up: what finds no room in the queue, or no collector in time, is dropped and counted.
"""

import atexit
import logging
import queue
import threading
from collections.abc import Sequence

from google.protobuf.message import DecodeError
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from paraph import __version__
from paraph.remote.account_http import EndedCall
from paraph.remote.http_client import HttpClient, HttpTrouble, Wanted

_log = logging.getLogger(__name__)
_MOST_WAITING, _AT_ONCE = 2_048, 256
_PAUSE_S, _LONGEST_PAUSE_S, _CALL_S, _END_S = 5.0, 60.0, 10.0, 2.0
_TRIES = 5
_MOST_BYTES = 1 << 16
_KIND = "application/x-protobuf"
_AGAIN = (429, 502, 503, 504)  # OTLP, "Retryable response codes"
# No name of the computer or of who works there: `Resource.create` would add what it finds.
_RESOURCE = Resource({"service.name": "paraph", "service.version": __version__})
_SCOPE = InstrumentationScope("paraph.remote", __version__)


class SpanExport:
    """Sends spans from a thread of its own. `http` is used by it alone, and closed with it."""

    def __init__(
        self,
        address: str,
        http: HttpClient,
        *,
        most: int = _MOST_WAITING,
        pause_s: float = _PAUSE_S,
    ) -> None:
        self._address, self._http, self._pause_s = address, http, pause_s
        self._waiting: queue.Queue[EndedCall] = queue.Queue(most)
        self._stop, self._lock = threading.Event(), threading.Lock()
        self.dropped = self.sent = 0
        self._told = 0
        self._thread = threading.Thread(target=self._work, name="paraph-spans", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def __call__(self, call: EndedCall) -> None:
        """Take a call; it is dropped when too many wait."""
        try:
            self._waiting.put_nowait(call)
        except queue.Full:
            self._drop(1)

    def close(self) -> None:
        """Send what waits, as far as that comes through in two seconds, and end."""
        atexit.unregister(self.close)
        self._stop.set()
        self._thread.join(_END_S)
        self._tell()

    def _work(self) -> None:
        while not self._stop.wait(self._pause_s):
            self._send_all()
        self._send_all()
        self._http.close()

    def _send_all(self) -> None:
        while batch := self._batch():
            if not self._came_through(batch):
                self._drop(len(batch))
        self._tell()

    def _batch(self) -> Sequence[EndedCall]:
        found: list[EndedCall] = []
        while len(found) < _AT_ONCE:
            try:
                found.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return found

    def _came_through(self, batch: Sequence[EndedCall]) -> bool:
        """Send a batch, again after longer and longer pauses; the rest waits in the queue."""
        body = encode_spans([_span(each) for each in batch]).SerializeToString()
        pause_s = self._pause_s
        for _ in range(_TRIES):
            if self._is_sent(body, len(batch)):
                return True
            if self._stop.wait(pause_s):
                return False
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        return False

    def _is_sent(self, body: bytes, spans: int) -> bool:
        """Send once; False where another try may help. What is refused for good is dropped."""
        headers = {"Content-Type": _KIND, "Accept": _KIND}
        wanted = Wanted("POST", self._address, _CALL_S, _MOST_BYTES, body, headers)
        if self._stop.is_set():
            wanted = wanted._replace(timeout_s=_END_S)
        try:
            reply = self._http.send(wanted._replace(names_private=True, follows=False))
        except HttpTrouble as trouble:
            _log.info("spans were not taken", extra={"why": trouble.why})
            return False
        if reply.status in _AGAIN:
            return False
        refused = spans if reply.status != 200 else min(spans, _refused(reply.body))
        self._drop(refused)
        self.sent += spans - refused
        return True

    def _drop(self, spans: int) -> None:
        with self._lock:
            self.dropped += spans

    def _tell(self) -> None:
        if self.dropped > self._told:
            self._told = self.dropped
            _log.warning("spans were dropped", extra={"spans": self.dropped})


def _refused(body: bytes) -> int:
    """Read how many spans a collector did not take (OTLP, "Partial Success")."""
    try:
        told = ExportTraceServiceResponse.FromString(body)
    except DecodeError:
        return 0  # it said 200
    return max(0, int(told.partial_success.rejected_spans))


def _span(call: EndedCall) -> ReadableSpan:
    """Name it as the semantic conventions for HTTP clients do."""
    attributes: dict[str, str | int] = {
        "http.request.method": call.method,
        "url.template": call.route,
        "server.address": call.host,
    }
    if call.status is not None:
        attributes["http.response.status_code"] = call.status
    wrong = call.failure or (str(call.status) if (call.status or 0) >= 400 else "")
    if wrong:
        attributes["error.type"] = wrong
    flags = TraceFlags(TraceFlags.SAMPLED)
    context = SpanContext(
        int(call.trace_id, 16), int(call.span_id, 16), is_remote=False, trace_flags=flags
    )
    return ReadableSpan(
        f"{call.method} {call.route}",
        context,
        resource=_RESOURCE,
        attributes=attributes,
        kind=SpanKind.CLIENT,
        status=Status(StatusCode.ERROR if wrong else StatusCode.UNSET),
        start_time=call.began_ns,
        end_time=call.ended_ns,
        instrumentation_scope=_SCOPE,
    )
