"""`gui.request_acts.SyncActs` without a network: what came of rounds is said beforehand."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import SignInCancelled
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.usecases.accounts import AccountStatus, NewAccount, shown_environment
from paraph.usecases.set_filing import FilingWish
from paraph.usecases.sync_desk import AccountRound, Heard, KnownAccounts, RoundDone, ToldRequest

_LONG_S = 20.0


@dataclass
class FakeSync:
    """A round answers `troubles`; listening and signing in end by `interrupt`, or by `happen`."""

    account: Account
    troubles: list[ParaphError] = field(default_factory=list)
    news: list[ToldRequest] = field(default_factory=list)
    insisted: list[bool] = field(default_factory=list)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    listened: int = 0
    together: int = 0
    most_together: int = 0
    are_kept: bool = True
    age: timedelta = timedelta(days=3)
    refusal: ParaphError | None = None
    hold: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    is_heard: bool = False
    is_gone: bool = False
    patient: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hold.set()

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        self.together += 1
        self.most_together = max(self.most_together, self.together)
        self.hold.wait(_LONG_S)
        self.insisted.append(insist)
        self.together -= 1
        news, self.news = tuple(self.news), []
        one = AccountRound(self.account.id, self.account.name, tuple(self.troubles))
        return RoundDone((one,), news)

    def listen(self, accounts: Sequence[str], wait_s: float, *, is_patient: bool = False) -> Heard:
        self.listened += 1
        self.patient.append(is_patient)
        self.ended.wait(_LONG_S)
        self.ended.clear()
        is_heard, self.is_heard = self.is_heard, False
        if self.is_gone and not is_patient:
            return Heard.LOST
        return Heard.NEWS if is_heard else Heard.NOTHING

    def happen(self) -> None:
        self.is_heard = True
        self.ended.set()

    def go_away(self, *troubles: ParaphError) -> None:
        """End what listens as a service does that stops; rounds meet these from then on."""
        self.is_gone, self.troubles = True, list(troubles)
        self.ended.set()

    def interrupt(self) -> None:
        self.ended.set()

    def known_accounts(self) -> KnownAccounts:
        return KnownAccounts((self._status(),), self.are_kept)

    def status(self, account_id: str) -> AccountStatus:
        return self._status()

    def add_account(self, new: NewAccount) -> AccountStatus:
        return self._done("add_account", new)

    def sign_in(
        self, account_id: str, show: Callable[[str], None], timeout_s: float
    ) -> AccountStatus:
        show("https://sign-in.example/authorize?state=abc")
        self.ended.wait(_LONG_S)
        self.ended.clear()
        if not self.is_heard:
            raise SignInCancelled
        return self._done("sign_in", account_id)

    def put_secret(self, account_id: str, secret: Secret) -> AccountStatus:
        return self._done("put_secret", secret.reveal())

    def sign_out(self, account_id: str) -> bool:
        self._done("sign_out", account_id)
        return True

    def remove_account(self, account_id: str) -> bool:
        self._done("remove_account", account_id)
        return True

    def set_filing(self, account_id: str, wish: FilingWish) -> Account:
        self._done("set_filing", wish)
        self.account = self.account._replace(filing=wish.place or self.account.filing)
        return self.account

    def keep_filing_password(self, account_id: str, password: Secret) -> None:
        self._done("keep_filing_password", password.reveal())

    def set_own_addresses(self, account_id: str, addresses: Sequence[str]) -> Account:
        self._done("set_own_addresses", tuple(addresses))
        self.account = self.account._replace(own_addresses=tuple(addresses))
        return self.account

    def close(self) -> None:
        self.interrupt()

    def _status(self) -> AccountStatus:
        due = self.age >= timedelta(days=80)
        return AccountStatus(self.account, shown_environment(self.account), True, self.age, due)

    def _done(self, name: str, *told: object) -> AccountStatus:
        if self.refusal is not None:
            raise self.refusal
        self.calls.append((name, *told))
        return self._status()
