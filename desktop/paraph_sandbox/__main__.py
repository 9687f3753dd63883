"""`paraph-sandbox serve`, `keys` for API keys, and `openapi` for the contract."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph_sandbox.gate.services import Options
from paraph_sandbox.lifecycle.problems import Problem

if TYPE_CHECKING:
    from paraph_sandbox.store.database import Database

_LOOPBACK = "127.0.0.1"
_data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("sandbox-data"),
    show_default=True,
    help="The folder that keeps everything.",
)


@click.group()
def main() -> None:
    """Run the remote e-signature API on this machine; nothing signed there has legal value."""


@main.command()
@_data
@click.option("--host", default=_LOOPBACK, show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8650, show_default=True)
@click.option(
    "--calls-per-minute",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    help="The rate of one client.",
)
@click.option(
    "--allow-loopback-webhooks", is_flag=True, help="Deliver webhooks to private addresses too."
)
@click.option(
    "--trust",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Admit cards whose certificates come from this root (PEM); may be repeated.",
)
@click.option(
    "--keys",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Fixed keys of the sandbox's authorities, for tests.",
)
@click.option(
    "--until-stdin-ends", is_flag=True, help="End with the program that holds standard input."
)
def serve(  # noqa: PLR0913 - one parameter an option
    data: Path,
    host: str,
    port: int,
    calls_per_minute: int,
    trust: tuple[Path, ...],
    keys: Path | None,
    *,
    allow_loopback_webhooks: bool,
    until_stdin_ends: bool,
) -> None:
    """Answer on an address until ended with Ctrl+C."""
    from paraph_sandbox.server import listen
    from paraph_sandbox.server import serve as run

    try:
        listening = listen(host, port)
    except OSError as error:
        click.echo(f"{host}:{port} cannot be used: {error.strerror}. Try another --port.", err=True)
        sys.exit(3)
    shown = f"[{host}]" if ":" in host else host
    options = Options(
        data=data,
        address=f"http://{shown}:{listening.getsockname()[1]}",
        calls_per_minute=calls_per_minute,
        allow_loopback_webhooks=allow_loopback_webhooks,
        trust=trust,
        keys=keys,
    )
    with _told_when_unfit():
        run(options, listening, until_stdin_ends=until_stdin_ends)


@main.command()
def openapi() -> None:
    """Print the contract, as OpenAPI 3.1."""
    from paraph_sandbox.app import with_routes
    from paraph_sandbox.gate.contract import as_text

    click.echo(as_text(with_routes()))


@main.group()
def keys() -> None:
    """Make, list and revoke API keys, beside a sandbox that runs or not."""


@keys.command("make")
@_data
@click.option("--scope", multiple=True, help="What it may do; may be repeated. All by default.")
@click.option("--address", multiple=True, help="From where alone (192.0.2.7, 10.0.0.0/8).")
def make_key(data: Path, scope: tuple[str, ...], address: tuple[str, ...]) -> None:
    """Make an API key and tell it, once."""
    from paraph_sandbox.acts.clients import EVERY_SCOPE, make_api_key
    from paraph_sandbox.app import clock_of

    with _folder(data) as database, database.write() as tx:
        account = tx.value("SELECT id FROM accounts ORDER BY created_at LIMIT 1")
        scopes = " ".join(scope) or EVERY_SCOPE
        click.echo(make_api_key(tx, account, clock_of(database).now(), scopes, " ".join(address)))


@keys.command("list")
@_data
def list_keys(data: Path) -> None:
    """List the API keys in force: id, day of making, addresses, scopes."""
    from paraph_sandbox.acts.clients import api_keys

    with _folder(data) as database, database.read() as tx:
        for row in api_keys(tx):
            told = (row["id"], row["created_at"], row["addresses"] or "everywhere", row["scopes"])
            click.echo("  ".join(told))


@keys.command("revoke")
@_data
@click.argument("key_id")
def revoke_key(data: Path, key_id: str) -> None:
    """Refuse an API key from now on; KEY_ID is what `keys list` tells."""
    from paraph_sandbox.acts.clients import revoke_api_key
    from paraph_sandbox.app import clock_of

    with _folder(data) as database, database.write() as tx:
        revoke_api_key(tx, key_id, clock_of(database).now())


@contextmanager
def _told_when_unfit() -> Iterator[None]:
    from paraph_sandbox.store.unfit_file import UnfitFile

    try:
        yield
    except UnfitFile as error:
        told = f"{error} Put a copy of it back, or start in a new folder with --data."
        click.echo(told, err=True)
        sys.exit(3)


@contextmanager
def _folder(data: Path) -> Iterator["Database"]:
    from paraph_sandbox.app import DATABASE
    from paraph_sandbox.store.database import Database
    from paraph_sandbox.store.unfit_file import usable

    if not (data / DATABASE).exists():
        click.echo(f"{data} is not a sandbox's folder. Start it once with serve.", err=True)
        sys.exit(3)
    with _told_when_unfit(), usable(data, data / DATABASE):
        database = Database(data / DATABASE)
    try:
        with _told_when_unfit(), usable(data, data / DATABASE):
            yield database
    except Problem as problem:
        told = "; ".join(message for _, message in problem.errors) or problem.detail
        click.echo(told, err=True)
        sys.exit(2)
    finally:
        database.close()


if __name__ == "__main__":
    main()
