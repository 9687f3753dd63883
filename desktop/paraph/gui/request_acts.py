"""What the window asks of the rest of the program about requests, the outbox and accounts.

Each call may wait: make it from a lane. What each raises is said in `usecases.request_board` and
`usecases.sync_desk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from paraph.domain.keys.secret import Secret
    from paraph.domain.service.account import Account
    from paraph.domain.service.local_request import LocalRequest
    from paraph.domain.service.outbox_entry import OutboxEntry
    from paraph.ports.requests import Shown
    from paraph.usecases.accounts import AccountStatus, NewAccount
    from paraph.usecases.queue_act import Queued
    from paraph.usecases.request_board import (
        KnownAccount,
        ListedRequest,
        OutboxStanding,
        WaitingEntry,
    )
    from paraph.usecases.request_story import StoryLine
    from paraph.usecases.service_health import AccountHealth
    from paraph.usecases.set_filing import FilingWish
    from paraph.usecases.sign_here import ToSign
    from paraph.usecases.sync_desk import Heard, KnownAccounts, RoundDone


class RequestActs(Protocol):
    """The record of requests and of the outbox: quick, and durable when a call answers."""

    def accounts(self) -> tuple[KnownAccount, ...]:
        """List the accounts."""
        ...

    def standing(self) -> OutboxStanding:
        """Say what waits, and for whom."""
        ...

    def health(self) -> tuple[AccountHealth, ...]:
        """Say how the services answered in the last day."""
        ...

    def page(self, shown: Shown, offset: int, limit: int) -> tuple[ListedRequest, ...]:
        """List some requests, the last changed first."""
        ...

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        ...

    def request(self, request_id: str) -> ListedRequest:
        """Give one, with all that was ever queued for it."""
        ...

    def story(self, request_id: str) -> tuple[StoryLine, ...]:
        """Tell what happened to one."""
        ...

    def entries(self, request_id: str | None = None) -> tuple[WaitingEntry, ...]:
        """List what has not ended: what needs a person, then the rest by the order of acts."""
        ...

    def activate(self, request_id: str) -> Queued:
        """Queue the beginning."""
        ...

    def remind(self, request_id: str) -> Queued:
        """Queue a reminder."""
        ...

    def cancel(self, request_id: str, reason: str) -> Queued:
        """Take a request back, as far as it went."""
        ...

    def decline(self, request_id: str, number: int, reason: str) -> Queued:
        """Queue that a signatory will not sign."""
        ...

    def reassign(self, request_id: str, number: int, person: Mapping[str, str]) -> Queued:
        """Queue another person in a signatory's place."""
        ...

    def change(self, request_id: str, changes: Mapping[str, Any]) -> Queued:
        """Queue a change."""
        ...

    def mark_on_paper(self, request_id: str, number: int, scan: Path) -> LocalRequest:
        """Note that a signatory signed a paper."""
        ...

    def document(self, request_id: str) -> Path:
        """Give where the copy that can be read here lies."""
        ...

    def to_sign(self, request_id: str) -> ToSign:
        """Say what of a request is signed here, by whom and where."""
        ...

    def deliver(self, request_id: str, number: int, signed: Path, revision_sha256: str) -> Queued:
        """Queue a signature that was made on a revision just now."""
        ...

    def retry(self, entry_ids: Sequence[str] = ()) -> tuple[OutboxEntry, ...]:
        """Let entries leave at the next round; without any, all that waits."""
        ...

    def take_back(self, entry_id: str) -> tuple[OutboxEntry, ...]:
        """Take an entry back, with those that need it."""
        ...

    def keep_mine(self, entry_id: str) -> Path:
        """Leave the request with one's own signature kept; gives where its file lies."""
        ...

    def versions(self, entry_id: str) -> tuple[Path, Path]:
        """Give where the copy lies that was signed here, and the version that came meanwhile."""
        ...


class SyncActs(Protocol):
    """What waits for the network. `interrupt` alone is called while another call waits."""

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        """Send, read, fetch and file, for each account."""
        ...

    def listen(self, accounts: Sequence[str], wait_s: float, *, is_patient: bool = False) -> Heard:
        """Wait for something to happen at the services."""
        ...

    def interrupt(self) -> None:
        """End what waits for others: listening, and signing in."""
        ...

    def known_accounts(self) -> KnownAccounts:
        """List the accounts with what the keychain has of them."""
        ...

    def status(self, account_id: str) -> AccountStatus:
        """Ask the service how an account stands."""
        ...

    def add_account(self, new: NewAccount) -> AccountStatus:
        """Add an account."""
        ...

    def sign_in(
        self, account_id: str, show: Callable[[str], None], timeout_s: float
    ) -> AccountStatus:
        """Sign in; `show` is given, in the calling thread, the address that the browser opens."""
        ...

    def put_secret(self, account_id: str, secret: Secret) -> AccountStatus:
        """Put a new key or secret in place of the old one."""
        ...

    def sign_out(self, account_id: str) -> bool:
        """Forget an account's secrets; False where the service could not be told."""
        ...

    def remove_account(self, account_id: str) -> bool:
        """Remove an account."""
        ...

    def set_filing(self, account_id: str, wish: FilingWish) -> Account:
        """Set where results are filed."""
        ...

    def keep_filing_password(self, account_id: str, password: Secret) -> None:
        """Keep the password of the WebDAV user in the keychain."""
        ...

    def set_own_addresses(self, account_id: str, addresses: Sequence[str]) -> Account:
        """Set the e-mail addresses of who works at this desk."""
        ...

    def close(self) -> None:
        """Let the process go; the next call starts another one."""
        ...
