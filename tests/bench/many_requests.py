"""A profile with many requests: as many as a firm has after years."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraph.store.database import open_database, transaction
from paraph.store.requests import _COLUMNS
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, draft_of, me, request, signatory

_NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
_STATUSES = (*["completed"] * 8, "in_progress", "declined", "expired", "canceled", "archived")
_NAMES = ("Inès Varenne", "Peter Hollis", "Claire Duval", "Luc Péron", "Anne Le Goff")


def fill(home: Path, count: int) -> None:
    """Write `count` requests that were sent from this desk, and ask it to sign besides."""
    with OutboxBench(home, account=OFFICE) as bench:
        rows = [bench.requests._row(each) for each in _models()]
    names = list(_COLUMNS)
    database = open_database(home)
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO signature_request ({', '.join(names)}) VALUES ({marks})"
    with transaction(database):
        database.conn.executemany(sql, _varied(rows, names, count))
    database.close()


def _models() -> Iterator[object]:
    for number in range(len(_STATUSES) * len(_NAMES) * 6):
        status = _STATUSES[number % len(_STATUSES)]
        state = "signed" if status in ("completed", "archived") else "pending"
        first = signatory(_NAMES[number % 5], f"p{number}@client.example", "signed", 1)
        second = me(state)
        made = request(
            f"Convention d’honoraires {number}", status, (first, second), _NOW,
            matter=f"2026-{number:04}", client="Varenne", key=str(number),
            expires_at=_NOW + timedelta(days=5),
        )  # fmt: skip
        yield draft_of(made)


def _varied(rows: list[list[object]], names: list[str], count: int) -> Iterator[list[object]]:
    at = {name: names.index(name) for name in ("id", "client_reference", "remote_id")}
    changed = names.index("changed_utc")
    for number in range(count):
        row = list(rows[number % len(rows)])
        for where in at.values():
            row[where] = f"{row[where]}-{number}"
        row[changed] = (_NOW - timedelta(minutes=number)).isoformat()
        yield row
