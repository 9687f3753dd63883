"""Accounts at e-signature services: added, signed in and out, told of, removed."""

import threading
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from paraph.domain.errors import InvalidArgument, NeedsPerson, ParaphError, Unavailable
from paraph.domain.errors.service import (
    AccountExists,
    AccountHasWork,
    AccountUnknown,
    NoAccount,
    NoKeychain,
    SignInAgain,
    SignInFailed,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.base_url import base_url_of, is_loopback
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.domain.service.scopes import USUAL, Feature, scopes_of
from paraph.ports.record import AuditLog, Clock
from paraph.ports.requests import Accounts
from paraph.ports.service import AccountSecrets, Heard, RemoteService
from paraph.ports.signing_in import SigningIn

_SECRET_NAMES = {SignInWay.API_KEY: "api_key", SignInWay.PROGRAM: "client_secret"}
_MOST_NAME, _MOST_SECRET = 100, 4096
_AT_THE_BROWSER = "This account signs in at the browser."


class NewAccount(NamedTuple):
    """An account as a person describes it. `secret` is its key or its client's secret."""

    name: str
    url: str
    way: SignInWay
    client_id: str = ""
    secret: Secret | None = None
    filing: str = ""
    own_addresses: tuple[str, ...] = ()


class AccountStatus(NamedTuple):
    """Where an account stands. `signed_in` is None where nobody was asked.

    `secret_kept` is False of a secret that this process alone knows. `trouble` is why the service
    did not answer as it should; `heard` what it said beside.
    """

    account: Account
    environment: Environment
    has_secret: bool
    secret_age: timedelta | None
    is_due_for_rotation: bool
    secret_kept: bool = True
    signed_in: bool | None = None
    trouble: ParaphError | None = None
    heard: Heard = Heard()


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """What can be done with accounts. `open_entries` counts what an account has not sent yet.

    `for_session`: a sign-in may be kept for as long as this process lives, where there is no
    keychain; without it NoKeychain says that it would be lost.
    """

    accounts: Accounts
    secrets: AccountSecrets
    signing_in: SigningIn
    service: Callable[[Account], RemoteService]
    audit: AuditLog
    clock: Clock
    transaction: Callable[[], AbstractContextManager[None]]
    open_entries: Callable[[str], int]
    for_session: bool = False

    def add(self, new: NewAccount) -> AccountStatus:
        """Add an account; what the service says no to is not added. Offline it is not asked.

        Without a keychain its secret is used once and not kept, which the status says. Raises
        AddressRefused, FilingAddressRefused, AccountExists, InvalidArgument, SignInFailed.
        """
        account = self._described(new)
        with self.transaction():
            self.accounts.put(account)
            self._note("account_added", account)
        try:
            if new.secret is not None:
                self.secrets.put(account.id, _SECRET_NAMES[new.way], new.secret)
                return self._asked_if_there(account)
        except NeedsPerson as error:
            self._taken_away(account)
            raise _failed(error) from error
        return self._status(account)

    def sign_in(
        self,
        account: Account,
        show: Callable[[str], None],
        timeout_s: float,
        features: Sequence[Feature] = USUAL,
        stop: threading.Event | None = None,
    ) -> AccountStatus:
        """Sign in; one with a key or a secret of its own asks no person.

        Raises SignInFailed, SignInTimeout, SignInCancelled, SignInAgain, NoKeychain, Unavailable.
        """
        self._check_keychain()
        scopes = scopes_of(features)
        if account.way is SignInWay.PERSON:
            self.signing_in.by_browser(account, scopes, show, timeout_s, stop or threading.Event())
        elif account.way is SignInWay.PROGRAM:
            self.signing_in.by_program(account, scopes)
        else:
            self._asked(account)  # a key signs nobody in: the service says whether it holds
        return self._asked_if_there(self._signed_in(account))

    def put_secret(self, account: Account, secret: Secret) -> AccountStatus:
        """Put a new key or secret in place of the old one, which it is until the service takes it.

        Raises InvalidArgument, NoKeychain, SignInFailed, Unavailable.
        """
        name = _SECRET_NAMES.get(account.way)
        if name is None:
            raise InvalidArgument(argument="--name", why=_AT_THE_BROWSER)
        _check_secret(secret)
        self._check_keychain()
        before = self.secrets.find(account.id, name)
        self.secrets.put(account.id, name, secret)
        try:
            if account.way is SignInWay.PROGRAM:
                self.signing_in.by_program(account, scopes_of(USUAL))
            renewed = account._replace(secret_since=self.clock.now())
            return self._asked(self._signed_in(renewed))
        except ParaphError as error:
            if before is not None:
                self.secrets.put(account.id, name, before)
            raise _failed(error) from error

    def lend(self, account: Account, secret: Secret) -> None:
        """Use a key or secret for as long as this process lives; it is written nowhere.

        What the account waited for it goes on. Raises InvalidArgument.
        """
        name = _SECRET_NAMES.get(account.way)
        if name is None:
            raise InvalidArgument(argument="--account", why=f"{account.name}: {_AT_THE_BROWSER}")
        _check_secret(secret)
        self.secrets.lend(account.id, name, secret)
        if account.paused is not None:
            self._signed_in(account)

    def needs_sign_in(self, account: Account) -> bool:
        """Tell whether nothing is known here that the account could be used with."""
        return not self._status(account).has_secret

    def sign_out(self, account: Account) -> bool:
        """Forget an account's secrets; False where the service could not be told.

        What waits in the outbox stays.
        """
        told = True
        if account.way is not SignInWay.API_KEY:
            told = self.signing_in.end(account)
        with self.transaction():
            self.secrets.forget(account.id)
            self._note("account_signed_out", account)
        return told

    def remove(self, account: Account) -> bool:
        """Remove an account, and sign out of it first. Raises AccountHasWork."""
        entries = self.open_entries(account.id)
        if entries:
            raise AccountHasWork(name=account.name, entries=entries)
        told = self.sign_out(account)
        self._taken_away(account)
        return told

    def list(self) -> list[AccountStatus]:
        """List the accounts as they are known here; no service is asked."""
        return [self._status(each) for each in self.accounts.all()]

    def status(self, account: Account) -> AccountStatus:
        """Ask the service how an account stands; what goes wrong is told as its trouble."""
        try:
            return self._asked(account)
        except ParaphError as error:
            refused = isinstance(error, NeedsPerson)
            known = self._status(account)
            signed_in = False if refused else None
            return known._replace(trouble=self.cause_of(error, account), signed_in=signed_in)

    def cause_of(self, error: ParaphError, account: Account) -> ParaphError:
        """Give the keychain that is missing as the cause of a sign-in that is: other acts help."""
        is_out = isinstance(error, SignInAgain) and not self._status(account).has_secret
        return NoKeychain(account=account.name) if is_out and not self.secrets.are_kept else error

    def find(self, name: str | None) -> Account:
        """Give an account by its name, or the only one. Raises AccountUnknown, NoAccount."""
        return find_account(name, self.accounts.all())

    def _described(self, new: NewAccount) -> Account:
        name = new.name.strip()
        if not name or len(name) > _MOST_NAME or not name.isprintable():
            why = f"One line of 1 to {_MOST_NAME} letters is expected."
            raise InvalidArgument(argument="--name", value=new.name, why=why)
        if any(_alike(each.name) == _alike(name) for each in self.accounts.all()):
            raise AccountExists(name=name)
        if new.way is not SignInWay.API_KEY and not new.client_id:
            raise InvalidArgument(argument="--client-id", why="It is missing.")
        if new.way is not SignInWay.PERSON:
            _check_secret(new.secret)
        if is_address(new.filing):
            webdav_address(new.filing)
        now = self.clock.now()
        return Account(
            id=uuid.uuid4().hex,
            name=name,
            base_url=base_url_of(new.url),
            way=new.way,
            client_id=new.client_id,
            own_addresses=new.own_addresses,
            filing=new.filing,
            added=now,
            secret_since=now if new.secret is not None else None,
        )

    def _check_keychain(self) -> None:
        if not self.for_session and not self.secrets.are_kept:
            raise NoKeychain

    def _asked(self, account: Account) -> AccountStatus:
        """Ask the service; a first answer tells what kind it is. Raises what asking raises."""
        service = self.service(account)
        environment = service.environment()
        if environment is not Environment.UNKNOWN and environment is not account.environment:
            with self.transaction():
                account = self._changed(account, environment=environment)
        return self._status(account)._replace(signed_in=True, heard=service.heard)

    def _asked_if_there(self, account: Account) -> AccountStatus:
        """Ask the service; that it is away is told, and is no trouble of the account."""
        try:
            return self._asked(account)
        except Unavailable as error:
            return self._status(account)._replace(trouble=error)

    def _status(self, account: Account) -> AccountStatus:
        now = self.clock.now()
        name = _SECRET_NAMES.get(account.way, "tokens")
        since = account.secret_since
        has_secret = self.secrets.find(account.id, name) is not None
        return AccountStatus(
            account,
            shown_environment(account),
            has_secret,
            now - since if since is not None else None,
            account.is_due_for_rotation(now),
            secret_kept=has_secret and self.secrets.outlives(account.id, name),
        )

    def _signed_in(self, account: Account) -> Account:
        """Note that somebody signed in: what was held up goes on."""
        is_new = account.way is SignInWay.PERSON
        since = self.clock.now() if is_new else account.secret_since
        with self.transaction():
            after = self._changed(account, paused=None, secret_since=since)
            self._note("account_signed_in", after)
        return after

    def _changed(self, account: Account, **what: Any) -> Account:
        """Change an account as it stands now, within a transaction of the caller's.

        A person took minutes at the browser, or the service seconds: what was set meanwhile stays,
        and what was removed is not there again. Raises AccountUnknown.
        """
        known = next((each for each in self.accounts.all() if each.id == account.id), None)
        if known is None:
            raise AccountUnknown(name=account.name)
        after = known._replace(**what)
        self.accounts.put(after)
        return after

    def _taken_away(self, account: Account) -> None:
        with self.transaction():
            self.secrets.forget(account.id)
            self.accounts.remove(account.id)
            self._note("account_removed", account)

    def _note(self, kind: str, account: Account) -> None:
        told: dict[str, str | int | None] = {
            "account": account.id,
            "name": account.name,
            "url": account.base_url,
            "way": str(account.way),
        }
        self.audit.append(kind, account.id, told)


def find_account(name: str | None, known: Sequence[Account]) -> Account:
    """Give an account by its name, or the only one. Raises AccountUnknown, NoAccount."""
    if not known:
        raise NoAccount
    if name is None and len(known) == 1:
        return known[0]
    found = [each for each in known if each.name == name]
    if not found and name is not None:
        found = [each for each in known if _alike(each.name) == _alike(name)]
    if not found:
        raise AccountUnknown(name=name, names=[each.name for each in known])
    return found[0]


def _alike(name: str) -> str:
    """Give what two names have in common that a person does not tell apart."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def shown_environment(account: Account) -> Environment:
    """Give what is shown: what runs on this computer counts as a sandbox until it was asked."""
    if account.environment is not Environment.UNKNOWN:
        return account.environment
    host = urlsplit(account.base_url).hostname or ""
    return Environment.SANDBOX if is_loopback(host) else Environment.UNKNOWN


def _failed(error: ParaphError) -> ParaphError:
    """Give what is told where a new key or secret is refused: nothing had held before."""
    return SignInFailed(**error.details) if isinstance(error, SignInAgain) else error


def _check_secret(secret: Secret | None) -> None:
    """Raise InvalidArgument for what could be no header of HTTP; its value is not repeated."""
    value = secret.reveal() if secret is not None else ""
    fits = all("\x20" < each < "\x7f" for each in value) and len(value) <= _MOST_SECRET
    if not value or not fits:
        raise InvalidArgument(argument="secret", why="One line of letters and digits is expected.")
