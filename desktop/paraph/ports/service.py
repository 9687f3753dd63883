"""The remote e-signature service, as use cases see it."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Environment
from paraph.domain.service.outbox_entry import FrozenBody, ServiceWords
from paraph.domain.service.signature_request import RemoteRequest
from paraph.domain.service.template import RemoteTemplate

_A_YEAR = timedelta(days=365)


class ServiceCall(NamedTuple):
    """One call that changes something. `trace_id` is the act's, through all of its tries."""

    method: str
    path: str
    body: FrozenBody
    idempotency_key: str
    trace_id: str
    if_match: str = ""


class ServiceAnswer(NamedTuple):
    """What came. `is_readable`: the body is one that the API gives with this status.

    `words` are those of a problem document. `retry_after` and `date` are headers as they came;
    `retention_s` is how long the service remembers an Idempotency-Key, where it says so. `request`
    and `document` are what the body tells, where it tells of one.
    """

    status: int
    is_readable: bool
    words: ServiceWords
    body: Mapping[str, object]
    retry_after: str | None = None
    date: str | None = None
    retention_s: int | None = None
    request: RemoteRequest | None = None
    document: "RemoteDocument | None" = None


class RemoteDocument(NamedTuple):
    """A document as the service keeps it; `pages` is 0 where it does not tell them."""

    id: str
    checksum_sha256: str
    client_reference: str | None
    name: str = ""
    pages: int = 0


class Event(NamedTuple):
    """Something that happened at the service; `seq` counts per account.

    `version` is the request's at that time, 0 where it was not told.
    """

    id: str
    kind: str
    created_at: datetime
    seq: int
    request_id: str
    version: int = 0


class TrailDigests(NamedTuple):
    """What a completed request's audit trail says of its files; `trail` is of its own PDF."""

    original: str
    signed: str
    trail: str | None


class EventPage(NamedTuple):
    """Events after an iterator, the iterator after them, and whether there are no more now."""

    events: tuple[Event, ...]
    iterator: str
    done: bool


class Heard(NamedTuple):
    """What answers said beside what was asked: `ahead_s` is the service's clock before ours.

    `sunset` is when the service takes back something that was used (RFC 8594).
    """

    ahead_s: float | None = None
    sunset: datetime | None = None

    def sunset_is_near(self, now: datetime) -> bool:
        """Tell whether a person should know: the program has to be renewed before then."""
        return self.sunset is not None and self.sunset - now < _A_YEAR


class RemoteService(Protocol):
    """One account's service. Threads may call it at the same time.

    Reading raises ServiceUnreachable, ServiceFailed, SignInAgain, ScopeMissing, NetworkSignIn.
    """

    @property
    def heard(self) -> Heard:
        """Give what was heard until now."""
        ...

    def environment(self) -> Environment:
        """Ask whether what is done there counts; UNKNOWN where the answer does not tell."""
        ...

    def send(self, call: ServiceCall) -> ServiceAnswer:
        """Send a call once. Raises ServiceUnreachable with `may_have_arrived`, SignInAgain."""
        ...

    def document_of(self, client_reference: str) -> RemoteDocument | None:
        """Find a document by what we called it; None when the service surely has none."""
        ...

    def document(self, document_id: str) -> RemoteDocument | None:
        """Give a document; None when there is none."""
        ...

    def templates(self) -> Iterator[RemoteTemplate]:
        """List every template, page by page."""
        ...

    def request_of(self, client_reference: str) -> RemoteRequest | None:
        """Find a request by what we called it; None when the service surely has none."""
        ...

    def request(self, request_id: str) -> RemoteRequest | None:
        """Give a request; None when there is none."""
        ...

    def requests_since(self, moment: datetime | None) -> Iterator[RemoteRequest]:
        """List every request that changed since, page by page."""
        ...

    def events(self, iterator: str, wait_s: float) -> EventPage:
        """Give what happened after an iterator. Raises EventsGone besides."""
        ...

    def trail_digests(self, trail_id: str) -> TrailDigests | None:
        """Give the digests that an audit trail names; None when there is no such trail."""
        ...

    def fetch(self, path: str, into: Path, most_bytes: int) -> str:
        """Download into a file that is there, fsync; gives its SHA-256, compared with the ETag.

        Raises DownloadDamaged, NotThere besides.
        """
        ...


class AccountSecrets(Protocol):
    """Secrets of accounts: sealed in the store, their one wrapping key in the system's keychain."""

    @property
    def are_kept(self) -> bool:
        """Tell whether they outlive this process: False where there is no keychain."""
        ...

    def put(self, account: str, name: str, secret: Secret) -> None:
        """Keep one, in place of the one of this name; for this process only without a keychain."""
        ...

    def lend(self, account: str, name: str, secret: Secret) -> None:
        """Know one for as long as this process lives; what is kept stays as it is."""
        ...

    def find(self, account: str, name: str) -> Secret | None:
        """Give one; None where it was never given, or the keychain stays locked."""
        ...

    def outlives(self, account: str, name: str) -> bool:
        """Tell whether what `find` gives is there for the next process, too."""
        ...

    def forget(self, account: str) -> None:
        """Remove all of an account's."""
        ...

    def renewing(self, account: str) -> AbstractContextManager[None]:
        """Wait until no other process renews this account's tokens, and keep them from it."""
        ...
