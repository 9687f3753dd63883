"""Events that were applied, in SQLite: `ports.requests.Inbox`."""

import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from paraph.domain.service.local_request import Filing, LocalRequest
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.record import Clock
from paraph.ports.requests import Requests
from paraph.ports.service import Event
from paraph.store.moments import text_of

# As JSON, of which there may be more than SQLite takes values.
APPLIED = (
    "SELECT event_id FROM applied_event"
    " WHERE account_id = ? AND event_id IN (SELECT value FROM json_each(?))"
)


class SqliteInbox:
    """Shares the audit log's connection, so that one transaction holds both."""

    def __init__(self, database: Database, clock: Clock, requests: Requests) -> None:
        self._database, self._clock, self._requests = database, clock, requests

    def iterator(self, account: str) -> str:
        """Give where the next events begin; "" at first."""
        sql = "SELECT iterator FROM inbox_iterator WHERE account_id = ?"
        row = self._database.execute(sql, [account]).fetchone()
        return str(row[0]) if row is not None else ""

    def move_on(self, account: str, iterator: str) -> None:
        """Note where the next events begin."""
        self._database.execute(
            "INSERT INTO inbox_iterator (account_id, iterator) VALUES (?, ?)"
            " ON CONFLICT (account_id) DO UPDATE SET iterator = excluded.iterator",
            [account, iterator],
        )

    def note_as_of(self, account: str, at: datetime) -> None:
        """Note that all that had happened until then is applied."""
        sql = "UPDATE inbox_iterator SET as_of_utc = ? WHERE account_id = ?"
        self._database.execute(sql, [text_of(at), account])

    def applied(self, account: str, event_ids: Iterable[str]) -> Collection[str]:
        """Give those of some events that were applied."""
        rows = self._database.execute(APPLIED, [account, json.dumps(list(event_ids))]).fetchall()
        return {event_id for (event_id,) in rows}

    def note_applied(self, account: str, events: Iterable[Event]) -> None:
        """Note that events are applied; one that is noted stays as it was noted first."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO applied_event (account_id, event_id, kind, at_utc)"
            " VALUES (?, ?, ?, ?)",
            [[account, each.id, each.kind, text_of(each.created_at)] for each in events],
        )

    def apply_request(
        self, account: str, told: RemoteRequest, filing: Filing | None = None
    ) -> LocalRequest:
        """Take over what the service told, where it is newer; gives the request as it is then."""
        known = self._requests.of_remote(account, told.id)
        if known is None and told.client_reference is not None:
            known = self._requests.of_reference(account, told.client_reference)
            if known is not None and known.remote is not None:
                # Two of one reference, which is another program's: each has a row of its own.
                return self._new(account, told, filing or Filing(), str(uuid.uuid4()))
        if known is None:
            return self._new(account, told, filing or Filing(), told.client_reference)
        if not told.is_newer_than(known.remote):
            return known
        applied = replace(known, remote=told, document_id=told.document_id)
        self._requests.put(applied)
        return applied

    def _new(
        self, account: str, told: RemoteRequest, filing: Filing, reference: str | None
    ) -> LocalRequest:
        # It was made elsewhere; what its maker called it may be nothing.
        made = LocalRequest(
            id=str(uuid.uuid4()),
            account=account,
            client_reference=reference or str(uuid.uuid4()),
            made=self._clock.now(),
            remote=told,
            document_id=told.document_id,
            filing=filing,
        )
        self._requests.add(made)
        return made
