"""`paraph request download` and `paraph request paper`: give out what it has, add a scan."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from paraph.cli.program import Program, emit, tell
from paraph.cli.secrets_given import Given, filing_password_stdin, lend, secret_stdin
from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import AccountUnknown
from paraph.domain.service.account import Account
from paraph.domain.service.local_request import LocalRequest
from paraph.usecases.download_results import download_results
from paraph.usecases.sign_on_paper import PaperDesk, file_scans, sign_on_paper

_as_json = click.option("--json", "as_json", is_flag=True)
_request = click.argument("request")


@click.command()
@_request
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path(),
              help="Where the files are put; the folder you are in.")  # fmt: skip
@secret_stdin
@_as_json
@click.pass_obj
def download(
    program: Program, /, request: str, folder: Path, *, secret_stdin: bool, as_json: bool
) -> None:
    """Put the signed document and the audit trail into a folder; before the end, the document."""
    with _telling(as_json=as_json):
        found, account = _found(program, request)
        lend(program, [account.name], Given(secret=secret_stdin))
        with program.beside(account) as kit:
            place = program.folder(folder.absolute())
            files = download_results(found, place, kit)
    if as_json:
        emit({"request": found.id, "status": str(found.status), "files": list(map(str, files))})
        return
    for each in files:
        click.echo(str(each))


@click.command()
@_request
@click.argument("scan", type=click.Path(path_type=Path))
@click.option("--signatory", "number", type=click.IntRange(1), required=True,
              help="Who signed, by the number that paraph request show tells.")  # fmt: skip
@filing_password_stdin
@_as_json
@click.pass_obj
def paper(
    program: Program,
    /,
    request: str,
    scan: Path,
    number: int,
    *,
    filing_password_stdin: bool,
    as_json: bool,
) -> None:
    """Note that a signatory signed on paper, with its SCAN (PDF, PNG, JPEG).

    It is no electronic signature and is never shown as one.
    """
    with _telling(as_json=as_json):
        with program.requests() as desk:
            queueing = desk.queueing
            ports = PaperDesk(queueing.outbox, queueing.requests, queueing.audit, queueing.spool)
            marked = sign_on_paper(desk.find(request).id, number - 1, scan, ports)
            account = desk.account_of(marked)
        if account is not None:
            lend(program, [account.name], Given(filing_password=filing_password_stdin))
        is_filed = account is not None and _file(program, marked, account)
    if as_json:
        emit({"request": marked.id, "signatory": number, "filed": is_filed})
        return
    click.echo("The scan is kept and filed." if is_filed else "The scan is kept.")


def _file(program: Program, marked: LocalRequest, account: Account) -> bool:
    """Put the scan beside results that are filed already."""
    with program.beside(account) as kit:
        if kit.client_file is None:
            return False
        return file_scans(marked, kit.client_file(), kit.fetching.spool)


def _found(program: Program, name: str) -> tuple[LocalRequest, Account]:
    with program.requests() as desk:
        found = desk.find(name)
        account = desk.account_of(found)
    if account is None:
        raise AccountUnknown(name=found.account)
    return found, account


@contextmanager
def _telling(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
