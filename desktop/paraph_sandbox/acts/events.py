"""Events: thin, in order per account, told after the commit; kept for thirty days.

Times go with `seq`: an event is never older than the one before it.
"""

import json
import uuid
from datetime import datetime, timedelta

from paraph.wire.common import rfc3339
from paraph.wire.names import EventType
from paraph_sandbox.acts import webhooks
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.store.database import Reading, Row, Writing

KEPT = timedelta(days=30)
_DROPPED_AT_ONCE = 200
_DELIVERIES = "SELECT id FROM deliveries WHERE event_id = ?"


def emit(
    tx: Writing,
    account: str,
    kind: EventType,
    data: dict[str, str | int | None],
    now: datetime,
) -> str:
    """Write an event, with its deliveries, and give its id.

    `data` holds ids and the request's version, no names.
    """
    last = tx.first(
        "SELECT seq, created_at FROM events WHERE account = ? ORDER BY seq DESC LIMIT 1", account
    )
    event_id = f"evt_{uuid.uuid4().hex}"
    # Who computed `now` first need not have got the turn to write first.
    moment = max(rfc3339(now), last["created_at"]) if last else rfc3339(now)
    tx.insert(
        "events",
        account=account,
        seq=last["seq"] + 1 if last else 1,
        event_id=event_id,
        type=kind,
        created_at=moment,
        data=json.dumps(data),
    )
    webhooks.plan(tx, account, event_id, kind, moment)
    tx.with_events.add(account)
    return event_id


def oldest(tx: Reading, account: str) -> int:
    """Give the position before the oldest event that is kept."""
    first = tx.value("SELECT seq FROM events WHERE account = ? ORDER BY seq LIMIT 1", account)
    return (first or 1) - 1


def after(tx: Reading, account: str, position: int, limit: int) -> list[Row]:
    """Give at most `limit` events after a position.

    Raises Problem 410 `iterator_expired` when the next one is not kept any more.
    """
    if position < oldest(tx, account):
        raise expired()
    return tx.all(
        "SELECT * FROM events WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?",
        account, position, limit,
    )  # fmt: skip


def expired() -> Problem:
    """Say that events were missed."""
    days = KEPT.days
    detail = f"The iterator is older than {days} days. List what was updated since, and begin anew."
    return Problem(410, "iterator_expired", detail)


def has_old(tx: Reading, now: datetime) -> bool:
    """Tell whether an event is older than they are kept."""
    return any(_old(tx, account["id"], now, 1) for account in tx.all("SELECT id FROM accounts"))


def drop_old(tx: Writing, now: datetime) -> None:
    """Drop some of the events that are older than they are kept, and their deliveries."""
    for account in tx.all("SELECT id FROM accounts"):
        for event in _old(tx, account["id"], now, _DROPPED_AT_ONCE):
            for delivery in tx.all(_DELIVERIES, event["event_id"]):
                tx.run("DELETE FROM delivery_attempts WHERE delivery = ?", delivery["id"])
                tx.run("DELETE FROM deliveries WHERE id = ?", delivery["id"])
                tx.change("ledger", ("id", delivery["id"]), deleted=1)
            tx.run("DELETE FROM events WHERE event_id = ?", event["event_id"])


def _old(tx: Reading, account: str, now: datetime, most: int) -> list[Row]:
    # The newest stays whatever its age: `seq` goes on from it.
    oldest_first = tx.all(
        "SELECT event_id, created_at FROM events WHERE account = ?1 AND seq <"
        " (SELECT max(seq) FROM events WHERE account = ?1) ORDER BY seq LIMIT ?2",
        account, most,
    )  # fmt: skip
    return [event for event in oldest_first if event["created_at"] < rfc3339(now - KEPT)]
