"""What the window reads of the record, and writes into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain.errors.service import (
    ActForbidden,
    EntryNotCancelable,
    PlaceNotKnown,
    RequestUnknown,
)
from paraph.domain.service.local_request import Filing, FilingState
from paraph.domain.service.outbox_entry import EntryState, ServiceWords
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField
from paraph.ports.requests import Shown
from paraph.usecases import queue_act
from paraph.usecases.request_story import StoryKind, story_of
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import BEGIN, OutboxBench
from tests.fakes.request_desk import ME, OFFICE, BoardOf, me, put, request, signatory

ANNE = signatory("Anne Martin", "anne@client.example")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with OutboxBench(tmp_path / "home", account=OFFICE):
        return tmp_path / "home"


@pytest.fixture
def board(home: Path) -> BoardOf:
    return BoardOf(home)


@pytest.fixture
def bench(home: Path) -> Iterator[OutboxBench]:
    with OutboxBench(home, account=OFFICE) as opened:
        yield opened


def test_standing_counts_what_leaves_and_what_needs_a_person(board, bench):
    asked = request("Lease", "in_progress", (me(number=1), ANNE), BEGIN)
    bench.requests.add(asked)
    entry = queue_act.queue_remind(asked.id, bench.queueing).entries[0]
    later = BEGIN + timedelta(hours=1)
    bench.outbox.put(entry.waiting(ServiceWords("service_failed"), later))
    found = board.standing()
    assert (found.waiting, found.needs_person, found.inbox) == (1, 0, 1)
    assert found.next_attempt == later
    bench.outbox.put(entry.ended(EntryState.REJECTED, ServiceWords("no")))
    found = board.standing()
    assert (found.waiting, found.needs_person, found.next_attempt) == (0, 1, None)


def test_an_account_that_nobody_signed_in_to_needs_it(board, bench):
    assert not board.accounts()[0].needs_sign_in
    bench.accounts.put(OFFICE._replace(secret_since=None))
    assert board.accounts()[0].needs_sign_in
    bench.accounts.put(OFFICE._replace(paused="sign_in_again"))
    assert board.accounts()[0].needs_sign_in


def test_entries_begin_with_those_that_need_a_person(board, bench):
    names = ("First", "Second")
    entries = {}
    for name in names:
        asked = request(name, "in_progress", (ANNE,), BEGIN)
        bench.requests.add(asked)
        entries[name] = queue_act.queue_remind(asked.id, bench.queueing).entries[0]
    bench.outbox.put(entries["Second"].ended(EntryState.REJECTED, ServiceWords("no")))
    found = [each.request.name for each in board.entries() if each.request is not None]
    assert found == ["Second", "First"]
    (one,) = board.entries("id-First")
    assert one.entry.id == entries["First"].id


def test_a_listed_request_says_who_i_am_in_it(board, bench):
    bench.requests.add(request("Lease", "in_progress", (ANNE, me()), BEGIN))
    (listed,) = board.page(Shown("all"), 0, 10)
    assert (listed.mine, listed.my_turn) == ((1,), ())
    with pytest.raises(RequestUnknown):
        board.request("nothing")


def test_a_signature_is_made_delivered_and_kept(board, home, tmp_path):
    put(home, [request("Lease", "in_progress", (me(number=1),), BEGIN)], SAMPLE)
    (listed,) = board.page(Shown("all"), 0, 10)
    wanted = board.to_sign(listed.request.id)
    assert wanted.source.read_bytes() == SAMPLE.read_bytes()
    assert wanted.place is not None
    assert not wanted.is_made
    wanted.output.write_bytes(SAMPLE.read_bytes() + b"% signature")
    assert board.to_sign(listed.request.id).is_made
    asked = (listed.request.id, wanted.number, wanted.output, wanted.revision_sha256)
    (entry,) = board.deliver(*asked).entries
    assert board.deliver(*asked).entries[0].id == entry.id
    with pytest.raises(ActForbidden):
        board.keep_mine(board.remind(listed.request.id).entries[0].id)
    kept = board.keep_mine(entry.id)
    assert kept.read_bytes().endswith(b"% signature")
    with pytest.raises(EntryNotCancelable):
        board.keep_mine(entry.id)


def test_where_a_text_stands_is_the_services_to_say(board, bench):
    """Unless it has told: then the signature goes where it said."""
    field = PlacedField("", "signature", None, None, None, 180, 60, "For the firm")
    person = DraftSignatory(ME, "Camille", "Roux", signing="local", fields=(field,))
    draft = RequestDraft("Lease", bench.spool.take(SAMPLE).sha256, "a.pdf", (person,))
    asked = queue_act.queue_request(OFFICE.id, draft, bench.queueing, activate=True).request
    with pytest.raises(PlaceNotKnown) as told:
        board.to_sign(asked.id)
    assert told.value.details == {"text": "For the firm"}
    told_by_service = me(number=1, fields=(field._replace(page=3, x=72.0, y=356.0),))
    remote = request("Lease", "in_progress", (told_by_service,), BEGIN, revision=0).remote
    assert remote is not None
    remote = remote._replace(document_sha256=draft.document_sha256)
    bench.requests.put(replace(asked, remote=remote))
    place = board.to_sign(asked.id).place
    assert (place.page_index, place.box[:2]) == (2, (72.0, 356.0))


def test_one_that_is_queued_waits_for_me_before_it_has_left(board, bench):
    people = (
        DraftSignatory(ME, "Camille", "Roux", signing="local"),
        DraftSignatory("anne@client.example", "Anne", "Martin", order=2),
    )
    draft = RequestDraft("Lease", bench.spool.take(SAMPLE).sha256, "a.pdf", people)
    asked = queue_act.queue_request(OFFICE.id, draft, bench.queueing, activate=False).request
    assert (board.request(asked.id).my_turn, board.standing().inbox) == ((), 0)
    board.activate(asked.id)
    assert (board.request(asked.id).my_turn, board.standing().inbox) == ((0,), 1)


def test_a_story_goes_from_preparing_to_filing(bench):
    signed = ANNE._replace(status="signed", viewed_at=BEGIN, signed_at=BEGIN + timedelta(hours=2))
    asked = request("Lease", "completed", (signed,), BEGIN, ended_at=BEGIN + timedelta(hours=3))
    told = story_of(asked, (), files=True)
    assert [each.kind for each in told] == [
        StoryKind.REACHED, StoryKind.STARTED, StoryKind.VIEWED, StoryKind.SIGNED,
        StoryKind.COMPLETED, StoryKind.TO_FILE,
    ]  # fmt: skip
    filed = replace(asked, filing=Filing(FilingState.FILED, "/m/Lease"))
    assert story_of(filed, (), files=True)[-1].more == "/m/Lease"
    unknown = request("Odd", "suspended", (ANNE,), BEGIN, ended_at=BEGIN)
    assert (StoryKind.ENDED, "suspended") in [
        (each.kind, each.more) for each in story_of(unknown, (), files=False)
    ]
