"""Notes of calls, in memory and in SQLite: a day of them, so many, each account's apart."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta

import pytest

from paraph.domain.service.health import NotedCall
from paraph.store import call_notes
from paraph.store.call_notes import SqliteCallNotes
from paraph.store.database import open_beside, open_database, transaction
from tests.fakes.call_notes import MemoryCallNotes

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Clock:
    moment = NOW

    def now(self) -> datetime:
        return self.moment


def a_call(at=NOW, account="acc", status=200, failure="", ms=12, route="/v2/events") -> NotedCall:
    return NotedCall(account, at, "GET", route, status, failure, ms)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite"])
def notes(request, tmp_path, clock):
    if request.param == "memory":
        yield MemoryCallNotes(clock.now, most_calls=50)
        return
    database = open_database(tmp_path)
    yield SqliteCallNotes(tmp_path, clock.now, most_calls=50)
    database.close()


def test_what_is_noted_is_there_at_once_and_after_it_was_kept(notes):
    calls = [a_call(NOW - timedelta(minutes=3 - n), status=n or None) for n in range(3)]
    calls[1] = calls[1]._replace(failure="timeout", duration_ms=None)
    for each in calls:
        notes.note(each)
    assert notes.since("acc", NOW - DAY) == calls
    notes.flush()
    assert notes.since("acc", NOW - DAY) == calls
    assert notes.since("acc", NOW - timedelta(minutes=2)) == calls[1:]


def test_accounts_are_kept_apart(notes):
    notes.note(a_call(account="one"))
    notes.note(a_call(account="two", status=500))
    assert [each.status for each in notes.since("two", NOW - DAY)] == [500]
    assert notes.since("three", NOW - DAY) == []


def test_what_is_older_than_a_day_goes_and_so_does_what_a_wrong_clock_left(notes, clock):
    notes.note(a_call())
    notes.note(a_call(NOW + timedelta(days=9)))
    notes.flush()
    clock.moment = NOW + DAY + timedelta(seconds=1)
    notes.note(a_call(clock.moment))
    notes.flush()
    assert notes.since("acc", NOW - 99 * DAY) == [a_call(clock.moment)]


def test_of_too_many_the_oldest_go_and_another_accounts_stay(notes):
    notes.note(a_call(account="other"))
    calls = [a_call(NOW + timedelta(milliseconds=n)) for n in range(120)]
    for each in calls:
        notes.note(each)
    notes.flush()
    assert notes.since("acc", NOW - DAY) == calls[-50:]
    assert notes.since("other", NOW - DAY) == [a_call(account="other")]


@pytest.fixture
def record(tmp_path):
    database = open_database(tmp_path)
    yield database
    database.close()


def rows(record) -> int:
    return int(record.execute("SELECT count(*) FROM noted_call").fetchone()[0])


def test_a_locked_record_holds_up_no_call_and_loses_none(record, tmp_path, clock, monkeypatch):
    waits: list[float] = []

    def opened(home, timeout_s):
        waits.append(timeout_s)
        return open_beside(home, timeout_s)

    monkeypatch.setattr(call_notes, "open_beside", opened)
    notes = SqliteCallNotes(tmp_path, clock.now)
    calls = [a_call(NOW + timedelta(milliseconds=n)) for n in range(200)]
    with transaction(record):
        record.execute("INSERT INTO inbox_iterator (account_id, iterator) VALUES ('acc', 'i')")
        # It would wait for ever for what this same thread holds.
        for each in calls:
            notes.note(each)
        assert rows(record) == 0
    assert len(waits) == 3
    assert set(waits) == {0.0}
    notes.flush()
    assert rows(record) == 200
    assert notes.since("acc", NOW - DAY) == calls


def test_a_record_that_cannot_be_written_costs_only_the_oldest_notes(tmp_path, clock):
    notes = SqliteCallNotes(tmp_path / "gone", clock.now)
    for n in range(2500):
        notes.note(a_call(NOW + timedelta(milliseconds=n)))
    (tmp_path / "gone").mkdir()
    open_database(tmp_path / "gone").close()
    notes.flush()
    left = notes.since("acc", NOW - DAY)
    assert len(left) == 2000
    assert left[-1].at == NOW + timedelta(milliseconds=2499)


def test_a_full_disk_costs_no_call(record, tmp_path, clock, monkeypatch):
    def full(home, timeout_s):
        connection = open_beside(home, timeout_s)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    notes = SqliteCallNotes(tmp_path, clock.now)
    calls = [a_call(NOW + timedelta(milliseconds=n), route="r" * 200) for n in range(1000)]
    with monkeypatch.context() as patched:
        patched.setattr(call_notes, "open_beside", full)
        for each in calls:
            notes.note(each)
    assert rows(record) < 1000
    notes.flush()
    assert notes.since("acc", NOW - DAY) == calls


def test_threads_share_it(record, tmp_path, clock):
    notes = SqliteCallNotes(tmp_path, clock.now)

    def work(number: int) -> None:
        for n in range(300):
            notes.note(a_call(NOW + timedelta(milliseconds=n), account=str(number)))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    notes.flush()
    found = [len(notes.since(str(n), NOW - DAY)) for n in range(4)]
    assert found == [300] * 4


def test_what_is_noted_leaves_no_lock_behind(record, tmp_path, clock):
    SqliteCallNotes(tmp_path, clock.now).note(a_call())
    other = sqlite3.connect(tmp_path / "paraph.db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
