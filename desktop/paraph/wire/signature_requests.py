"""Signature requests and their signatories.

A field's `x` and `y` are its lower-left corner in points of the page's own user space (ISO 32000-2,
8.3.2.3): from the lower-left corner of a page that is neither cropped nor turned. Pages count from
1. An `anchor` is a text of the document instead: the field's lower-left corner comes to that of the
place where the text stands first. Letters are compared, not their case, accents or spacing.
"""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, JsonValue, model_validator

from paraph.wire.common import (
    WHOLE,
    Email,
    Line,
    Moment,
    Reason,
    Reference,
    Resource,
    Sent,
    Sha256,
    Told,
)
from paraph.wire.names import (
    FieldType,
    RequestState,
    Role,
    SignatoryState,
    SignatureLevel,
    Signing,
)

MAX_SIGNATORIES = 50
MAX_FIELDS = 100
_POINTS = 200 * 72  # the largest page that PDF 1.7 allows without UserUnit

Coordinate = Annotated[float, Field(ge=-_POINTS, le=_POINTS)]
Length = Annotated[float, Field(gt=0, le=_POINTS)]


# What `_has_a_place` checks, for the contract.
_BY_POINT: dict[str, JsonValue] = {
    "properties": {"page": {"type": "integer"}, "x": {"type": "number"}, "y": {"type": "number"}},
    "required": ["page", "x", "y"],
}
_BY_ANCHOR: dict[str, JsonValue] = {
    "properties": {"anchor": {"type": "string"}},
    "required": ["anchor"],
}


class PlaceWanted(Sent):
    """Where a signatory signs, or what he fills in."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_BY_POINT, _BY_ANCHOR]})

    type: Annotated[FieldType, Field(strict=False)]
    page: Annotated[int, Field(ge=1, le=100_000), WHOLE] | None = None
    x: Coordinate | None = None
    y: Coordinate | None = None
    width: Length = 180
    height: Length = 60
    anchor: Line | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        by_point = None not in (self.page, self.x, self.y)
        if by_point == (self.anchor is not None):
            raise ValueError("a field has page, x and y, or an anchor")
        return self


class NewSignatory(Sent):
    """A person who is asked."""

    email: Email
    first_name: Line
    last_name: Line
    signature_level: Annotated[SignatureLevel, Field(strict=False)] = SignatureLevel.ADVANCED
    order: Annotated[int, Field(ge=1, le=1000), WHOLE] = 1
    role: Annotated[Role, Field(strict=False)] = Role.SIGNER
    signing: Annotated[Signing, Field(strict=False)] = Signing.REMOTE
    fields: Annotated[list[PlaceWanted], Field(max_length=MAX_FIELDS, default_factory=list)]


class SignatoryChange(Sent):
    """What can be changed of a signatory while the request is a draft."""

    email: Email | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    signature_level: Annotated[SignatureLevel, Field(strict=False)] | None = None
    order: Annotated[int, Field(ge=1, le=1000), WHOLE] | None = None
    role: Annotated[Role, Field(strict=False)] | None = None
    signing: Annotated[Signing, Field(strict=False)] | None = None
    fields: Annotated[list[PlaceWanted], Field(max_length=MAX_FIELDS)] | None = None


class Reassignment(Sent):
    """Who signs in a signatory's place."""

    email: Email
    first_name: Line
    last_name: Line
    reason: Reason | None = None


class ReminderSettings(Sent):
    """Whether, and every how many days, signatories are reminded."""

    enabled: bool
    frequency_days: Annotated[int, Field(ge=1, le=365), WHOLE] = 3


class Retention(Sent):
    """When the personal data goes: so many years after the end, or at a time."""

    years: Annotated[int, Field(ge=1, le=100), WHOLE] | None = None
    purge_at: Moment | None = None


class NewRequest(Sent):
    """A signature request to be made, as a draft."""

    document_id: Line
    name: Line
    client_reference: Reference | None = None
    signatories: Annotated[
        list[NewSignatory], Field(max_length=MAX_SIGNATORIES, default_factory=list)
    ]
    expiry_date: Moment | None = None
    reminder_settings: ReminderSettings | None = None
    template_id: Line | None = None
    matter: Line | None = None
    retention: Retention | None = None


class RequestChange(Sent):
    """What can be changed: all of it in a draft; dates, reminders and retention at any time."""

    name: Line | None = None
    expiry_date: Moment | None = None
    reminder_settings: ReminderSettings | None = None
    matter: Line | None = None
    retention: Retention | None = None


class Cancellation(Sent):
    """Why a request is taken back, or why a signatory will not sign."""

    reason: Reason


class PlacedField(Told):
    """A field of a signatory with its place."""

    name: str
    type: FieldType | str
    page: int | None
    x: float | None
    y: float | None
    width: float
    height: float
    anchor: str | None


class Reminders(Told):
    """Whether, and every how many days, signatories are reminded."""

    enabled: bool
    frequency_days: int


class Keeping(Told):
    """When the personal data goes."""

    years: int | None = None
    purge_at: Moment | None = None


class Signatory(Resource):
    """A signatory; the personal names are null once they were deleted."""

    signature_request_id: str
    email: str | None
    first_name: str | None
    last_name: str | None
    signature_level: SignatureLevel | str
    order: int
    role: Role | str
    signing: Signing | str
    status: SignatoryState | str
    fields: list[PlacedField]
    viewed_at: Moment | None
    signed_at: Moment | None
    declined_at: Moment | None
    decline_reason: str | None
    reminded_at: Moment | None


class SignatureRequest(Resource):
    """A signature request with its signatories."""

    document_id: str
    client_reference: Reference | None
    name: str
    status: RequestState | str
    signatories: list[Signatory]
    expiry_date: Moment | None
    reminder_settings: Reminders | None
    template_id: str | None
    matter: str | None
    retention: Keeping | None
    revision: int
    document_sha256: Sha256 | None
    cancel_reason: str | None
    audit_trail_id: str | None
    activated_at: Moment | None
    ended_at: Moment | None
    personal_data_deleted_at: Moment | None
