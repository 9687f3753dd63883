"""What is still owed to signed files, in SQLite: `ports.owed.OwedLevels`."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from paraph.domain.archive_index import ArchiveState, Sight
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.ports.record import Clock
from paraph.store.database import transaction

_COLUMNS = (
    "intent", "path", "sha256", "level", "level_asked", "since_utc", "reason", "not_before_utc",
    "next_attempt_utc", "deadline_utc", "left_paraph", "attempts", "needs_person", "is_refused",
    "renews", "temporary", "prepared_sha256", "prepared_renewal_utc",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
# What has left stays so: another process may have noted it since the debt was read.
_PUT = (
    f"INSERT INTO owed_level ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
    " ON CONFLICT (intent) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "left_paraph")
    + ", left_paraph = max(left_paraph, excluded.left_paraph)"
)

_ARCHIVED_COLUMNS = (
    "path", "sha256", "renew_before_utc", "left_paraph", "due_utc", "size_bytes", "seen_size",
    "seen_modified_ns", "seen_volume", "checked_utc", "state", "since_utc",
)  # fmt: skip
_ARCHIVED = ", ".join(_ARCHIVED_COLUMNS)
_PUT_ARCHIVED = (
    f"INSERT INTO archived_file ({_ARCHIVED})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(_ARCHIVED_COLUMNS))}) ON CONFLICT (path) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _ARCHIVED_COLUMNS if name != "left_paraph")
    + ", left_paraph = max(left_paraph, excluded.left_paraph)"
)


class SqliteOwedLevels:
    """Shares the audit log's connection, so that one transaction holds both."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what is written within, or nothing. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            yield

    def all(self) -> Sequence[OwedLevel]:
        """List the debts, the most urgent first."""
        rows = self._database.execute(f"SELECT {_NAMES} FROM owed_level").fetchall()  # noqa: S608
        return sorted(map(_debt, rows), key=OwedLevel.urgency)

    def put(self, debt: OwedLevel) -> None:
        """Write a debt, in place of the one of the same intent."""
        self._database.execute(_PUT, _row(debt))

    def remove(self, intent: str) -> None:
        """Take a debt off the list; none there is fine."""
        self._database.execute("DELETE FROM owed_level WHERE intent = ?", [intent])

    def archived(self) -> Sequence[ArchivedFile]:
        """List the files whose archive timestamp is kept up, the next to renew first."""
        sql = f"SELECT {_ARCHIVED} FROM archived_file ORDER BY renew_before_utc"  # noqa: S608
        return [_archived(row) for row in self._database.execute(sql).fetchall()]

    def put_archived(self, file: ArchivedFile) -> None:
        """Write a file into that list, in place of the one at the same path."""
        seen = file.seen or (None, None, None)
        values = [
            str(file.path),
            file.sha256,
            _text(file.renew_before),
            int(file.left_paraph),
            _text(file.due),
            file.size,
            *seen,
            _text(file.checked),
            str(file.state),
            _text(file.since),
        ]
        self._database.execute(_PUT_ARCHIVED, values)

    def remove_archived(self, path: Path) -> None:
        """Take a file off that list; none there is fine."""
        self._database.execute("DELETE FROM archived_file WHERE path = ?", [str(path)])

    def move(self, old: Path, new: Path) -> None:
        """Note that a file has another place, in both lists."""
        places = [str(new), str(old)]
        self._database.execute("UPDATE owed_level SET path = ? WHERE path = ?", places)
        self._database.execute(
            "UPDATE OR REPLACE archived_file SET path = ? WHERE path = ?", places
        )

    def mark_left(self, sha256: str) -> None:
        """Note that these bytes were sent, filed, mailed or exported."""
        self._database.execute(
            "INSERT OR IGNORE INTO left_paraph (sha256, at_utc) VALUES (?, ?)",
            [sha256, _text(self._clock.now())],
        )
        for table in ("owed_level", "archived_file"):
            sql = f"UPDATE {table} SET left_paraph = 1 WHERE sha256 = ?"  # noqa: S608
            self._database.execute(sql, [sha256])

    def has_left(self, sha256: str) -> bool:
        """Tell whether these bytes have left."""
        sql = "SELECT 1 FROM left_paraph WHERE sha256 = ?"
        return self._database.execute(sql, [sha256]).fetchone() is not None

    def time_stamped(self, sha256: str) -> tuple[Path, str] | None:
        """Give the file that these bytes became by their timestamp, and its hash."""
        row = self._database.execute(
            "SELECT json_extract(body, '$.path'), json_extract(body, '$.sha256') FROM audit_entry"
            " WHERE kind = 'level_paid' AND json_extract(body, '$.sha256_before') = ?"
            " AND json_extract(body, '$.level') = ? ORDER BY seq DESC LIMIT 1",
            [sha256, str(PadesLevel.B_T)],
        ).fetchone()
        return (Path(row[0]), row[1]) if row is not None else None

    def is_ours(self, sha256: str) -> bool:
        """Tell whether the audit log says that these bytes were made here."""
        found = self._database.execute(
            "SELECT 1 FROM audit_entry WHERE kind IN ('signature_made', 'level_paid')"
            " AND json_extract(body, '$.sha256') = ? LIMIT 1",
            [sha256],
        )
        return found.fetchone() is not None


def _row(debt: OwedLevel) -> list[str | int | None]:
    return [
        debt.intent,
        str(debt.path),
        debt.sha256,
        str(debt.level),
        str(debt.asked),
        _text(debt.since),
        debt.reason,
        _text(debt.not_before),
        _text(debt.next_attempt),
        _text(debt.deadline),
        int(debt.left_paraph),
        debt.attempts,
        debt.needs_person,
        int(debt.is_refused),
        int(debt.renews),
        str(debt.temporary) if debt.temporary is not None else None,
        debt.prepared_sha256,
        _text(debt.prepared_renewal),
    ]


def _debt(row: sqlite3.Row | tuple[Any, ...]) -> OwedLevel:
    told: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    since = _moment(told["since_utc"])
    assert since is not None  # noqa: S101 - the column is NOT NULL
    return OwedLevel(
        told["intent"],
        Path(told["path"]),
        told["sha256"],
        PadesLevel(told["level"]),
        PadesLevel(told["level_asked"]),
        since,
        told["reason"],
        _moment(told["not_before_utc"]),
        _moment(told["next_attempt_utc"]),
        _moment(told["deadline_utc"]),
        bool(told["left_paraph"]),
        told["attempts"],
        told["needs_person"],
        bool(told["is_refused"]),
        bool(told["renews"]),
        Path(told["temporary"]) if told["temporary"] is not None else None,
        told["prepared_sha256"],
        _moment(told["prepared_renewal_utc"]),
    )


def _archived(row: sqlite3.Row | tuple[Any, ...]) -> ArchivedFile:
    path, sha256, ends, left, due, size, seen_size, seen_ns, volume, checked, state, since = row
    return ArchivedFile(
        Path(path),
        sha256,
        datetime.fromisoformat(ends),
        bool(left),
        _moment(due),
        size,
        Sight(seen_size, seen_ns, volume) if volume is not None else None,
        _moment(checked),
        ArchiveState(state),
        _moment(since),
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None
