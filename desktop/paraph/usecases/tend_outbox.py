"""What a person does with the outbox: look, try again, take back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from paraph.domain.errors.service import ActForbidden, EntryNotCancelable, EntryUnknown
from paraph.domain.service.act import MAKING_REQUEST, ActKind
from paraph.domain.service.outbox_entry import ENDED, PARKED, EntryState, OutboxEntry
from paraph.usecases.queue_act import Queueing, record

# A person is told anew of what has waited for one so long.
_OLD = timedelta(days=1)
_MAY_BE_TRIED = (
    EntryState.PENDING,
    EntryState.WAITING,
    EntryState.UNKNOWN,
    EntryState.NEEDS_PERSON,
    EntryState.REJECTED,
)
# What cannot be done where these were taken back.
_NEED_ACTIVATION = frozenset(
    {ActKind.REMIND, ActKind.CANCEL, ActKind.SIGN, ActKind.DECLINE, ActKind.REASSIGN}
)


class Parked(NamedTuple):
    """An entry that waits for a person; `is_old`: it was so for a day and longer."""

    entry: OutboxEntry
    is_old: bool


@dataclass(frozen=True, slots=True)
class OutboxSummary:
    """How the outbox of one account stands; `waiting` leaves by itself."""

    waiting: int
    rejected: int
    next_attempt: datetime | None
    parked: tuple[Parked, ...]


def summary_of(account: str, ports: Queueing) -> OutboxSummary:
    """Say how the outbox of an account stands."""
    counts, now = ports.outbox.counts(account), ports.clock.now()
    by_itself = [state for state in EntryState if state not in (*ENDED, *PARKED)]
    parked = [
        Parked(each, now - (each.last_sent or each.created) >= _OLD)
        for each in ports.outbox.in_states(sorted(PARKED))
        if each.account == account
    ]
    return OutboxSummary(
        sum(counts.get(state, 0) for state in by_itself),
        counts.get(EntryState.REJECTED, 0),
        ports.outbox.next_attempt(account, [EntryState.WAITING, EntryState.UNKNOWN]),
        tuple(parked),
    )


def find_entry(entry_id: str, ports: Queueing) -> OutboxEntry:
    """Give an entry by its id. Raises EntryUnknown."""
    found = ports.outbox.get(entry_id)
    if found is None:
        raise EntryUnknown(id=entry_id)
    return found


def retry_entries(ids: Sequence[str], ports: Queueing) -> tuple[OutboxEntry, ...]:
    """Let entries be tried again at once; all of them or none.

    Raises EntryUnknown; ActForbidden for one that has ended or is on its way.
    """
    with ports.outbox.transaction():
        return tuple(_tried_anew(find_entry(each, ports), ports) for each in ids)


def retry_all(ports: Queueing) -> tuple[OutboxEntry, ...]:
    """Let everything that waits, for its time or for a person, be tried again at once."""
    with ports.outbox.transaction():
        found = ports.outbox.in_states(_MAY_BE_TRIED[1:])
        return tuple(_tried_anew(each, ports) for each in found)


def cancel_entry(entry_id: str, ports: Queueing) -> tuple[OutboxEntry, ...]:
    """Take an entry back, with those behind it that cannot be done without it; gives all of them.

    Raises EntryUnknown; EntryNotCancelable for one that may have had its effect.
    """
    with ports.outbox.transaction():
        entry = find_entry(entry_id, ports)
        if not entry.may_be_canceled:
            raise EntryNotCancelable(id=entry.id, state=str(entry.state))
        behind = [
            each
            for each in ports.outbox.of_request(entry.request)
            if each.seq > entry.seq and each.may_be_canceled and _needs(each, entry)
        ]
        canceled = tuple(_canceled(each, ports) for each in (entry, *behind))
        if entry.kind is ActKind.UPLOAD or entry.kind in MAKING_REQUEST:
            request = ports.requests.get(entry.request)
            if request is not None and request.remote is None:
                ports.requests.put(replace(request, is_withdrawn=True))
        return canceled


def _needs(later: OutboxEntry, earlier: OutboxEntry) -> bool:
    if earlier.kind is ActKind.UPLOAD or earlier.kind in MAKING_REQUEST:
        return True
    return earlier.kind is ActKind.ACTIVATE and later.kind in _NEED_ACTIVATION


def _canceled(entry: OutboxEntry, ports: Queueing) -> OutboxEntry:
    after = entry.ended(EntryState.CANCELED, entry.error)
    ports.outbox.put(after)
    record("act_canceled", after, ports.audit)
    return after


def _tried_anew(entry: OutboxEntry, ports: Queueing) -> OutboxEntry:
    if entry.state not in _MAY_BE_TRIED:
        raise ActForbidden(act="retry", why="state", status=str(entry.state), id=entry.id)
    after = entry.tried_anew(str(uuid.uuid4()))
    ports.outbox.put(after)
    record("act_retried", after, ports.audit)
    return after
