"""Has an act had its effect? Read from what the service has now, before the act is sent again."""

import json
from datetime import datetime, timedelta
from enum import StrEnum

from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import OutboxEntry
from paraph.domain.service.signature_request import RemoteRequest, RequestState, Signatory

# The service's clock and ours differ; reminders are an hour apart, so they are told apart.
_SKEW = timedelta(minutes=10)


class Effect(StrEnum):
    """What the service has of an act."""

    THERE = "there"
    NOT_THERE = "not_there"
    IMPOSSIBLE = "impossible"  # not there, and cannot come about any more
    COMPARE = "compare"  # somebody signed there: the bytes tell whether it was with ours


def effect_on_request(
    entry: OutboxEntry, found: RemoteRequest | None, signatory: Signatory | None
) -> Effect:
    """Say whether an act on a request that exists had its effect."""
    if entry.kind is ActKind.DISCARD:
        return _discarded(entry, found)
    if found is None:
        return Effect.IMPOSSIBLE
    checks = {
        ActKind.CHANGE: _changed,
        ActKind.ACTIVATE: _activated,
        ActKind.CANCEL: _canceled,
        ActKind.PURGE: _purged,
        ActKind.REMIND: _reminded,
    }
    if entry.kind in checks:
        return checks[entry.kind](entry, found)
    if signatory is None:
        return Effect.IMPOSSIBLE
    return _of_signatory(entry, found, signatory)


def _discarded(_entry: OutboxEntry, found: RemoteRequest | None) -> Effect:
    if found is None:
        return Effect.THERE
    return Effect.NOT_THERE if found.status == RequestState.DRAFT else Effect.IMPOSSIBLE


def _changed(entry: OutboxEntry, found: RemoteRequest) -> Effect:
    # To set what is set already changes nothing: what is not told is set again.
    wanted = json.loads(entry.body.content or b"{}")
    told = {"name": found.name, "matter": found.matter, "expiry_date": found.expires_at}
    return (
        Effect.THERE
        if all(
            name in told and told[name] == _as_told(name, value) for name, value in wanted.items()
        )
        else Effect.NOT_THERE
    )


def _as_told(name: str, value: str) -> str | datetime:
    return datetime.fromisoformat(value) if name == "expiry_date" else value


def _activated(_entry: OutboxEntry, found: RemoteRequest) -> Effect:
    if found.status == RequestState.DRAFT:
        return Effect.NOT_THERE
    # One that was taken back as a draft was never sent to anybody.
    return Effect.THERE if found.activated_at is not None else Effect.IMPOSSIBLE


def _canceled(_entry: OutboxEntry, found: RemoteRequest) -> Effect:
    if found.status == RequestState.CANCELED:
        return Effect.THERE
    return Effect.IMPOSSIBLE if found.has_ended else Effect.NOT_THERE


def _purged(_entry: OutboxEntry, found: RemoteRequest) -> Effect:
    there = found.personal_data_deleted_at is not None
    return Effect.THERE if there else Effect.NOT_THERE


def _reminded(entry: OutboxEntry, found: RemoteRequest) -> Effect:
    if found.has_ended:
        return Effect.IMPOSSIBLE
    since = entry.first_sent
    told = [each.reminded_at for each in found.signatories if each.reminded_at is not None]
    was = since is not None and any(at >= since - _SKEW for at in told)
    return Effect.THERE if was else Effect.NOT_THERE


def _of_signatory(entry: OutboxEntry, found: RemoteRequest, signatory: Signatory) -> Effect:
    if entry.kind is ActKind.SIGN and signatory.signed_at is not None:
        is_ours = found.document_sha256 == entry.body.sha256
        return Effect.THERE if is_ours else Effect.COMPARE
    if entry.kind is ActKind.DECLINE and signatory.declined_at is not None:
        return Effect.THERE
    if entry.kind is ActKind.REASSIGN and _is_reassigned(entry, signatory):
        return Effect.THERE
    if signatory.has_acted:
        return Effect.IMPOSSIBLE
    return Effect.IMPOSSIBLE if found.has_ended else Effect.NOT_THERE


def _is_reassigned(entry: OutboxEntry, signatory: Signatory) -> bool:
    wanted = json.loads(entry.body.content or b"{}")
    told = (signatory.email, signatory.first_name, signatory.last_name)
    return told == tuple(wanted.get(name) for name in ("email", "first_name", "last_name"))
