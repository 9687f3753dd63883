"""`paraph doctor`: what this machine has and lacks."""

import platform
from typing import Any

import click

from paraph.cli.program import Program, emit
from paraph.cli.tokens import list_modules


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def doctor(program: Program, as_json: bool) -> None:  # noqa: FBT001
    """Say what is there: modules, tokens, the record, the clock."""
    modules = list_modules(program, None)
    found: dict[str, Any] = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "home": str(program.home),
        "clock_utc": program.clock.now().isoformat(timespec="seconds"),
        "modules": modules,
        "tokens": sum(len(module["tokens"]) for module in modules),
    }
    if as_json:
        emit(found)
        return
    for name in ("python", "system", "home", "clock_utc", "tokens"):
        click.echo(f"{name}: {found[name]}")
    for module in modules:
        state = module["error"]["message"] if module["error"] else "loads"
        click.echo(f"module {module['module']}: {state}")
    if not modules:
        click.echo("No PKCS#11 module was found: install OpenSC or the card's own software.")
