"""Noted calls in SQLite: `ports.health.CallNotes`.

On a connection of its own, which waits for nobody and flushes nothing: what is noted never takes
part in a transaction of the outbox, and holds none of them up for longer than some rows take to
write. While the file is locked or the disk is full, notes stay in memory, and of too many the
oldest are lost; calls do not suffer.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from paraph.domain.service.health import DAY, NotedCall
from paraph.ports.health import MOST_CALLS
from paraph.store.database import BUSY_TIMEOUT_S, open_beside, writing_trouble
from paraph.store.moments import known_moment_of, text_of

_AT_ONCE, _LATEST_S = 64, 10.0
_MOST_IN_MEMORY = 2_000
_COLUMNS = "account_id, at_utc, method, route, status, failure, duration_ms"
_WRITE = f"INSERT INTO noted_call ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_READ = (
    f"SELECT {_COLUMNS} FROM noted_call"  # noqa: S608 - the columns are ours
    " WHERE account_id = ? AND at_utc >= ? ORDER BY seq"
)
# A clock that was ahead for a while leaves notes that would never get old.
_OLD = ("DELETE FROM noted_call WHERE at_utc < ?", "DELETE FROM noted_call WHERE at_utc > ?")
_TOO_MANY = (
    "DELETE FROM noted_call WHERE account_id = ?1 AND seq <="
    " (SELECT seq FROM noted_call WHERE account_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)"
)


class SqliteCallNotes:
    """For one profile, whose record was opened before; threads may share it."""

    def __init__(
        self, home: Path, now: Callable[[], datetime], *, most_calls: int = MOST_CALLS
    ) -> None:
        self._home, self._now, self._most = home, now, most_calls
        self._waiting: deque[NotedCall] = deque(maxlen=_MOST_IN_MEMORY)
        self._flushed = now()
        self._lock = threading.Lock()

    def note(self, call: NotedCall) -> None:
        """Keep a call; some at a time are written."""
        self._waiting.append(call)
        late = abs((call.at - self._flushed).total_seconds()) >= _LATEST_S
        if late or len(self._waiting) % _AT_ONCE == 0:
            self.flush()

    def flush(self) -> None:
        """Write what waits; while the record is locked it goes on waiting."""
        if not self._lock.acquire(blocking=False):
            return  # another thread is at it
        try:
            self._flushed = self._now()
            self._write()
        finally:
            self._lock.release()

    def since(self, account: str, moment: datetime) -> Sequence[NotedCall]:
        """Give an account's calls from a moment on, what waits here among them."""
        self.flush()
        with self._lock:
            left = [e for e in self._waiting if e.account == account and e.at >= moment]
            try:
                with closing(open_beside(self._home, BUSY_TIMEOUT_S)) as connection:
                    rows = connection.execute(_READ, (account, text_of(moment))).fetchall()
            except sqlite3.OperationalError as error:
                raise writing_trouble(error) from error
        kept = (NotedCall(row[0], known_moment_of(row[1]), *row[2:]) for row in rows)
        return sorted((*kept, *left), key=lambda each: each.at)

    def _write(self) -> None:
        calls = list(self._waiting)
        if not calls:
            return
        try:
            with closing(open_beside(self._home, 0.0)) as connection:
                self._put(connection, calls)
        except sqlite3.Error:
            return  # what is noted is worth no call: it waits, and of too much the oldest goes
        for call in calls:
            # `note` may have pushed some out meanwhile.
            if self._waiting and self._waiting[0] is call:
                self._waiting.popleft()

    def _put(self, connection: sqlite3.Connection, calls: Sequence[NotedCall]) -> None:
        now = self._now()
        connection.execute("BEGIN IMMEDIATE")  # closing it undoes what was not committed
        connection.executemany(_WRITE, [_row(each) for each in calls])
        for sql, moment in zip(_OLD, (now - DAY, now + DAY), strict=True):
            connection.execute(sql, (text_of(moment),))
        for account in {each.account for each in calls}:
            connection.execute(_TOO_MANY, (account, self._most))
        connection.execute("COMMIT")


def _row(call: NotedCall) -> tuple[str | int | None, ...]:
    return (call.account, text_of(call.at), *call[2:])
