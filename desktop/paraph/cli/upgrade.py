"""`paraph upgrade`: add what is owed, raise a file of others, renew an archive timestamp.

A file that a list has elsewhere is found again by its bytes, so that it also names a new place.
"""

import os
from pathlib import Path
from typing import Any, TypeAlias

import click

from paraph.cli.program import Program, emit, error_json, read_secret, tell, tell_settings
from paraph.domain.errors import InvalidArgument, ParaphError, from_code
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.pay_owed import Paying
from paraph.usecases.upgrade_signature import Upgraded, UpgradeWish, give_up, upgrade_signature

# Whether a file was on a list, where it is taken off.
_Result: TypeAlias = Upgraded | ParaphError | bool
_LEVELS = [str(level) for level in PadesLevel if level is not PadesLevel.B_B]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    help="The level to reach (what the file owes; B-LTA where it owes nothing).",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The raised copy's name.")
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option("--force", is_flag=True, help="Replace an existing output.")
@click.option(
    "--give-up",
    "gives_up",
    is_flag=True,
    help="Take the files off the lists of what is owed and of what is renewed.",
)
@click.option("--password-stdin", is_flag=True, help="Read the document's password from stdin.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def upgrade(program: Program, /, **given: Any) -> None:
    """Add proof of time and long-term proof to signed files.

    A file that was signed here is raised where it lies; of any other one a copy is written.
    """
    as_json = given["as_json"]
    tell_settings(program.home)
    try:
        results = _all(program, given)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(results, as_json=as_json)
    raise SystemExit(max(_status(result) for _, result in results))


def _all(program: Program, given: dict[str, Any]) -> list[tuple[Path, _Result]]:
    # A file that is named twice, by a link too, is raised once.
    named = {os.path.realpath(path): path.absolute() for path in reversed(given["files"])}
    paths = list(reversed(named.values()))
    output = given["output"].absolute() if given["output"] is not None else None
    if output is not None and len(paths) > 1:
        raise InvalidArgument(why="Several files have no one --output.")
    password = read_secret("Password", from_stdin=True) if given["password_stdin"] else None
    level = PadesLevel(given["level"]) if given["level"] is not None else None
    with program.proving(given["tsa"]).paying() as ports:
        if given["gives_up"]:
            return [(path, give_up(path, ports)) for path in paths]
        wishes = [
            UpgradeWish(path, level, output, password, force=given["force"]) for path in paths
        ]
        return [(wish.path, _one(program, wish, ports)) for wish in wishes]


def _one(program: Program, wish: UpgradeWish, ports: Paying) -> Upgraded | ParaphError:
    try:
        return upgrade_signature(wish, ports, program.files())
    except ParaphError as error:
        return error


def _status(result: _Result) -> int:
    if isinstance(result, ParaphError):
        return result.exit_status
    if isinstance(result, bool) or result.why is None:
        return 0
    return from_code(result.why, {}).exit_status


def _report(results: list[tuple[Path, _Result]], *, as_json: bool) -> None:
    if as_json:
        emit({"documents": [_json(*pair) for pair in results]})
        return
    for path, result in results:
        if isinstance(result, ParaphError):
            click.echo(str(path), err=True)
            tell(result, as_json=False)
        elif isinstance(result, bool):
            words = "taken off the list" if result else "nothing is owed"
            click.echo(f"{path}: {words}.")
        else:
            if result.moved_from is not None:
                click.echo(f"{path}: found again (was {result.moved_from}).")
            click.echo(f"{result.output}: {result.level}{_unchanged(path, result)}")
            if result.why is not None:
                click.echo(f"  owed: {', '.join(result.owed)}", err=True)
                tell(from_code(result.why, {}), as_json=False)


def _unchanged(path: Path, result: Upgraded) -> str:
    if result.changed or result.why is not None:
        return ""
    if result.output == path:
        return ", as before; nothing was added."
    return f", as {path} has it; nothing was added to this copy."


def _json(path: Path, result: _Result) -> dict[str, Any]:
    if isinstance(result, bool | ParaphError):
        error = error_json(result) if isinstance(result, ParaphError) else None
        nothing: dict[str, Any] = {"output": None, "level": None, "owed": [], "changed": False}
        return {"input": str(path), **nothing, "error": error}
    return {
        "input": str(path),
        "output": str(result.output),
        "output_sha256": result.sha256,
        "level_before": str(result.before),
        "level": str(result.level),
        "changed": result.changed,
        "moved_from": str(result.moved_from) if result.moved_from is not None else None,
        "owed": [str(step) for step in result.owed],
        "next_attempt_at": result.next_attempt,
        "error": error_json(from_code(result.why, {})) if result.why is not None else None,
    }
