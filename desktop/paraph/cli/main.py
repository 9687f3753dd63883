"""The command group; without a command, the window."""

import secrets
import traceback
from pathlib import Path

import click

from paraph.cli.demo import demo
from paraph.cli.doctor import doctor
from paraph.cli.program import Program
from paraph.cli.sign import sign
from paraph.cli.tokens import tokens
from paraph.cli.verify import verify

COMMANDS = (demo, doctor, sign, tokens, verify)


@click.group()
@click.version_option(package_name="paraph")
def paraph() -> None:
    """Sign PDF documents with a card, offline, and prove it."""


for _command in COMMANDS:
    paraph.add_command(_command)


def run(program: Program, arguments: list[str]) -> int:
    """Run one command and give its exit status; what is not foreseen is 70 with a report."""
    try:
        paraph.main(arguments, prog_name="paraph", standalone_mode=False, obj=program)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 3
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except Exception as error:  # noqa: BLE001 - the last guard: a report instead of a traceback
        report = _write_report(program.home, error)
        click.echo(f"Something unforeseen happened. A report is in {report}.", err=True)
        return 70
    return 0


def _write_report(home: Path, error: Exception) -> Path:
    """Write where it happened: places in the code, no values and no messages."""
    folder = home / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"{secrets.token_hex(6)}.txt"
    places = (
        f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    )
    report.write_text("\n".join([type(error).__name__, *places]) + "\n", encoding="utf-8")
    return report
