"""What happened to a request, as a person reads it: one line after another."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from paraph.domain.service.local_request import FilingState, LocalRequest
from paraph.domain.service.outbox_entry import ENDED, OutboxEntry
from paraph.domain.service.signature_request import RequestState, Signatory

_LAST = datetime.max.replace(tzinfo=UTC)


class StoryKind(StrEnum):
    """What a line tells; lines from WAITS_HERE on have no time: they are still to come."""

    PREPARED = "prepared"  # on this computer; `more` is empty
    REACHED = "reached"  # the service has it
    STARTED = "started"  # the signatories are asked
    VIEWED = "viewed"
    REMINDED = "reminded"
    SIGNED = "signed"  # `more`: the level
    SIGNED_HERE = "signed_here"  # with this desk's card; `more`: the level
    ON_PAPER = "on_paper"
    DECLINED = "declined"  # `more`: the reason
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELED = "canceled"  # `more`: the reason
    ENDED = "ended"  # in a state of the service that is not known here; `more`: its name
    FILED = "filed"  # `more`: where
    WAITS_HERE = "waits_here"  # an act in the outbox; `more`: its kind
    WAITS_FOR = "waits_for"  # a signatory whose turn it is
    FILING_OWED = "filing_owed"  # `more`: the code of what keeps it
    TO_FILE = "to_file"  # once it is completed


class StoryLine(NamedTuple):
    """One line; `who` is a signatory's name or address, "" where nobody is meant."""

    kind: StoryKind
    at: datetime | None = None
    who: str = ""
    more: str = ""


_ENDS = {
    RequestState.COMPLETED: StoryKind.COMPLETED,
    RequestState.EXPIRED: StoryKind.EXPIRED,
    RequestState.CANCELED: StoryKind.CANCELED,
}


def story_of(
    request: LocalRequest, queued: Sequence[OutboxEntry], *, files: bool
) -> tuple[StoryLine, ...]:
    """Tell a request's story; `files` says whether its account has a place for results."""
    past = sorted(_past(request), key=lambda line: line.at or _LAST)
    return (*past, *_filed(request), *_to_come(request, queued, files=files))


def name_of(signatory: Signatory) -> str:
    """Give how a signatory is called; the names may be deleted."""
    names = f"{signatory.first_name or ''} {signatory.last_name or ''}".strip()
    return names or signatory.email or ""


def _past(request: LocalRequest) -> list[StoryLine]:
    told, remote = [], request.remote
    if request.draft is not None:
        told.append(StoryLine(StoryKind.PREPARED, request.made))
    if remote is None:
        return [*told, *([StoryLine(StoryKind.CANCELED)] if request.is_withdrawn else [])]
    told.append(StoryLine(StoryKind.REACHED, remote.created_at))
    if remote.activated_at is not None:
        told.append(StoryLine(StoryKind.STARTED, remote.activated_at))
    on_paper = {number for number, _ in request.on_paper}
    for number, each in enumerate(remote.signatories):
        told += _of_signatory(each, is_on_paper=number in on_paper)
    if remote.ended_at is not None and remote.status != RequestState.DECLINED:
        told.append(_end(remote.status, remote.ended_at, remote.cancel_reason))
    return told


def _of_signatory(each: Signatory, *, is_on_paper: bool) -> list[StoryLine]:
    who = name_of(each)
    signed = StoryKind.SIGNED_HERE if each.signing == "local" else StoryKind.SIGNED
    moments = (
        StoryLine(StoryKind.VIEWED, each.viewed_at, who),
        StoryLine(StoryKind.REMINDED, each.reminded_at, who),
        StoryLine(signed, each.signed_at, who, each.level),
        StoryLine(StoryKind.DECLINED, each.declined_at, who, each.decline_reason or ""),
    )
    told = [line for line in moments if line.at is not None]
    return [*told, StoryLine(StoryKind.ON_PAPER, None, who)] if is_on_paper else told


def _end(status: str, at: datetime, reason: str | None) -> StoryLine:
    kind = next((each for state, each in _ENDS.items() if state == status), None)
    if kind is None:
        return StoryLine(StoryKind.ENDED, at, more=status)
    return StoryLine(kind, at, more=reason or "" if kind is StoryKind.CANCELED else "")


def _filed(request: LocalRequest) -> list[StoryLine]:
    filing = request.filing
    if filing.state is FilingState.FILED:
        return [StoryLine(StoryKind.FILED, more=filing.place)]
    is_owed = filing.state in (FilingState.OWED, FilingState.NEEDS_PERSON)
    return [StoryLine(StoryKind.FILING_OWED, more=filing.code)] if is_owed else []


def _to_come(
    request: LocalRequest, queued: Sequence[OutboxEntry], *, files: bool
) -> list[StoryLine]:
    remote = request.remote
    waits = [
        StoryLine(StoryKind.WAITS_HERE, more=str(entry.kind))
        for entry in queued
        if entry.state not in ENDED
    ]
    if remote is None:
        return waits
    waits += [StoryLine(StoryKind.WAITS_FOR, who=name_of(each)) for each in remote.whose_turn()]
    is_open = not remote.has_ended or remote.status == RequestState.COMPLETED
    if files and is_open and request.filing.state is FilingState.NOT_YET:
        waits.append(StoryLine(StoryKind.TO_FILE))
    return waits
