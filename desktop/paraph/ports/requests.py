"""Where accounts, requests and events are kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from paraph.domain.service.account import Account
from paraph.domain.service.local_request import Filing, LocalRequest
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.service import Event


class Shown(NamedTuple):
    """Which requests are listed; `text` is part of a title, matter, client or person's name.

    `box`: inbox (my turn), waiting (so too, and not signed here yet), mine (I am asked),
    with_others (I am asked, and it is not waiting), sent, all.
    """

    box: str = "all"
    account: str = ""
    statuses: tuple[str, ...] = ()
    matter: str = ""
    text: str = ""


class Requests(Protocol):
    """Requests, by our own ids."""

    def add(self, request: LocalRequest) -> None:
        """Write a new one."""
        ...

    def put(self, request: LocalRequest) -> None:
        """Write one as it stands now."""
        ...

    def get(self, request_id: str) -> LocalRequest | None:
        """Give one."""
        ...

    def of_remote(self, account: str, remote_id: str) -> LocalRequest | None:
        """Find one by the service's id."""
        ...

    def versions(self, account: str, remote_ids: Iterable[str]) -> Mapping[str, int]:
        """Give the versions that are known of some requests, by the service's ids."""
        ...

    def of_reference(self, account: str, client_reference: str) -> LocalRequest | None:
        """Find one by what we called it."""
        ...

    def page(self, shown: Shown, offset: int, limit: int) -> Sequence[LocalRequest]:
        """List some, the last changed first."""
        ...

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        ...

    def to_fetch(self, account: str) -> Sequence[LocalRequest]:
        """List those whose document is wanted here: my turn, and its revision is not here yet."""
        ...

    def to_file(self, account: str) -> Sequence[LocalRequest]:
        """List those completed whose results are not filed."""
        ...

    def as_of(self, account: str) -> datetime | None:
        """Give when the service last told all that had happened to an account's requests."""
        ...

    def files(self) -> Collection[str]:
        """Give the hashes of the spool's files that some request names."""
        ...


class Accounts(Protocol):
    """Accounts, without their secrets."""

    def all(self) -> Sequence[Account]:
        """List them, the oldest first."""
        ...

    def put(self, account: Account) -> None:
        """Write one."""
        ...

    def remove(self, account_id: str) -> None:
        """Remove one; its requests and entries stay."""
        ...


class Inbox(Protocol):
    """Which events were applied, and up to where."""

    def iterator(self, account: str) -> str:
        """Give where the next events begin; "" at first."""
        ...

    def move_on(self, account: str, iterator: str) -> None:
        """Note where the next events begin: in the transaction that applied those before."""
        ...

    def note_as_of(self, account: str, at: datetime) -> None:
        """Note that all that had happened until then is applied."""
        ...

    def applied(self, account: str, event_ids: Iterable[str]) -> Collection[str]:
        """Give those of some events that were applied."""
        ...

    def note_applied(self, account: str, events: Iterable[Event]) -> None:
        """Note that events are applied: in the transaction that applies them."""
        ...

    def apply_request(
        self, account: str, told: RemoteRequest, filing: Filing | None = None
    ) -> LocalRequest:
        """Take over what the service told, where it is newer; gives the request as it is then.

        `filing` is what a request begins with that is new here.
        """
        ...
