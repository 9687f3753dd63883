"""What the window does with the network for its accounts: rounds, listening, signing in.

One call at a time. Listening and signing in wait for others, and end when they are told to.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from paraph.domain.errors import NeedsPerson, ParaphError, Refused, from_code, leaves
from paraph.domain.errors.service import EventsGone, NoKeychain, SignInAgain
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.domain.service.filing_address import webdav_address
from paraph.domain.service.local_request import FilingState, LocalRequest
from paraph.domain.service.outbox_entry import PARKED
from paraph.domain.service.signature_request import RequestState
from paraph.ports.record import Body
from paraph.ports.requests import Shown
from paraph.ports.service import EventPage
from paraph.usecases.accounts import AccountDesk, AccountStatus, NewAccount
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.set_filing import FilingWish, set_filing
from paraph.usecases.sync_account import Synced

_MOST_TOLD = 50


class Rounds(Protocol):
    """Rounds of accounts, as long as the lease of who sends is held."""

    desk: RequestDesk

    def do(
        self, account: Account, *, insist: bool = False, watched: bool = False, wait_s: float = 0.0
    ) -> Synced:
        """Push, pull, fetch and file for one account. Raises nothing of its own."""
        ...

    def sweep(self) -> int:
        """Remove what lies in the spool and is named by nothing."""
        ...


@dataclass(frozen=True, slots=True)
class SyncPorts:
    """What it needs. `listen` waits up to so many seconds for an account's next events."""

    accounts: Callable[[], AbstractContextManager[AccountDesk]]
    rounds: Callable[[], AbstractContextManager[Rounds]]
    listen: Callable[[Account, float], EventPage]
    keep_password: Callable[[str, str, Secret], bool]


class News(StrEnum):
    """What became of a request that a person is told of."""

    COMPLETED = "completed"
    FILED = "filed"
    DECLINED = "declined"
    EXPIRED = "expired"
    YOUR_TURN = "your_turn"
    NEEDS_YOU = "needs_you"


class Heard(StrEnum):
    """What listening came to: a round is worth it at NEWS, and at LOST tells what became of it."""

    NOTHING = "nothing"
    NEWS = "news"
    LOST = "lost"  # a service ended it


class ToldRequest(NamedTuple):
    """A request, and what is new with it."""

    news: News
    request: str
    name: str


class AccountRound(NamedTuple):
    """What a round of one account came to; `troubles` that need a person come first."""

    account: str
    name: str
    troubles: tuple[ParaphError, ...] = ()
    sent: int = 0
    changed: int = 0

    @property
    def is_down(self) -> bool:
        """Tell whether the service was not reached, so that listening would be in vain."""
        return bool(self.troubles)


class RoundDone(NamedTuple):
    """What a round of all accounts came to."""

    accounts: tuple[AccountRound, ...] = ()
    news: tuple[ToldRequest, ...] = ()


class KnownAccounts(NamedTuple):
    """The accounts with their secrets' ages; `are_kept` is False without a keychain."""

    accounts: tuple[AccountStatus, ...]
    are_kept: bool


class SyncDesk:
    """One profile's accounts and their services."""

    def __init__(self, ports: SyncPorts) -> None:
        self._ports = ports

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        """Send what waits, read what happened, fetch and file: for each account in turn.

        Raises OutboxBusy, StoreBusy, DiskFull.
        """
        with self._ports.rounds() as rounds:
            accounts = rounds.desk.accounts.all()
            before = _Seen(rounds.desk)
            done = [self._round_of(each, rounds, insist, watched) for each in accounts]
            rounds.sweep()
            return RoundDone(tuple(done), before.news())

    def _round_of(
        self,
        account: Account,
        rounds: Rounds,
        insist: bool,  # noqa: FBT001 - as `round` was told
        watched: bool,  # noqa: FBT001
    ) -> AccountRound:
        done = _of_round(account, rounds.do(account, insist=insist, watched=watched))
        if any(isinstance(each, SignInAgain) for each in done.troubles):
            # Also where nothing was to be sent: the person should know before there is.
            with rounds.desk.queueing.outbox.transaction():
                known = {each.id: each for each in rounds.desk.accounts.all()}.get(account.id)
                if known is not None and known.paused is None:
                    rounds.desk.accounts.put(known._replace(paused=SignInAgain.code))
        return done

    def listen(
        self,
        accounts: Iterable[str],
        wait_s: float,
        is_patient: bool,  # noqa: FBT001 - it comes through a pipe
        stop: threading.Event,
    ) -> Heard:
        """Wait for something to happen at one of these accounts.

        Nothing is applied here. With `is_patient` accounts that do not answer are passed over.
        `stop` ends it, and is set when it has ended by itself.
        """
        with self._ports.accounts() as desk:
            known = {each.id: each for each in desk.accounts.all()}
        listened = [known[each] for each in accounts if each in known]
        happened, lost = threading.Event(), threading.Event()

        def listen_to(account: Account) -> None:
            self._listen_one(account, wait_s, happened, lost)
            # The first news ends it; the others' threads end with their own wait. One that fails
            # ends it once: a round that begins anew each moment would be no wait.
            if happened.is_set() or (lost.is_set() and not is_patient):
                stop.set()

        threads = [
            threading.Thread(target=listen_to, args=(each,), daemon=True) for each in listened
        ]
        for thread in threads:
            thread.start()
        stop.wait(wait_s)
        if happened.is_set():
            return Heard.NEWS
        return Heard.LOST if lost.is_set() and not is_patient else Heard.NOTHING

    def accounts(self) -> KnownAccounts:
        """List the accounts as they are known here; no service is asked."""
        with self._ports.accounts() as desk:
            return KnownAccounts(tuple(desk.list()), desk.secrets.are_kept)

    def status(self, account_id: str) -> AccountStatus:
        """Ask the service how an account stands. Raises AccountUnknown."""
        with self._ports.accounts() as desk:
            return desk.status(_account(account_id, desk))

    def add_account(self, new: NewAccount) -> AccountStatus:
        """Add an account. Raises as `AccountDesk.add`."""
        with self._ports.accounts() as desk:
            return desk.add(new)

    def sign_in(
        self, account_id: str, show: Callable[[str], None], timeout_s: float, stop: threading.Event
    ) -> AccountStatus:
        """Sign in, at the browser where a person does. Raises as `AccountDesk.sign_in`."""
        with self._ports.accounts() as desk:
            return desk.sign_in(_account(account_id, desk), show, timeout_s, stop=stop)

    def put_secret(self, account_id: str, secret: Secret) -> AccountStatus:
        """Put a new key or secret in place of the old one. Raises as `AccountDesk.put_secret`."""
        with self._ports.accounts() as desk:
            return desk.put_secret(_account(account_id, desk), secret)

    def lend(self, account_id: str, secret: Secret) -> None:
        """Use a key or secret for as long as this process lives. Raises AccountUnknown."""
        with self._ports.accounts() as desk:
            desk.lend(_account(account_id, desk), secret)

    def sign_out(self, account_id: str) -> bool:
        """Forget an account's secrets; False where the service could not be told."""
        with self._ports.accounts() as desk:
            return desk.sign_out(_account(account_id, desk))

    def remove_account(self, account_id: str) -> bool:
        """Remove an account. Raises AccountHasWork."""
        with self._ports.accounts() as desk:
            return desk.remove(_account(account_id, desk))

    def set_filing(self, account_id: str, wish: FilingWish) -> Account:
        """Set where results are filed. Raises as `set_filing`."""
        with self._ports.accounts() as desk:
            return set_filing(_account(account_id, desk), wish, desk)

    def keep_filing_password(self, account_id: str, password: Secret) -> None:
        """Keep the password of the WebDAV user in the keychain.

        Raises AccountUnknown, FilingAddressRefused, NoKeychain.
        """
        with self._ports.accounts() as desk:
            address = webdav_address(_account(account_id, desk).filing)
        if not self._ports.keep_password(address.url, address.user, password):
            raise NoKeychain

    def set_own_addresses(self, account_id: str, addresses: tuple[str, ...]) -> Account:
        """Set the e-mail addresses of who works at this desk."""
        with self._ports.accounts() as desk:
            changed = _account(account_id, desk)._replace(own_addresses=addresses)
            with desk.transaction():
                desk.accounts.put(changed)
                told: Body = {"account": changed.id, "addresses": len(addresses)}
                desk.audit.append("account_changed", changed.id, told)
            return changed

    def _listen_one(
        self, account: Account, wait_s: float, happened: threading.Event, lost: threading.Event
    ) -> None:
        try:
            page = self._ports.listen(account, wait_s)
        except EventsGone:
            happened.set()
            return
        except ParaphError:
            lost.set()  # the next round meets it too, and tells it
            return
        if page.events or not page.done:
            happened.set()


class _Seen:
    """What a round changes for a person, of requests that were open or that are new to them."""

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk
        self._before = self._state()

    def news(self) -> tuple[ToldRequest, ...]:
        """Give what is new since."""
        after = self._state()
        return tuple(sorted(after - self._before))[:_MOST_TOLD]

    def _state(self) -> set[ToldRequest]:
        requests, outbox = self._desk.queueing.requests, self._desk.queueing.outbox
        last = requests.page(Shown("all"), 0, _MOST_TOLD * 4)
        turn = requests.page(Shown("inbox"), 0, _MOST_TOLD * 4)
        found = {ToldRequest(News.YOUR_TURN, each.id, each.name) for each in turn}
        found |= {told for each in last for told in _ended(each)}
        for entry in outbox.in_states(sorted(PARKED)):
            request = requests.get(entry.request)
            name = request.name if request is not None else ""
            found.add(ToldRequest(News.NEEDS_YOU, entry.request, name))
        return found


_NEWS = {
    RequestState.COMPLETED: News.COMPLETED,
    RequestState.DECLINED: News.DECLINED,
    RequestState.EXPIRED: News.EXPIRED,
}


def _ended(request: LocalRequest) -> list[ToldRequest]:
    if request.filing.state is FilingState.FILED:
        return [ToldRequest(News.FILED, request.id, request.name)]
    news = next((each for state, each in _NEWS.items() if state == request.status), None)
    return [ToldRequest(news, request.id, request.name)] if news is not None else []


def _of_round(account: Account, done: Synced) -> AccountRound:
    troubles = list(done.every_trouble)
    stopped = done.pushed.stopped
    if stopped is not None and stopped not in {each.code for each in troubles}:
        known = stopped in leaves()
        code = stopped if known else "service_failed"
        troubles.append(from_code(code, {"service_code": stopped}))
    troubles.sort(key=lambda each: not isinstance(each, NeedsPerson | Refused))
    return AccountRound(
        account.id, account.name, tuple(troubles), done.pushed.acknowledged, done.pulled.applied
    )


def _account(account_id: str, desk: AccountDesk) -> Account:
    found = next((each for each in desk.accounts.all() if each.id == account_id), None)
    return found if found is not None else desk.find(account_id)
