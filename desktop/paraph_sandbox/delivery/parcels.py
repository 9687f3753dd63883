"""What is delivered next, and what became of it; in the database, so that a crash loses none."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph.wire.events import DeliveryState, Event
from paraph_sandbox.delivery.retrying import GONE, Outcome, follows
from paraph_sandbox.store.database import Database, Row, Writing

# The oldest that is due of each webhook: one at a time, so that events arrive in their order.
_DUE = """SELECT w.id AS webhook, w.url, w.secret, w.standard_secret, d.id, d.event_id,
  e.type, e.created_at, e.seq, e.data
FROM webhooks w
JOIN deliveries d ON d.n = (
  SELECT f.n FROM deliveries f WHERE f.webhook = w.id AND f.state = 'waiting'
    AND f.next_attempt_at <= ? ORDER BY f.next_attempt_at, f.n LIMIT 1)
JOIN events e ON e.event_id = d.event_id
WHERE w.enabled = 1 AND w.deleted_at IS NULL ORDER BY d.next_attempt_at, d.n"""
_NEXT = """SELECT min((SELECT min(d.next_attempt_at) FROM deliveries d
  WHERE d.webhook = w.id AND d.state = 'waiting' AND d.next_attempt_at > ?))
FROM webhooks w WHERE w.enabled = 1 AND w.deleted_at IS NULL"""


@dataclass(frozen=True)
class Parcel:
    """One event for one webhook. `body` is the same at every attempt."""

    delivery: str
    webhook: str
    event_id: str
    url: str = field(repr=False)
    secret: str = field(repr=False)
    standard_secret: str = field(repr=False)
    body: bytes = field(repr=False)


def event_of(row: Row) -> Event:
    """Give an event as it is told, by the feed and by webhooks alike."""
    return Event(
        event_id=row["event_id"],
        type=row["type"],
        created_at=row["created_at"],
        seq=row["seq"],
        data=json.loads(row["data"]),
    )


def due_parcels(database: Database, now: datetime, busy: Collection[str]) -> list[Parcel]:
    """Give what is due at this moment of business time, but for webhooks that are `busy`."""
    with database.read() as tx:
        rows = tx.all(_DUE, rfc3339(now))
    return [_parcel(row) for row in rows if row["webhook"] not in busy]


def next_moment(database: Database, now: datetime) -> datetime | None:
    """Give when the next attempt after `now` is due."""
    with database.read() as tx:
        found = tx.value(_NEXT, rfc3339(now))
    return None if found is None else datetime.fromisoformat(found)


def postpone(database: Database, parcel: Parcel, until: datetime) -> None:
    """Let others go first."""
    with database.write() as tx:
        tx.change("deliveries", ("id", parcel.delivery), next_attempt_at=rfc3339(until))


def record(database: Database, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    """Write down an attempt and what follows it; 410 disables the webhook."""
    moment = rfc3339(now)
    with database.write() as tx:
        row = tx.first("SELECT * FROM deliveries WHERE id = ?", parcel.delivery)
        if row is None:
            return  # it grew too old while it was under way
        attempts = _note(tx, parcel.delivery, outcome, moment)
        state, onward = follows(outcome, attempts, now)
        if row["state"] != DeliveryState.WAITING and state is not DeliveryState.DELIVERED:
            state, onward = DeliveryState(row["state"]), None  # taken back meanwhile
        tx.change(
            "deliveries", ("id", parcel.delivery),
            state=state, next_attempt_at=onward and rfc3339(onward),
            version=row["version"] + 1, updated_at=moment,
        )  # fmt: skip
        if outcome.status == GONE:
            _disable(tx, parcel, moment)


def _note(tx: Writing, delivery: str, outcome: Outcome, moment: str) -> int:
    last = tx.value("SELECT max(n) FROM delivery_attempts WHERE delivery = ?", delivery)
    attempts: int = (last or 0) + 1
    tx.insert(
        "delivery_attempts", delivery=delivery, n=attempts, at=moment,
        status=outcome.status, failure=outcome.failure,
    )  # fmt: skip
    return attempts


def _disable(tx: Writing, parcel: Parcel, moment: str) -> None:
    # What it said of another address than it has now does not count.
    tx.run(
        "UPDATE webhooks SET enabled = 0, disabled_reason = 'gone', version = version + 1,"
        " updated_at = ? WHERE id = ? AND url = ? AND enabled = 1",
        moment, parcel.webhook, parcel.url,
    )  # fmt: skip


def _parcel(row: Row) -> Parcel:
    return Parcel(
        delivery=row["id"],
        webhook=row["webhook"],
        event_id=row["event_id"],
        url=row["url"],
        secret=row["secret"],
        standard_secret=row["standard_secret"],
        body=event_of(row).model_dump_json().encode(),
    )
