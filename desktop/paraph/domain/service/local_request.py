"""A request as this desk has it: what the service told last, what was prepared, what came of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from paraph.domain.service.request_draft import RequestDraft
from paraph.domain.service.signature_request import RemoteRequest, RequestState, Signatory


class FilingState(StrEnum):
    """What became of the results of a completed request."""

    NOT_YET = "not_yet"
    OWED = "owed"
    FILED = "filed"
    NEEDS_PERSON = "needs_person"
    EARLIER = "earlier"  # it had ended before this desk had the account: others filed it


class Filing(NamedTuple):
    """Where the signed document and the audit trail lie, or why they do not lie there yet.

    `place` is what the names of both begin with: recorded before anything is written there.
    """

    state: FilingState = FilingState.NOT_YET
    place: str = ""
    attempts: int = 0
    next_attempt: datetime | None = None
    code: str = ""
    signed_sha256: str = ""
    trail_sha256: str = ""

    @classmethod
    def first(cls, remote: RemoteRequest, account_added: datetime | None) -> "Filing":
        """Give what it begins with for a request that was made elsewhere and is new here."""
        ended = remote.ended_at
        is_earlier = ended is not None and account_added is not None and ended < account_added
        return cls(FilingState.EARLIER if is_earlier else FilingState.NOT_YET)

    @property
    def signed_place(self) -> str | None:
        """Give where the signed document lies; None while it is not filed."""
        return f"{self.place}.pdf" if self.state is FilingState.FILED else None


@dataclass(frozen=True, slots=True)
class LocalRequest:
    """One request. `id` is ours and never changes; `remote` is None until the service has it.

    `draft` is what was prepared here; a request that was made elsewhere has none. `current_sha256`
    names the spool's file of the revision that can be signed here, of `current_revision`.
    `on_paper` has our numbers of signatories who signed a paper, with the hash of the scan.
    `is_withdrawn`: it was taken back here before anybody was asked.
    """

    id: str
    account: str
    client_reference: str
    made: datetime
    draft: RequestDraft | None = None
    remote: RemoteRequest | None = None
    document_id: str | None = None
    client: str = ""
    current_sha256: str = ""
    current_revision: int | None = None
    filing: Filing = field(default_factory=Filing)
    on_paper: tuple[tuple[int, str], ...] = ()
    is_withdrawn: bool = False

    @property
    def name(self) -> str:
        """Give its title."""
        if self.remote is not None:
            return self.remote.name
        return self.draft.name if self.draft is not None else ""

    @property
    def matter(self) -> str:
        """Give the firm's own number of the matter."""
        told = self.remote.matter if self.remote is not None else None
        return told or (self.draft.matter if self.draft is not None else "")

    @property
    def status(self) -> str:
        """Give its state, as the service names it; `local` before it has it."""
        if self.is_withdrawn:
            return RequestState.CANCELED
        return self.remote.status if self.remote is not None else RequestState.LOCAL

    def signatory(self, number: int | None) -> Signatory | None:
        """Give one of the service's signatories by our number, which is its place in the list."""
        if self.remote is None or number is None or number >= len(self.remote.signatories):
            return None
        return self.remote.signatories[number]
