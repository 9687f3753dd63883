"""Requests and templates as JSON in a column: what was prepared, what the service told last."""

import json
from datetime import datetime
from typing import Any

from paraph.domain.service.local_request import Filing, FilingState
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.domain.service.template import RemoteTemplate, TemplateRole
from paraph.store.moments import moment_of, text_of

_MOMENTS = frozenset(
    {
        "created_at", "updated_at", "expires_at", "activated_at", "ended_at", "next_attempt",
        "personal_data_deleted_at", "viewed_at", "signed_at", "declined_at", "reminded_at",
    }
)  # fmt: skip
_PLAIN = frozenset({str, int, float, bool, type(None)})


def draft_text(draft: RequestDraft | None) -> str | None:
    """Write what was prepared."""
    return _text(draft) if draft is not None else None


def draft_of(text: str | None) -> RequestDraft | None:
    """Read what was prepared."""
    if text is None:
        return None
    told = _told(text)
    told["signatories"] = tuple(map(_draft_signatory, told["signatories"]))
    told["players"] = tuple((key, _draft_signatory(each)) for key, each in told["players"])
    return RequestDraft(**told)


def remote_text(remote: RemoteRequest | None) -> str | None:
    """Write what the service told."""
    return _text(remote) if remote is not None else None


def remote_of(text: str | None) -> RemoteRequest | None:
    """Read what the service told."""
    if text is None:
        return None
    told = _told(text)
    told["signatories"] = tuple(map(_signatory, told["signatories"]))
    return RemoteRequest(**told)


def filing_text(filing: Filing) -> str:
    """Write what became of a request's results."""
    return _text(filing)


def filing_of(text: str) -> Filing:
    """Read what became of a request's results."""
    told = _told(text)
    return Filing(**(told | {"state": FilingState(told["state"])}))


def template_text(told: RemoteTemplate) -> str:
    """Write what the service told of a template."""
    return _text(told)


def template_of(text: str) -> RemoteTemplate:
    """Read what the service told of a template."""
    told = json.loads(text)
    return RemoteTemplate(**(told | {"roles": tuple(map(_role, told["roles"]))}))


def _text(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return text_of(value)
    if hasattr(value, "_asdict"):
        return {
            # Nearly all of it is plain: a call for each would be half of what writing one takes.
            name: each if type(each) in _PLAIN else _plain(each)
            for name, each in zip(value._fields, value, strict=True)
        }
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _told(text: str) -> dict[str, Any]:
    return _moments(json.loads(text))


def _moments(told: dict[str, Any]) -> dict[str, Any]:
    return {name: moment_of(v) if name in _MOMENTS else v for name, v in told.items()}


def _signatory(told: dict[str, Any]) -> Signatory:
    return Signatory(**(_moments(told) | {"fields": tuple(map(_field, told["fields"]))}))


def _draft_signatory(told: dict[str, Any]) -> DraftSignatory:
    return DraftSignatory(**(told | {"fields": tuple(map(_field, told["fields"]))}))


def _role(told: dict[str, Any]) -> TemplateRole:
    return TemplateRole(**(told | {"fields": tuple(map(_field, told["fields"]))}))


def _field(told: dict[str, Any]) -> PlacedField:
    return PlacedField(**told)
