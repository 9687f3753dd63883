"""What may be asked of a request, as far as is known here: its state and what is queued for it.

The service has the last word; what it would surely refuse is not queued.
"""

from collections.abc import Sequence
from typing import NamedTuple

from paraph.domain.service.act import ActKind
from paraph.domain.service.frozen import PDF, media_type_of
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry
from paraph.domain.service.signature_request import RUNNING, TERMINAL, RequestState

_NOT_BEGUN = frozenset({RequestState.LOCAL, RequestState.DRAFT})
_SIGNS = frozenset({"signer", "approver"})
_ALLOWED: dict[ActKind, frozenset[RequestState]] = {
    ActKind.ACTIVATE: _NOT_BEGUN,
    ActKind.DISCARD: _NOT_BEGUN,
    ActKind.CANCEL: RUNNING,
    ActKind.REMIND: RUNNING,
    ActKind.SIGN: RUNNING,
    ActKind.DECLINE: RUNNING,
    ActKind.REASSIGN: RUNNING,
    ActKind.PURGE: TERMINAL,
    ActKind.CHANGE: _NOT_BEGUN | RUNNING,
}
_OF_SIGNATORY = frozenset({ActKind.SIGN, ActKind.DECLINE, ActKind.REASSIGN})
_LEADS_TO = {
    ActKind.ACTIVATE: RequestState.IN_PROGRESS,
    ActKind.CANCEL: RequestState.CANCELED,
    ActKind.DISCARD: RequestState.CANCELED,
    ActKind.DECLINE: RequestState.DECLINED,
}
_WITHOUT_EFFECT = frozenset({EntryState.CANCELED, EntryState.REJECTED})


class Person(NamedTuple):
    """What of a signatory says whether it is their turn, of a draft and of a request alike."""

    number: int
    order: int
    role: str
    signing: str
    has_acted: bool


def status_to_come(request: LocalRequest, queued: Sequence[OutboxEntry]) -> str:
    """Give the state that a request will have once what is queued for it is done."""
    status = request.status
    for entry in queued:
        onward = _LEADS_TO.get(entry.kind)
        if onward is None or entry.state in _WITHOUT_EFFECT or status in TERMINAL:
            continue
        if onward is not RequestState.IN_PROGRESS or status in _NOT_BEGUN:
            status = onward
    return status


def why_not(
    kind: ActKind,
    request: LocalRequest,
    queued: Sequence[OutboxEntry],
    signatory: int | None = None,
) -> str | None:
    """Say by a stable word why an act is refused: state, already_queued, or of the signatory.

    Of the signatory: no_such_signatory, already_acted, signs_remotely, not_your_turn.
    """
    if status_to_come(request, queued) not in _ALLOWED[kind]:
        return "state"
    if any(_is_same(entry, kind, signatory) for entry in queued):
        return "already_queued"
    if kind is ActKind.PURGE and request.remote is None:
        return "state"
    return _why_not_this(kind, request, queued, signatory) if kind in _OF_SIGNATORY else None


def people_of(request: LocalRequest, queued: Sequence[OutboxEntry] = ()) -> tuple[Person, ...]:
    """List who is asked, by our numbers; who signs here with what is queued has acted."""
    acted = {
        entry.signatory
        for entry in queued
        if entry.kind in (ActKind.SIGN, ActKind.DECLINE) and entry.state not in _WITHOUT_EFFECT
        and entry.state is not EntryState.NEEDS_PERSON
    }  # fmt: skip
    if request.remote is not None:
        return tuple(
            Person(n, each.order, each.role, each.signing, each.has_acted or n in acted)
            for n, each in enumerate(request.remote.signatories)
        )
    if request.draft is None:
        return ()
    return tuple(
        Person(n, each.order, each.role, each.signing, each.role not in _SIGNS or n in acted)
        for n, each in enumerate(request.draft.signatories)
    )


def revision_held(request: LocalRequest) -> str:
    """Give the hash of the revision that can be signed on this computer; "" where none is here.

    Revision 0 is the document as it was uploaded, which this desk has where it made the request.
    """
    draft, remote = request.draft, request.remote
    if remote is not None and request.current_revision == remote.revision:
        return request.current_sha256
    if draft is None or media_type_of(draft.document_name) != PDF:
        return ""
    mine = draft.document_sha256
    return mine if remote is None or mine == remote.document_sha256 else ""


def next_to_act(request: LocalRequest, queued: Sequence[OutboxEntry] = ()) -> tuple[int, ...]:
    """Give the numbers of those who may act now, or could once what is prepared has begun.

    Before the service runs it nobody can act there: only who signs here, on what is here.
    """
    if request.status in TERMINAL:
        return ()
    open_ones = [each for each in people_of(request, queued) if not each.has_acted]
    first = min((each.order for each in open_ones), default=None)
    turn = [each for each in open_ones if each.order == first]
    if request.status in RUNNING:
        return tuple(each.number for each in turn)
    if request.status not in _NOT_BEGUN or not revision_held(request):
        return ()
    return tuple(each.number for each in turn if each.signing == "local")


def _is_same(entry: OutboxEntry, kind: ActKind, signatory: int | None) -> bool:
    is_open = entry.state not in (EntryState.DONE, EntryState.CANCELED, EntryState.REJECTED)
    # A signature on an older version gives way to one on the new version.
    if kind is ActKind.SIGN and entry.state is EntryState.NEEDS_PERSON:
        return False
    may_be_many = kind is ActKind.CHANGE
    return is_open and not may_be_many and entry.kind is kind and entry.signatory == signatory


def _why_not_this(
    kind: ActKind, request: LocalRequest, queued: Sequence[OutboxEntry], signatory: int | None
) -> str | None:
    people = people_of(request, queued)
    person = next((each for each in people if each.number == signatory), None)
    if person is None:
        return "no_such_signatory"
    if person.has_acted:
        return "already_acted"
    if kind is ActKind.SIGN and person.signing != "local":
        return "signs_remotely"
    first = min(each.order for each in people if not each.has_acted)
    if kind is not ActKind.REASSIGN and person.order != first:
        return "not_your_turn"
    return None
