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
from paraph.domain.errors.service import RequestIncomplete
from paraph.domain.service.account import Environment
from paraph.domain.service.prepared import Prepared, request_draft
from paraph.domain.service.preparing_checks import missing
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
        return OpenDraft(found, self.drafts.document(found)) if found is not None else None

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

        Raises RequestIncomplete, DocumentMissing, StoreBusy, DiskFull, ProfileFull.
        """
        now = self.clock.now().astimezone()
        lacks = missing(prepared, now.date())
        if lacks:
            raise RequestIncomplete(missing=[each.code for each in lacks])
        document = self.drafts.document(prepared)
        if document is None:
            raise DocumentMissing(file=prepared.document_name)
        offset = now.utcoffset()
        with self.requests() as desk:
            # The spool is as of the bytes that were looked at: the draft's own copy.
            kept = desk.queueing.spool.take(document)
            draft = request_draft(prepared, offset.total_seconds() if offset else 0.0)
            done = queue_request(
                prepared.account,
                draft._replace(document_sha256=kept.sha256),
                desk.queueing,
                activate=True,
                client_reference=prepared.reference,
            )
        self.drafts.remove(prepared.reference)
        return SentRequest(done.request.id, done.request.name)
