"""The command group; without a command, the window."""

from pathlib import Path

import click

from paraph import __version__
from paraph.cli.account import account
from paraph.cli.book import book
from paraph.cli.demo import demo
from paraph.cli.doctor import doctor
from paraph.cli.filing import filing
from paraph.cli.program import Program, tell
from paraph.cli.queue import queue
from paraph.cli.request import request_group
from paraph.cli.sign import sign
from paraph.cli.sync import sync
from paraph.cli.tokens import tokens
from paraph.cli.trust import trust
from paraph.cli.upgrade import upgrade
from paraph.cli.verify import verify
from paraph.cli.watch import watch
from paraph.cli.webhook import webhook
from paraph.domain.errors import InvalidArgument, ParaphError, Stopped, Unforeseen
from paraph.domain.errors.files import profile_error
from paraph.logs import write_report

COMMANDS = (
    account, book, demo, doctor, filing, queue, request_group, sign, sync, tokens, trust, upgrade,
    verify, watch, webhook,
)  # fmt: skip


@click.group(epilog="Without a command, FILE… opens in the window: paraph [FILE…].")
@click.version_option(__version__)
def paraph() -> None:
    """Sign PDF documents with a card, offline, and prove it."""


def _tell_of_json(command: click.Command) -> None:
    """Give `--json` its help: it is the same in every command."""
    for each in command.params:
        if isinstance(each, click.Option) and each.name == "as_json":
            each.help = each.help or "Print one JSON object, and nothing else."
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _tell_of_json(below)


for _command in COMMANDS:
    _tell_of_json(_command)
    paraph.add_command(_command)


def run(program: Program, arguments: list[str]) -> int:
    """Run one command and give its exit status; what is not foreseen is 70 with a report."""
    try:
        if _is_for_window(arguments):
            return _open(program, arguments)
        paraph.main(arguments, prog_name="paraph", standalone_mode=False, obj=program)
    except click.ClickException as error:
        return _tell_usage(error, arguments)
    except click.Abort as error:
        return _tell_abort(error, arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except Exception as error:  # noqa: BLE001 - the last guard: a report instead of a traceback
        return tell_end(error, program.home, as_json=_wants_json(arguments))
    return 0


def _tell_abort(error: click.Abort, arguments: list[str]) -> int:
    if isinstance(error.__cause__, KeyboardInterrupt):
        return tell(Stopped(), as_json=_wants_json(arguments))
    return 3  # a question that nobody answered


def tell_end(error: Exception, home: Path, *, as_json: bool = False) -> int:
    """Say what ended the program, and give its exit status."""
    if not isinstance(error, ParaphError):
        error = Unforeseen(report=str(write_report(home, error)))
    return tell(error, as_json=as_json)


def tell_no_profile(error: OSError, arguments: list[str]) -> int:
    """Say that the profile's folder cannot be made or read, and give the exit status."""
    where = str(error.filename or "")
    return tell(profile_error(error, where), as_json=_wants_json(arguments))


def _tell_usage(error: click.ClickException, arguments: list[str]) -> int:
    if _wants_json(arguments):
        return tell(InvalidArgument(why=error.format_message()), as_json=True)
    error.show()
    return InvalidArgument.exit_status


def _wants_json(arguments: list[str]) -> bool:
    """Tell whether a program reads the answer, even of a call that cannot be understood."""
    return "--json" in arguments


def _is_for_window(arguments: list[str]) -> bool:
    if not arguments or arguments[0] == "--":
        return True
    first = Path(arguments[0])
    is_command = arguments[0] in paraph.commands or arguments[0].startswith("-")
    # A mistyped command is a usage error, not a file that is missing.
    return not is_command and (first.exists() or first.suffix.lower() == ".pdf")


def _open(program: Program, arguments: list[str]) -> int:
    names = arguments[1:] if arguments[:1] == ["--"] else arguments
    return program.open_window([Path(name) for name in names], None)
