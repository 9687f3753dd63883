"""Audit trails: what happened to a signature request, told so that a court can follow it."""

from enum import StrEnum

from paraph.wire.common import Moment, Resource, Sha256, Told


class TrailEntry(Told):
    """One thing that happened; `sha256` is of the document as it was after it."""

    n: int
    at: Moment
    kind: str
    signatory_id: str | None
    actor: str | None
    ip_address: str | None
    detail: str | None
    sha256: Sha256 | None


class TrailSignatory(Told):
    """A person of the trail; personal names are null once they were deleted."""

    signatory_id: str
    email: str | None
    first_name: str | None
    last_name: str | None
    role: str
    signature_level: str
    signing: str
    status: str
    certificate_serial: str | None
    certificate_issuer: str | None
    certificate_sha256: Sha256 | None


class AuditTrail(Resource):
    """A trail with the digests of the first and the last state of the document."""

    signature_request_id: str
    name: str
    status: str
    original_sha256: Sha256
    signed_sha256: Sha256
    trail_sha256: Sha256 | None
    signatories: list[TrailSignatory]
    entries: list[TrailEntry]
    personal_data_deleted_at: Moment | None


class ResultLevel(StrEnum):
    """What a signed document holds: a time for each signature, or all that proves it for good."""

    B_T = "B-T"
    B_LTA = "B-LTA"
