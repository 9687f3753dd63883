"""What was answered is on disk before anything is waited for, with one wait for the disk an act."""

import sqlite3
from collections import Counter

import pytest

from paraph.usecases.push_writes import Writes
from tests.fakes.outbox_bench import OutboxBench, opened
from tests.fakes.service import Fault


@pytest.fixture
def bench(tmp_path):
    with opened(tmp_path / "home") as found:
        yield found


def on_disk(bench: OutboxBench) -> Counter[str]:
    """Count the entries by state, as another process sees them."""
    database = sqlite3.connect(bench.home / "paraph.db")
    rows = database.execute("SELECT state FROM outbox_entry").fetchall()
    database.close()
    return Counter(state for (state,) in rows)


def test_an_act_is_one_wait_for_the_disk(bench):
    for _ in range(5):
        bench.ask()
    statements: list[str] = []
    bench.database.conn.set_trace_callback(statements.append)
    assert bench.push().acknowledged == 15
    rounds = 3  # upload, create, activate
    assert statements.count("COMMIT") == 15 + rounds


def test_before_each_call_all_answers_are_on_disk_and_one_act_is_on_its_way(bench):
    for _ in range(3):
        bench.ask()
    seen, send = [], bench.service.send

    def watched(call):
        found = on_disk(bench)
        seen.append((found["sending"], found["done"]))
        return send(call)

    bench.service.send = watched
    bench.push()
    assert seen == [(1, number) for number in range(9)]


def test_before_the_service_is_asked_all_answers_are_on_disk(bench):
    bench.ask()
    bench.service.faults.append(Fault("away"))
    bench.push()
    bench.ask()
    bench.service.faults.append(Fault("lost", "POST /v2/documents"))
    bench.push()
    seen, document_of = [], bench.service.document_of

    def watched(reference):
        seen.append(on_disk(bench)["done"])
        return document_of(reference)

    bench.service.document_of = watched
    assert bench.push(insist=True).stopped is None
    assert seen == [1]


def test_what_was_answered_is_written_whatever_ends_the_run(bench, monkeypatch):
    bench.ask()
    bench.ask()
    body_of, calls = bench.outbox.body_of, []

    def second_ends_it(entry_id):
        calls.append(entry_id)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return body_of(entry_id)

    monkeypatch.setattr(bench.outbox, "body_of", second_ends_it)
    with pytest.raises(KeyboardInterrupt):
        bench.push()
    assert on_disk(bench) == {"done": 1, "pending": 5}


def test_what_could_not_be_written_is_written_later_and_once(bench):
    writes, written = Writes(bench.outbox), []
    writes.soon(lambda: written.append("first"))
    with pytest.raises(RuntimeError), writes.transaction():
        raise RuntimeError
    assert written == ["first"]  # and undone with the transaction
    with writes.transaction(), writes.transaction():
        written.append("second")
    writes.now()
    assert written == ["first", "first", "second"]
