"""What the demo's profile begins with: its people, an account at its sandbox, a filled inbox."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.placing.signature_field import Box
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField, RemoteRequest
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.requests import Accounts

ACCOUNT_NAME = "Demo"
CLIENT_NAME, MATTER = "Atelier Varenne", "2026-0147"
TITLE = "Fee agreement, renewal of the lease"


class DemoPerson(NamedTuple):
    """Somebody in the sample agreement, and the box of their signature on its page."""

    email: str
    first_name: str
    last_name: str
    page_index: int
    box: Box


# The holder of the demo's token, and the client: the lines under which the sample has them sign.
HOLDER = DemoPerson(
    "camille.roux@roux-hale.example", "Camille", "Roux", 2, Box(72, 262, 276, 352)
)  # fmt: skip
CLIENT = DemoPerson(
    "ines.varenne@atelier-varenne.example", "Inès", "Varenne", 2, Box(319, 262, 523, 352)
)  # fmt: skip


class OtherSide(Protocol):
    """The sandbox, as the firm that asks for signatures sees it."""

    def begin_request(self, document: Path, draft: RequestDraft) -> RemoteRequest:
        """Make a request of a document, and send it to its signatories."""
        ...

    def request(self, request_id: str) -> RemoteRequest | None:
        """Give a request; None when there is none."""
        ...

    def sign_for(self, request: RemoteRequest, email: str) -> RemoteRequest:
        """Have a signatory sign."""
        ...


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """The ports of the demo's own profile."""

    accounts: Accounts
    audit: AuditLog
    clock: Clock
    transaction: Callable[[], AbstractContextManager[None]]


def demo_account(url: str, filing: Path, record: DemoRecord) -> Account:
    """Give the profile's account at its sandbox; it is added where there is none.

    A sandbox that began anew may have another address: the account goes with it.
    """
    known = next((each for each in record.accounts.all() if each.name == ACCOUNT_NAME), None)
    if known is not None and known.base_url == url:
        return known
    now = record.clock.now()
    made = Account(
        known.id if known is not None else uuid.uuid4().hex,
        ACCOUNT_NAME,
        url,
        SignInWay.API_KEY,
        environment=Environment.SANDBOX,
        own_addresses=(HOLDER.email,),
        filing=str(filing),
        added=now,
        secret_since=now,  # a key is given at each start
    )
    told: Body = {"account": made.id, "name": made.name, "url": url, "way": str(made.way)}
    with record.transaction():
        record.accounts.put(made)
        record.audit.append("account_changed" if known else "account_added", made.id, told)
    return made


def fill_inbox(sample: Path, before: str, other_side: OtherSide) -> str:
    """Have one request wait for the holder's signature; gives the service's id of it.

    `before` is the one of an earlier start: it stays, as long as it has not ended.
    """
    known = other_side.request(before) if before else None
    if known is not None and not known.has_ended:
        return before
    begun = other_side.begin_request(sample, _inbox_draft(sample.name))
    return other_side.sign_for(begun, CLIENT.email).id


def _inbox_draft(document_name: str) -> RequestDraft:
    """The client was asked first: what waits has been signed once, and this desk completes it."""
    people = (signatory(CLIENT, 1, "remote"), signatory(HOLDER, 2, "local"))
    return RequestDraft(TITLE, document_name=document_name, signatories=people, matter=MATTER)


def signatory(person: DemoPerson, order: int, signing: str) -> DraftSignatory:
    """Give somebody as who is asked, with the field that is theirs."""
    box = person.box
    field = PlacedField(
        "", "signature", person.page_index + 1, box.x0, box.y0, box.width, box.height
    )  # fmt: skip
    return DraftSignatory(
        person.email, person.first_name, person.last_name,
        order=order, signing=signing, fields=(field,),
    )  # fmt: skip
