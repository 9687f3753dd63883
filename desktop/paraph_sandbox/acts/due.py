"""What time brings: requests expire, signatories are reminded, data is purged, events go."""

from dataclasses import dataclass
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph_sandbox.acts import events
from paraph_sandbox.acts.content import remove_unused
from paraph_sandbox.acts.course import Course
from paraph_sandbox.acts.personal_data import erase
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Database, Reading, Row

_TO_EXPIRE = (
    "SELECT * FROM requests WHERE state IN ('pending', 'in_progress') AND expiry_date <= ?"
    " ORDER BY expiry_date LIMIT 50"
)
_TO_REMIND = "SELECT * FROM requests WHERE remind_at <= ? ORDER BY remind_at LIMIT 50"
_TO_PURGE = (
    "SELECT * FROM requests WHERE personal_data_deleted_at IS NULL AND ended_at IS NOT NULL"
    " AND purge_at <= ? ORDER BY purge_at LIMIT 50"
)


@dataclass(frozen=True)
class Due:
    """Does what is due."""

    database: Database
    blobs: Blobs
    course: Course

    def settle(self, now: datetime) -> None:
        """Do everything that is due at this moment of business time, in small transactions."""
        while self._some(now):
            continue

    def _some(self, now: datetime) -> bool:
        with self.database.read() as tx:
            due = any(_due(tx, sql, now) for sql in (_TO_EXPIRE, _TO_REMIND, _TO_PURGE))
            if not due and not events.has_old(tx, now):
                return False
        removed: list[str] = []
        with self.database.write() as tx:
            for row in _due(tx, _TO_EXPIRE, now):
                self.course.expire(tx, row, now)
            for row in _due(tx, _TO_REMIND, now):
                self.course.remind_now(tx, row, now)
            for row in _due(tx, _TO_PURGE, now):
                removed += erase(tx, row, now)
            events.drop_old(tx, now)
        self.forget(removed)
        return True

    def forget(self, removed: list[str]) -> None:
        """Remove the bytes of what was erased, and its traces in the database's log."""
        remove_unused(self.database, self.blobs, removed)
        self.database.forget_deleted()


def _due(tx: Reading, sql: str, now: datetime) -> list[Row]:
    return tx.all(sql, rfc3339(now))
