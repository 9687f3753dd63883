"""A webhook's body as a domain event; it has the shape of the events that are fetched."""

import json

from paraph.domain.errors.filing import WebhookRefused
from paraph.ports.service import Event
from paraph.remote.wire_format import NotUnderstood, event_of


def event_of_payload(body: bytes) -> Event:
    """Read an event. Raises WebhookRefused for what is none."""
    try:
        told = json.loads(body)
        if not isinstance(told, dict):
            raise WebhookRefused(why="payload")
        return event_of(told)
    except (ValueError, RecursionError, NotUnderstood) as error:
        raise WebhookRefused(why="payload") from error
