"""The record of acts in SQLite: `ports.record.AuditLog`."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from paraph.ports.record import Body, Clock, Entry
from paraph.store.database import writing_trouble

_UNFINISHED = """
SELECT seq, kind, intent, at_utc, body FROM audit_entry
WHERE intent IN (SELECT intent FROM audit_entry WHERE kind = 'signature_requested')
  AND intent NOT IN (SELECT intent FROM audit_entry WHERE kind IN
      ('signature_made', 'signature_failed', 'signature_abandoned'))
ORDER BY intent, seq
"""


class SqliteAuditLog:
    """Appends with synchronous=FULL: an entry is on disk when `append` returns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def append(self, kind: str, intent: str, body: Body) -> int:
        """Write one entry. Raises StoreBusy, DiskFull."""
        at_utc = self._clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        plain = json.dumps(body, ensure_ascii=False, sort_keys=True)
        # What of a file's name is no text is escaped as JSON does it; it names a refusal only.
        text = plain.encode(errors="backslashreplace").decode()
        try:
            cursor = self._database.execute(
                "INSERT INTO audit_entry (kind, intent, at_utc, body) VALUES (?, ?, ?, ?)",
                [kind, intent, at_utc, text],
            )
        except sqlite3.OperationalError as error:
            raise writing_trouble(error) from error
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT has a row id
        return cursor.lastrowid

    def since(self, seq: int) -> Sequence[Entry]:
        """Give what was recorded after an entry, oldest first."""
        sql = "SELECT seq, kind, intent, at_utc, body FROM audit_entry WHERE seq > ? ORDER BY seq"
        rows = self._database.execute(sql, [seq]).fetchall()
        return [_entry(row) for row in rows]

    def unfinished(self) -> Sequence[Sequence[Entry]]:
        """Give the entries of each signing intent without an end, oldest first in each."""
        rows = self._database.execute(_UNFINISHED).fetchall()
        entries = map(_entry, rows)
        return [list(group) for _, group in groupby(entries, key=lambda entry: entry.intent)]


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(row[0], row[1], row[2], row[3], json.loads(row[4]))
