"""Services that break the rules: their ids, numbers and answers do no harm to what is kept here."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta, timezone

import pytest

from paraph.cli.request_words import request_line
from paraph.domain.errors import PlaceRefused
from paraph.domain.errors.service import AccountUnknown, EventsGone
from paraph.domain.service.act import ActKind, RemoteIds, call_of
from paraph.domain.service.allowed import people_of
from paraph.domain.service.outbox_entry import LONGEST_WAIT
from paraph.domain.service.retrying import retry_after
from paraph.domain.service.signature_request import PlacedField, RemoteRequest
from paraph.domain.service.template import KeptTemplate, RemoteTemplate, TemplateRole, of_template
from paraph.ports.requests import Shown
from paraph.ports.service import RemoteDocument, ServiceAnswer, ServiceCall
from paraph.remote.wire_format import event_of, request_of
from paraph.store.templates import SqliteTemplates
from paraph.usecases.fetch_documents import fetch_documents
from paraph.usecases.prepare_request import PrepareDesk
from paraph.usecases.pull_events import pull_events
from paraph.usecases.read_templates import read_templates
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.sign_here import place_of
from tests.fakes.outbox_bench import OutboxBench, opened, person
from tests.fakes.received import ME, NOW, Profile, asked
from tests.fakes.service import FakeService

ODD_ID = "a/../b?c#d%2F\u00e9 f"
AS_SENT = "a%2F..%2Fb%3Fc%23d%252F%C3%A9%20f"


@dataclass
class OfAnother(FakeService):
    """Answers acts of a kind with what it has of another request."""

    on: str = "/activate"
    other: RemoteRequest | None = None

    def send(self, call: ServiceCall) -> ServiceAnswer:
        answer = super().send(call)
        if self.other is None or not call.path.endswith(self.on):
            return answer
        return answer._replace(request=self.other)


@dataclass
class Watched(FakeService):
    """Notes what is downloaded."""

    fetched: list[str] = field(default_factory=list)

    def fetch(self, path, into, most_bytes):
        self.fetched.append(path)
        return super().fetch(path, into, most_bytes)


@pytest.fixture
def bench(tmp_path) -> Iterator[OutboxBench]:
    with opened(tmp_path / "home") as found:
        yield found


@pytest.fixture
def profile(tmp_path) -> Iterator[Profile]:
    made = Profile(tmp_path / "home", Watched(now=lambda: NOW))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (ActKind.ACTIVATE, f"/v2/signature-requests/{AS_SENT}/activate"),
        (ActKind.SIGN, f"/v2/signatories/{AS_SENT}/signed-document"),
        (ActKind.FILL, f"/v2/templates/{AS_SENT}/signature-requests"),
    ],
)
def test_an_id_of_any_letters_is_one_part_of_the_path(kind, path):
    ids = RemoteIds(request=ODD_ID, signatory=ODD_ID, template=ODD_ID)
    assert call_of(kind, ids)[1] == path


def test_a_document_is_fetched_by_an_id_of_any_letters(profile):
    remote = profile.service.requests[asked(profile.service, ME)]
    del profile.service.requests[remote.id]
    profile.service.requests[ODD_ID] = remote._replace(id=ODD_ID)
    pull_events(profile.receiving)
    fetch_documents(profile.fetching)
    assert profile.service.fetched == [f"/v2/signature-requests/{AS_SENT}/document"]


@pytest.mark.parametrize("digits", [12, 13, 5000])
def test_a_wait_of_any_number_of_digits_is_the_longest(digits: int):
    assert retry_after("9" * digits, None) == LONGEST_WAIT
    assert retry_after("120", None) == timedelta(seconds=120)


def test_an_answer_about_another_request_changes_neither(bench):
    other = bench.ask(person(9))
    bench.push()
    (foreign,) = bench.service.requests.values()
    bench.service = OfAnother(**vars(bench.service))
    mine = bench.ask(person(1))
    bench.service.other = foreign._replace(version=99, name="Another one")
    bench.push()
    known = bench.requests.get(mine.request.id)
    assert known.remote.id != foreign.id
    assert known.name == "Fee agreement"
    assert bench.states(mine.request.id)[-1] == "activate done"
    assert bench.requests.get(other.request.id).remote == foreign


def test_a_request_that_was_made_is_not_taken_for_another_one(bench):
    bench.ask(person(9))
    bench.push()
    (foreign,) = bench.service.requests.values()
    bench.service = OfAnother(**vars(bench.service))
    bench.service.on, bench.service.other = "/v2/signature-requests", foreign
    mine = bench.ask(person(1))
    bench.push()
    assert bench.requests.get(mine.request.id).remote is None
    # It is looked up by what this desk called it, and found.
    bench.clock.go_on(7200)
    bench.push()
    assert bench.requests.get(mine.request.id).status == "in_progress"
    assert bench.service.effects["create"] == 2


def test_two_requests_of_one_reference_are_two(profile):
    one, two = asked(profile.service), asked(profile.service)
    for each in (one, two):
        found = profile.service.requests[each]
        profile.service.requests[each] = found._replace(client_reference="2026-0147")
    pull_events(profile.receiving)
    assert {each.remote.id for each in profile.all()} == {one, two}
    profile.service.sign_as(two, 0)
    pull_events(profile.receiving)
    assert {each.remote.id for each in profile.all()} == {one, two}
    assert profile.of(two).remote.version > profile.of(one).remote.version


@pytest.mark.parametrize("checksum", ["none", "A" * 64, "../paraph.db"])
def test_a_templates_checksum_that_is_none_keeps_no_template_away(profile, checksum):
    content = b"%PDF-1.7 lease"
    sha256 = hashlib.sha256(content).hexdigest()
    service, templates = profile.service, SqliteTemplates(profile.database)
    service.kept_templates["t"] = RemoteTemplate("t", 1, "Lease", "doc", (TemplateRole("tenant"),))
    service.documents["doc"] = RemoteDocument("doc", checksum, None, "lease.pdf", 1)
    service.contents[checksum] = content
    assert read_templates(profile.fetching, templates) == 1
    assert templates.get("acc", "t").document_sha256 == sha256


@pytest.mark.parametrize(
    "told", [{}, {"seq": "7"}, {"seq": 7, "data": {"signature_request_id": "r", "version": "3"}}]
)
def test_an_event_is_heard_whatever_its_numbers_are(told):
    event = event_of(
        {"event_id": "e", "type": "t", "created_at": "2026-12-01T09:00:00Z"}
        | {"data": {"signature_request_id": "r"}}
        | told
    )
    assert (event.request_id, event.version) == ("r", 0)


@pytest.mark.parametrize("told", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
@pytest.mark.parametrize("hours", [-12, 14])
def test_a_time_that_is_meant_as_never_can_be_shown_everywhere(told, hours):
    body = {"id": "r", "version": 1, "status": "draft", "expiry_date": told, "updated_at": told}
    found = request_of(body).expires_at
    assert found is not None
    assert found.astimezone(timezone(timedelta(hours=hours))).year in (1, 9999)


@pytest.mark.parametrize("page", [0, -1, -100])
def test_a_page_before_the_first_is_not_the_last_one(profile, page):
    remote = profile.service.requests[asked(profile.service, ME)]
    box = PlacedField("f", "signature", page, 72.0, 72.0, 180.0, 60.0)
    placed = tuple(each._replace(fields=(box,)) for each in remote.signatories)
    profile.service.requests[remote.id] = remote._replace(signatories=placed)
    pull_events(profile.receiving)
    request = profile.of(remote.id)
    with pytest.raises(PlaceRefused):
        place_of(request, people_of(request)[0])
    draft = PrepareDesk(None, None, profile.clock).begin_draft()  # type: ignore[arg-type]
    role = TemplateRole("tenant", fields=(box,))
    kept = KeptTemplate("acc", RemoteTemplate("t", 1, "Lease", "doc", (role,)))
    assert of_template(draft, kept).fields == ()


def test_a_title_does_not_act_on_the_terminal(profile):
    remote = profile.service.requests[asked(profile.service)]
    name = "Lease\x1b]0;x\x07\n\u202edone"
    profile.service.requests[remote.id] = remote._replace(name=name, status="new\x1b[2J")
    pull_events(profile.receiving)
    line = request_line(profile.of(remote.id))
    assert line.isprintable()
    assert "Lease\\x1b]0;x" in line


def test_nothing_is_asked_of_a_request_whose_account_was_removed(bench):
    request = bench.ask().request
    bench.push()
    desk = RequestDesk(bench.queueing, bench.accounts, bench.templates)
    assert desk.find_acting(request.id) == bench.requests.get(request.id)
    bench.accounts.remove(bench.account.id)
    assert desk.find(request.id).id == request.id
    with pytest.raises(AccountUnknown):
        desk.find_acting(request.id)


def test_what_asked_for_me_does_so_no_more_when_its_account_was_removed(bench):
    request = bench.ask(person(1, signing="local")).request
    bench.push()
    boxes = [Shown(box) for box in ("inbox", "waiting", "mine")]
    assert [len(bench.requests.page(each, 0, 9)) for each in boxes] == [1, 1, 1]
    bench.accounts.remove(bench.account.id)
    assert [len(bench.requests.page(each, 0, 9)) for each in boxes] == [0, 0, 0]
    assert [each.id for each in bench.requests.page(Shown("sent"), 0, 9)] == [request.id]


def test_a_service_that_forgets_each_iterator_at_once_is_listed_once(profile, monkeypatch):
    for _ in range(101):
        asked(profile.service)
    pull_events(profile.receiving)
    for _ in range(101):
        asked(profile.service)
    lists: list[object] = []
    events, listed = profile.service.events, profile.service.requests_since

    def forgetful(iterator: str, wait_s: float):
        if iterator:
            raise EventsGone
        return events(iterator, wait_s)._replace(done=False)

    monkeypatch.setattr(profile.service, "events", forgetful)
    monkeypatch.setattr(
        profile.service, "requests_since", lambda at: (lists.append(at), listed(at))[1]
    )
    monkeypatch.setattr("paraph.usecases.pull_events._MOST_PAGES", 20)
    with pytest.raises(EventsGone):
        pull_events(profile.receiving)
    assert len(lists) == 1
