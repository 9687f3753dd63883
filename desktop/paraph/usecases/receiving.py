"""What the service tells is taken over: the one applier of events, listings and webhooks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import DownloadDamaged, NotThere, ServiceFailed, ServiceRefused
from paraph.domain.service.account import Account
from paraph.domain.service.local_request import Filing, LocalRequest
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.outbox import Outbox
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.requests import Inbox, Requests
from paraph.ports.service import Event, RemoteService
from paraph.usecases.sign_document import new_intent

# Not now, whatever is asked for (RFC 9110, 15; RFC 6585, 4).
_OF_ALL = (408, 425, 429, 502, 503, 504)


def is_of_one(error: ParaphError) -> bool:
    """Tell whether an error is of one thing that was asked for: the next one may well come."""
    if isinstance(error, ServiceFailed):
        return error.details.get("status") not in _OF_ALL
    return isinstance(error, NotThere | DownloadDamaged | ServiceRefused)


@dataclass(frozen=True, slots=True)
class Receiving:
    """What receiving needs, for one account; everything kept shares one transaction."""

    account: Account
    service: RemoteService
    outbox: Outbox
    requests: Requests
    inbox: Inbox
    audit: AuditLog
    clock: Clock


class Told(NamedTuple):
    """What is known of one request by events; `request` is None where the service has none.

    With `is_known` nothing was asked: what is here is as new as the events are.
    """

    request_id: str
    events: tuple[Event, ...] = ()
    request: RemoteRequest | None = None
    is_known: bool = False


def apply_told(all_told: Sequence[Told], ports: Receiving) -> int:
    """Take over requests with their events; gives how many of these were not applied yet.

    Within a transaction of the caller's. What was told before is applied a second time by nobody:
    the newer version wins, and an ended request is never set back.
    """
    account = ports.account.id
    events = [event for told in all_told for event in told.events]
    applied = ports.inbox.applied(account, [each.id for each in events])
    ports.inbox.note_applied(account, [each for each in events if each.id not in applied])
    return sum(_apply(told, applied, ports) for told in all_told)


def _apply(told: Told, applied: Collection[str], ports: Receiving) -> int:
    account = ports.account.id
    fresh = [each for each in told.events if each.id not in applied]
    if told.events and not fresh:
        return 0  # another process was quicker
    if told.request is not None:
        take_over(told.request, ports, fresh)
    elif not told.is_known:
        body: Body = {"account": account, "remote": told.request_id, "events": _kinds(fresh)}
        ports.audit.append("request_not_at_service", new_intent(), body)
    return len(fresh)


def take_over(
    request: RemoteRequest, ports: Receiving, events: Sequence[Event] = ()
) -> LocalRequest:
    """Write a request as the service tells it, within a transaction of the caller's.

    The record has an entry where it brought something new; ids and states, no names.
    """
    filing = Filing.first(request, ports.account.added)
    after = ports.inbox.apply_request(ports.account.id, request, filing)
    if after.remote is request:
        body: Body = {
            "account": ports.account.id,
            "request": after.id,
            "remote": request.id,
            "status": request.status,
            "version": request.version,
        }
        if events:
            body["events"] = _kinds(events)
        ports.audit.append("request_told", after.id, body)
    return after


def _kinds(events: Sequence[Event]) -> str:
    return " ".join(each.kind for each in events)
