"""`paraph account`: accounts at e-signature services, and signing in there.

A key or secret is one line on standard input, and never an argument: other programs of this
computer can read those.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from paraph.cli.health_words import days_of, health_json, health_lines
from paraph.cli.owed_words import utc
from paraph.cli.program import Program, emit, error_json, tell, words_of
from paraph.cli.secrets_given import (
    USUAL_TIMEOUT_S,
    Given,
    lend,
    one_line,
    secret_stdin,
    show_address,
)
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.service.account import Environment, SignInWay
from paraph.domain.service.filing_address import is_address
from paraph.domain.service.health import ServiceHealth
from paraph.domain.service.scopes import USUAL, Feature
from paraph.usecases.accounts import AccountDesk, AccountStatus, NewAccount

_ENVIRONMENTS = {
    Environment.PRODUCTION: "production",
    Environment.SANDBOX: "SANDBOX - no legal value",
    Environment.UNKNOWN: "not known yet whether it counts",
}
_WAYS = {
    SignInWay.API_KEY: "by an API key",
    SignInWay.PROGRAM: "as a program",
    SignInWay.PERSON: "by a person, at the browser",
}
_NOT_KEPT = (
    "This computer has no keychain that opens: the secret was used and is not kept. Give it to each"
    " run (paraph sync --secret-stdin), or open the keychain and give it once more (paraph account"
    " login)."
)
_name = click.option("--name", help="Which account; the only one needs no name.")
_as_json = click.option("--json", "as_json", is_flag=True)
_api_key = click.option(
    "--api-key-stdin", is_flag=True, help="Read an API key, one line of standard input."
)
_secret = click.option(
    "--secret-stdin", is_flag=True, help="Read the client's secret, one line of standard input."
)


@click.group()
def account() -> None:
    """Add accounts at e-signature services, and sign in there."""


@account.command()
@click.option("--name", required=True, help="What the account is called here.")
@click.option("--url", required=True, help="The service's address, such as https://api.example.com")
@_api_key
@click.option("--client-id", default="", help="How the service calls this program.")
@_secret
@click.option("--oauth", is_flag=True, help="Sign in at the browser: then paraph account login.")
@click.option("--filing", default="", metavar="DIR", help="Where results are filed: a folder, or a"
              " WebDAV address.")  # fmt: skip
@click.option("--mine", multiple=True, metavar="EMAIL", help="An address of who works here.")
@_as_json
@click.pass_obj
def add(  # noqa: PLR0913 - one a name of the command line
    program: Program,
    /,
    name: str,
    url: str,
    client_id: str,
    filing: str,
    mine: tuple[str, ...],
    *,
    api_key_stdin: bool,
    secret_stdin: bool,
    oauth: bool,
    as_json: bool,
) -> None:
    """Add an account. What a service says no to is not added."""

    def act(desk: AccountDesk) -> AccountStatus:
        way = _way(client_id, api_key=api_key_stdin, secret=secret_stdin, oauth=oauth)
        secret = one_line("API key" if api_key_stdin else "Secret") if not oauth else None
        is_folder = filing and not is_address(filing)
        where = str(Path(filing).absolute()) if is_folder else filing
        return desk.add(NewAccount(name, url, way, client_id, secret, where, mine))

    _told(program, act, as_json=as_json)


@account.command()
@_name
@click.option("--timeout", "timeout_s", type=click.FloatRange(1, 3600), default=USUAL_TIMEOUT_S,
              metavar="S", help="How long the browser is waited for.")  # fmt: skip
@click.option("--erasing", is_flag=True, help="Ask for leave to erase personal data, too.")
@_api_key
@_secret
@_as_json
@click.pass_obj
def login(  # noqa: PLR0913 - one a name of the command line
    program: Program,
    /,
    name: str | None,
    timeout_s: float,
    *,
    erasing: bool,
    api_key_stdin: bool,
    secret_stdin: bool,
    as_json: bool,
) -> None:
    """Sign in, at the browser where a person does; or give a new key or secret."""

    def act(desk: AccountDesk) -> AccountStatus:
        found = desk.find(name)
        if api_key_stdin or secret_stdin:
            return desk.put_secret(found, one_line("API key" if api_key_stdin else "Secret"))
        features = (*USUAL, Feature.ERASING) if erasing else USUAL
        return desk.sign_in(found, show_address, timeout_s, features)

    _told(program, act, as_json=as_json)


@account.command()
@_name
@_as_json
@click.pass_obj
def logout(program: Program, /, name: str | None, *, as_json: bool) -> None:
    """Forget an account's sign-in, here and at the service. What waits to be sent stays."""
    with _desk(program, as_json=as_json) as desk:
        found = desk.find(name)
        told = desk.sign_out(found)
    _ended(found.name, "signed_out", told=told, as_json=as_json)


@account.command()
@click.argument("named", metavar="NAME", required=False)
@click.option("--name", help="Which account, as in the other commands.")
@_as_json
@click.pass_obj
def remove(program: Program, /, named: str | None, name: str | None, *, as_json: bool) -> None:
    """Remove an account with its sign-in. It must have sent all that it had."""
    with _desk(program, as_json=as_json) as desk:
        given = named or name
        if not given or (named and name):
            raise InvalidArgument(argument="NAME", why="Name the account, once.")
        told = desk.remove(desk.find(given))
    _ended(given, "removed", told=told, as_json=as_json)


@account.command()
@_name
@secret_stdin
@_as_json
@click.pass_obj
def status(program: Program, /, name: str | None, *, secret_stdin: bool, as_json: bool) -> None:
    """Ask the service how an account stands; without a name, of each account."""
    with _desk(program, as_json=as_json) as desk:
        lend(program, [name] if name else [], Given(secret=secret_stdin))
        one = [desk.find(name)] if name or not desk.accounts.all() else []
        found = [desk.status(each) for each in one or desk.accounts.all()]
        kept = desk.secrets.are_kept
    days = _days(program, found, as_json=as_json)
    if as_json:
        # One account is told at the top, too, as those read it that know of one only.
        told = [
            {**_json(each, program), "health": health_json(days[each.account.id])} for each in found
        ]
        top = told[0] if len(told) == 1 else {}
        emit({**top, "keychain": kept, "accounts": told})
    else:
        for each in found:
            _print(each, program, kept=kept)
            for line in health_lines(days[each.account.id]):
                click.echo(f"  {line}")
            if each.trouble is not None:
                tell(each.trouble, as_json=False)
    raise SystemExit(_worst(found))


@account.command("list")
@_as_json
@click.pass_obj
def list_accounts(program: Program, /, *, as_json: bool) -> None:
    """List the accounts. No service is asked."""
    with _desk(program, as_json=as_json) as desk:
        found = desk.list()
        kept = desk.secrets.are_kept
    if as_json:
        emit({"accounts": [_json(each, program) for each in found]})
        return
    for each in found:
        _print(each, program, kept=kept)
    if not found:
        click.echo("No account is set. Add one: paraph account add.")


@contextmanager
def _desk(program: Program, *, as_json: bool) -> Iterator[AccountDesk]:
    try:
        with program.accounts() as desk:
            yield desk
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error


def _told(program: Program, act: Callable[[AccountDesk], AccountStatus], *, as_json: bool) -> None:
    with _desk(program, as_json=as_json) as desk:
        done = act(desk)
    if as_json:
        emit(_json(done, program))
        return
    _print(done, program)
    if done.has_secret and not done.secret_kept:
        click.echo(f"  {_NOT_KEPT}", err=True)
    if done.trouble is not None:
        click.echo(f"  The service was not asked: {words_of(done.trouble).what}", err=True)


def _way(client_id: str, *, api_key: bool, secret: bool, oauth: bool) -> SignInWay:
    if [api_key, secret, oauth].count(True) != 1:
        why = "Exactly one of --api-key-stdin, --secret-stdin and --oauth is expected."
        raise InvalidArgument(why=why)
    if api_key and client_id:
        raise InvalidArgument(argument="--client-id", why="An API key needs none.")
    if api_key:
        return SignInWay.API_KEY
    return SignInWay.PROGRAM if secret else SignInWay.PERSON


def _json(found: AccountStatus, program: Program) -> dict[str, Any]:
    account, now = found.account, program.clock.now()
    sunset = found.heard.sunset if found.heard.sunset_is_near(now) else None
    return {
        "name": account.name,
        "id": account.id,
        "url": account.base_url,
        "environment": str(found.environment),
        "way": str(account.way),
        "client_id": account.client_id or None,
        "has_secret": found.has_secret,
        "secret_kept": found.secret_kept,
        "signed_in": found.signed_in,
        "paused": account.paused,
        "secret_since": utc(account.secret_since),
        "secret_age_days": found.secret_age.days if found.secret_age is not None else None,
        "rotation_due": found.is_due_for_rotation,
        "filing": account.filing or None,
        "mine": list(account.own_addresses),
        "clock_ahead_s": found.heard.ahead_s,
        "sunset": utc(sunset),
        "trouble": error_json(found.trouble) if found.trouble is not None else None,
    }


def _days(
    program: Program, found: Sequence[AccountStatus], *, as_json: bool
) -> Mapping[str, ServiceHealth]:
    try:
        return days_of(program, [each.account for each in found])
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error


def _worst(found: Sequence[AccountStatus]) -> int:
    """Give the exit status: that a person is needed comes before what passes by itself."""
    statuses = {each.trouble.exit_status for each in found if each.trouble is not None}
    return next((each for each in (3, 5, 4) if each in statuses), 0)


def _print(found: AccountStatus, program: Program, *, kept: bool = True) -> None:
    account = found.account
    click.echo(f"{account.name}  [{_ENVIRONMENTS[found.environment]}]")
    click.echo(f"  {account.base_url}, {_WAYS[account.way]}")
    for line in _lines(found, program, kept=kept):
        click.echo(f"  {line}")


def _lines(found: AccountStatus, program: Program, *, kept: bool) -> Sequence[str]:
    account, lines = found.account, []
    if not found.has_secret:
        how = "paraph account login" if kept else "this computer has no keychain that opens"
        lines.append(f"Not signed in: {how}.")
    elif found.signed_in:
        lines.append("The service answers, and accepts the sign-in.")
    if account.paused is not None:
        lines.append(f"Nothing is sent until a person has signed in [{account.paused}].")
    if found.is_due_for_rotation and found.secret_age is not None:
        lines.append(
            f"The API key is {found.secret_age.days} days old. Make a new one at the service, then:"
            " paraph account login --api-key-stdin."
        )
    if found.heard.sunset_is_near(program.clock.now()):
        lines.append(
            f"The service ends this version of its interface on {utc(found.heard.sunset)}: renew"
            " Paraph before then."
        )
    if account.filing:
        lines.append(f"Results are filed in {account.filing}")
    return lines


def _ended(name: str, what: str, *, told: bool, as_json: bool) -> None:
    if as_json:
        emit({"name": name, what: True, "service_told": told})
        return
    click.echo(f"{name}: {'signed out' if what == 'signed_out' else 'removed'}.")
    if not told:
        click.echo("  The service was not reached; its tokens expire by themselves.", err=True)
