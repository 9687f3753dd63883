"""Preparing a request: what is kept as one goes, and sending it.

*Send* answers when it is durable; nothing is sent here (`usecases.push_outbox`).
"""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.service import RequestIncomplete, TemplateUnknown
from paraph.domain.service.account import Environment
from paraph.domain.service.prepared import Prepared, request_draft
from paraph.domain.service.preparing_checks import missing
from paraph.domain.service.template import KeptTemplate, TemplatesStanding, of_template
from paraph.ports.drafts import Drafts, TakenDocument
from paraph.ports.record import Clock
from paraph.usecases.accounts import shown_environment
from paraph.usecases.queue_act import queue_request
from paraph.usecases.request_desk import RequestDesk


class AccountChoice(NamedTuple):
    """An account that a request can be sent with."""

    id: str
    name: str
    environment: Environment
    own_addresses: tuple[str, ...] = ()


class SentRequest(NamedTuple):
    """What became of a draft: our id of the request, and its title."""

    request: str
    name: str


class TemplateShelf(NamedTuple):
    """An account's templates that are here, and how they stand."""

    account: str
    account_name: str
    environment: Environment
    standing: TemplatesStanding
    templates: tuple[KeptTemplate, ...]


class OpenDraft(NamedTuple):
    """A draft with where its document lies; None where it has none, or it is gone."""

    prepared: Prepared
    document: Path | None


@dataclass(frozen=True, slots=True)
class PrepareDesk:
    """The drafts of one profile; `requests` opens the record for one act."""

    drafts: Drafts
    requests: Callable[[], AbstractContextManager[RequestDesk]]
    clock: Clock

    def accounts(self) -> tuple[AccountChoice, ...]:
        """List the accounts that a request can be sent with."""
        with self.requests() as desk:
            return tuple(
                AccountChoice(each.id, each.name, shown_environment(each), each.own_addresses)
                for each in desk.accounts.all()
            )

    def begin_draft(self, *, of_list: bool = False) -> Prepared:
        """Give a new draft; it is kept once something is put into it."""
        return Prepared(str(uuid.uuid4()), self.clock.now(), of_list=of_list)

    def all_drafts(self) -> tuple[Prepared, ...]:
        """List what is being prepared, the last changed first.

        One that was sent just before a crash goes now.
        """
        found = self.drafts.all()
        with self.requests() as desk:
            known = desk.queueing.requests
            sent = {
                each.reference
                for each in found
                if each.account and known.of_reference(each.account, each.reference) is not None
            }
        for reference in sent:
            self.drafts.remove(reference)
        return tuple(each for each in found if each.reference not in sent)

    def open_draft(self, reference: str) -> OpenDraft | None:
        """Give a draft to go on with; None when it was sent or removed."""
        found = self.drafts.get(reference)
        if found is None:
            return None
        if not found.template_id:
            return OpenDraft(found, self.drafts.document(found))
        with self.requests() as desk:
            return OpenDraft(_fitted(found, desk), _pages_of(found, desk))

    def templates(self, *, wanted: bool = False) -> tuple[TemplateShelf, ...]:
        """List the templates that are here; `wanted` lets the next round read them anew."""
        with self.requests() as desk:
            accounts = desk.accounts.all()
            for each in accounts if wanted else ():
                desk.templates.want(each.id)
            return tuple(
                TemplateShelf(
                    each.id,
                    each.name,
                    shown_environment(each),
                    desk.templates.standing(each.id),
                    tuple(desk.templates.of_account(each.id)),
                )
                for each in accounts
            )

    def take_template(self, prepared: Prepared, account: str, template_id: str) -> OpenDraft:
        """Give a draft that is of a template now, and where its pages lie.

        Raises TemplateUnknown where it is gone meanwhile.
        """
        with self.requests() as desk:
            kept = desk.templates.get(account, template_id)
            if kept is None:
                raise TemplateUnknown(name=template_id)
            fitted = of_template(prepared, kept)
            return OpenDraft(fitted, _pages_of(fitted, desk))

    def keep_draft(self, prepared: Prepared) -> Prepared:
        """Keep a draft as it stands now; see `ports.drafts`."""
        kept = prepared._replace(changed=self.clock.now())
        self.drafts.put(kept)
        return kept

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft; see `ports.drafts`."""
        return self.drafts.take_document(reference, source)

    def remove_draft(self, reference: str) -> None:
        """Forget a draft."""
        self.drafts.remove(reference)

    def send_draft(self, prepared: Prepared) -> SentRequest:
        """Queue a whole request, to go to its signatories. Done twice it is one request.

        Raises RequestIncomplete, DocumentMissing, TemplateUnknown, StoreBusy, DiskFull,
        ProfileFull.
        """
        self._refuse_what_lacks(prepared)
        with self.requests() as desk:
            fitted, sha256 = self.ready(prepared, desk)
            # A template may have another role since the draft was looked at last.
            self._refuse_what_lacks(fitted)
            draft = request_draft(fitted, self.utc_offset_s())
            done = queue_request(
                fitted.account,
                draft._replace(document_sha256=sha256),
                desk.queueing,
                activate=True,
                client_reference=prepared.reference,
            )
        self.drafts.remove(prepared.reference)
        return SentRequest(done.request.id, done.request.name)

    def ready(self, prepared: Prepared, desk: RequestDesk) -> tuple[Prepared, str]:
        """Give a draft as it is sent, and its document's hash in the spool.

        One of a template is as the template is now, and has no document of its own.
        Raises TemplateUnknown where it is gone, DocumentMissing, ProfileFull.
        """
        if prepared.template_id:
            fitted = _fitted(prepared, desk)
            if fitted.template_is_gone:
                raise TemplateUnknown(name=prepared.template_name)
            return fitted, ""
        document = self.drafts.document(prepared)
        if document is None:
            raise DocumentMissing(file=prepared.document_name)
        # The spool is as of the bytes that were looked at: the draft's own copy.
        return prepared, desk.queueing.spool.take(document).sha256

    def utc_offset_s(self) -> float:
        """Give how far the clock on the wall is ahead of UTC."""
        offset = self.clock.now().astimezone().utcoffset()
        return offset.total_seconds() if offset is not None else 0.0

    def _refuse_what_lacks(self, prepared: Prepared) -> None:
        lacks = missing(prepared, self.clock.now().astimezone().date())
        if lacks:
            raise RequestIncomplete(missing=[each.code for each in lacks])


def _fitted(prepared: Prepared, desk: RequestDesk) -> Prepared:
    """Give a template's draft as the template is now, or say that it is gone."""
    kept = desk.templates.get(prepared.account, prepared.template_id)
    if kept is None:
        return prepared._replace(template_is_gone=True)
    return of_template(prepared, kept)


def _pages_of(prepared: Prepared, desk: RequestDesk) -> Path | None:
    """Give where the pages of a template lie, if they are here and whole."""
    kept = desk.templates.get(prepared.account, prepared.template_id)
    return desk.queueing.spool.find(kept.document_sha256) if kept and kept.document_sha256 else None
