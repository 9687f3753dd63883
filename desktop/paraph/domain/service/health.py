"""How well an account's service answered this desk in the last day.

Every call of its API counts, and signing in at it. What an error is:

- an error of the service: a status of 500 and more, 408, no answer in time once the call was on its
  way, a connection that broke off, an answer that cannot be read;
- no error: other statuses from 400 on, which are answers (409, 412 and 422 are how the API says
  no), and 429, which is the service keeping to the limit that it told. It is counted apart: a desk
  that is held back should know;
- not counted at all: a call that never reached the service, because there was no network, no such
  host, no way through the proxy, no trust in what answered, or a network's sign-in page.

Times are from the last byte of a call to the first of its answer, so that large files and slow
lines do not count as a slow service. A long poll counts by what it took beyond the wait that it
asked for; one that was answered sooner tells nothing of how quick the service is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

DAY = timedelta(days=1)
MOST_ERRORS_PERCENT = 1
SLOW_MS = 3_000
# One of three is no alarm, and of a hundred calls the slowest alone is no measure.
FEWEST_CALLS, FEWEST_TIMES = 20, 3
# Why a call had no answer, where the service had no part in it: words of `remote.http_client`,
# and two of `remote.account_http`.
NOT_REACHED = frozenset(
    {
        "address", "unknown_host", "not_reached", "no_connection", "tls", "elsewhere", "proxy",
        "proxy_account", "proxy_script", "proxy_socks", "private_address", "client_certificate",
    }
)  # fmt: skip
_TIMED_OUT, _TOO_MANY = 408, 429


class NotedCall(NamedTuple):
    """A call that was made; `route` is its path with `{id}` for what names a single thing.

    `failure` is a stable word where there was no answer that can be used. `duration_ms` is None
    where its time says nothing.
    """

    account: str
    at: datetime
    method: str
    route: str
    status: int | None
    failure: str = ""
    duration_ms: int | None = None


class Outcome(StrEnum):
    """What a call says of the service."""

    ANSWERED = "answered"
    LIMITED = "limited"
    ERROR = "error"
    NOT_REACHED = "not_reached"


class HealthWarning(StrEnum):
    """A limit that is passed; the words are stable."""

    ERRORS = "more_than_1_percent_errors"
    SLOW = "p99_over_3_s"


class Times(NamedTuple):
    """Percentiles in milliseconds by nearest rank; None where no time was taken."""

    p50_ms: int | None = None
    p95_ms: int | None = None
    p99_ms: int | None = None


class RouteHealth(NamedTuple):
    """One endpoint. `kinds` are its errors by status or word, the most frequent first."""

    method: str
    route: str
    calls: int
    errors: int
    times: Times
    kinds: tuple[tuple[str, int], ...] = ()


class ServiceHealth(NamedTuple):
    """A day's summary. `since` is the oldest call that is known, `calls` reached the service."""

    since: datetime | None = None
    calls: int = 0
    errors: int = 0
    limited: int = 0
    not_reached: int = 0
    times: Times = Times()
    routes: tuple[RouteHealth, ...] = ()
    warnings: tuple[HealthWarning, ...] = ()

    @property
    def success_rate(self) -> float | None:
        """Give the share of calls that were no errors, from 0 to 1; None without calls."""
        return 1 - self.errors / self.calls if self.calls else None


def outcome_of(call: NotedCall) -> Outcome:
    """Say what a call says of the service."""
    if call.failure:
        return Outcome.NOT_REACHED if call.failure in NOT_REACHED else Outcome.ERROR
    if call.status is None or call.status >= 500 or call.status == _TIMED_OUT:
        return Outcome.ERROR
    return Outcome.LIMITED if call.status == _TOO_MANY else Outcome.ANSWERED


def summary_of(calls: Iterable[NotedCall]) -> ServiceHealth:
    """Sum up the calls of one account and one day, in any order."""
    known = tuple(calls)
    outcomes = Counter(map(outcome_of, known))
    reached = [each for each in known if outcome_of(each) is not Outcome.NOT_REACHED]
    times, errors = _times(reached), outcomes[Outcome.ERROR]
    return ServiceHealth(
        min((each.at for each in known), default=None),
        len(reached),
        errors,
        outcomes[Outcome.LIMITED],
        outcomes[Outcome.NOT_REACHED],
        times,
        _routes(reached),
        tuple(_warnings(reached, errors, times)),
    )


def nearest_rank(ordered: Sequence[int], percent: int) -> int | None:
    """Give the smallest value that so many percent of all do not exceed."""
    return ordered[-(-percent * len(ordered) // 100) - 1] if ordered else None


def _times(calls: Iterable[NotedCall]) -> Times:
    ordered = sorted(each.duration_ms for each in calls if each.duration_ms is not None)
    return Times(*(nearest_rank(ordered, percent) for percent in (50, 95, 99)))


def _routes(calls: Iterable[NotedCall]) -> tuple[RouteHealth, ...]:
    by_route: dict[tuple[str, str], list[NotedCall]] = {}
    for call in calls:
        by_route.setdefault((call.method, call.route), []).append(call)
    found = [_route(method, route, known) for (method, route), known in by_route.items()]
    return tuple(sorted(found, key=lambda e: (-e.errors, -e.calls, e.route, e.method)))


def _route(method: str, route: str, calls: Sequence[NotedCall]) -> RouteHealth:
    wrong = [each for each in calls if outcome_of(each) is Outcome.ERROR]
    kinds = Counter(each.failure or str(each.status) for each in wrong)
    ranked = tuple(sorted(kinds.items(), key=lambda each: (-each[1], each[0])))
    return RouteHealth(method, route, len(calls), len(wrong), _times(calls), ranked)


def _warnings(calls: Sequence[NotedCall], errors: int, times: Times) -> Iterable[HealthWarning]:
    if len(calls) < FEWEST_CALLS:
        return
    if errors >= FEWEST_TIMES and errors * 100 > MOST_ERRORS_PERCENT * len(calls):
        yield HealthWarning.ERRORS
    slow = sum(each.duration_ms is not None and each.duration_ms > SLOW_MS for each in calls)
    if slow >= FEWEST_TIMES and times.p99_ms is not None and times.p99_ms > SLOW_MS:
        yield HealthWarning.SLOW
