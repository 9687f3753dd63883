"""Events are applied once each, whatever comes twice, late, or not at all."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain.errors import StoreBusy
from paraph.domain.errors.service import EventsGone, ServiceFailed, ServiceUnreachable
from paraph.ports.service import Event, EventPage
from paraph.usecases.pull_events import Pulled, pull_events
from paraph.usecases.reconcile_requests import reconcile_requests
from tests.fakes.received import NOW, Profile, asked
from tests.fakes.service import FakeService, Fault


class Counted(FakeService):
    """Counts what is asked for, and gives the events that a test puts in place of its own."""

    def __init__(self) -> None:
        super().__init__(now=lambda: NOW)
        self.asked: list[str] = []
        self.pages: list[EventPage] = []
        self.iterators: list[str] = []

    def request(self, request_id: str):
        self.asked.append(request_id)
        return super().request(request_id)

    def events(self, iterator: str, wait_s: float) -> EventPage:
        self.iterators.append(iterator)
        return self.pages.pop(0) if self.pages else super().events(iterator, wait_s)


@pytest.fixture
def service() -> Counted:
    return Counted()


@pytest.fixture
def profile(tmp_path: Path, service: Counted) -> Iterator[Profile]:
    opened = Profile(tmp_path / "home", service)
    yield opened
    opened.close()


def begun(profile: Profile, service: Counted) -> None:
    """Let the first run be over."""
    pull_events(profile.receiving)
    service.asked.clear()
    service.iterators.clear()


def test_the_first_run_lists_everything_and_then_reads_the_events(profile, service):
    one, two = asked(service), asked(service)
    assert pull_events(profile.receiving) == Pulled(2, 2, 0)
    assert {each.remote.id for each in profile.all()} == {one, two}
    # All was listed just now: nothing is asked for a second time.
    assert service.asked == []
    assert profile.inbox.iterator("acc") == "2"
    assert pull_events(profile.receiving) == Pulled()


def test_it_is_noted_as_of_when_all_is_here(profile, service):
    assert profile.requests.as_of("acc") is None
    pull_events(profile.receiving)
    assert profile.requests.as_of("acc") == NOW
    profile.clock.moment = NOW + timedelta(hours=1)
    request = asked(service)
    service.faults.append(Fault("away", on=f"GET /v2/signature-requests/{request}"))
    with pytest.raises(ServiceUnreachable):
        pull_events(profile.receiving)
    assert profile.requests.as_of("acc") == NOW
    pull_events(profile.receiving)
    assert profile.requests.as_of("acc") == NOW + timedelta(hours=1)


def test_several_events_of_one_request_ask_for_it_once(profile, service):
    begun(profile, service)
    request = asked(service, "me@firm.example", "other@client.example")
    service.sign_as(request, 0)
    service.sign_as(request, 1)
    pulled = pull_events(profile.receiving)
    assert pulled == Pulled(5, 5, 0)
    assert service.asked == [request]
    assert profile.of(request).status == "completed"


def test_an_event_that_comes_again_is_applied_once(profile, service):
    begun(profile, service)
    request = asked(service)
    event = service.happened[0]._replace(version=0)
    service.pages = [EventPage((event, event), "1", True), EventPage((event,), "1", True)]
    assert pull_events(profile.receiving) == Pulled(2, 1, 1)
    told = profile.kinds().count("request_told")
    assert pull_events(profile.receiving) == Pulled(1, 0, 1)
    assert service.asked == [request]
    assert profile.kinds().count("request_told") == told
    assert profile.applied() == 1


def test_events_out_of_order_leave_the_newest_state(profile, service):
    begun(profile, service)
    request = asked(service)
    service.sign_as(request, 0)
    events = tuple(reversed(service.happened))
    service.pages = [EventPage((each,), f"at {n}", n == 3) for n, each in enumerate(events)]
    assert pull_events(profile.receiving).applied == 4
    assert profile.of(request).status == "completed"
    # What came late tells of older versions than the one that is here.
    assert service.asked == [request]


def test_a_state_that_ended_is_not_set_back_by_an_older_answer(profile, service):
    begun(profile, service)
    request = asked(service)
    running = service.requests[request]
    service.sign_as(request, 0)
    pull_events(profile.receiving)
    service.requests[request] = running._replace(version=99)
    service.happened.append(Event("late", "signatory.reminded", NOW, 9, request))
    pull_events(profile.receiving)
    assert profile.of(request).status == "completed"


def test_a_gap_does_no_harm(profile, service):
    begun(profile, service)
    request = asked(service)
    service.sign_as(request, 0)
    service.pages = [EventPage((service.happened[-1],), "9", True)]
    pull_events(profile.receiving)
    assert profile.of(request).status == "completed"


def test_kinds_and_states_that_are_not_known_are_taken_as_they_are(profile, service):
    begun(profile, service)
    request = asked(service)
    found = service.requests[request]
    service.requests[request] = found._replace(status="sealed", version=found.version + 1)
    service.happened.append(Event("new", "signature_request.sealed", NOW, 2, request, 0))
    service.happened.append(Event("odd", "weather.changed", NOW, 3, "", 0))
    assert pull_events(profile.receiving).applied == 3
    assert profile.of(request).status == "sealed"
    assert "request_not_at_service" not in profile.kinds()


def test_a_version_that_is_not_told_is_asked_for(profile, service):
    request = asked(service)
    begun(profile, service)
    found = service.requests[request]
    service.requests[request] = found._replace(name="Renamed", version=found.version + 1)
    service.happened.append(Event("new", "signature_request.renamed", NOW, 2, request))
    pull_events(profile.receiving)
    assert profile.of(request).name == "Renamed"


def test_what_is_listed_again_and_has_not_changed_is_no_news_to_the_record(profile, service):
    asked(service)
    reconcile_requests(profile.receiving)
    reconcile_requests(profile.receiving)
    assert profile.kinds().count("request_told") == 1


def test_a_request_that_is_not_there_is_noted_and_passed(profile, service):
    begun(profile, service)
    service.happened.append(Event("gone", "signature_request.expired", NOW, 1, "req_gone"))
    request = asked(service)
    assert pull_events(profile.receiving).applied == 2
    assert "request_not_at_service" in profile.kinds()
    assert profile.of(request).status == "in_progress"


def test_events_that_are_gone_lead_to_a_full_list_and_a_new_beginning(profile, service):
    begun(profile, service)
    early = asked(service)
    pull_events(profile.receiving)
    service.sign_as(early, 0)
    late = asked(service)
    service.forget_events()
    service.sign_as(late, 0)
    assert pull_events(profile.receiving).pulled == 3
    assert profile.of(early).status == "completed"
    assert profile.of(late).status == "completed"
    assert profile.kinds().count("requests_reconciled") == 2
    assert pull_events(profile.receiving) == Pulled()


def test_events_that_are_always_gone_end_in_an_error(profile, service, monkeypatch):
    def gone(iterator: str, wait_s: float) -> EventPage:
        raise EventsGone

    begun(profile, service)
    asked(service)
    pull_events(profile.receiving)
    monkeypatch.setattr(service, "events", gone)
    with pytest.raises(EventsGone):
        pull_events(profile.receiving)
    assert profile.inbox.iterator("acc") == ""


def test_what_was_asked_for_before_the_network_failed_is_kept(profile, service):
    begun(profile, service)
    one, two = asked(service), asked(service)
    service.faults.append(Fault("away", on=f"GET /v2/signature-requests/{two}"))
    with pytest.raises(ServiceUnreachable):
        pull_events(profile.receiving)
    assert profile.of(one).status == "in_progress"
    assert profile.requests.of_remote("acc", two) is None
    assert profile.inbox.iterator("acc") == "0"
    assert pull_events(profile.receiving) == Pulled(2, 1, 1)
    assert profile.of(two).status == "in_progress"


def test_one_request_that_cannot_be_had_holds_up_the_others_for_a_day_only(profile, service):
    begun(profile, service)
    bad, good = asked(service), asked(service)
    for _ in range(2):
        service.faults.append(Fault("status", f"GET /v2/signature-requests/{bad}", 500))
    with pytest.raises(ServiceFailed):
        pull_events(profile.receiving)
    assert profile.of(good).status == "in_progress"
    assert profile.inbox.iterator("acc") == "0"
    profile.clock.moment += timedelta(days=2)
    assert pull_events(profile.receiving).applied == 1
    assert profile.inbox.iterator("acc") == "2"


def test_a_service_that_is_overloaded_is_asked_once_and_nothing_is_passed(profile, service):
    begun(profile, service)
    requests = [asked(service), asked(service)]
    profile.clock.moment += timedelta(days=2)
    service.faults.append(Fault("status", on="GET /v2/signature-requests"))
    with pytest.raises(ServiceFailed):
        pull_events(profile.receiving)
    assert service.asked == requests[:1]
    assert (profile.applied(), profile.inbox.iterator("acc")) == (0, "0")


def test_a_transaction_that_fails_applies_nothing_of_the_page(profile, service, tmp_path):
    begun(profile, service)
    asked(service)
    # The last word of a page is where the events go on.
    profile.database.execute(
        "CREATE TRIGGER no_room BEFORE UPDATE ON inbox_iterator"
        " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises((StoreBusy, sqlite3.IntegrityError)):
        pull_events(profile.receiving)
    assert (profile.applied(), len(profile.all())) == (0, 0)
    assert "request_told" not in profile.kinds()
    profile.database.execute("DROP TRIGGER no_room")
    assert pull_events(profile.receiving).applied == 1


def test_another_process_that_read_further_is_not_set_back(profile, service, tmp_path):
    begun(profile, service)
    asked(service)
    ours = service.events("0", 0.0)
    asked(service)
    other = Profile(tmp_path / "home", service)
    service.pages = []
    original = service.events

    def slow(iterator: str, wait_s: float) -> EventPage:
        service.events = original  # type: ignore[method-assign]
        pull_events(other.receiving)
        return ours

    service.events = slow  # type: ignore[method-assign]
    assert pull_events(profile.receiving) == Pulled(1, 0, 1)
    other.close()
    assert profile.inbox.iterator("acc") == "2"
    assert profile.applied() == 2


def test_an_event_that_another_process_applies_meanwhile_is_applied_once(
    profile, service, tmp_path
):
    begun(profile, service)
    asked(service)
    other = Profile(tmp_path / "home", service)
    original = service.request

    def slow(request_id: str):
        service.request = original  # type: ignore[method-assign]
        pull_events(other.receiving)
        return original(request_id)

    service.request = slow  # type: ignore[method-assign]
    assert pull_events(profile.receiving) == Pulled(1, 0, 1)
    other.close()
    assert profile.kinds().count("request_told") == 1


def test_a_feed_that_never_ends_and_never_moves_ends(profile, service, monkeypatch):
    begun(profile, service)
    asked(service)
    event = service.happened[0]
    calls = []

    def same(iterator: str, wait_s: float) -> EventPage:
        calls.append(iterator)
        return EventPage((event,), "0", False)

    monkeypatch.setattr(service, "events", same)
    pull_events(profile.receiving)
    assert len(calls) < 5
