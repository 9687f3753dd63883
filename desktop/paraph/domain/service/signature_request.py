"""A signature request as the service tells it, and what can be asked of one that stands so.

States that are not known are shown as they are named, and allow nothing that could do harm.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote


class RequestState(StrEnum):
    """The states of the API; LOCAL is our own, of a request that the service does not have yet."""

    LOCAL = "local"
    DRAFT = "draft"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELED = "canceled"


TERMINAL = frozenset(
    {
        RequestState.COMPLETED,
        RequestState.DECLINED,
        RequestState.EXPIRED,
        RequestState.CANCELED,
    }
)
RUNNING = frozenset({RequestState.PENDING, RequestState.IN_PROGRESS})
_DID = frozenset({"signed", "declined"})
SIGNING_ROLES = frozenset({"signer", "approver"})


class PlacedField(NamedTuple):
    """A field with its lower-left corner and size in points of user space; pages count from 1."""

    name: str
    kind: str
    page: int | None
    x: float | None
    y: float | None
    width: float
    height: float
    anchor: str | None = None


class Signatory(NamedTuple):
    """Who is asked; the personal names are None once they were deleted."""

    id: str
    email: str | None
    first_name: str | None
    last_name: str | None
    level: str
    order: int
    role: str
    signing: str
    status: str
    fields: tuple[PlacedField, ...] = ()
    viewed_at: datetime | None = None
    signed_at: datetime | None = None
    declined_at: datetime | None = None
    decline_reason: str | None = None
    reminded_at: datetime | None = None

    @property
    def signs_with_card(self) -> bool:
        """Tell whether the signature is made here, with a card."""
        return self.signing == "local" and self.role in SIGNING_ROLES

    @property
    def has_acted(self) -> bool:
        """Tell whether nothing is asked of them any more."""
        return self.status in _DID or self.role not in SIGNING_ROLES


class RemoteRequest(NamedTuple):
    """A signature request of the service, in its `version`; `document_sha256` is of its revision.

    `revision` 0 is the document as it was uploaded.
    """

    id: str
    version: int
    document_id: str
    client_reference: str | None
    name: str
    status: str
    signatories: tuple[Signatory, ...]
    created_at: datetime
    updated_at: datetime
    revision: int = 0
    document_sha256: str | None = None
    matter: str | None = None
    expires_at: datetime | None = None
    activated_at: datetime | None = None
    ended_at: datetime | None = None
    cancel_reason: str | None = None
    audit_trail_id: str | None = None
    personal_data_deleted_at: datetime | None = None

    @property
    def path(self) -> str:
        """Give where the API has it; an id is any text."""
        return f"/v2/signature-requests/{quote(self.id, safe='')}"

    @property
    def has_ended(self) -> bool:
        """Tell whether it never changes again."""
        return self.status in TERMINAL

    def whose_turn(self) -> tuple[Signatory, ...]:
        """Give those who may act now: of the lowest order in which somebody has not acted."""
        if self.status not in RUNNING:
            return ()
        open_ones = [each for each in self.signatories if not each.has_acted]
        first = min((each.order for each in open_ones), default=None)
        return tuple(each for each in open_ones if each.order == first)

    def is_newer_than(self, known: "RemoteRequest | None") -> bool:
        """Tell whether it takes the place of what is known; an ended one is never set back.

        Another request never does, whatever an answer says.
        """
        if known is None:
            return True
        if known.id != self.id:
            return False
        if known.has_ended and not self.has_ended:
            return False
        return self.version > known.version
