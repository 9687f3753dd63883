"""`paraph filing`: where an account's results are filed, and how the names there are made."""

from typing import Any

import click

from paraph.cli.program import Program, emit, tell
from paraph.cli.secrets_given import one_line
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.errors.service import NoKeychain
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.domain.service.filing_name import DEFAULT_PATTERN
from paraph.usecases.set_filing import FilingWish, set_filing

_NOT_KEPT = (
    "This computer has no keychain that opens: the place is set, and its password is not kept. Give"
    " it to each run: paraph sync --filing-password-stdin."
)


@click.command()
@click.option("--name", help="Which account; the only one needs no name.")
@click.option("--place", help="A folder, or an address of WebDAV (https://user@host/folder);"
              " empty to file nothing.")  # fmt: skip
@click.option("--pattern", help="Such as '{client}/{matter}/{date} {name}'; {year} and {reference}"
              " can be used, too.")  # fmt: skip
@click.option("--password-stdin", is_flag=True,
              help="Read the password of the WebDAV user, one line of standard input.")  # fmt: skip
@click.option("--check", is_flag=True, help="Ask the place now, whether it answers and lets files"
              " be put there.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def filing(program: Program, /, name: str | None, **given: Any) -> None:
    """Show or set where results are filed."""
    as_json = given["as_json"]
    try:
        told = _done(program, name, given)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if not told.get("password_kept", True):
        click.echo(_NOT_KEPT, err=True)
    if as_json:
        emit(told)
        return
    place = told["place"] or "nowhere: results stay at the service"
    click.echo(f"{told['account']}: {place}\n  {told['pattern']}")
    if given["check"]:
        click.echo("  The place answers.")


def _done(program: Program, name: str | None, given: dict[str, Any]) -> dict[str, Any]:
    """Set, keep and check what is asked, and give what is told of it."""
    password = one_line("Password") if given["password_stdin"] else None
    with program.accounts() as desk:
        account = desk.find(name)
        wish = FilingWish(given["place"], given["pattern"])
        if wish != FilingWish():
            account = set_filing(account, wish, desk)
    told: dict[str, Any] = {
        "account": account.name,
        "place": account.filing or None,
        "pattern": account.filing_pattern or DEFAULT_PATTERN,
    }
    if password is not None:
        told["password_kept"] = _keep(program, account, password)
        if not (told["password_kept"] or given["place"] or given["check"]):
            raise NoKeychain(account=account.name)
    if given["check"]:
        _check(program, account)
        told["answers"] = True
    return told


def _keep(program: Program, account: Account, password: Secret) -> bool:
    """Keep it; False without a keychain. Raises InvalidArgument."""
    if not is_address(account.filing):
        raise InvalidArgument(argument="--password-stdin", why="A folder has no password.")
    address = webdav_address(account.filing)
    program.lend_password(address.url, address.user, password)  # for this run in any case
    return program.keep_password(address.url, address.user, password)


def _check(program: Program, account: Account) -> None:
    """Ask the place. Raises InvalidArgument, and what filing there would."""
    with program.beside(account) as kit:
        if kit.client_file is None:
            raise InvalidArgument(argument="--check", why="No place is set.")
        kit.client_file().fits(account.filing, ())
