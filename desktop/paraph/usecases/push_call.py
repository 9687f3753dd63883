"""An entry of the outbox as a call, and an error as what is kept of it."""

from paraph.domain.errors import ParaphError
from paraph.domain.service.act import RemoteIds, call_of, completed
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import OutboxEntry, ServiceWords
from paraph.ports.service import ServiceCall


def call_for(entry: OutboxEntry, request: LocalRequest) -> ServiceCall:
    """Give the call of an act, with the ids that are known by now. Raises NotKnownYet."""
    signatory = request.signatory(entry.signatory)
    ids = RemoteIds(
        request.document_id,
        request.remote.id if request.remote is not None else None,
        signatory.id if signatory is not None else None,
        request.draft.template_id if request.draft is not None else None,
    )
    method, path = call_of(entry.kind, ids)
    body = entry.body
    if body.content is not None:
        body = body._replace(content=completed(body.content, ids))
    return ServiceCall(method, path, body, entry.idempotency_key, entry.trace_id, entry.if_match)


def words_of(error: ParaphError) -> ServiceWords:
    """Give what is kept of an error: its code, why, and the status where there was one."""
    told = error.details.get("service_code") or error.details.get("why") or ""
    status = error.details.get("status")
    return ServiceWords(error.code, str(told), status if isinstance(status, int) else None)
