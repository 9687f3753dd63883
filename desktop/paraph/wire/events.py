"""Events and webhooks. An event is thin: ids and a version, never a name."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from paraph.wire.common import Moment, Resource, Sent, Told
from paraph.wire.names import EventType


class EventData(Told):
    """What the event is about; `version` is that of the signature request at the time."""

    signature_request_id: str
    signatory_id: str | None = None
    audit_trail_id: str | None = None
    version: int


class Event(Told):
    """Something that happened; `seq` counts per account, without gaps."""

    event_id: str
    type: EventType | str
    created_at: Moment
    seq: int
    data: EventData


class EventPage(Told):
    """Events after an iterator, and the iterator after them; `done` when there are no more now."""

    data: list[Event]
    iterator: str
    done: bool


_HOST = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?|\[[0-9A-Fa-f:.]+\]"
_PORT = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
# Of HTTP, in ASCII (a name of other letters as its `xn--` form), without user and without fragment.
WebhookUrl = Annotated[
    str,
    StringConstraints(
        min_length=8,
        max_length=2000,
        pattern=rf"^https?://(?:{_HOST})(?::(?:{_PORT}))?(?:[/?][!\x22$-~]*)?$",
    ),
]
WebhookSecret = Annotated[
    str, StringConstraints(min_length=8, max_length=200, pattern=r"^[\x21-\x7e]+$")
]
WantedEvents = list[Annotated[EventType, Field(strict=False)]]


class NewWebhook(Sent):
    """Where events are sent; no `events` means all of them."""

    url: WebhookUrl
    events: Annotated[WantedEvents, Field(max_length=len(EventType), default_factory=list)]
    secret: WebhookSecret


class WebhookChange(Sent):
    """What can be changed of a webhook; `enabled` true also ends a disabling by 410."""

    url: WebhookUrl | None = None
    events: Annotated[WantedEvents, Field(max_length=len(EventType))] | None = None
    secret: WebhookSecret | None = None
    enabled: bool | None = None


class Webhook(Resource):
    """A webhook. Secrets are never told again.

    `disabled_reason`: `gone` (it answered 410), `client` (it was asked for), or null.
    """

    url: str
    events: list[EventType | str]
    enabled: bool
    disabled_reason: str | None


class MadeWebhook(Webhook):
    """A webhook just made, with the secret of its Standard Webhooks signature: told once."""

    standard_secret: str


class DeliveryState(StrEnum):
    """Where a delivery stands; `failed` and `canceled` ones are not tried again."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELED = "canceled"


class Attempt(Told):
    """One attempt to deliver: the status that answered, or what went wrong instead.

    `failure`: `timeout`, `unknown_host`, `refused_address`, `not_reached`, `tls`, `broken_answer`.
    """

    at: Moment
    status: int | None
    failure: str | None


class Delivery(Resource):
    """One event on its way to one webhook."""

    webhook_id: str
    event_id: str
    type: EventType | str
    state: DeliveryState | str
    attempts: list[Attempt]
    next_attempt_at: Moment | None
