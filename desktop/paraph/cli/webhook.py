"""`paraph webhook`: messages that the service sends by itself, as files, checked and applied."""

from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program, emit, read_secret, tell
from paraph.cli.secrets_given import Given, lend, one_line, secret_stdin
from paraph.domain.errors import DocumentMissing, InvalidArgument, ParaphError
from paraph.domain.errors.service import NoKeychain
from paraph.domain.service.account import Account
from paraph.usecases.accounts import AccountDesk
from paraph.usecases.apply_payload import (
    MOST_BYTES,
    apply_payload,
    keep_webhook_secrets,
    lend_webhook_secrets,
)

_MOST_HEADERS = 64 << 10
_name = click.option("--name", help="Which account; the only one needs no name.")
_as_json = click.option("--json", "as_json", is_flag=True)


@click.group()
def webhook() -> None:
    """Take messages of the service's webhooks."""


@webhook.command()
@_name
@click.option("--secret-stdin", is_flag=True,
              help="Read the secret that you gave the webhook, one line.")  # fmt: skip
@click.option("--standard-secret-stdin", is_flag=True,
              help="Read the secret of Standard Webhooks (whsec_…), one line.")  # fmt: skip
@_as_json
@click.pass_obj
def secret(
    program: Program,
    /,
    name: str | None,
    *,
    secret_stdin: bool,
    standard_secret_stdin: bool,
    as_json: bool,
) -> None:
    """Keep the secrets of an account's webhook; both lines on standard input, in this order.

    Where both are kept, a message has to be signed with both.
    """
    try:
        guide = read_secret("Secret", from_stdin=True) if secret_stdin else None
        standard = read_secret("Secret", from_stdin=True) if standard_secret_stdin else None
        with program.accounts() as desk:
            account = desk.find(name)
            if not desk.secrets.are_kept:
                raise NoKeychain(account=account.name)
            keep_webhook_secrets(account.id, guide, standard, desk.secrets)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if as_json:
        emit({"kept": True})
    else:
        click.echo("Kept.")


@webhook.command()
@_name
@click.option("--payload", type=click.Path(path_type=Path), required=True,
              help="The body, byte for byte.")  # fmt: skip
@click.option("--headers", type=click.Path(path_type=Path), required=True,
              help="The headers, a line each: NAME: VALUE.")  # fmt: skip
@secret_stdin
@click.option("--webhook-secret-stdin", is_flag=True, help="Read the secret that you gave the"
              " webhook, one line after that, for this run alone.")  # fmt: skip
@click.option("--standard-secret-stdin", is_flag=True, help="Read the secret of Standard Webhooks,"
              " one line after that, for this run alone.")  # fmt: skip
@_as_json
@click.pass_obj
def apply(program: Program, /, name: str | None, **given: Any) -> None:
    """Check a message and apply what it tells of, once."""
    as_json = given["as_json"]
    try:
        body = _read(given["payload"], MOST_BYTES)
        pairs = _pairs(_read(given["headers"], _MOST_HEADERS))
        with program.accounts() as desk:
            account = desk.find(name)
            lend(program, [account.name], Given(secret=given["secret_stdin"]))
            _lend(account, desk, given)
        with program.beside(account) as kit:
            receiving = kit.fetching.receiving
            became = apply_payload(body, pairs, kit.secrets, kit.read_event, receiving)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if as_json:
        emit({"result": str(became)})
    else:
        click.echo(f"The message is {became}.")


def _lend(account: Account, desk: AccountDesk, given: dict[str, Any]) -> None:
    guide = one_line("Secret") if given["webhook_secret_stdin"] else None
    standard = one_line("Secret") if given["standard_secret_stdin"] else None
    if guide is not None or standard is not None:
        lend_webhook_secrets(account.id, guide, standard, desk.secrets)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    if len(content) > most:
        raise InvalidArgument(argument=str(path), why=f"It has more than {most} bytes.")
    return content


def _pairs(content: bytes) -> list[tuple[bytes, bytes]]:
    lines = (line.partition(b":") for line in content.splitlines())
    return [(name.strip(), value.strip()) for name, colon, value in lines if colon]
