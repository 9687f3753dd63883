"""An act of a person becomes entries of the outbox, in one transaction with the audit log.

What is here when a function answers survives a crash and a power cut. Nothing is sent: that is
`usecases.push_outbox`. The same click twice is one act.
"""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from paraph.domain.errors.service import ActForbidden, RequestUnknown, SpoolDamaged
from paraph.domain.service.act import ActKind
from paraph.domain.service.allowed import status_to_come, why_not
from paraph.domain.service.frozen import (
    create_body,
    file_body,
    fill_body,
    media_type_of,
    nothing,
    plain,
)
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import ENDED, EntryState, FrozenBody, OutboxEntry
from paraph.domain.service.request_draft import RequestDraft
from paraph.ports.outbox import Outbox
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.requests import Requests
from paraph.ports.spool import Spool, Spooled


@dataclass(frozen=True, slots=True)
class Queueing:
    """The ports that queueing needs; all of them write to one store."""

    outbox: Outbox
    requests: Requests
    audit: AuditLog
    spool: Spool
    clock: Clock


class Act(NamedTuple):
    """What is asked of a request; `signatory` is our number, from 0."""

    kind: ActKind
    body: FrozenBody
    signatory: int | None = None
    if_match: str = ""
    client_reference: str = ""


class Queued(NamedTuple):
    """The request, and the entries of what was asked, be they new or of the click before."""

    request: LocalRequest
    entries: tuple[OutboxEntry, ...]


def queue_request(
    account: str,
    draft: RequestDraft,
    ports: Queueing,
    *,
    activate: bool,
    client_reference: str = "",
) -> Queued:
    """Queue a whole request: its document, itself, and on wish its activation.

    The document lies in the spool by now. `client_reference` is a UUID that is made when a person
    begins to prepare; the second call with it is the first one's act.
    Raises SpoolDamaged, StoreBusy, DiskFull.
    """
    reference = client_reference or str(uuid.uuid4())
    with ports.outbox.transaction():
        known = ports.requests.of_reference(account, reference)
        if known is not None:
            return Queued(known, tuple(ports.outbox.of_request(known.id)))
        request = LocalRequest(
            str(uuid.uuid4()), account, reference, ports.clock.now(), draft, client=draft.client
        )
        ports.requests.add(request)
        acts = _acts_of(draft, reference, ports)
        if activate:
            acts.append(Act(ActKind.ACTIVATE, nothing()))
        return Queued(request, tuple(_add(act, request, ports) for act in acts))


def queue_activate(request_id: str, ports: Queueing) -> Queued:
    """Queue the beginning of a request. Raises RequestUnknown, ActForbidden, as all below."""
    return _queue(request_id, Act(ActKind.ACTIVATE, nothing()), ports)


def queue_remind(request_id: str, ports: Queueing) -> Queued:
    """Queue a reminder to those whose turn it is."""
    return _queue(request_id, Act(ActKind.REMIND, nothing()), ports)


def queue_purge(request_id: str, ports: Queueing) -> Queued:
    """Queue the deletion of an ended request's personal data at the service."""
    return _queue(request_id, Act(ActKind.PURGE, nothing()), ports)


def queue_change(request_id: str, changes: Mapping[str, Any], ports: Queueing) -> Queued:
    """Queue a change of a request; `changes` has the API's names, and times as datetimes."""
    return _queue(request_id, Act(ActKind.CHANGE, plain(changes)), ports)


def queue_decline(request_id: str, signatory: int, reason: str, ports: Queueing) -> Queued:
    """Queue that a signatory will not sign."""
    act = Act(ActKind.DECLINE, plain({"reason": reason}), signatory)
    return _queue(request_id, act, ports)


def queue_reassign(
    request_id: str, signatory: int, person: Mapping[str, str], ports: Queueing
) -> Queued:
    """Queue another person in a signatory's place: email, first_name, last_name, reason."""
    return _queue(request_id, Act(ActKind.REASSIGN, plain(person), signatory), ports)


def queue_sign(
    request_id: str, signatory: int, signed: Spooled, revision_sha256: str, ports: Queueing
) -> Queued:
    """Queue a signature that a card made on a revision; both files lie in the spool.

    One on an older version, which waits for a person, gives way: it is kept, and never sent.
    Raises SpoolDamaged, RequestUnknown, ActForbidden besides.
    """
    if not _extends(signed.sha256, revision_sha256, ports.spool):
        raise ActForbidden(act=str(ActKind.SIGN), why="other_document")
    body = file_body(signed.sha256, signed.size)
    # The entity tag of a revision (RFC 9110, 8.8.3); revision 0 is the bytes as uploaded.
    act = Act(ActKind.SIGN, body, signatory, f'"sha256:{revision_sha256}"')
    with ports.outbox.transaction():
        for entry in ports.outbox.of_request(request_id):
            is_older = entry.kind is ActKind.SIGN and entry.state is EntryState.NEEDS_PERSON
            if is_older and entry.signatory == signatory and entry.body.sha256 != signed.sha256:
                ports.outbox.put(entry.ended(EntryState.CANCELED, entry.error))
                record("act_superseded", entry, ports.audit, sha256=signed.sha256)
        return _queue(request_id, act, ports)


def queue_cancel(request_id: str, reason: str, ports: Queueing) -> Queued:
    """Take a request back, as far as it went.

    One that surely never reached the service is taken back here, and nothing is sent; of a draft
    there, what is queued is taken back and the draft is deleted; one that runs is canceled.
    """
    with ports.outbox.transaction():
        request = request_of(request_id, ports.requests)
        queued = ports.outbox.of_request(request_id)
        same = _same_act(Act(ActKind.CANCEL, plain({"reason": reason})), queued)
        if same is not None:
            return Queued(request, (same,))
        begun = [
            each
            for each in queued
            if each.kind is ActKind.ACTIVATE and each.state is not EntryState.CANCELED
        ]
        unsent = [each for each in queued if each.may_be_canceled]
        if request.status not in ("local", "draft") or any(e not in unsent for e in begun):
            return _queue(request_id, Act(ActKind.CANCEL, plain({"reason": reason})), ports)
        if request.is_withdrawn or status_to_come(request, queued) == "canceled":
            raise ActForbidden(act=str(ActKind.CANCEL), why="state", status="canceled")
        return _withdraw(request, queued, ports)


def _withdraw(request: LocalRequest, queued: Sequence[OutboxEntry], ports: Queueing) -> Queued:
    """Take back what surely had no effect; a draft that may be at the service is deleted there."""
    for entry in queued:
        if entry.may_be_canceled:
            ports.outbox.put(entry.ended(EntryState.CANCELED, entry.error))
            record("act_canceled", entry, ports.audit)
    made = [each for each in queued if each.kind in (ActKind.CREATE, ActKind.FILL)]
    never_left = request.remote is None and all(each.may_be_canceled for each in made)
    if not never_left:
        return Queued(request, (_add(Act(ActKind.DISCARD, nothing()), request, ports),))
    withdrawn = replace(request, is_withdrawn=True)
    ports.requests.put(withdrawn)
    return Queued(withdrawn, ())


def request_of(request_id: str, requests: Requests) -> LocalRequest:
    """Give a request by our id. Raises RequestUnknown."""
    found = requests.get(request_id)
    if found is None:
        raise RequestUnknown(name=request_id)
    return found


def record(kind: str, entry: OutboxEntry, audit: AuditLog, **more: str | int | None) -> None:
    """Write what became of an entry into the audit log; no personal data."""
    body: Body = {
        "act": str(entry.kind),
        "request": entry.request,
        "account": entry.account,
        "trace_id": entry.trace_id,
        "attempts": entry.attempts,
        **more,
    }
    audit.append(kind, entry.id, body)


def _acts_of(draft: RequestDraft, reference: str, ports: Queueing) -> list[Act]:
    if draft.template_id and not draft.document_sha256:
        return [Act(ActKind.FILL, fill_body(draft, reference), client_reference=reference)]
    document_reference = str(uuid.uuid4())
    fields = {"client_reference": document_reference, "name": draft.document_name or draft.name}
    path = ports.spool.path_of(draft.document_sha256)
    size = path.stat().st_size
    upload = file_body(draft.document_sha256, size, media_type_of(draft.document_name), fields)
    return [
        Act(ActKind.UPLOAD, upload, client_reference=document_reference),
        Act(ActKind.CREATE, create_body(draft, reference), client_reference=reference),
    ]


def _queue(request_id: str, act: Act, ports: Queueing) -> Queued:
    with ports.outbox.transaction():
        request = request_of(request_id, ports.requests)
        queued = ports.outbox.of_request(request_id)
        same = _same_act(act, queued)
        if same is not None:
            return Queued(request, (same,))
        why = why_not(act.kind, request, queued, act.signatory)
        if why is not None:
            raise ActForbidden(
                act=str(act.kind), why=why, status=str(status_to_come(request, queued))
            )
        return Queued(request, (_add(act, request, ports),))


def _same_act(act: Act, queued: Sequence[OutboxEntry]) -> OutboxEntry | None:
    """Find the entry of a click that is done once more, before the first one has ended."""
    for entry in queued:
        is_same = (entry.kind, entry.signatory, entry.body.sha256) == (
            act.kind, act.signatory, act.body.sha256,
        )  # fmt: skip
        if is_same and entry.state not in (*ENDED, EntryState.REJECTED):
            return entry
    return None


def _add(act: Act, request: LocalRequest, ports: Queueing) -> OutboxEntry:
    # In the transaction of the row: a sweep of the spool holds the same lock.
    if act.body.content is None and not ports.spool.has(act.body.sha256):
        raise SpoolDamaged(file=act.body.sha256, why="missing")
    entry = OutboxEntry(
        id=str(uuid.uuid4()),
        account=request.account,
        request=request.id,
        kind=act.kind,
        body=act.body,
        client_reference=act.client_reference or request.client_reference,
        idempotency_key=str(uuid.uuid4()),
        trace_id=secrets.token_hex(16),
        created=ports.clock.now(),
        signatory=act.signatory,
        if_match=act.if_match,
    )
    added = ports.outbox.add(entry)
    record("act_queued", added, ports.audit, sha256=act.body.sha256)
    return added


def _extends(longer: str, beginning: str, spool: Spool) -> bool:
    """Tell whether a file begins with all the bytes of another, and has more."""
    with spool.path_of(longer).open("rb") as whole, spool.path_of(beginning).open("rb") as start:
        while piece := start.read(1 << 20):
            if whole.read(len(piece)) != piece:
                return False
        return bool(whole.read(1))
