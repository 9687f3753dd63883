"""What the service tells, as the program's own values (`wire` has the shapes of the API).

It is read leniently: names that are missing are nothing, states and kinds that are not known go
through as they are. What cannot be without is NotUnderstood.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.domain.service.template import RemoteTemplate, TemplateRole
from paraph.ports.service import Event, RemoteDocument

Body = Mapping[str, object]
_MOST_TEXT = 10_000
# Such as 9999-12-31T23:59:59Z, for never: a day off the end, every clock on a wall can show it.
_EARLIEST, _LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
# What a field has where the service tells no size of it.
_USUAL_WIDTH_PT, _USUAL_HEIGHT_PT = 180.0, 60.0


class NotUnderstood(Exception):
    """A body that is not of the API; `name` is what is wrong with it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def request_of(body: Body) -> RemoteRequest:
    """Read a signature request. Raises NotUnderstood."""
    return RemoteRequest(
        id=_id(body, "id"),
        version=_whole(body, "version"),
        document_id=_text(body, "document_id") or "",
        client_reference=_text(body, "client_reference"),
        name=_text(body, "name") or "",
        status=_id(body, "status"),
        signatories=tuple(signatory_of(each) for each in _bodies(body, "signatories")),
        created_at=_moment(body, "created_at") or _needed(body, "updated_at"),
        updated_at=_needed(body, "updated_at"),
        revision=_whole(body, "revision") if body.get("revision") is not None else 0,
        document_sha256=_text(body, "document_sha256"),
        matter=_text(body, "matter"),
        expires_at=_moment(body, "expiry_date"),
        activated_at=_moment(body, "activated_at"),
        ended_at=_moment(body, "ended_at"),
        cancel_reason=_text(body, "cancel_reason"),
        audit_trail_id=_text(body, "audit_trail_id"),
        personal_data_deleted_at=_moment(body, "personal_data_deleted_at"),
    )


def signatory_of(body: Body) -> Signatory:
    """Read a signatory. Raises NotUnderstood."""
    return Signatory(
        id=_id(body, "id"),
        email=_text(body, "email"),
        first_name=_text(body, "first_name"),
        last_name=_text(body, "last_name"),
        level=_text(body, "signature_level") or "",
        order=_whole(body, "order") if body.get("order") is not None else 1,
        role=_text(body, "role") or "signer",
        signing=_text(body, "signing") or "remote",
        status=_text(body, "status") or "",
        fields=tuple(_field(each) for each in _bodies(body, "fields")),
        viewed_at=_moment(body, "viewed_at"),
        signed_at=_moment(body, "signed_at"),
        declined_at=_moment(body, "declined_at"),
        decline_reason=_text(body, "decline_reason"),
        reminded_at=_moment(body, "reminded_at"),
    )


def document_of(body: Body) -> RemoteDocument:
    """Read a document. Raises NotUnderstood."""
    name = "document_id" if "document_id" in body else "id"
    return RemoteDocument(
        _id(body, name),
        _id(body, "checksum_sha256").lower(),
        _text(body, "client_reference"),
        _text(body, "name") or "",
        _whole(body, "pages") if body.get("pages") is not None else 0,
    )


def template_of(body: Body) -> RemoteTemplate:
    """Read a template. Raises NotUnderstood."""
    return RemoteTemplate(
        _id(body, "id"),
        _whole(body, "version"),
        _text(body, "name") or "",
        _id(body, "document_id"),
        tuple(map(_role, _bodies(body, "roles"))),
    )


def event_of(body: Body) -> Event:
    """Read an event; one that is about no request has none. Raises NotUnderstood.

    Number and version are not needed: what it is about is asked for where they are not told.
    """
    told = body.get("data")
    data = told if isinstance(told, dict) else {}
    return Event(
        _id(body, "event_id"),
        _id(body, "type"),
        _needed(body, "created_at"),
        _whole_or_0(body, "seq"),
        _text(data, "signature_request_id") or "",
        _whole_or_0(data, "version"),
    )


def data_of(body: Body) -> list[Body]:
    """Give the things that a page lists. Raises NotUnderstood."""
    if "data" not in body:
        raise NotUnderstood("data")
    return _bodies(body, "data")


def text_of(body: Body, name: str) -> str | None:
    """Give a text of a body; None without it. Raises NotUnderstood."""
    return _text(body, name)


def _role(body: Body) -> TemplateRole:
    return TemplateRole(
        _id(body, "key"),
        _text(body, "signature_level") or "advanced",
        _whole(body, "order") if body.get("order") is not None else 1,
        _text(body, "role") or "signer",
        _text(body, "signing") or "remote",
        tuple(map(_field, _bodies(body, "fields"))),
    )


def _field(body: Body) -> PlacedField:
    page = body.get("page")
    return PlacedField(
        name=_text(body, "name") or "",
        kind=_text(body, "type") or "signature",
        page=_whole(body, "page") if page is not None else None,
        x=_number(body, "x"),
        y=_number(body, "y"),
        width=_number(body, "width") or _USUAL_WIDTH_PT,
        height=_number(body, "height") or _USUAL_HEIGHT_PT,
        anchor=_text(body, "anchor"),
    )


def _bodies(body: Body, name: str) -> list[Body]:
    told = body.get(name)
    if told is None:
        return []
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        raise NotUnderstood(name)
    return told


def _text(body: Body, name: str) -> str | None:
    told = body.get(name)
    if told is None:
        return None
    if not isinstance(told, str) or len(told) > _MOST_TEXT:
        raise NotUnderstood(name)
    # Half a surrogate pair, as JSON may hold, is no text that can be kept.
    return told.encode(errors="replace").decode()


def _id(body: Body, name: str) -> str:
    told = _text(body, name)
    if not told:
        raise NotUnderstood(name)
    return told


def _whole(body: Body, name: str) -> int:
    told = body.get(name)
    if isinstance(told, float) and told.is_integer():
        told = int(told)
    # What SQLite keeps; a bool is an int for Python.
    if not isinstance(told, int) or isinstance(told, bool) or not -(2**63) <= told < 2**63:
        raise NotUnderstood(name)
    return told


def _whole_or_0(body: Body, name: str) -> int:
    try:
        return _whole(body, name)
    except NotUnderstood:
        return 0


def _number(body: Body, name: str) -> float | None:
    told = body.get(name)
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise NotUnderstood(name)
    try:
        number = float(told)
    except OverflowError as error:
        raise NotUnderstood(name) from error
    if not math.isfinite(number):
        raise NotUnderstood(name)
    return number


def _moment(body: Body, name: str) -> datetime | None:
    told = _text(body, name)
    if told is None:
        return None
    try:
        moment = datetime.fromisoformat(told)
        # RFC 3339 has an offset always; without one it can only be UTC.
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return max(_EARLIEST, min(moment.astimezone(UTC), _LATEST))
    except (ValueError, OverflowError) as error:
        raise NotUnderstood(name) from error


def _needed(body: Body, name: str) -> datetime:
    moment = _moment(body, name)
    if moment is None:
        raise NotUnderstood(name)
    return moment
