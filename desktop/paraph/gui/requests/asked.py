"""Who is asked to sign a request, a draft and a sent one alike, and whose turn it is here."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.act import ActKind
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry
from paraph.domain.service.signature_request import SIGNING_ROLES
from paraph.usecases.request_board import ListedRequest

translate = QCoreApplication.translate


class Asked(NamedTuple):
    """A signatory, of a draft and of a request alike; `status` as the service names it."""

    number: int
    name: str
    role: str
    level: str
    order: int
    signing: str
    status: str
    is_mine: bool
    on_paper: bool = False
    signed_at: datetime | None = None
    reminded_at: datetime | None = None
    decline_reason: str = ""
    email: str = ""

    @property
    def signs(self) -> bool:
        """Tell whether a signature or an approval is asked of them."""
        return self.role in SIGNING_ROLES

    @property
    def has_acted(self) -> bool:
        """Tell whether nothing is asked of them any more."""
        return not self.signs or self.status in ("signed", "declined")


def asked_of(listed: ListedRequest) -> tuple[Asked, ...]:
    """List who is asked, by our numbers."""
    request, papers = listed.request, {number for number, _ in listed.request.on_paper}
    if request.remote is not None:
        return tuple(
            Asked(
                n, _name(e.first_name, e.last_name, e.email), e.role, e.level, e.order, e.signing,
                e.status, _is_mine(listed, e.email, e.signing), n in papers, e.signed_at,
                e.reminded_at, e.decline_reason or "", e.email or "",
            )
            for n, e in enumerate(request.remote.signatories)
        )  # fmt: skip
    draft = request.draft
    people = () if draft is None else draft.signatories or tuple(e for _, e in draft.players)
    return tuple(
        Asked(
            n, _name(e.first_name, e.last_name, e.email), e.role, e.level, e.order, e.signing,
            "", _is_mine(listed, e.email, e.signing), n in papers, email=e.email,
        )
        for n, e in enumerate(people)
    )  # fmt: skip


def my_turn(listed: ListedRequest) -> Asked | None:
    """Give who at this desk may act now, on a request that runs, or will once it has left."""
    return next((each for each in asked_of(listed) if each.number in listed.my_turn), None)


def what_is_asked(me: Asked) -> str:
    """Say what is asked of who works at this desk."""
    if me.role == "approver":
        return translate("Requests", "Your approval")
    return (
        translate("Requests", "Your signature with the card")
        if me.signing == "local"
        else translate("Requests", "Your signature")
    )


def expiry_of(request: LocalRequest) -> datetime | None:
    """Give until when it can be signed."""
    told = request.remote.expires_at if request.remote is not None else None
    return told or (request.draft.expires_at if request.draft is not None else None)


def acts_here(entry: OutboxEntry) -> bool:
    """Tell whether a signatory has acted here, although the service may not know yet."""
    return entry.kind in (ActKind.SIGN, ActKind.DECLINE) and entry.state not in (
        EntryState.CANCELED,
        EntryState.REJECTED,
        EntryState.NEEDS_PERSON,
    )


def has_ended(request: LocalRequest) -> bool:
    """Tell whether nothing is asked of anybody any more."""
    return request.is_withdrawn or (request.remote is not None and request.remote.has_ended)


def _is_mine(listed: ListedRequest, email: str | None, signing: str) -> bool:
    known = listed.account
    return known is not None and known.account.is_mine(email, signs_with_card=signing == "local")


def _name(first: str | None, last: str | None, email: str | None) -> str:
    return f"{first or ''} {last or ''}".strip() or email or ""
