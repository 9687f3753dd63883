"""What only the sandbox has: certificates for cards, a clock to be moved, faults, the ledger."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, model_validator

from paraph.wire.common import WHOLE, Line, Moment, Sent, Told
from paraph.wire.names import SignatureLevel

MAX_ADVANCE_S = 100 * 366 * 86_400


class CertificateWanted(Sent):
    """A PKCS#10 request in PEM, and the level that the certificate is for."""

    csr: Annotated[str, StringConstraints(min_length=100, max_length=20_000)]
    level: Annotated[SignatureLevel, Field(strict=False)]


class CertificateIssued(Told):
    """A certificate and its issuers, root last, in PEM; `serial` in hexadecimal."""

    serial: str
    certificate: str
    chain: list[str]


class RevocationReason(StrEnum):
    """Why a certificate is revoked (RFC 5280, 5.3.1)."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key_compromise"
    AFFILIATION_CHANGED = "affiliation_changed"
    SUPERSEDED = "superseded"
    CESSATION_OF_OPERATION = "cessation_of_operation"


class Revocation(Sent):
    """Why a certificate is revoked."""

    reason: Annotated[RevocationReason, Field(strict=False)] = RevocationReason.UNSPECIFIED


class Revoked(Told):
    """When a certificate was revoked."""

    serial: str
    revoked_at: Moment
    reason: str


class SimulatedAction(StrEnum):
    """What a signatory is made to do."""

    SIGN = "sign"
    DECLINE = "decline"
    EXPIRE = "expire"
    VIEW = "view"


class Simulation(Sent):
    """Who does what; `signatory` is needed for all but `expire`."""

    action: Annotated[SimulatedAction, Field(strict=False)]
    signatory: Line | None = None
    reason: Line | None = None


class ClockMove(Sent):
    """By how many seconds the sandbox's business time moves on."""

    advance_s: Annotated[float, Field(ge=0, le=MAX_ADVANCE_S)]


class Clock(Told):
    """The sandbox's business time."""

    now: Moment
    offset_s: float


class FaultKind(StrEnum):
    """What goes wrong."""

    LATENCY = "latency"
    STATUS = "status"
    RESET = "reset"
    LOSE_RESPONSE = "lose_response"
    TRUNCATE = "truncate"
    CAPTIVE_PORTAL = "captive_portal"
    DUPLICATE_WEBHOOK = "duplicate_webhook"
    OUT_OF_ORDER = "out_of_order"


FaultRoute = Annotated[
    str,
    StringConstraints(max_length=200, pattern=r"^(?:\*|(?:[A-Z]{3,10}|\*) (?:\*|/[!-~]*))$"),
]
_NOT_BOTH: dict[str, JsonValue] = {
    "not": {
        "properties": {"times": {"type": "integer"}, "rate": {"type": "number"}},
        "required": ["times", "rate"],
    }
}


class NewFault(Sent):
    """A fault on a route: so many `times`, or at a `rate`; without either, once.

    A route is `POST /v2/documents`, `* /v2/events` or `*`. In a path `*` or `{id}` stands for one
    part, and a last `*` for everything after it.
    """

    model_config = ConfigDict(json_schema_extra=_NOT_BOTH)

    route: FaultRoute
    kind: Annotated[FaultKind, Field(strict=False)]
    times: Annotated[int, Field(ge=1, le=1_000_000), WHOLE] | None = None
    rate: Annotated[float, Field(gt=0, le=1)] | None = None
    latency_s: Annotated[float, Field(ge=0, le=60)] = 1
    status: Annotated[int, Field(ge=400, le=599), WHOLE] = 503
    retry_after_s: Annotated[int, Field(ge=0, le=86_400), WHOLE] | None = None

    @model_validator(mode="after")
    def _is_counted_one_way(self) -> Self:
        if self.times is not None and self.rate is not None:
            raise ValueError("a fault has times or a rate, not both")
        return self


class Fault(Told):
    """A fault that is set; `left` counts down, and is null for one with a rate."""

    id: str
    route: str
    kind: FaultKind | str
    left: int | None
    rate: float | None
    latency_s: float
    status: int
    retry_after_s: int | None


class Faults(Told):
    """Every fault that is set, oldest first: the one that strikes first."""

    data: list[Fault]


class LedgerEntry(Told):
    """One object with what its maker called it."""

    kind: str
    id: str
    account: str
    client_reference: str | None
    idempotency_key: str | None
    created_at: Moment
    deleted: bool


class Ledger(Told):
    """Every object that was ever made."""

    objects: list[LedgerEntry]


class Mail(Told):
    """A mail that the sandbox would have sent: an invitation to sign, or a reminder of it."""

    at: Moment
    kind: str
    to: str
    name: str
    subject: str
    link: str
    signature_request_id: str
    signatory_id: str
