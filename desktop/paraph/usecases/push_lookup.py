"""Has an act had its effect? The service is asked, before the act is sent again.

`domain.service.effects` reads what it tells; here it is fetched, and signed bytes are compared.
"""

from dataclasses import dataclass
from typing import NamedTuple

from paraph.domain.errors.service import NotThere
from paraph.domain.service.act import MAKING_REQUEST, ActKind
from paraph.domain.service.effects import Effect, effect_on_request
from paraph.domain.service.frozen import PDF
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import OutboxEntry
from paraph.domain.service.signature_request import RemoteRequest, Signatory
from paraph.ports.service import RemoteDocument, RemoteService
from paraph.ports.spool import Spool

_MOST_BYTES = 512 << 20


class Seen(NamedTuple):
    """What the service has of an act, and what it told on the way."""

    effect: Effect
    request: RemoteRequest | None = None
    document: RemoteDocument | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Asks one account's service. What reading raises is raised."""

    service: RemoteService
    spool: Spool

    def look(self, entry: OutboxEntry, request: LocalRequest) -> Seen:
        """Say whether an act had its effect; `entry` comes with its body."""
        if entry.kind is ActKind.UPLOAD:
            return self._upload(entry)
        if entry.kind in MAKING_REQUEST:
            made = self.service.request_of(entry.client_reference)
            return Seen(Effect.THERE if made is not None else Effect.NOT_THERE, made)
        if request.remote is None:
            # Nothing of a request reaches a service that has not got the request.
            return Seen(Effect.NOT_THERE)
        found = self.service.request(request.remote.id)
        effect = effect_on_request(entry, found, _signatory(entry, request, found))
        if effect is Effect.COMPARE and found is not None:
            effect = self._compared(entry, found)
        return Seen(effect, found)

    def _upload(self, entry: OutboxEntry) -> Seen:
        found = self.service.document_of(entry.client_reference)
        if found is None:
            return Seen(Effect.NOT_THERE)
        return Seen(Effect.THERE if is_same_file(entry, found) else Effect.IMPOSSIBLE, None, found)

    def _compared(self, entry: OutboxEntry, found: RemoteRequest) -> Effect:
        """Tell whether the document that others signed meanwhile begins with what we sent."""
        temporary = self.spool.reserve()
        try:
            self.service.fetch(f"{found.path}/document", temporary, _MOST_BYTES)
            ours = self.spool.path_of(entry.body.sha256)
            with temporary.open("rb") as theirs, ours.open("rb") as sent:
                while piece := sent.read(1 << 20):
                    if theirs.read(len(piece)) != piece:
                        return Effect.IMPOSSIBLE
        except NotThere:
            return Effect.IMPOSSIBLE
        finally:
            self.spool.discard(temporary)
        return Effect.THERE


def is_same_file(entry: OutboxEntry, found: RemoteDocument) -> bool:
    """Compare an upload with what is kept of it; what is turned into a PDF there is not."""
    return entry.body.media_type != PDF or found.checksum_sha256 == entry.body.sha256


def is_ours(entry: OutboxEntry, made: RemoteRequest | None) -> bool:
    """Tell whether an answer tells of the request that was asked for, and not of another one."""
    told = made.client_reference if made is not None else ""
    return told is None or told.lower() == entry.client_reference.lower()


def _signatory(
    entry: OutboxEntry, request: LocalRequest, found: RemoteRequest | None
) -> Signatory | None:
    known = request.signatory(entry.signatory)
    if known is None or found is None:
        return None
    return next((each for each in found.signatories if each.id == known.id), None)
