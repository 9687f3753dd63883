"""`paraph filing`: where an account's results are filed, and how the names there are made."""

from typing import Any

import click

from paraph.cli.program import Program, emit, read_secret, tell
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.errors.service import NoKeychain
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.domain.service.filing_name import DEFAULT_PATTERN
from paraph.usecases.set_filing import FilingWish, set_filing


@click.command()
@click.option("--name", help="Which account; the only one needs no name.")
@click.option("--place", help="A folder, or an address of WebDAV (https://user@host/folder);"
              " empty to file nothing.")  # fmt: skip
@click.option("--pattern", help="Such as '{client}/{matter}/{date} {name}'; {year} and {reference}"
              " can be used, too.")  # fmt: skip
@click.option("--password-stdin", is_flag=True,
              help="Read the password of the WebDAV user, one line of standard input.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def filing(program: Program, /, name: str | None, **given: Any) -> None:
    """Show or set where results are filed."""
    as_json = given["as_json"]
    try:
        password = read_secret("Password", from_stdin=True) if given["password_stdin"] else None
        with program.accounts() as desk:
            account = desk.find(name)
            wish = FilingWish(given["place"], given["pattern"])
            if wish != FilingWish():
                account = set_filing(account, wish, desk)
        if password is not None:
            _keep(program, account, password)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    told = {
        "account": account.name,
        "place": account.filing or None,
        "pattern": account.filing_pattern or DEFAULT_PATTERN,
    }
    if as_json:
        emit(told)
    else:
        place = told["place"] or "nowhere: results stay at the service"
        click.echo(f"{account.name}: {place}\n  {told['pattern']}")


def _keep(program: Program, account: Account, password: Secret) -> None:
    if not is_address(account.filing):
        raise InvalidArgument(argument="--password-stdin", why="A folder has no password.")
    address = webdav_address(account.filing)
    if not program.keep_password(address.url, address.user, password):
        raise NoKeychain
