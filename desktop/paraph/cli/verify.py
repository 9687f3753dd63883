"""`paraph verify`: integrity, coverage, signer and trust of every signature."""

from datetime import UTC, datetime
from pathlib import Path

import click

from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.verification import FileReport


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--offline", is_flag=True, help="Use no network (no network is used yet).")
@click.option("--at", help="Time of validation, ISO 8601.")
@click.option("--password-stdin", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(
    program: Program,
    /,
    files: tuple[Path, ...],
    trust: tuple[Path, ...],
    at: str | None,
    **flags: bool,
) -> None:
    """Say what holds of the signatures in PDF files."""
    as_json = flags["as_json"]
    reports, errors = [], []
    try:
        moment = _moment(at) or program.clock.now()
        anchors = [der for path in trust for der in program.load_anchors(path)]
        secret = read_secret("Password", from_stdin=True) if flags["password_stdin"] else None
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    for path in files:
        try:
            reports.append(program.checker().check(path, anchors, moment, secret))
        except ParaphError as error:
            errors.append((path, error))
    _print(reports, errors, as_json=as_json)
    good = all(report.verdict in ("valid", "valid-with-changes") for report in reports)
    raise SystemExit(max([e.exit_status for _, e in errors], default=0 if good else 1))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidArgument(argument="--at", value=text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _print(
    reports: list[FileReport], errors: list[tuple[Path, ParaphError]], *, as_json: bool
) -> None:
    if as_json:
        shown = [report.as_json() for report in reports]
        shown += [{"file": str(path), "error": error_json(error)} for path, error in errors]
        emit(shown[0] if len(shown) == 1 else {"files": shown})
        return
    for report in reports:
        click.echo(f"{report.file}: {report.verdict}")
        for item in report.signatures:
            who = item.signer.subject if item.signer else "unreadable"
            click.echo(f"  {item.field}: {item.verdict} · {who} · {item.integrity} · {item.trust}")
            for reason in item.reasons:
                click.echo(f"    {reason}")
    for path, error in errors:
        click.echo(str(path), err=True)
        tell(error, as_json=False)
