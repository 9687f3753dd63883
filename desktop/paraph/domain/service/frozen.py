"""What is sent of an act: its bytes, made once, when a person asks for it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from paraph.domain.service.act import DOCUMENT_ID
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON = "application/json"


def nothing() -> FrozenBody:
    """Give the body of a call that has none."""
    return FrozenBody(hashlib.sha256(b"").hexdigest(), content=b"")


def plain(told: Mapping[str, Any]) -> FrozenBody:
    """Give a JSON body; names whose value is None are left out, times are in UTC."""
    kept = {name: _plain(value) for name, value in told.items() if value is not None}
    content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    return FrozenBody(hashlib.sha256(content).hexdigest(), _JSON, content, len(content))


def file_body(
    sha256: str, size: int, media_type: str = PDF, fields: Mapping[str, str] | None = None
) -> FrozenBody:
    """Give the body that is a file of the spool, in a form with `fields` where there are any."""
    return FrozenBody(sha256, media_type, None, size, tuple((fields or {}).items()))


def create_body(draft: RequestDraft, client_reference: str) -> FrozenBody:
    """Give the body that makes a request; its document's id is put in when it is known."""
    return plain(
        {
            # First, where `act.completed` looks for it.
            "document_id": DOCUMENT_ID,
            "client_reference": client_reference,
            "name": draft.name,
            "signatories": [_signatory(each) for each in draft.signatories],
            "template_id": draft.template_id or None,
            **_settings(draft),
        }
    )


def fill_body(draft: RequestDraft, client_reference: str) -> FrozenBody:
    """Give the body that makes a request of a template."""
    players = [{"key": key, **_person(each)} for key, each in draft.players]
    return plain(
        {
            "name": draft.name,
            "client_reference": client_reference,
            "players": players,
            **_settings(draft),
        }
    )


def media_type_of(name: str) -> str:
    """Say what an upload is, by its file's name."""
    return DOCX if name.lower().endswith(".docx") else PDF


def _settings(draft: RequestDraft) -> dict[str, Any]:
    days = draft.remind_every_days
    return {
        "expiry_date": draft.expires_at,
        "reminder_settings": {"enabled": True, "frequency_days": days} if days else None,
        "matter": draft.matter or None,
    }


def _person(signatory: DraftSignatory) -> dict[str, str]:
    return {
        "email": signatory.email,
        "first_name": signatory.first_name,
        "last_name": signatory.last_name,
    }


def _signatory(signatory: DraftSignatory) -> dict[str, Any]:
    return {
        **_person(signatory),
        "signature_level": signatory.level,
        "order": signatory.order,
        "role": signatory.role,
        "signing": signatory.signing,
        "fields": [_field(each) for each in signatory.fields],
    }


def _field(field: PlacedField) -> dict[str, Any]:
    size = {"width": field.width, "height": field.height}
    if field.anchor is not None:
        return {"type": field.kind, "anchor": field.anchor, **size}
    return {"type": field.kind, "page": field.page, "x": field.x, "y": field.y, **size}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).isoformat(timespec="milliseconds")
        return moment.replace("+00:00", "Z")
    return value
