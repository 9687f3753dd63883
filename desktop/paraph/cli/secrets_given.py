"""Keys, secrets and sign-ins that a run is given, and that end with it: desks without a keychain.

Lines of standard input come in this order: the accounts' secrets, then the passwords of their
WebDAV users, each in the order in which the accounts are named.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import click

from paraph.cli.program import Program, read_secret
from paraph.domain.errors import InvalidArgument
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.usecases.accounts import AccountDesk

USUAL_TIMEOUT_S = 300
secret_stdin = click.option(
    "--secret-stdin", is_flag=True,
    help="Read the account's API key or client's secret, one line of standard input, for this run"
    " alone.",
)  # fmt: skip
filing_password_stdin = click.option(
    "--filing-password-stdin", is_flag=True,
    help="Read the password of the WebDAV user, one line of standard input after that, for this"
    " run alone.",
)  # fmt: skip


class Given(NamedTuple):
    """What a run was given. `login`: a person signs in at the browser where nobody is."""

    secret: bool = False
    filing_password: bool = False
    login: bool = False
    timeout_s: float = USUAL_TIMEOUT_S


def lend(program: Program, names: Sequence[str], given: Given) -> tuple[Account, ...]:
    """Take what a run is given, and give the accounts that it is of.

    Raises InvalidArgument, AccountUnknown, NoAccount, and what signing in raises.
    """
    if not names and given == Given(timeout_s=given.timeout_s):
        return ()
    with program.accounts() as desk:
        found = [desk.find(each) for each in names] or list(desk.accounts.all())
        found = list(dict.fromkeys(found))
        if given.secret:
            _lend_secrets(found, desk, is_named=bool(names))
        if given.filing_password:
            _lend_passwords(found, program, is_named=bool(names))
        if given.login:
            _sign_in(found, desk, given.timeout_s)
    return tuple(found)


def one_line(what: str) -> Secret:
    """Read a secret from standard input. Raises InvalidArgument."""
    found = read_secret(what, from_stdin=True)
    if found is None:
        raise InvalidArgument(argument="standard input", why=f"{what}: one line is expected.")
    return found


def show_address(address: str) -> None:
    """Say on standard error where a person signs in."""
    click.echo(f"Sign in at the browser. If it does not open, go to:\n{address}", err=True)


def _lend_secrets(accounts: Sequence[Account], desk: AccountDesk, *, is_named: bool) -> None:
    wanted = [each for each in accounts if each.way is not SignInWay.PERSON]
    _check(wanted, "--secret-stdin", "No account has a key or a secret.", is_named=is_named)
    for account in wanted:
        desk.lend(account, one_line(f"Secret of {account.name}"))


def _lend_passwords(accounts: Sequence[Account], program: Program, *, is_named: bool) -> None:
    wanted = [each for each in accounts if is_address(each.filing)]
    why = "No account files on a WebDAV server."
    _check(wanted, "--filing-password-stdin", why, is_named=is_named)
    for account in wanted:
        address = webdav_address(account.filing)
        password = one_line(f"Password of the WebDAV user of {account.name}")
        program.lend_password(address.url, address.user, password)


def _sign_in(accounts: Sequence[Account], desk: AccountDesk, timeout_s: float) -> None:
    desk = replace(desk, for_session=True)
    people = [each for each in accounts if each.way is SignInWay.PERSON]
    _check(people, "--login", "No account signs in at the browser.", is_named=True)
    for account in people:
        if account.paused is not None or desk.needs_sign_in(account):
            desk.sign_in(account, show_address, timeout_s)


def _check(wanted: Sequence[Account], argument: str, none: str, *, is_named: bool) -> None:
    if not wanted:
        raise InvalidArgument(argument=argument, why=none)
    if len(wanted) > 1 and not is_named:
        why = "Name the accounts (--account NAME) in the order of the lines."
        raise InvalidArgument(argument=argument, why=why)
