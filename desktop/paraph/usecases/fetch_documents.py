"""Download what waits for a signature of one's own, so that it can be read and signed offline.

A document that moved on is replaced: the revision that is here is the one that can be signed.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import DownloadDamaged, NotThere
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.record import Body
from paraph.ports.spool import Spool
from paraph.usecases.receiving import Receiving, is_of_one, take_over

MOST_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Fetching:
    """What fetching needs, for one account."""

    receiving: Receiving
    spool: Spool


class Fetched(NamedTuple):
    """Requests whose document is here now, by our ids, and what went wrong with others."""

    requests: tuple[str, ...] = ()
    troubles: tuple[tuple[str, ParaphError], ...] = ()


def fetch_documents(ports: Fetching) -> Fetched:
    """Fetch one document after another, each kept when it is whole.

    Raises what concerns them all: ServiceUnreachable, SignInAgain, ProfileFull and their like.
    """
    fetched: list[str] = []
    troubles: list[tuple[str, ParaphError]] = []
    for request in ports.receiving.requests.to_fetch(ports.receiving.account.id):
        try:
            _fetch(request, ports)
            fetched.append(request.id)
        except ParaphError as error:
            if not is_of_one(error):
                raise
            troubles.append((request.id, error))
    return Fetched(tuple(fetched), tuple(troubles))


def _fetch(request: LocalRequest, ports: Fetching) -> None:
    assert request.remote is not None  # noqa: S101 - it is my turn in it
    sha256 = download(f"{request.remote.path}/document", ports)
    revision = _revision_of(sha256, request.remote, ports)
    with ports.receiving.outbox.transaction():
        now = ports.receiving.requests.get(request.id)
        if now is None or not ports.spool.has(sha256):
            return  # the next run fetches it again
        here = replace(now, current_sha256=sha256, current_revision=revision)
        ports.receiving.requests.put(here)
        body: Body = {"request": request.id, "sha256": sha256, "revision": revision}
        ports.receiving.audit.append("document_fetched", request.id, body)


def _revision_of(sha256: str, told: RemoteRequest, ports: Fetching) -> int:
    """Say which revision was fetched: it may be a newer one than was told."""
    if told.document_sha256 == sha256:
        return told.revision
    receiving = ports.receiving
    newer = receiving.service.request(told.id)
    if newer is None:
        raise NotThere(path=told.id)
    with receiving.outbox.transaction():
        take_over(newer, receiving)
    if newer.document_sha256 != sha256:
        # Somebody signs at this moment, or the file is not what it should be: later.
        raise DownloadDamaged(why="revision", request=told.id)
    return newer.revision


def download(path: str, ports: Fetching) -> str:
    """Download into the spool and give the hash; what came not whole leaves nothing.

    Raises what fetching does, ProfileFull, ProfileReadOnly.
    """
    temporary = ports.spool.reserve()
    try:
        sha256 = ports.receiving.service.fetch(path, temporary, MOST_BYTES)
        ports.spool.keep(temporary, sha256)
    except BaseException:
        ports.spool.discard(temporary)
        raise
    return sha256
