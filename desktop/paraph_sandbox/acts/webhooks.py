"""Webhooks: where an account's events are sent, and the deliveries that are planned for them."""

import json
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph.wire.events import (
    Attempt,
    Delivery,
    DeliveryState,
    MadeWebhook,
    NewWebhook,
    Webhook,
    WebhookChange,
)
from paraph.wire.names import EventType
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.delivery.signatures import new_standard_secret
from paraph_sandbox.lifecycle.problems import Problem, not_found
from paraph_sandbox.store.database import Reading, Row, Writing

MOST = 100
_BY_CLIENT = "client"
_DELIVERY = (
    "SELECT d.*, e.type FROM deliveries d JOIN events e ON e.event_id = d.event_id"
    " WHERE d.webhook = ?"
)


def row_of(tx: Reading, account: str, webhook: str) -> Row:
    """Give a webhook's row. Raises Problem 404 when the account has none of this id."""
    row = tx.first(
        "SELECT * FROM webhooks WHERE id = ? AND account = ? AND deleted_at IS NULL",
        webhook,
        account,
    )
    if row is None:
        raise not_found("webhook")
    return row


def told(row: Row) -> Webhook:
    """Give a webhook as it is told: without its secrets."""
    return Webhook(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        url=row["url"],
        events=json.loads(row["events"]),
        enabled=bool(row["enabled"]),
        disabled_reason=row["disabled_reason"],
    )


def make(tx: Writing, wanted: NewWebhook, actor: Actor) -> MadeWebhook:
    """Make a webhook, and tell its secret of Standard Webhooks this once.

    Raises Problem 409 `too_many_webhooks`.
    """
    count = tx.value(
        "SELECT count(*) FROM webhooks WHERE account = ? AND deleted_at IS NULL", actor.account
    )
    if count >= MOST:
        raise Problem(409, "too_many_webhooks", f"An account has at most {MOST} webhooks.")
    made = enter(tx, "webhook", actor.account, actor.now, key=actor.key)
    moment, standard_secret = rfc3339(actor.now), new_standard_secret()
    tx.insert(
        "webhooks",
        id=made,
        account=actor.account,
        url=wanted.url,
        events=_events_kept(wanted.events),
        secret=wanted.secret,
        standard_secret=standard_secret,
        enabled=1,
        version=1,
        created_at=moment,
        updated_at=moment,
    )
    fresh = told(row_of(tx, actor.account, made))
    return MadeWebhook(**fresh.model_dump(), standard_secret=standard_secret)


def change(tx: Writing, row: Row, wanted: WebhookChange, now: datetime) -> Webhook:
    """Change what the body names. Deliveries that wait go by what is set when they are sent."""
    enabled = bool(row["enabled"]) if wanted.enabled is None else wanted.enabled
    reason = None if enabled else row["disabled_reason"] or _BY_CLIENT
    tx.change(
        "webhooks",
        ("id", row["id"]),
        url=wanted.url or row["url"],
        events=row["events"] if wanted.events is None else _events_kept(wanted.events),
        secret=wanted.secret or row["secret"],
        enabled=int(enabled),
        disabled_reason=reason,
        version=row["version"] + 1,
        updated_at=rfc3339(now),
    )
    return told(row_of(tx, row["account"], row["id"]))


def delete(tx: Writing, row: Row, now: datetime) -> None:
    """Delete a webhook, with its secrets; what waits to be delivered is not."""
    tx.change(
        "webhooks", ("id", row["id"]),
        deleted_at=rfc3339(now), enabled=0, secret="", standard_secret="",
    )  # fmt: skip
    tx.change("ledger", ("id", row["id"]), deleted=1)
    tx.run(
        "UPDATE deliveries SET state = ?, next_attempt_at = NULL, version = version + 1,"
        " updated_at = ? WHERE webhook = ? AND state = ?",
        DeliveryState.CANCELED, rfc3339(now), row["id"], DeliveryState.WAITING,
    )  # fmt: skip


def plan(tx: Writing, account: str, event_id: str, kind: EventType, moment: str) -> None:
    """Plan an event's delivery to every webhook that wants it."""
    rows = tx.all(
        "SELECT id, events FROM webhooks"
        " WHERE account = ? AND enabled = 1 AND deleted_at IS NULL ORDER BY n",
        account,
    )
    for row in rows:
        wanted = json.loads(row["events"])
        if not wanted or kind in wanted:
            _plan(tx, account, row["id"], event_id, moment)


def select_deliveries(webhook: str) -> tuple[str, tuple[object, ...]]:
    """Give the statement of a webhook's delivery log, and its values."""
    return _DELIVERY, (webhook,)


def delivery_told(tx: Reading, row: Row) -> Delivery:
    """Give a delivery with its attempts."""
    attempts = tx.all(
        "SELECT at, status, failure FROM delivery_attempts WHERE delivery = ? ORDER BY n", row["id"]
    )
    return Delivery(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        webhook_id=row["webhook"],
        event_id=row["event_id"],
        type=row["type"],
        state=row["state"],
        attempts=[Attempt(**dict(each)) for each in attempts],
        next_attempt_at=row["next_attempt_at"],
    )


def replay(tx: Writing, webhook: Row, delivery: str, actor: Actor) -> Delivery:
    """Deliver an event once more, at once and by the whole table: a new delivery.

    One that still waits is taken back, so that the event is not sent twice. Raises Problem 404,
    and 409 `webhook_disabled`.
    """
    row = tx.first(f"{_DELIVERY} AND d.id = ?", webhook["id"], delivery)
    if row is None:
        raise not_found("delivery")
    if not webhook["enabled"]:
        raise Problem(409, "webhook_disabled", "The webhook is disabled. Enable it first.")
    moment = rfc3339(actor.now)
    if row["state"] == DeliveryState.WAITING:
        tx.change(
            "deliveries", ("id", delivery),
            state=DeliveryState.CANCELED, next_attempt_at=None,
            version=row["version"] + 1, updated_at=moment,
        )  # fmt: skip
    made = _plan(tx, actor.account, webhook["id"], row["event_id"], moment, actor.key)
    again = tx.first(f"{_DELIVERY} AND d.id = ?", webhook["id"], made)
    if again is None:
        raise RuntimeError("a delivery was planned and is not there")
    return delivery_told(tx, again)


def _plan(
    tx: Writing, account: str, webhook: str, event_id: str, moment: str, key: str | None = None
) -> str:
    made = enter(tx, "delivery", account, datetime.fromisoformat(moment), key=key)
    tx.insert(
        "deliveries",
        id=made,
        webhook=webhook,
        event_id=event_id,
        state=DeliveryState.WAITING,
        next_attempt_at=moment,
        version=1,
        created_at=moment,
        updated_at=moment,
    )
    return made


def _events_kept(wanted: list[EventType]) -> str:
    return json.dumps(list(dict.fromkeys(wanted)))
