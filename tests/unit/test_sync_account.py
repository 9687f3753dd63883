"""A round of one account: each step in its order, and one that fails stops no other."""

from pathlib import Path

import pytest

from paraph.domain.errors import DiskFull, StoreBusy
from paraph.domain.errors.filing import FilingAddressRefused
from paraph.domain.service.local_request import FilingState
from paraph.usecases.fetch_documents import fetch_documents
from paraph.usecases.pull_events import Pulled
from paraph.usecases.push_outbox import Pushed
from paraph.usecases.sync_account import Steps, Synced, sync_account
from tests.fakes.filing import filing_kit
from tests.fakes.received import NOW, Profile, asked
from tests.fakes.service import FakeService, Fault
from tests.unit.test_file_results import TRAIL, completed


@pytest.fixture
def profile(tmp_path: Path):
    (tmp_path / "clients").mkdir()
    opened = Profile(tmp_path / "home", FakeService(now=lambda: NOW))
    yield opened
    opened.close()


def steps(profile: Profile, done: list[str] | None = None, **changed) -> Steps:
    done = done if done is not None else []

    def push() -> Pushed:
        done.append("push")
        return Pushed(1, 1, 0)

    root = profile.home.parent / "clients"
    usual = {
        "fetching": profile.fetching,
        "push": push,
        "filing": lambda: filing_kit(profile, root),
        "pay": lambda: done.append("pay"),
    }
    return Steps(**(usual | changed))


def full() -> Pushed:
    raise DiskFull


def test_a_round_pays_sends_pulls_fetches_and_files(profile):
    done: list[str] = []
    request = asked(profile.service)
    finished = completed(profile, profile.service)
    came = sync_account(steps(profile, done))
    assert done == ["pay", "push"]
    assert came.pushed == Pushed(1, 1, 0)
    assert came.pulled == Pulled()
    assert came.fetched.requests == (profile.of(request).id,)
    assert came.filed.requests == (profile.of(finished).id,)
    assert came.every_trouble == ()


@pytest.mark.parametrize("failing", ["pay", "push"])
def test_a_step_that_fails_stops_no_other(profile, failing):
    asked(profile.service)
    finished = completed(profile, profile.service)
    came = sync_account(steps(profile, **{failing: full}))
    assert [type(error) for error in came.troubles] == [DiskFull]
    assert len(came.fetched.requests) == 1
    assert came.filed.requests == (profile.of(finished).id,)


def test_a_place_that_cannot_be_used_stops_nothing_before_it(profile):
    def refused():
        raise FilingAddressRefused(why="needs_https")

    asked(profile.service)
    came = sync_account(steps(profile, filing=refused))
    assert [error.code for error in came.every_trouble] == ["filing_address_refused"]
    assert len(came.fetched.requests) == 1


def test_an_account_without_a_place_files_nothing(profile):
    finished = completed(profile, profile.service)
    assert sync_account(steps(profile, filing=None)).every_trouble == ()
    assert profile.of(finished).filing.state is FilingState.NOT_YET


@pytest.mark.parametrize("by", ["push", "pull"])
def test_a_service_that_is_away_is_not_asked_by_every_step(profile, by):
    asked(profile.service)
    service = profile.service
    service.faults.extend([Fault("away")] * 5)
    before = len(service.faults)
    if by == "push":
        came = sync_account(steps(profile, push=lambda: Pushed(stopped="service_unreachable")))
        assert len(service.faults) == before
    else:
        came = sync_account(steps(profile))
        assert len(service.faults) == before - 1
    assert came.fetched == Synced().fetched


def test_what_is_here_is_filed_although_the_service_is_away(profile):
    finished = completed(profile, profile.service, trail=TRAIL)
    root = profile.home.parent / "clients"
    away = root / "away"
    sync_account(steps(profile, filing=lambda: filing_kit(profile, away)))
    assert profile.of(finished).filing.state is FilingState.OWED
    away.mkdir()
    profile.service.faults.extend([Fault("away")] * 5)
    came = sync_account(steps(profile, filing=lambda: filing_kit(profile, away)), insist=True)
    assert came.filed.requests == (profile.of(finished).id,)


def test_what_is_met_twice_is_told_once(profile):
    def busy():
        raise StoreBusy

    came = sync_account(steps(profile, pay=busy, push=busy))
    assert len(came.troubles) == 2
    assert [error.code for error in came.every_trouble] == ["store_busy"]


def test_documents_are_fetched_by_the_round_that_hears_of_them(profile):
    asked(profile.service)
    came = sync_account(steps(profile))
    assert came.pulled.applied == 1
    assert len(came.fetched.requests) == 1
    assert fetch_documents(profile.fetching).requests == ()
