"""The outbox in SQLite: `ports.outbox.Outbox`."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import (
    ENDED,
    EntryState,
    FrozenBody,
    OutboxEntry,
    ServiceWords,
)
from paraph.store.database import transaction, writing_trouble
from paraph.store.moments import known_moment_of, moment_of, text_of

_MOVING = (
    "body_sha256", "size_bytes", "idempotency_key", "if_match", "state", "attempts",
    "first_sent_utc", "last_sent_utc", "next_attempt_utc", "ambiguous", "error",
)  # fmt: skip
_FIXED = (
    "id", "account_id", "request_id", "kind", "media_type", "form_fields", "client_reference",
    "trace_id", "created_utc", "signatory",
)  # fmt: skip
_COLUMNS = (*_FIXED, *_MOVING)
_NAMES = ", ".join(_COLUMNS)
# As the partial index says it, so that it is used.
_IS_OPEN = "state NOT IN ('done', 'canceled')"
_ADD = (
    f"INSERT INTO outbox_entry ({_NAMES}, content)"  # noqa: S608 - names of ours, as below
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})"
)
_PUT = f"UPDATE outbox_entry SET {', '.join(f'{n} = ?' for n in _MOVING)} WHERE id = ?"  # noqa: S608
_SELECT = f"SELECT seq, {_NAMES} FROM outbox_entry"  # noqa: S608
HEADS = (
    f"{_SELECT} WHERE seq IN (SELECT min(seq) FROM outbox_entry INDEXED BY outbox_entry_open"  # noqa: S608
    f" WHERE account_id = ? AND {_IS_OPEN} GROUP BY request_id) ORDER BY seq"
)
COUNTS = (
    "SELECT state, count(*) FROM outbox_entry INDEXED BY outbox_entry_open"  # noqa: S608
    f" WHERE account_id = ? AND {_IS_OPEN} GROUP BY state"
)
WITH_BODY = f"SELECT seq, {_NAMES}, content FROM outbox_entry WHERE id = ?"  # noqa: S608
OF_REQUEST = f"{_SELECT} WHERE request_id = ? ORDER BY seq"
IN_STATE = f"{_SELECT} WHERE state = ? ORDER BY seq"
ENDED_LAST = f"{_SELECT} WHERE state = ? ORDER BY seq DESC LIMIT ?"


class SqliteOutbox:
    """Shares the audit log's connection, so that one transaction holds both."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what is written within, or nothing. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            yield

    def add(self, entry: OutboxEntry) -> OutboxEntry:
        """Write a new entry; gives it with its `seq`, as `get` does. Raises StoreBusy, DiskFull."""
        values = [*_fixed(entry), *_moving(entry), entry.body.content]
        seq = self._write(_ADD, values).lastrowid
        assert seq is not None  # noqa: S101 - an INSERT has a row id
        return replace(entry, seq=seq, body=entry.body._replace(content=None))

    def put(self, entry: OutboxEntry) -> None:
        """Write an entry as it stands now. Raises StoreBusy, DiskFull."""
        self._write(_PUT, [*_moving(entry), entry.id])

    def get(self, entry_id: str) -> OutboxEntry | None:
        """Give an entry, its body's content left out."""
        return next(iter(self._found(f"{_SELECT} WHERE id = ?", [entry_id])), None)

    def heads(self, account: str) -> Sequence[OutboxEntry]:
        """Give the first entry of each request that has not ended, by `seq`."""
        return self._found(HEADS, [account])

    def of_request(self, request: str) -> Sequence[OutboxEntry]:
        """List a request's entries by `seq`."""
        return self._found(OF_REQUEST, [request])

    def in_states(self, states: Sequence[EntryState]) -> Sequence[OutboxEntry]:
        """List entries by `seq`."""
        found = [each for state in states for each in self._found(IN_STATE, [str(state)])]
        return sorted(found, key=lambda entry: entry.seq)

    def ended(self, limit: int) -> Sequence[OutboxEntry]:
        """List those that ended last, by `seq`."""
        found = [each for state in ENDED for each in self._found(ENDED_LAST, [str(state), limit])]
        return sorted(found, key=lambda entry: entry.seq)[-limit:] if limit else []

    def counts(self, account: str) -> Mapping[EntryState, int]:
        """Count an account's entries that have not ended, by state."""
        rows = self._database.execute(COUNTS, [account]).fetchall()
        return {EntryState(state): number for state, number in rows}

    def next_attempt(self, account: str, states: Sequence[EntryState]) -> datetime | None:
        """Give when the next of an account's entries in such states may leave."""
        marks = ", ".join("?" * len(states))
        row = self._database.execute(
            "SELECT min(next_attempt_utc) FROM outbox_entry INDEXED BY outbox_entry_open"  # noqa: S608
            f" WHERE account_id = ? AND {_IS_OPEN} AND state IN ({marks})",
            [account, *map(str, states)],
        ).fetchone()
        return moment_of(row[0])

    def files(self) -> Collection[str]:
        """Give the hashes of the spool's files that some entry sends."""
        rows = self._database.execute(
            "SELECT DISTINCT body_sha256 FROM outbox_entry WHERE content IS NULL"
        ).fetchall()
        return {sha256 for (sha256,) in rows}

    def body_of(self, entry_id: str) -> OutboxEntry:
        """Give an entry with its body. Raises KeyError for one that is not there."""
        row = self._database.execute(WITH_BODY, [entry_id]).fetchone()
        if row is None:
            raise KeyError(entry_id)
        entry = _entry(row[:-1])
        return replace(entry, body=entry.body._replace(content=row[-1]))

    def _found(self, sql: str, values: Sequence[str | int]) -> list[OutboxEntry]:
        return [_entry(row) for row in self._database.execute(sql, values).fetchall()]

    def _write(self, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
        try:
            return self._database.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise writing_trouble(error) from error


def _fixed(entry: OutboxEntry) -> list[str | int | None]:
    return [
        entry.id,
        entry.account,
        entry.request,
        str(entry.kind),
        entry.body.media_type,
        json.dumps(entry.body.fields),
        entry.client_reference,
        entry.trace_id,
        text_of(entry.created),
        entry.signatory,
    ]


def _moving(entry: OutboxEntry) -> list[str | int | None]:
    return [
        entry.body.sha256,
        entry.body.size,
        entry.idempotency_key,
        entry.if_match,
        str(entry.state),
        entry.attempts,
        text_of(entry.first_sent),
        text_of(entry.last_sent),
        text_of(entry.next_attempt),
        int(entry.ambiguous),
        json.dumps(entry.error) if entry.error is not None else None,
    ]


def _entry(row: sqlite3.Row | tuple[Any, ...]) -> OutboxEntry:
    told: dict[str, Any] = dict(zip(("seq", *_COLUMNS), row, strict=True))
    fields = tuple((name, value) for name, value in json.loads(told["form_fields"]))
    return OutboxEntry(
        id=told["id"],
        account=told["account_id"],
        request=told["request_id"],
        kind=ActKind(told["kind"]),
        body=FrozenBody(told["body_sha256"], told["media_type"], None, told["size_bytes"], fields),
        client_reference=told["client_reference"],
        idempotency_key=told["idempotency_key"],
        trace_id=told["trace_id"],
        created=known_moment_of(told["created_utc"]),
        seq=told["seq"],
        signatory=told["signatory"],
        if_match=told["if_match"],
        state=EntryState(told["state"]),
        attempts=told["attempts"],
        first_sent=moment_of(told["first_sent_utc"]),
        last_sent=moment_of(told["last_sent_utc"]),
        next_attempt=moment_of(told["next_attempt_utc"]),
        ambiguous=bool(told["ambiguous"]),
        error=_words(told["error"]),
    )


def _words(text: str | None) -> ServiceWords | None:
    if text is None:
        return None
    code, detail, status, trace_id, errors = json.loads(text)
    return ServiceWords(code, detail, status, trace_id, tuple((a, b) for a, b in errors))
