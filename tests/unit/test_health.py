"""How well a service answered: what counts as its error, percentiles, and when a person is told."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.health import (
    NOT_REACHED,
    HealthWarning,
    NotedCall,
    Outcome,
    ServiceHealth,
    nearest_rank,
    outcome_of,
    summary_of,
)
from paraph.remote.routes import route_of
from paraph.usecases.service_health import HealthDesk
from tests.fakes.call_notes import MemoryCallNotes

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def a_call(status: int | None = 200, failure: str = "", ms: int | None = 10, at=NOW, **more):
    route = more.get("route", "/v2/documents")
    return NotedCall(more.get("account", "acc"), at, "GET", route, status, failure, ms)


CALLS = st.builds(
    a_call,
    status=st.sampled_from([200, 201, 204, 303, 401, 404, 408, 409, 412, 422, 429, 500, 503, None]),
    failure=st.sampled_from(["", "", "", "timeout", "damaged", "broke_off", *sorted(NOT_REACHED)]),
    ms=st.none() | st.integers(0, 60_000),
    at=st.integers(0, 86_400).map(lambda s: NOW - timedelta(seconds=s)),
    route=st.sampled_from(["/v2/documents", "/v2/events", "/v2/signature-requests/{id}"]),
)


@pytest.mark.parametrize(
    ("status", "failure", "outcome"),
    [
        (200, "", Outcome.ANSWERED),
        (401, "", Outcome.ANSWERED),
        (404, "", Outcome.ANSWERED),
        (409, "", Outcome.ANSWERED),
        (412, "", Outcome.ANSWERED),
        (422, "", Outcome.ANSWERED),
        (429, "", Outcome.LIMITED),
        (408, "", Outcome.ERROR),
        (500, "", Outcome.ERROR),
        (503, "", Outcome.ERROR),
        (None, "timeout", Outcome.ERROR),
        (None, "broke_off", Outcome.ERROR),
        (200, "not_understood", Outcome.ERROR),
        (None, "a word of tomorrow", Outcome.ERROR),
        (None, "not_reached", Outcome.NOT_REACHED),
        (None, "no_connection", Outcome.NOT_REACHED),
        (200, "elsewhere", Outcome.NOT_REACHED),
    ],
)
def test_what_is_an_error_of_the_service(status, failure, outcome):
    assert outcome_of(a_call(status, failure)) is outcome


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values, percent):
    found = nearest_rank(sorted(values), percent)
    reaches = [v for v in values if sum(o <= v for o in values) * 100 >= percent * len(values)]
    assert found == min(reaches)


@given(st.lists(CALLS))
def test_each_call_is_counted_once(calls):
    found = summary_of(calls)
    assert found.calls + found.not_reached == len(calls)
    assert sum(each.calls for each in found.routes) == found.calls
    assert sum(each.errors for each in found.routes) == found.errors
    assert all(sum(n for _, n in each.kinds) == each.errors for each in found.routes)
    assert found.errors + found.limited <= found.calls
    assert found.since == min((each.at for each in calls), default=None)
    times = [each for each in found.times if each is not None]
    assert times == sorted(times)
    assert len(times) in (0, 3)
    assert all(a.errors >= b.errors for a, b in pairwise(found.routes))
    if found.calls:
        assert found.success_rate == pytest.approx(1 - found.errors / found.calls)
    assert summary_of(reversed(calls)) == found


@given(st.lists(CALLS, max_size=80))
def test_a_person_is_told_of_limits_that_are_passed_and_of_nothing_else(calls):
    found = summary_of(calls)
    is_much = found.calls >= 20
    errs = is_much and found.errors >= 3 and found.errors / found.calls > 0.01
    reached = [each for each in calls if outcome_of(each) is not Outcome.NOT_REACHED]
    slow = sum((each.duration_ms or 0) > 3000 for each in reached)
    lags = is_much and slow >= 3 and (found.times.p99_ms or 0) > 3000
    assert (HealthWarning.ERRORS in found.warnings, HealthWarning.SLOW in found.warnings) == (
        errs,
        lags,
    )


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ([a_call()] * 2 + [a_call(500)], ()),
        ([a_call()] * 19 + [a_call(500)], ()),
        ([a_call()] * 17 + [a_call(500)] * 3, (HealthWarning.ERRORS,)),
        ([a_call()] * 297 + [a_call(500)] * 3, ()),  # 1 % is not more than 1 %
        ([a_call()] * 296 + [a_call(500)] * 3, (HealthWarning.ERRORS,)),
        ([a_call()] * 100 + [a_call(429)] * 50, ()),
        ([a_call()] * 100 + [a_call(None, "not_reached")] * 50, ()),
        ([a_call(ms=3000)] * 100, ()),
        ([a_call()] * 20 + [a_call(ms=9000)], ()),
        ([a_call()] * 100 + [a_call(ms=3001)] * 3, (HealthWarning.SLOW,)),
        ([a_call(ms=None)] * 100, ()),
    ],
)
def test_one_of_three_is_no_alarm(calls, told):
    assert summary_of(calls).warnings == told


def test_nothing_is_known_of_a_service_that_was_not_called():
    assert summary_of([]) == ServiceHealth()
    assert summary_of([]).success_rate is None


def test_a_day_ends_and_what_is_still_to_come_does_not_count():
    notes = MemoryCallNotes(lambda: NOW)
    account = Account("acc", "Office", "https://x.example", SignInWay.API_KEY, "")

    class Accounts:
        def all(self):
            return [account]

    for hours in (-23, -1, 2):
        notes.note(a_call(at=NOW + timedelta(hours=hours)))
    desk = HealthDesk(Accounts(), notes, lambda: NOW)
    assert desk.of(account).calls == 2
    later = HealthDesk(Accounts(), notes, lambda: NOW + timedelta(hours=3))
    assert [each.health.calls for each in later.all()] == [2]


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/v2/documents", "/v2/documents"),
        ("/v2/documents/doc_77/content?x=camille@roux.example", "/v2/documents/{id}/content"),
        ("/v2/signature-requests?client_reference=Roux", "/v2/signature-requests"),
        ("/v2/signatories/Camille%20Roux/signed-document", "/v2/signatories/{id}/signed-document"),
        ("/v2/a/b/c/d/e/f/g/h/i/j", "/v2" + "/{id}" * 7),
        ("", "/"),
    ],
)
def test_an_endpoint_names_no_thing_and_nobody(path, route):
    assert route_of(path) == route


@given(st.text())
def test_no_word_but_the_apis_is_let_through(path):
    from paraph.remote.routes import _WORDS

    assert set(route_of(path).strip("/").split("/")) <= {*_WORDS, "{id}", ""}
