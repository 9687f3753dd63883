"""Requests, the outbox and accounts in processes of their own: one reads and writes the record,
the other waits for the network.

`SyncEngine.interrupt` ends what waits for others - listening, signing in - and nothing else.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from paraph.domain.errors import Unforeseen
from paraph.engine import Engine, Told, answer_all, answer_of

# The window makes one at its start and calls it later: only what a start needs is loaded.
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
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
    from paraph.usecases.sync_desk import Heard, KnownAccounts, RoundDone, SyncDesk

_INTERRUPT = "interrupt"
_WAITING = frozenset({"listen", "sign_in"})
_END_S = 1.0  # a round in work is let be for so long; what it leaves is taken up again


class RequestEngine(Engine):
    """The parent's end; what each call does is said in `usecases.request_board`."""

    def accounts(self) -> tuple[KnownAccount, ...]:
        """List the accounts."""
        return cast("tuple[KnownAccount, ...]", self._call("accounts"))

    def standing(self) -> OutboxStanding:
        """Say what waits, and for whom."""
        return cast("OutboxStanding", self._call("standing"))

    def health(self) -> tuple[AccountHealth, ...]:
        """Say how the services answered in the last day."""
        return cast("tuple[AccountHealth, ...]", self._call("health"))

    def page(self, shown: Shown, offset: int, limit: int) -> tuple[ListedRequest, ...]:
        """List some requests."""
        return cast("tuple[ListedRequest, ...]", self._call("page", shown, offset, limit))

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        return cast("Mapping[str, int]", self._call("counts", shown))

    def request(self, request_id: str) -> ListedRequest:
        """Give one, with all that was ever queued for it."""
        return cast("ListedRequest", self._call("request", request_id))

    def story(self, request_id: str) -> tuple[StoryLine, ...]:
        """Tell what happened to one."""
        return cast("tuple[StoryLine, ...]", self._call("story", request_id))

    def entries(self, request_id: str | None = None) -> tuple[WaitingEntry, ...]:
        """List what has not ended."""
        return cast("tuple[WaitingEntry, ...]", self._call("entries", request_id))

    def activate(self, request_id: str) -> Queued:
        """Queue the beginning."""
        return cast("Queued", self._call("activate", request_id))

    def remind(self, request_id: str) -> Queued:
        """Queue a reminder."""
        return cast("Queued", self._call("remind", request_id))

    def cancel(self, request_id: str, reason: str) -> Queued:
        """Take a request back."""
        return cast("Queued", self._call("cancel", request_id, reason))

    def decline(self, request_id: str, number: int, reason: str) -> Queued:
        """Queue that a signatory will not sign."""
        return cast("Queued", self._call("decline", request_id, number, reason))

    def reassign(self, request_id: str, number: int, person: Mapping[str, str]) -> Queued:
        """Queue another person."""
        return cast("Queued", self._call("reassign", request_id, number, dict(person)))

    def change(self, request_id: str, changes: Mapping[str, Any]) -> Queued:
        """Queue a change."""
        return cast("Queued", self._call("change", request_id, dict(changes)))

    def mark_on_paper(self, request_id: str, number: int, scan: Path) -> LocalRequest:
        """Note that a signatory signed a paper."""
        return cast("LocalRequest", self._call("mark_on_paper", request_id, number, scan))

    def document(self, request_id: str) -> Path:
        """Give where the copy that can be read here lies."""
        return cast("Path", self._call("document", request_id))

    def to_sign(self, request_id: str) -> ToSign:
        """Say what of a request is signed here."""
        return cast("ToSign", self._call("to_sign", request_id))

    def deliver(self, request_id: str, number: int, signed: Path, revision_sha256: str) -> Queued:
        """Queue a signature that was made just now."""
        return cast("Queued", self._call("deliver", request_id, number, signed, revision_sha256))

    def retry(self, entry_ids: Sequence[str] = ()) -> tuple[OutboxEntry, ...]:
        """Let entries leave at the next round; without any, all that waits."""
        return cast("tuple[OutboxEntry, ...]", self._call("retry", tuple(entry_ids)))

    def take_back(self, entry_id: str) -> tuple[OutboxEntry, ...]:
        """Take an entry back, with those that need it."""
        return cast("tuple[OutboxEntry, ...]", self._call("take_back", entry_id))

    def keep_mine(self, entry_id: str) -> Path:
        """Leave the request with one's own signature kept."""
        return cast("Path", self._call("keep_mine", entry_id))

    def versions(self, entry_id: str) -> tuple[Path, Path]:
        """Give where the copy lies that was signed here, and the version that came meanwhile."""
        return cast("tuple[Path, Path]", self._call("versions", entry_id))

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_requests, args=(pipe,), name="paraph-requests")


class SyncEngine(Engine):
    """The parent's end; what each call does is said in `usecases.sync_desk`."""

    _end_timeout_s = _END_S
    _show: Callable[[str], None] | None = None

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        """Send, read, fetch and file, for each account."""
        return cast("RoundDone", self._call("round", watched=watched, insist=insist))

    def listen(self, accounts: Sequence[str], wait_s: float, *, is_patient: bool = False) -> Heard:
        """Wait for something to happen at the services."""
        return cast("Heard", self._call("listen", tuple(accounts), wait_s, is_patient))

    def interrupt(self) -> None:
        """End what waits for others, from another thread than the one that called it."""
        pipe = self._pipe
        if self._process is None or pipe is None:
            return
        try:
            pipe.send((_INTERRUPT, (), {}))
        except OSError:
            return  # its process has ended, and with it what waited

    def known_accounts(self) -> KnownAccounts:
        """List the accounts with what the keychain has of them."""
        return cast("KnownAccounts", self._call("accounts"))

    def status(self, account_id: str) -> AccountStatus:
        """Ask the service how an account stands."""
        return cast("AccountStatus", self._call("status", account_id))

    def add_account(self, new: NewAccount) -> AccountStatus:
        """Add an account."""
        return cast("AccountStatus", self._call("add_account", new))

    def sign_in(
        self, account_id: str, show: Callable[[str], None], timeout_s: float
    ) -> AccountStatus:
        """Sign in; `show` is given the address that the browser opens."""
        self._show = show
        try:
            return cast("AccountStatus", self._call("sign_in", account_id, timeout_s))
        finally:
            self._show = None

    def put_secret(self, account_id: str, secret: Secret) -> AccountStatus:
        """Put a new key or secret in place of the old one."""
        return cast("AccountStatus", self._call("put_secret", account_id, secret))

    def lend(self, account_id: str, secret: Secret) -> None:
        """Use a key or secret for as long as the process lives."""
        self._call("lend", account_id, secret)

    def sign_out(self, account_id: str) -> bool:
        """Forget an account's secrets."""
        return bool(self._call("sign_out", account_id))

    def remove_account(self, account_id: str) -> bool:
        """Remove an account."""
        return bool(self._call("remove_account", account_id))

    def set_filing(self, account_id: str, wish: FilingWish) -> Account:
        """Set where results are filed."""
        return cast("Account", self._call("set_filing", account_id, wish))

    def keep_filing_password(self, account_id: str, password: Secret) -> None:
        """Keep the password of the WebDAV user in the keychain."""
        self._call("keep_filing_password", account_id, password)

    def set_own_addresses(self, account_id: str, addresses: Sequence[str]) -> Account:
        """Set the e-mail addresses of who works at this desk."""
        return cast("Account", self._call("set_own_addresses", account_id, tuple(addresses)))

    def _take_told(self, told: object) -> None:
        if self._show is not None:
            self._show(str(told))

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_sync, args=(pipe,), name="paraph-sync")


def serve_requests(pipe: Any) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_program
    from paraph.usecases.request_board import RequestBoard

    program = make_program()
    now, home = program.clock.now, program.home
    answer_all(pipe, RequestBoard(program.requests, now, home, program.health))


def serve_sync(pipe: Any) -> None:
    """Answer calls until the parent is gone; what waits for others can be ended meanwhile."""
    desk = _sync_desk()
    try:
        while True:
            name, arguments, named = pipe.recv()
            if name in _WAITING:
                pipe.send(_answer_waiting(pipe, desk, name, arguments))
            elif name != _INTERRUPT:  # one that comes after its call has ended is of no use
                pipe.send(answer_of(desk, name, arguments, named))
    except (EOFError, OSError):
        return  # the window has closed


def _sync_desk() -> SyncDesk:
    from paraph.app import make_program, make_syncing
    from paraph.usecases.pay_owed import pay_owed
    from paraph.usecases.sync_desk import SyncDesk, SyncPorts

    program = make_program()
    syncing = make_syncing(program.home, program.rules, program.clock, program.trusted)

    def pay(intents: Collection[str]) -> None:
        with program.proving(()).paying() as ports:
            pay_owed(ports, intents)

    return SyncDesk(
        SyncPorts(
            lambda: syncing.accounts(for_session=True),
            lambda: syncing.sending(pay),
            syncing.listen,
            program.keep_password,
        )
    )


def _answer_waiting(pipe: Any, desk: Any, name: str, arguments: tuple[Any, ...]) -> Any:
    """Let a call wait in a thread, and tell it to end when the parent says so, or is gone."""
    from multiprocessing import connection

    stop, answers = threading.Event(), list[Any]()
    said, say = connection.Pipe(duplex=False)  # by the thread: what is told, None at its end
    if name == "sign_in":
        account_id, timeout_s = arguments
        arguments = (account_id, say.send, timeout_s)

    def work() -> None:
        try:
            answers.append(answer_of(desk, name, (*arguments, stop), {}))
        finally:
            say.send(None)
            say.close()

    threading.Thread(target=work, daemon=True).start()
    # Without a look now and then: a window at rest leaves the processor alone.
    while True:
        ready = connection.wait([pipe, said])
        if pipe in ready:
            pipe.recv()  # only an interruption comes now; raises EOFError once the parent is gone
            stop.set()
        elif (told := said.recv()) is None:
            break
        else:
            pipe.send(Told(told))
    said.close()
    return answers[0] if answers else Unforeseen(why="no_answer")
