"""`paraph trust`: the authorities whose certificates this profile trusts.

They are certificate files (PEM or DER) in the profile's folder `trust`; an administrator's and the
system's come on top.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from paraph.cli.owed_words import utc
from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import InvalidArgument, ParaphError


@click.group()
def trust() -> None:
    """List, add and remove trusted authorities."""


@trust.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_trusted(program: Program, /, *, as_json: bool) -> None:
    """List what is trusted."""
    try:
        found = [_described(program, der) for der in program.trusted().certificates()]
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _print(found, as_json=as_json)


@trust.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def add(program: Program, /, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Trust the certificates in FILES (PEM or DER)."""
    try:
        ders = [der for path in files for der in anchors_of(program, path, "FILES")]
        program.trusted().add(ders)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _print([_described(program, der) for der in ders], as_json=as_json)


@trust.command()
@click.argument("sha256s", metavar="SHA256…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def remove(program: Program, /, sha256s: tuple[str, ...], *, as_json: bool) -> None:
    """Trust these certificates of this profile no more, named by their SHA-256."""
    try:
        for sha256 in sha256s:
            if not program.trusted().remove(sha256.lower().replace(":", "")):
                raise InvalidArgument(argument="SHA256", value=sha256)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _print([], as_json=as_json)


def anchors_of(program: Program, path: Path, argument: str) -> list[bytes]:
    """Read trust anchors. Raises DocumentMissing, and InvalidArgument that names the argument."""
    try:
        return program.load_anchors(path)
    except InvalidArgument as error:
        error.details["argument"] = argument
        raise


def _described(program: Program, der: bytes) -> dict[str, Any]:
    facts = program.read_certificate(der)
    return {
        "subject": facts.holder,
        "sha256": facts.sha256,
        "not_after": utc(facts.not_after),
        "removable": program.trusted().is_own(facts.sha256),
    }


def _print(found: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        emit({"certificates": list(found)})
        return
    for each in found:
        click.echo(f"{each['subject']}, until {each['not_after']}\n  {each['sha256']}")
