"""What Prometheus reads: calls, refusals and how long they took, by route; nobody's ids."""

import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_NO_ANSWER = "none"


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._calls = Counter(
            "paraph_sandbox_requests",
            "Calls that were answered, or broken off (status none).",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._problems = Counter(
            "paraph_sandbox_problems",
            "Calls that were refused, by the code of the problem document.",
            ("route", "method", "code"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "paraph_sandbox_request_duration_seconds",
            "From a call's head until its answer was sent.",
            ("route", "method"),
            registry=self._registry,
            buckets=_BUCKETS_S,
        )

    def count(self, scope: Scope, status: str, seconds: float) -> None:
        """Count a call. The route is the contract's, so that its labels are few."""
        address = scope["state"].get("address")
        route = "unknown" if address is None else address.template
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._calls.labels(route, method, status).inc()
        self._seconds.labels(route, method).observe(seconds)
        code = scope["state"].get("problem_code")
        if code is not None:
            self._problems.labels(route, method, code).inc()

    def text(self) -> bytes:
        """Give the numbers in the text format 0.0.4."""
        return generate_latest(self._registry)


class Measured:
    """Counts every call that passes."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = _NO_ANSWER, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._metrics.count(scope, status, time.perf_counter() - began)
