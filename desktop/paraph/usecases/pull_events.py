"""Read what happened at the service, and apply each event once.

An event says only that something happened: how a request stands is asked of the service, so that
events may come twice, late or in another order. A page is applied in one transaction with the
iterator after it; a crash before it leaves all of it to be read again.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import EventsGone, ServiceFailed, ServiceRefused
from paraph.ports.service import Event, EventPage
from paraph.usecases.receiving import Receiving, Told, apply_told, is_of_one
from paraph.usecases.reconcile_requests import reconcile_requests

_MOST_PAGES = 10_000
# One request that the service cannot give holds up the events behind it no longer than this.
_HELD_UP = timedelta(days=1)


class Pulled(NamedTuple):
    """How many events came, were applied now, and had been applied before."""

    pulled: int = 0
    applied: int = 0
    duplicates: int = 0

    def plus(self, other: "Pulled") -> "Pulled":
        """Add what came besides."""
        return Pulled(*(one + two for one, two in zip(self, other, strict=True)))


def pull_events(ports: Receiving, wait_s: float = 0.0) -> Pulled:
    """Apply all that happened since; waits up to `wait_s` seconds for the first of it.

    Raises what reading does, StoreBusy, DiskFull; what was applied until then stays applied.
    """
    account, done = ports.account.id, Pulled()
    iterator = ports.inbox.iterator(account)
    is_listed = not iterator
    if is_listed:
        reconcile_requests(ports)
    for _ in range(_MOST_PAGES):
        try:
            page = ports.service.events(iterator, wait_s)
        except EventsGone:
            if is_listed:
                raise  # of the oldest, or of what came just now: listing again would not help
            iterator, is_listed = _begin_anew(iterator, ports), True
            continue
        done = done.plus(_apply(page, iterator, ports))
        # A feed that says that there is more, and stays where it is, would never end.
        is_over = page.done or not page.events or page.iterator == iterator
        iterator, wait_s = page.iterator, 0.0
        if is_over:
            _note_as_of(ports)
            break
    return done


def _note_as_of(ports: Receiving) -> None:
    with ports.outbox.transaction():
        ports.inbox.note_as_of(ports.account.id, ports.clock.now())


def _begin_anew(iterator: str, ports: Receiving) -> str:
    """Forget an iterator that the service forgot: a crash from here on lists everything, too."""
    with ports.outbox.transaction():
        _move_on(iterator, "", ports)
    reconcile_requests(ports)
    return ""


def _apply(page: EventPage, iterator: str, ports: Receiving) -> Pulled:
    """Apply a page; when a request cannot be had, what is before it is kept, and the error told."""
    asking = _Asking(ports)
    asked, trouble = asking.ask(page.events)
    with ports.outbox.transaction():
        applied = apply_told(asked, ports)
        if trouble is None:
            _move_on(iterator, page.iterator, ports)
    if trouble is not None:
        raise trouble
    return Pulled(len(page.events), applied, len(page.events) - applied)


def _move_on(before: str, after: str, ports: Receiving) -> None:
    # Another process may have read further meanwhile: it is not set back.
    if ports.inbox.iterator(ports.account.id) == before:
        ports.inbox.move_on(ports.account.id, after)


def ask_about(event: Event, ports: Receiving) -> Told:
    """Ask how the request of one event stands. Raises what reading does."""
    return _Asking(ports).told(event.request_id, (event,), _versions([event.request_id], ports))


class _Asking:
    """Asks for the requests of one page, each of them once."""

    def __init__(self, ports: Receiving) -> None:
        self._ports = ports

    def ask(self, events: Collection[Event]) -> tuple[list[Told], ParaphError | None]:
        """Give what was told, and the first error that is to be raised when it is written."""
        asked: list[Told] = []
        trouble: ParaphError | None = None
        groups = self._grouped(events)
        versions = _versions(groups, self._ports)
        for request_id, group in groups.items():
            try:
                asked.append(self.told(request_id, group, versions))
            except ParaphError as error:
                if not is_of_one(error):
                    return asked, error
                # This request's trouble: the others are asked for all the same.
                trouble = trouble or error
        return asked, trouble

    def _grouped(self, events: Collection[Event]) -> dict[str, tuple[Event, ...]]:
        inbox, account = self._ports.inbox, self._ports.account.id
        applied = inbox.applied(account, [each.id for each in events])
        groups: dict[str, dict[str, Event]] = {}
        for event in events:
            if event.id not in applied:
                groups.setdefault(event.request_id, {})[event.id] = event
        return {request: tuple(found.values()) for request, found in groups.items()}

    def told(self, request_id: str, events: tuple[Event, ...], versions: Mapping[str, int]) -> Told:
        """Ask for one request, where its events may be news beside the version that is known."""
        if not request_id:
            return Told(request_id, events, is_known=True)  # of nothing that can be asked for
        if versions.get(request_id, -1) >= max(map(_version_after, events)):
            return Told(request_id, events, is_known=True)
        try:
            return Told(request_id, events, self._ports.service.request(request_id))
        except ServiceRefused:
            return Told(request_id, events)  # as 410 for what was deleted
        except ServiceFailed as error:
            if is_of_one(error) and self._is_long_ago(max(each.created_at for each in events)):
                return Told(request_id, events)
            raise

    def _is_long_ago(self, moment: datetime) -> bool:
        return self._ports.clock.now() - moment > _HELD_UP


def _versions(request_ids: Iterable[str], ports: Receiving) -> Mapping[str, int]:
    return ports.requests.versions(ports.account.id, request_ids)


def _version_after(event: Event) -> float:
    """Give the version that an event made; one that is not told may be any."""
    return event.version or math.inf
