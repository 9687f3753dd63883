"""Requests as a person names them, and what the desk has to act on them."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors.filing import SignatoryUnknown
from paraph.domain.errors.service import AccountUnknown, ActForbidden, RequestUnknown
from paraph.domain.service.account import Account
from paraph.domain.service.act import ActKind
from paraph.domain.service.allowed import Person, people_of, revision_held
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.signature_request import PlacedField
from paraph.ports.requests import Accounts
from paraph.ports.templates import Templates
from paraph.usecases.accounts import find_account
from paraph.usecases.queue_act import Queueing


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """What can be done with requests without a network; `as_pdf` makes a document a PDF."""

    queueing: Queueing
    accounts: Accounts
    templates: Templates
    as_pdf: Callable[[Path], AbstractContextManager[Path]] = nullcontext

    def account(self, name: str | None) -> Account:
        """Give an account by its name, or the only one. Raises AccountUnknown, NoAccount."""
        return find_account(name, self.accounts.all())

    def account_of(self, request: LocalRequest) -> Account | None:
        """Give a request's account; None when it was removed."""
        return next((each for each in self.accounts.all() if each.id == request.account), None)

    def find(self, name: str) -> LocalRequest:
        """Give a request by our id, the service's, or its client reference.

        Raises RequestUnknown.
        """
        requests = self.queueing.requests
        found = requests.get(name)
        for account in self.accounts.all():
            found = found or requests.of_remote(account.id, name)
            found = found or requests.of_reference(account.id, name)
        if found is None:
            raise RequestUnknown(name=name)
        return found

    def find_acting(self, name: str) -> LocalRequest:
        """Give a request that something can be asked of.

        Raises RequestUnknown; AccountUnknown where its account was removed: nobody would send it.
        """
        found = self.find(name)
        if self.account_of(found) is None:
            raise AccountUnknown(name=found.account)
        return found

    def me(self, request: LocalRequest, named: str | None, *, with_card: bool) -> Person:
        """Say who of a request's signatories works at this desk: one that has not acted.

        `named` is a number from 1 or an e-mail address. Raises SignatoryUnknown.
        """
        queued = self.queueing.outbox.of_request(request.id)
        people = people_of(request, queued)
        if named is not None:
            found = [each for each in people if _is_named(each, request, named)]
        else:
            found = [each for each in people if not each.has_acted and self._is_me(each, request)]
            found = [each for each in found if not with_card or each.signing == "local"]
            first = min((each.order for each in found), default=0)
            found = [each for each in found if each.order == first]
        if len(found) != 1:
            raise SignatoryUnknown(request=request.id, name=named, signatories=len(people))
        return found[0]

    def _is_me(self, person: Person, request: LocalRequest) -> bool:
        account = self.account_of(request)
        signs = person.signing == "local"
        return account is not None and account.is_mine(
            email_of(request, person.number), signs_with_card=signs
        )


def email_of(request: LocalRequest, number: int) -> str | None:
    """Give a signatory's address, of a draft too."""
    told = request.signatory(number)
    if told is not None:
        return told.email
    draft = request.draft
    if draft is None or number >= len(draft.signatories):
        return None
    return draft.signatories[number].email


def fields_of(request: LocalRequest, number: int) -> tuple[PlacedField, ...]:
    """Give a signatory's fields, of a draft too."""
    told = request.signatory(number)
    if told is not None:
        return told.fields
    return request.draft.signatories[number].fields if request.draft is not None else ()


def revision_here(request: LocalRequest) -> str:
    """Give the hash of the revision that can be signed here. Raises ActForbidden."""
    held = revision_held(request)
    if not held:
        made = request.draft.document_sha256 if request.draft is not None else ""
        why = "document_not_here" if request.remote is not None or not made else "not_a_pdf"
        raise ActForbidden(act=str(ActKind.SIGN), why=why, status=str(request.status))
    return held


def signed_name(home: Path, request: LocalRequest, number: int, revision_sha256: str) -> Path:
    """Give where the signed file of one revision lies: found again after a crash."""
    return home / "signed" / f"{request.id}-{number + 1}-{revision_sha256[:16]}.pdf"


def _is_named(person: Person, request: LocalRequest, named: str) -> bool:
    if named.isdecimal():
        return str(person.number + 1) == named
    return (email_of(request, person.number) or "").casefold() == named.casefold()
