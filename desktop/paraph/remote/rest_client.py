"""`ports.service.RemoteService` over HTTP: one account's remote API (`/v2`).

Each call is one try: when and whether there is another is the caller's. Only a sign-in that has
run out is renewed at once, for nothing was done then.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote, urlencode

from paraph.domain.errors.service import (
    DownloadDamaged,
    EventsGone,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceRefused,
    ServiceUnreachable,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment
from paraph.domain.service.base_url import base_url_of
from paraph.domain.service.retrying import http_date
from paraph.domain.service.signature_request import RemoteRequest
from paraph.domain.service.template import RemoteTemplate
from paraph.ports.service import (
    EventPage,
    Heard,
    RemoteDocument,
    ServiceAnswer,
    ServiceCall,
    TrailDigests,
)
from paraph.remote import service_calls, wire_format
from paraph.remote.http_client import HttpTrouble, Reply, Sending, Wanted
from paraph.remote.problem_words import body_of, words_of
from paraph.remote.rate import TokenBucket
from paraph.remote.service_troubles import is_elsewhere, of_refusal, of_trouble
from paraph.remote.wire_format import Body, NotUnderstood

_log = logging.getLogger(__name__)
_PAGE, _EVENTS = 100, 100
# A list of a firm's requests is long; one that does not end is not a list.
_MOST_PAGES = 10_000
_WAIT_MORE_S = 30.0
_FILES = ("application/pdf", "application/octet-stream", "")
Found = TypeVar("Found")


class Bearer(Protocol):
    """How the account proves itself, as far as a call sees it."""

    def token(self) -> Secret:
        """Give what is shown. Raises SignInAgain, ServiceUnreachable, ServiceFailed."""
        ...

    def after_refusal(self, used: Secret) -> Secret | None:
        """Give another one than what was refused, or None. Raises as `token`."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a client needs beside its account. `spooled` finds a file by its SHA-256."""

    http: Sending
    now: Callable[[], datetime]
    spooled: Callable[[str], Path]
    bucket: TokenBucket = field(default_factory=TokenBucket)


class RestClient:
    """One account. Raises AddressRefused when it is made for an address that is not to be used."""

    def __init__(self, account: Account, bearer: Bearer, around: Surroundings) -> None:
        self._base_url = base_url_of(account.base_url)
        self._account, self._bearer, self._around = account, bearer, around
        self._heard = Heard()

    @property
    def heard(self) -> Heard:
        """Give what answers said beside what was asked."""
        return self._heard

    def send(self, call: ServiceCall) -> ServiceAnswer:
        """Send a call once.

        Raises ServiceUnreachable with `may_have_arrived`, SignInAgain, DocumentMissing.
        """
        wanted = service_calls.changing(self._base_url, call, self._around.spooled)
        reply = self._ask(wanted)
        body = body_of(reply)
        is_readable = not is_elsewhere(reply, wanted.url) and _is_of_the_api(reply, body)
        return _answer(reply, body, is_readable=is_readable)

    def document_of(self, client_reference: str) -> RemoteDocument | None:
        """Find a document by what we called it; None when the service surely has none."""
        found = self._called(client_reference, "/v2/documents", wire_format.document_of)
        return next(found, None)

    def document(self, document_id: str) -> RemoteDocument | None:
        """Give a document; None when there is none."""
        return self._one(f"/v2/documents/{quote(document_id, '')}", wire_format.document_of)

    def templates(self) -> Iterator[RemoteTemplate]:
        """List every template, page by page."""
        return self._readable("/v2/templates", {"limit": str(_PAGE)}, wire_format.template_of)

    def request_of(self, client_reference: str) -> RemoteRequest | None:
        """Find a request by what we called it; None when the service surely has none."""
        found = self._called(client_reference, "/v2/signature-requests", wire_format.request_of)
        return next(found, None)

    def request(self, request_id: str) -> RemoteRequest | None:
        """Give a request; None when there is none."""
        path = f"/v2/signature-requests/{quote(request_id, '')}"
        return self._one(path, wire_format.request_of)

    def requests_since(self, moment: datetime | None) -> Iterator[RemoteRequest]:
        """List every request that changed since, page by page."""
        query = {"limit": str(_PAGE)}
        if moment is not None:
            query["updated_since"] = moment.isoformat(timespec="milliseconds")
        yield from self._readable("/v2/signature-requests", query, wire_format.request_of)

    def events(self, iterator: str, wait_s: float) -> EventPage:
        """Give what happened after an iterator. Raises EventsGone besides."""
        query = {
            "consumer": self._account.id,  # of this desk alone: it was made when it was added
            "iterator": iterator,
            "limit": str(_EVENTS),
            "wait": f"{wait_s:g}",
        }
        path = f"/v2/events?{urlencode({name: told for name, told in query.items() if told})}"
        try:
            body = self._read(path, wait_s)
        except ServiceRefused as refused:
            # One that is of another server's making is as good as an expired one.
            if refused.details["service_code"] in ("iterator_expired", "invalid_cursor"):
                raise EventsGone from refused
            raise
        return self._understood(body, path, _event_page)

    def trail_digests(self, trail_id: str) -> TrailDigests | None:
        """Give the digests that an audit trail names; None when there is no such trail."""
        return self._one(f"/v2/audit-trails/{quote(trail_id, '')}", _digests)

    def fetch(self, path: str, into: Path, most_bytes: int) -> str:
        """Download into a file; gives its SHA-256, compared with the ETag.

        Raises DownloadDamaged, NotThere, DiskFull, FolderReadOnly besides.
        """
        wanted = service_calls.download(self._base_url, path, into, most_bytes)
        try:
            reply = self._asked(wanted)
        except HttpTrouble as trouble:
            if trouble.why in ("damaged", "too_large") and trouble.may_have_arrived:
                raise DownloadDamaged(why=trouble.why, path=path) from trouble
            raise of_trouble(trouble) from trouble
        if reply.status != 200 or is_elsewhere(reply, wanted.url):
            raise of_refusal(reply, body_of(reply), wanted.url, self._account.name)
        if reply.kind not in _FILES:
            raise DownloadDamaged(why="kind", path=path)
        told = reply.headers.get("etag", "").removeprefix("W/").strip('"')
        if told.startswith("sha256:") and told != f"sha256:{reply.sha256}":
            raise DownloadDamaged(why="checksum", path=path)
        return reply.sha256

    def environment(self) -> Environment:
        """Ask whether what is done there counts: only a sandbox has faults to be set."""
        try:
            body = self._read("/v2/sandbox/faults")
        except NotThere:
            return Environment.PRODUCTION
        except (ScopeMissing, ServiceRefused):
            return Environment.UNKNOWN
        return Environment.SANDBOX if isinstance(body.get("data"), list) else Environment.UNKNOWN

    def _one(self, path: str, read: Callable[[Body], Found]) -> Found | None:
        try:
            return self._understood(self._read(path), path, read)
        except NotThere:
            return None

    def _readable(
        self, path: str, query: Mapping[str, str], read: Callable[[Body], Found]
    ) -> Iterator[Found]:
        for each in self._list(path, query):
            try:
                yield read(each)
            except NotUnderstood as error:
                # One that is damaged does not hide the others.
                _log.warning("one of a list is left out", extra={"path": path, "part": error.name})

    def _called(self, reference: str, path: str, read: Callable[[Body], Found]) -> Iterator[Found]:
        query = {"client_reference": reference, "limit": str(_PAGE)}
        for each in self._list(path, query):
            # A service that passes over the filter lists others, too.
            if str(each.get("client_reference")).lower() == reference.lower():
                yield self._understood(each, path, read)

    def _list(self, path: str, query: Mapping[str, str]) -> Iterator[Body]:
        cursors = {""}
        cursor: str | None = ""
        while cursor is not None:
            more = {"cursor": cursor} if cursor else {}
            page = self._read(f"{path}?{urlencode({**query, **more})}")
            yield from self._understood(page, path, wire_format.data_of)
            cursor = self._understood(page, path, _next_page)
            if cursor in cursors or len(cursors) > _MOST_PAGES:
                raise ServiceFailed(status=200, service_code="endless_list", path=path)
            cursors.add(cursor or "")

    def _read(self, path: str, wait_s: float | None = None) -> Body:
        wanted = service_calls.reading(self._base_url, path)
        if wait_s is not None:
            longest_s = wait_s + _WAIT_MORE_S
            wanted = wanted._replace(timeout_s=longest_s, idle_s=longest_s, waits_s=wait_s)
        reply = self._ask(wanted)
        body = body_of(reply)
        if reply.status != 200 or body is None:
            raise of_refusal(reply, body, wanted.url, self._account.name)
        return body

    def _understood(self, body: Body, path: str, read: Callable[[Body], Found]) -> Found:
        try:
            return read(body)
        except NotUnderstood as error:
            raise ServiceFailed(
                status=200, service_code="not_understood", path=path, name=error.name
            ) from error

    def _ask(self, wanted: Wanted) -> Reply:
        try:
            return self._asked(wanted)
        except HttpTrouble as trouble:
            raise of_trouble(trouble) from trouble

    def _asked(self, wanted: Wanted) -> Reply:
        shown = _before_sending(self._bearer.token)
        reply = self._sent(wanted, shown)
        if reply.status == 401 and body_of(reply) is not None:
            other = _before_sending(lambda: self._bearer.after_refusal(shown))
            if other is not None:
                reply = self._sent(wanted, other)
        return reply

    def _sent(self, wanted: Wanted, shown: Secret) -> Reply:
        self._around.bucket.take()
        reply = self._around.http.send(wanted._replace(bearer=shown))
        if reply.status == 429:
            self._around.bucket.empty()
        if not is_elsewhere(reply, wanted.url):
            self._hear(reply)
        return reply

    def _hear(self, reply: Reply) -> None:
        date = http_date(reply.headers.get("date"))
        sunset = http_date(reply.headers.get("sunset"))
        known = self._heard
        ahead_s = (date - self._around.now()).total_seconds() if date is not None else known.ahead_s
        soonest = min((each for each in (sunset, known.sunset) if each is not None), default=None)
        self._heard = Heard(ahead_s, soonest)


def _before_sending(ask: Callable[[], Found]) -> Found:
    """Ask for a token. That it did not come says that the call itself surely did not arrive."""
    try:
        return ask()
    except ServiceUnreachable as error:
        raise type(error)(**{**error.details, "may_have_arrived": False}) from error


def _answer(reply: Reply, body: Body | None, *, is_readable: bool) -> ServiceAnswer:
    told = body if body is not None and is_readable else {}
    words = words_of(reply, body)
    return ServiceAnswer(
        reply.status,
        is_readable,
        words,
        told,
        reply.headers.get("retry-after"),
        reply.headers.get("date"),
        _retention(reply),
        _perhaps(told, wire_format.request_of, "signatories"),
        _perhaps(told, wire_format.document_of, "checksum_sha256"),
    )


def _is_of_the_api(reply: Reply, body: Body | None) -> bool:
    """Tell whether a body is one that the API gives: a resource, or a problem with a code."""
    if reply.status == 204:
        return not reply.body
    if body is None or 300 <= reply.status < 400:
        return False
    names = ("id", "document_id") if 200 <= reply.status < 300 else ("code",)
    return any(isinstance(body.get(name), str) for name in names)


def _perhaps(body: Body, read: Callable[[Body], Found], name: str) -> Found | None:
    if name not in body:
        return None
    try:
        return read(body)
    except NotUnderstood:
        return None


def _retention(reply: Reply) -> int | None:
    told = reply.headers.get("idempotency-retention", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 12 else None


def _event_page(body: Body) -> EventPage:
    found = []
    for each in wire_format.data_of(body):
        try:
            found.append(wire_format.event_of(each))
        except NotUnderstood as error:
            _log.warning("an event is left out", extra={"part": error.name})
    iterator = wire_format.text_of(body, "iterator")
    if not iterator:
        raise NotUnderstood("iterator")
    return EventPage(tuple(found), iterator, body.get("done") is not False)


def _digests(body: Body) -> TrailDigests:
    original = wire_format.text_of(body, "original_sha256")
    signed = wire_format.text_of(body, "signed_sha256")
    if not original or not signed:
        raise NotUnderstood("signed_sha256")
    return TrailDigests(original, signed, wire_format.text_of(body, "trail_sha256"))


def _next_page(body: Body) -> str | None:
    return wire_format.text_of(body, "next_page_token") or None
