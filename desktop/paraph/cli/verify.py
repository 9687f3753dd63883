"""`paraph verify`: integrity, coverage, signer and trust of every signature."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.cli.trust import anchors_of
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.verification import FileReport


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--trust",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A certificate file or a folder of them; nothing else is trusted then (what the profile"
    " trusts, as trust list says).",
)
@click.option("--offline", is_flag=True, help="Use no network (no network is used yet).")
@click.option(
    "--revocation",
    type=click.Choice(["require", "available"]),
    help="What an unknown revocation status does (require; available with --trust).",
)
@click.option("--at", help="Time of validation, ISO 8601.")
@click.option("--password-stdin", is_flag=True, help="Read the documents' password from stdin.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(
    program: Program,
    /,
    files: tuple[Path, ...],
    trust: tuple[Path, ...],
    at: str | None,
    revocation: str | None,
    **flags: bool,
) -> None:
    """Say what holds of the signatures in PDF files."""
    as_json = flags["as_json"]
    try:
        moment = _moment(at) or program.clock.now()
        anchors = _anchors(program, trust)
        secret = read_secret("Password", from_stdin=True) if flags["password_stdin"] else None
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    # With anchors of one's own there is often nobody to ask about revocation.
    strict = (revocation or ("available" if trust else "require")) == "require"
    results: list[tuple[Path, FileReport | ParaphError]] = []
    for path in files:
        try:
            report = program.checker().check(path, anchors, moment, secret)
            results.append((path, report.requiring_revocation() if strict else report))
        except ParaphError as error:
            results.append((path, error))
    _print(results, as_json=as_json)
    raise SystemExit(max(_status(result) for _, result in results))


def _anchors(program: Program, trust: tuple[Path, ...]) -> Sequence[bytes]:
    if not trust:
        return program.trusted().certificates()
    return [der for path in trust for der in anchors_of(program, path, "--trust")]


def _status(result: FileReport | ParaphError) -> int:
    if isinstance(result, ParaphError):
        return result.exit_status
    return 0 if result.verdict in ("valid", "valid-with-changes") else 1


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidArgument(argument="--at", value=text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _print(results: list[tuple[Path, FileReport | ParaphError]], *, as_json: bool) -> None:
    if as_json:
        shown = [_json(path, result) for path, result in results]
        emit(shown[0] if len(shown) == 1 else {"files": shown})
        return
    for path, result in results:
        if isinstance(result, ParaphError):
            click.echo(str(path), err=True)
            tell(result, as_json=False)
        else:
            _print_report(result)


def _json(path: Path, result: FileReport | ParaphError) -> dict[str, Any]:
    if isinstance(result, ParaphError):
        return {"file": str(path), "error": error_json(result)}
    return result.as_json()


def _print_report(report: FileReport) -> None:
    click.echo(f"{report.file}: {report.verdict}")
    for reason in report.own_reasons:
        click.echo(f"  {reason}")
    for item in report.signatures:
        who = item.signer.subject if item.signer else "unreadable"
        click.echo(f"  {item.field}: {item.verdict} · {who} · {item.integrity} · {item.trust}")
        for reason in item.reasons:
            click.echo(f"    {reason}")
