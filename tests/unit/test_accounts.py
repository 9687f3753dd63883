"""Accounts are added, signed in to and out of, told of and removed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.errors.filing import FilingAddressRefused
from paraph.domain.errors.service import (
    AccountExists,
    AccountHasWork,
    AccountUnknown,
    AddressRefused,
    NoAccount,
    NoKeychain,
    ServiceUnreachable,
    SignInAgain,
    SignInFailed,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.usecases.accounts import AccountDesk, NewAccount
from tests.fakes.record import FixedClock, MemoryAuditLog
from tests.fakes.service import FakeService, Fault
from tests.rigs.remote_account import MemorySecrets

KEY = NewAccount("Kanzlei", "https://api.example.com/v2", SignInWay.API_KEY, secret=Secret("k1"))
PROGRAM = NewAccount(
    "Program", "https://api.example.com", SignInWay.PROGRAM, "client", Secret("s1")
)
PERSON = NewAccount("Person", "https://api.example.com", SignInWay.PERSON, "client")


@dataclass
class MemoryAccounts:
    known: dict[str, Account] = field(default_factory=dict)

    def all(self) -> Sequence[Account]:
        return list(self.known.values())

    def put(self, account: Account) -> None:
        self.known[account.id] = account

    def remove(self, account_id: str) -> None:
        self.known.pop(account_id, None)


@dataclass
class FakeSigningIn:
    """Signs in, or raises what stands first in `errors`."""

    errors: list[ParaphError] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    reached: bool = True

    def by_browser(
        self,
        account: Account,
        scopes: Sequence[str],
        show: Callable[[str], None],
        timeout_s: float,
        stop: threading.Event,
    ) -> None:
        show("https://api.example.com/authorize")
        self.by_program(account, scopes)

    def by_program(self, account: Account, scopes: Sequence[str]) -> None:
        self.asked.append((account.name, tuple(scopes)))
        if self.errors:
            raise self.errors.pop(0)

    def end(self, account: Account) -> bool:
        self.asked.append((account.name, ("end",)))
        return self.reached


@dataclass
class Bench:
    service: FakeService = field(default_factory=FakeService)
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    signing_in: FakeSigningIn = field(default_factory=FakeSigningIn)
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    clock: FixedClock = field(default_factory=FixedClock)
    waiting: int = 0

    def desk(self, *, for_session: bool = False) -> AccountDesk:
        @contextmanager
        def transaction() -> Iterator[None]:
            yield

        return AccountDesk(
            self.accounts, self.secrets, self.signing_in, lambda _: self.service, self.audit,
            self.clock, transaction, lambda _: self.waiting, for_session=for_session,
        )  # fmt: skip

    def fail(self, *kinds: str) -> None:
        self.service.faults.extend(map(Fault, kinds))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_an_account_is_added_and_its_service_asked_what_it_is(bench: Bench):
    bench.service.kind = Environment.PRODUCTION
    added = bench.desk().add(KEY._replace(name=" Kanzlei "))
    (account,) = bench.accounts.all()
    assert (account.name, account.base_url) == ("Kanzlei", "https://api.example.com")
    assert account.environment is added.environment is Environment.PRODUCTION
    assert (added.signed_in, added.has_secret, added.trouble) == (True, True, None)
    assert bench.secrets.find(account.id, "api_key") == Secret("k1")
    assert bench.audit.kinds() == ["account_added"]
    assert "k1" not in repr(bench.audit.entries)


def test_offline_it_is_added_and_nobody_is_asked(bench: Bench):
    bench.fail("away")
    added = bench.desk().add(KEY)
    assert isinstance(added.trouble, ServiceUnreachable)
    assert (added.environment, added.signed_in) == (Environment.UNKNOWN, None)
    assert len(bench.accounts.all()) == 1
    assert bench.desk().status(added.account).environment is Environment.SANDBOX


def test_a_key_that_the_service_refuses_is_not_kept(bench: Bench):
    bench.fail("signed_out")
    with pytest.raises(SignInFailed):
        bench.desk().add(KEY)
    assert bench.accounts.all() == []
    assert bench.secrets.known == {}
    assert bench.audit.kinds() == ["account_added", "account_removed"]


def test_this_computer_counts_as_a_sandbox_until_it_was_asked(bench: Bench):
    bench.fail("away")
    added = bench.desk().add(KEY._replace(url="http://127.0.0.1:8000"))
    assert added.environment is Environment.SANDBOX
    assert added.account.environment is Environment.UNKNOWN
    bench.service.kind = Environment.PRODUCTION
    assert bench.desk().status(added.account).environment is Environment.PRODUCTION


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": ""}, InvalidArgument), ({"name": "a\nb"}, InvalidArgument),
        ({"name": "a" * 101}, InvalidArgument),
        ({"url": "http://api.example.com"}, AddressRefused),
        ({"secret": None}, InvalidArgument), ({"secret": Secret("")}, InvalidArgument),
        ({"secret": Secret("a b")}, InvalidArgument), ({"secret": Secret("é")}, InvalidArgument),
        ({"secret": Secret("a\nb")}, InvalidArgument),
        ({"secret": Secret("a" * 4097)}, InvalidArgument),
        ({"filing": "https://anna:s3cret@dav.example/files"}, FilingAddressRefused),
        ({"way": SignInWay.PERSON, "client_id": ""}, InvalidArgument),
        ({"way": SignInWay.PROGRAM, "client_id": ""}, InvalidArgument),
    ],
)  # fmt: skip
def test_what_makes_no_account_is_refused(bench: Bench, changed, error: type[ParaphError]):
    with pytest.raises(error) as told:
        bench.desk().add(KEY._replace(**changed))
    secret = changed.get("secret")
    assert secret is None or not secret.reveal() or secret.reveal() not in repr(told.value.details)
    assert bench.accounts.all() == []
    assert bench.audit.entries == []


def test_names_are_used_once(bench: Bench):
    bench.desk().add(KEY)
    for alike in (KEY.name, KEY.name.upper(), f" {KEY.name}  "):
        with pytest.raises(AccountExists):
            bench.desk().add(KEY._replace(name=alike, url="https://other.example"))
    assert len(bench.accounts.all()) == 1
    assert bench.desk().find(KEY.name.upper()) == bench.accounts.all()[0]


def test_without_a_keychain_only_a_session_signs_in(bench: Bench):
    bench.secrets.are_kept = False
    added = bench.desk().add(KEY)
    assert (added.has_secret, added.secret_kept, added.signed_in) == (True, False, True)
    for act in (
        lambda desk: desk.sign_in(added.account, print, 1),
        lambda desk: desk.put_secret(added.account, Secret("k2")),
    ):
        with pytest.raises(NoKeychain):
            act(bench.desk())
    assert bench.signing_in.asked == []


def test_what_a_run_is_given_is_used_and_holds_nothing_up(bench: Bench):
    bench.secrets.are_kept = False
    account = bench.desk().add(KEY).account
    bench.secrets.known.clear()  # another process
    assert bench.desk().needs_sign_in(account)
    bench.fail("signed_out")
    status = bench.desk().status(account)
    assert (type(status.trouble), status.signed_in) == (NoKeychain, False)
    bench.accounts.put(account._replace(paused="sign_in_again"))
    bench.desk().lend(bench.accounts.all()[0], Secret("k1"))
    assert bench.secrets.known == {}
    assert bench.accounts.all()[0].paused is None
    bench.desk().lend(bench.accounts.all()[0], Secret("k1"))
    assert bench.audit.kinds() == ["account_added", "account_signed_in"]
    assert not bench.desk().status(account).secret_kept


def test_a_sign_in_that_is_refused_is_no_matter_of_the_keychain(bench: Bench):
    account = bench.desk().add(KEY).account
    bench.secrets.known.clear()
    bench.fail("signed_out")
    assert isinstance(bench.desk().status(account).trouble, SignInAgain)
    bench.secrets.are_kept = False
    bench.desk().lend(account, Secret("wrong"))
    bench.fail("signed_out")
    assert isinstance(bench.desk().status(account).trouble, SignInAgain)


@pytest.mark.parametrize("secret", ["", "a b", "é", "a\nb"])
def test_what_could_be_no_secret_is_not_lent(bench: Bench, secret: str):
    account = bench.desk().add(KEY).account
    with pytest.raises(InvalidArgument):
        bench.desk().lend(account, Secret(secret))
    with pytest.raises(InvalidArgument):
        bench.desk().lend(bench.desk().add(PERSON).account, Secret("k"))
    assert bench.secrets.lent == {}


def test_a_person_signs_in_and_what_was_held_up_goes_on(bench: Bench):
    added = bench.desk().add(PERSON)
    assert not added.has_secret
    paused = added.account._replace(paused="sign_in_again")
    bench.accounts.put(paused)
    shown: list[str] = []
    done = bench.desk().sign_in(paused, shown.append, 5)
    assert shown == ["https://api.example.com/authorize"]
    assert done.signed_in
    (account,) = bench.accounts.all()
    assert account.paused is None
    assert account.secret_since == bench.clock.now()
    assert bench.audit.kinds() == ["account_added", "account_signed_in"]


def test_a_sign_in_that_fails_changes_nothing(bench: Bench):
    account = bench.desk().add(PERSON).account._replace(paused="sign_in_again")
    bench.accounts.put(account)
    bench.signing_in.errors.append(SignInFailed(why="access_denied"))
    with pytest.raises(SignInFailed):
        bench.desk().sign_in(account, print, 5)
    assert bench.accounts.all() == [account]
    assert bench.audit.kinds() == ["account_added"]


def test_a_key_is_told_from_the_80th_day_on_and_blocks_nothing(bench: Bench):
    bench.desk().add(KEY)
    bench.clock.moment += timedelta(days=79, hours=23)
    assert not bench.desk().list()[0].is_due_for_rotation
    bench.clock.moment += timedelta(hours=1)
    (told,) = bench.desk().list()
    assert told.is_due_for_rotation
    assert told.secret_age == timedelta(days=80)
    assert bench.desk().status(told.account).signed_in
    bench.desk().put_secret(told.account, Secret("k2"))
    (told,) = bench.desk().list()
    assert not told.is_due_for_rotation
    assert bench.secrets.find(told.account.id, "api_key") == Secret("k2")


@pytest.mark.parametrize("fault", ["signed_out", "away"])
def test_a_new_key_that_does_not_hold_leaves_the_old_one(bench: Bench, fault: str):
    account = bench.desk().add(KEY).account
    bench.fail(fault)
    with pytest.raises((SignInFailed, ServiceUnreachable)):
        bench.desk().put_secret(account, Secret("k2"))
    assert bench.secrets.find(account.id, "api_key") == Secret("k1")


def test_a_programs_new_secret_is_tried(bench: Bench):
    account = bench.desk().add(PROGRAM).account
    bench.signing_in.errors.append(SignInAgain(account="Program", why="invalid_client"))
    with pytest.raises(SignInFailed):
        bench.desk().put_secret(account, Secret("s2"))
    assert bench.secrets.find(account.id, "client_secret") == Secret("s1")
    bench.desk().put_secret(account, Secret("s3"))
    assert bench.secrets.find(account.id, "client_secret") == Secret("s3")


def test_signing_out_forgets_the_secret_whether_the_service_hears_or_not(bench: Bench):
    account = bench.desk().add(PROGRAM).account
    bench.signing_in.reached = False
    assert not bench.desk().sign_out(account)
    assert bench.secrets.known == {}
    assert bench.signing_in.asked[-1] == ("Program", ("end",))
    assert bench.accounts.all() == [account]
    assert bench.audit.kinds()[-1] == "account_signed_out"


def test_an_account_is_removed_once_it_has_sent_all(bench: Bench):
    account = bench.desk().add(KEY).account
    bench.waiting = 2
    with pytest.raises(AccountHasWork) as told:
        bench.desk().remove(account)
    assert told.value.details["entries"] == 2
    assert bench.secrets.known
    bench.waiting = 0
    bench.desk().remove(account)
    assert bench.accounts.all() == []
    assert bench.secrets.known == {}


def test_the_only_account_needs_no_name(bench: Bench):
    with pytest.raises(NoAccount):
        bench.desk().find(None)
    first = bench.desk().add(KEY).account
    assert bench.desk().find(None) == bench.desk().find("Kanzlei") == first
    bench.desk().add(PERSON)
    for name in (None, "Kanz", "Nobody"):
        with pytest.raises(AccountUnknown) as told:
            bench.desk().find(name)
    assert told.value.details["names"] == ["Kanzlei", "Person"]


@pytest.mark.parametrize(
    ("fault", "signed_in"), [("signed_out", False), ("away", None), ("portal", None)]
)
def test_a_status_says_what_goes_wrong(bench: Bench, fault: str, signed_in: bool | None):
    account = bench.desk().add(KEY).account
    bench.fail(fault)
    told = bench.desk().status(account)
    assert told.trouble is not None
    assert told.signed_in is signed_in
    assert bench.accounts.all() == [account]


def test_who_signed_in_is_signed_in_though_the_service_is_away_then(bench: Bench):
    account = bench.desk().add(PERSON).account
    bench.fail("away")
    done = bench.desk().sign_in(account, print, 5)
    assert isinstance(done.trouble, ServiceUnreachable)
    assert bench.audit.kinds()[-1] == "account_signed_in"


def test_a_key_goes_on_only_when_the_service_takes_it(bench: Bench):
    account = bench.desk().add(KEY).account._replace(paused="sign_in_again")
    bench.accounts.put(account)
    bench.fail("signed_out")
    with pytest.raises(SignInAgain):
        bench.desk().sign_in(account, print, 5)
    assert bench.accounts.all()[0].paused == "sign_in_again"
    bench.desk().sign_in(account, print, 5)
    assert bench.accounts.all()[0].paused is None


@pytest.mark.parametrize("way", ["browser", "service"])
def test_what_is_set_while_somebody_signs_in_stays(bench: Bench, monkeypatch, way: str):
    account = bench.desk().add(PERSON).account

    def meanwhile(*_: object) -> None:
        known = bench.accounts.known[account.id]
        bench.accounts.put(known._replace(filing="/clients", own_addresses=("me@firm.example",)))

    if way == "browser":
        monkeypatch.setattr(bench.signing_in, "by_program", meanwhile)
        bench.desk().sign_in(account, lambda _: None, 5)
    else:
        ask = bench.service.environment
        monkeypatch.setattr(bench.service, "environment", lambda: (meanwhile(), ask())[1])
        bench.desk().status(account)
    (after,) = bench.accounts.all()
    assert (after.filing, after.own_addresses) == ("/clients", ("me@firm.example",))
    assert after.environment is Environment.SANDBOX


def test_an_account_that_is_removed_while_somebody_signs_in_is_not_there_again(
    bench: Bench, monkeypatch
):
    account = bench.desk().add(PERSON).account
    remove = lambda *_: bench.accounts.remove(account.id)  # noqa: E731
    monkeypatch.setattr(bench.signing_in, "by_program", remove)
    with pytest.raises(AccountUnknown):
        bench.desk().sign_in(account, lambda _: None, 5)
    assert bench.accounts.all() == []
