"""Outbox, requests and inbox in SQLite: what is frozen stays so, and what is long stays fast."""

import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from paraph.domain.service.act import ActKind
from paraph.domain.service.local_request import Filing, FilingState, LocalRequest
from paraph.domain.service.outbox_entry import EntryState, FrozenBody, OutboxEntry, ServiceWords
from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.ports.requests import Shown
from paraph.ports.service import Event
from paraph.store import outbox as sql
from paraph.store.inbox import APPLIED, SqliteInbox
from paraph.store.requests import VERSIONS, page_query
from tests.fakes.outbox_bench import BEGIN, OutboxBench, opened, person

MANY = 100_000


@pytest.fixture
def bench(tmp_path):
    with opened(tmp_path / "home") as found:
        yield found


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A firm's profile after years: 100,000 requests, 100,000 ended entries, some open ones."""
    with opened(tmp_path_factory.mktemp("crowded") / "home") as bench:
        asked = bench.ask()
        template = bench.database.execute("SELECT * FROM signature_request").fetchone()
        names = [each[1] for each in bench.database.execute("PRAGMA table_info(signature_request)")]
        row = dict(zip(names, template, strict=True))
        requests = (
            {
                **row,
                "id": f"r{n}",
                "client_reference": f"c{n}",
                "remote_id": f"req_{n}",
                "status": "completed" if n % 9 else "in_progress",
                "matter": f"m{n % 500}",
                "changed_utc": (BEGIN + timedelta(seconds=n)).isoformat(),
                "filing_state": "filed",
                "my_turn": n % 1000 == 0,
            }
            for n in range(MANY)
        )
        entry = bench.database.execute("SELECT * FROM outbox_entry LIMIT 1").fetchone()
        columns = [each[1] for each in bench.database.execute("PRAGMA table_info(outbox_entry)")]
        old = dict(zip(columns, entry, strict=True))
        entries = (
            {**old, "seq": n + 10, "id": f"e{n}", "request_id": f"r{n}", "state": "done"}
            for n in range(MANY)
        )
        many = bench.database.conn.executemany
        with bench.outbox.transaction():
            marks = ", ".join(f":{name}" for name in names)
            many(f"INSERT INTO signature_request VALUES ({marks})", requests)
            marks = ", ".join(f":{name}" for name in columns)
            many(f"INSERT INTO outbox_entry VALUES ({marks})", entries)
        yield bench, asked


def plan(bench: OutboxBench, query: str, values: list[object]) -> str:
    rows = bench.database.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    return "\n".join(row[-1] for row in rows)


@pytest.mark.parametrize(
    ("query", "values", "index"),
    [
        (sql.HEADS, ["acc-1"], "outbox_entry_open"),
        (sql.COUNTS, ["acc-1"], "outbox_entry_open"),
        (sql.OF_REQUEST, ["r1"], "outbox_entry_request"),
        (sql.IN_STATE, ["sending"], "outbox_entry_state"),
        (sql.ENDED_LAST, ["done", 10], "outbox_entry_state"),
        (sql.WITH_BODY, ["e1"], "sqlite_autoindex_outbox_entry"),
        (APPLIED, ["acc-1", '["evt_1"]'], "PRIMARY KEY (account_id=? AND event_id=?)"),
        (VERSIONS, ["acc-1", '["req_1"]'], "(account_id=? AND remote_id=?)"),
        (page_query(Shown())[0], [10, 0], "signature_request_changed"),
        (page_query(Shown(box="inbox"))[0], [10, 0], "signature_request_turn"),
    ],
)
def test_no_list_reads_what_it_does_not_show(crowded, query, values, index):
    bench, _ = crowded
    told = plan(bench, query, values)
    assert index in told, told
    assert "SCAN outbox_entry\n" not in told + "\n", told


def test_a_long_history_changes_nothing_of_what_is_next(crowded):
    bench, asked = crowded
    assert [each.id for each in bench.outbox.heads("acc-1")] == [asked.entries[0].id]
    assert bench.outbox.counts("acc-1") == {EntryState.PENDING: 3}
    assert len(bench.requests.page(Shown(box="inbox"), 0, 50)) == 50
    counts = bench.requests.counts(Shown())
    assert counts[""] == MANY + 1 == counts["local"] + counts["completed"] + counts["in_progress"]
    assert bench.requests.page(Shown(statuses=("local",)), 0, 5)[0].id == asked.request.id
    assert bench.requests.to_file("acc-1") == []


def test_what_was_asked_does_not_change_and_is_not_dropped(bench):
    asked = bench.ask()
    entry = bench.outbox.body_of(asked.entries[1].id)
    assert entry.body.content
    for column in ("content = x'00'", "kind = 'cancel'", "trace_id = 'x'", "body_sha256 = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="does not change"):
            bench.database.execute(f"UPDATE outbox_entry SET {column} WHERE id = ?", [entry.id])
    with pytest.raises(sqlite3.IntegrityError, match="not dropped"):
        bench.database.execute("DELETE FROM outbox_entry")


def test_a_signed_file_may_get_its_timestamp_until_it_leaves(bench):
    asked = bench.ask(person(signing="local"))
    body = FrozenBody("a" * 64, "application/pdf", None, 7)
    entry = OutboxEntry(
        "e", "acc-1", asked.request.id, ActKind.SIGN, body, "r", "k", "t", bench.clock.now()
    )
    bench.outbox.add(entry)
    bench.outbox.put(replace(entry, body=body._replace(sha256="b" * 64, size=9)))
    sent = bench.outbox.body_of("e").sending(bench.clock.now())
    bench.outbox.put(sent)
    with pytest.raises(sqlite3.IntegrityError, match="does not change"):
        bench.outbox.put(replace(sent, body=body))


def test_an_entry_comes_back_as_it_was_written(bench):
    asked = bench.ask()
    entry = replace(
        bench.outbox.body_of(asked.entries[0].id),
        state=EntryState.REJECTED,
        attempts=3,
        first_sent=bench.clock.now(),
        last_sent=bench.clock.now(),
        next_attempt=bench.clock.now(),
        ambiguous=True,
        error=ServiceWords("invalid_request", "No.", 422, "0" * 32, (("name", "too long"),)),
        idempotency_key="other",
        if_match='"x"',
    )
    bench.outbox.put(entry)
    assert bench.outbox.body_of(entry.id) == entry


def test_two_writers_of_one_transaction_write_both_or_none(bench):
    with suppress(RuntimeError), bench.outbox.transaction():
        bench.ask()
        raise RuntimeError
    assert bench.outbox.heads("acc-1") == []
    assert bench.kinds() == []
    assert bench.requests.counts(Shown())[""] == 0


def remote(version: int = 1, status: str = "in_progress", **more: object) -> RemoteRequest:
    field = PlacedField("F", "signature", 1, 1.5, 2, 3, 4)
    who = Signatory(
        "sig_1", "a@b.example", "A", "B", "advanced", 1, "signer", "local", "notified", (field,),
        signed_at=None, reminded_at=BEGIN,
    )  # fmt: skip
    told = RemoteRequest(
        "req_1", version, "doc_1", None, "Name", status, (who,), BEGIN, BEGIN, document_sha256="d",
        expires_at=BEGIN,
    )  # fmt: skip
    return told._replace(**more)


def happened(event_id: str) -> Event:
    return Event(event_id, "signatory.signed", BEGIN, 1, "req_1")


@pytest.fixture
def inbox(bench):
    return SqliteInbox(bench.database, bench.clock, bench.requests)


def test_a_request_comes_back_as_it_was_written(bench):
    asked = bench.ask(person(fields=(PlacedField("F", "signature", 1, 1, 2, 3, 4),)))
    written = replace(
        asked.request,
        remote=remote(),
        filing=Filing(FilingState.OWED, "/place", 2, BEGIN, "code", "s", "t"),
        on_paper=((0, "a" * 64),),
        current_sha256="c",
        current_revision=0,
        is_withdrawn=True,
    )
    bench.requests.put(written)
    assert bench.requests.get(written.id) == written
    assert bench.requests.of_remote("acc-1", "req_1") == written
    assert {"c", "a" * 64, "s", "t"} <= set(bench.requests.files())


def test_the_newer_version_wins_and_an_ended_request_is_not_set_back(bench, inbox):
    first = inbox.apply_request("acc-1", remote(2))
    assert inbox.apply_request("acc-1", remote(1, name="Old")) == first
    ended = inbox.apply_request("acc-1", remote(3, "completed"))
    assert inbox.apply_request("acc-1", remote(4)) == ended
    assert inbox.apply_request("acc-1", remote(5, "completed", name="New")).name == "New"
    assert bench.requests.counts(Shown())[""] == 1


def test_versions_are_of_those_that_the_service_told_and_of_one_account(bench, inbox):
    bench.ask()
    inbox.apply_request("acc-1", remote(7))
    inbox.apply_request("acc-2", remote(9, id="req_2"))
    assert bench.requests.versions("acc-1", ["req_1", "req_2", "req_3"]) == {"req_1": 7}


def test_a_request_of_ours_is_known_by_what_we_called_it(bench, inbox):
    asked = bench.ask()
    told = inbox.apply_request("acc-1", remote(client_reference=asked.request.client_reference))
    assert (told.id, told.draft) == (asked.request.id, asked.request.draft)


def test_events_are_noted_once_and_the_iterator_moves_with_them(bench, inbox):
    assert inbox.iterator("acc-1") == ""
    with bench.outbox.transaction():
        inbox.note_applied("acc-1", [happened("evt_1")])
        inbox.move_on("acc-1", "i1")
    inbox.note_applied("acc-1", [happened("evt_1")])
    with suppress(RuntimeError), bench.outbox.transaction():
        inbox.note_applied("acc-1", [happened("evt_2")])
        inbox.move_on("acc-1", "i2")
        raise RuntimeError
    assert inbox.iterator("acc-1") == "i1"
    assert inbox.applied("acc-1", ["evt_1", "evt_2"]) == {"evt_1"}
    assert not inbox.applied("acc-2", ["evt_1"])
    assert inbox.applied("acc-1", ["evt_1", *map(str, range(100_000))]) == {"evt_1"}


def test_whose_turn_it_is_follows_the_accounts_own_addresses(bench, inbox):
    inbox.apply_request("acc-1", remote())
    assert len(bench.requests.page(Shown(box="inbox"), 0, 5)) == 1
    assert len(bench.requests.to_fetch("acc-1")) == 1
    bench.accounts.put(bench.account._replace(own_addresses=("other@b.example",)))
    assert bench.requests.to_fetch("acc-1") == []
    inbox.apply_request("acc-1", remote(2))
    assert bench.requests.page(Shown(box="inbox"), 0, 5) == []


def test_what_a_person_types_is_no_pattern(bench):
    bench.requests.add(LocalRequest("1", "acc-1", "c1", BEGIN, remote=remote(name="50% off_")))
    assert len(bench.requests.page(Shown(text="% off_"), 0, 5)) == 1
    assert bench.requests.page(Shown(text="5_%"), 0, 5) == []
