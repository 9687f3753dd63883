"""The service's templates are kept here with their documents, so that one can be used offline.

They are read when a person waits for them, and else now and then. What is no more at the service
goes here, too; a draft that used it says so.
"""

from datetime import timedelta
from urllib.parse import quote

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import NotThere, ScopeMissing
from paraph.domain.service.template import KeptTemplate, RemoteTemplate
from paraph.ports.spool import Spool
from paraph.ports.templates import Templates
from paraph.usecases.fetch_documents import Fetching, download
from paraph.usecases.receiving import is_of_one

_AGAIN_AFTER = timedelta(hours=1)


def read_templates(ports: Fetching, templates: Templates, *, insist: bool = False) -> int:
    """Read them where it is time to; gives how many are here then, 0 where it was not time.

    A service that gives no templates to this account is no trouble of a round: it is noted where
    templates are shown. Raises what concerns all that is asked: ServiceUnreachable and its like.
    """
    receiving = ports.receiving
    account, now = receiving.account.id, receiving.clock.now()
    standing = templates.standing(account)
    is_soon = standing.tried is not None and timedelta() <= now - standing.tried < _AGAIN_AFTER
    if is_soon and not (insist or standing.is_wanted):
        return 0
    known = {each.told.id: each for each in templates.of_account(account)}
    try:
        told = {each.id: each for each in receiving.service.templates()}
    except ParaphError as error:
        if not (isinstance(error, ScopeMissing) or is_of_one(error)):
            raise
        templates.note_trouble(account, error.code, now)
        return 0
    kept = [_kept(each, known.get(each.id), ports) for each in told.values()]
    with receiving.outbox.transaction():
        # A sweep of the spool holds the same lock: what it took meanwhile comes the next time.
        templates.put_all(account, [_with_what_is_here(each, ports.spool) for each in kept], now)
    return len(kept)


def _kept(told: RemoteTemplate, known: KeptTemplate | None, ports: Fetching) -> KeptTemplate:
    """Give a template with its document; without it where that cannot be had now."""
    account, spool = ports.receiving.account.id, ports.spool
    is_same = known is not None and known.told.document_id == told.document_id
    if known is not None and is_same and known.document_sha256 and spool.has(known.document_sha256):
        return known._replace(told=told)
    try:
        document = ports.receiving.service.document(told.document_id)
        if document is None:
            raise NotThere(path=told.document_id)
        sha256 = document.checksum_sha256
        if not spool.has(sha256):
            sha256 = download(f"/v2/documents/{quote(told.document_id, safe='')}/content", ports)
    except ParaphError as error:
        if not (isinstance(error, ScopeMissing) or is_of_one(error)):
            raise
        # It can be filled without: only its pages cannot be shown.
        return KeptTemplate(account, told)
    return KeptTemplate(account, told, document.name, sha256, document.pages)


def _with_what_is_here(kept: KeptTemplate, spool: Spool) -> KeptTemplate:
    is_here = kept.document_sha256 and spool.has(kept.document_sha256)
    return kept if is_here else kept._replace(document_sha256="")
