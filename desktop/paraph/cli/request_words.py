"""Signature requests as the commands print them."""

from collections.abc import Sequence
from typing import Any

from paraph.cli.owed_words import utc
from paraph.cli.program import seen
from paraph.cli.queue import entry_json
from paraph.domain.service.account import Account
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import ENDED, OutboxEntry
from paraph.domain.service.signature_request import PlacedField
from paraph.usecases.accounts import shown_environment


def request_json(request: LocalRequest, account: Account | None) -> dict[str, Any]:
    """Give what is known of a request here."""
    remote, draft = request.remote, request.draft
    expires = remote.expires_at if remote is not None else None
    return {
        "request": request.id,
        "remote_id": remote.id if remote is not None else None,
        "client_reference": request.client_reference,
        "account": account.name if account is not None else None,
        "environment": str(shown_environment(account)) if account is not None else None,
        "name": request.name,
        "status": str(request.status),
        "matter": request.matter or None,
        "client": request.client or None,
        "made_at": utc(request.made),
        "updated_at": utc(remote.updated_at) if remote is not None else None,
        "expires_at": utc(expires or (draft.expires_at if draft is not None else None)),
        "signatories": _signatories(request),
        "filing": {"state": str(request.filing.state), "place": request.filing.signed_place},
    }


def whole_json(
    request: LocalRequest, account: Account | None, entries: Sequence[OutboxEntry]
) -> dict[str, Any]:
    """Give a request with its entries of the outbox."""
    remote = request.remote
    return {
        **request_json(request, account),
        "document_id": request.document_id,
        "document_sha256": remote.document_sha256 if remote is not None else _draft_sha256(request),
        "revision": remote.revision if remote is not None else 0,
        "document_here": request.current_sha256 or _draft_sha256(request) or None,
        "cancel_reason": remote.cancel_reason if remote is not None else None,
        "entries": [entry_json(each) for each in entries],
    }


def request_line(request: LocalRequest, queued: Sequence[OutboxEntry] = ()) -> str:
    """Say how a request stands, in one line."""
    waiting = sum(each.state not in ENDED for each in queued)
    more = f"  ({waiting} waiting to be sent)" if waiting else ""
    return f"{request.id}  {seen(request.status)}  {seen(request.name)}{more}"


def _draft_sha256(request: LocalRequest) -> str:
    return request.draft.document_sha256 if request.draft is not None else ""


def _signatories(request: LocalRequest) -> list[dict[str, Any]]:
    papers = dict(request.on_paper)
    if request.remote is not None:
        return [
            {
                "number": number + 1,
                "id": each.id,
                "email": each.email,
                "first_name": each.first_name,
                "last_name": each.last_name,
                "level": each.level,
                "order": each.order,
                "role": each.role,
                "signing": each.signing,
                # A paper is never shown as an electronic signature.
                "status": "signed_on_paper" if number in papers else each.status,
                "signed_at": utc(each.signed_at),
                "decline_reason": each.decline_reason,
                "fields": [_field(field) for field in each.fields],
            }
            for number, each in enumerate(request.remote.signatories)
        ]
    if request.draft is None:
        return []
    people = request.draft.signatories or tuple(each for _, each in request.draft.players)
    return [
        {
            "number": number + 1,
            "id": None,
            "email": each.email,
            "first_name": each.first_name,
            "last_name": each.last_name,
            "level": each.level,
            "order": each.order,
            "role": each.role,
            "signing": each.signing,
            "status": "signed_on_paper" if number in papers else "not_sent",
            "signed_at": None,
            "decline_reason": None,
            "fields": [_field(field) for field in each.fields],
        }
        for number, each in enumerate(people)
    ]


def _field(field: PlacedField) -> dict[str, Any]:
    return {
        "type": field.kind,
        "page": field.page,
        "x": field.x,
        "y": field.y,
        "width": field.width,
        "height": field.height,
        "anchor": field.anchor,
    }
