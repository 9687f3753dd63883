"""`paraph tokens`: modules, tokens, certificates, and whether each can sign."""

from typing import Any

import click

from paraph.cli.program import Program, emit, error_json
from paraph.domain.errors import ParaphError
from paraph.usecases.choose_certificate import candidates


@click.command()
@click.option("--module", help="Path of a PKCS#11 module; otherwise the known ones.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def tokens(program: Program, module: str | None, as_json: bool) -> None:  # noqa: FBT001
    """List tokens and their certificates."""
    found = {"modules": list_modules(program, [module] if module else None)}
    if as_json:
        emit(found)
        return
    for entry in found["modules"]:
        click.echo(entry["module"] + (f": {entry['error']['code']}" if entry["error"] else ""))
        for token in entry["tokens"]:
            click.echo(f"  {token['label']} ({token['serial']}), PIN {token['pin_state']}")
            for item in token["certificates"]:
                word = "can sign" if item["can_sign"] else f"cannot sign: {item['why_not']}"
                click.echo(f"    {item['holder']} · {item['valid_to']} · {word}")
                click.echo(f"      {item['sha256']}")


def list_modules(program: Program, paths: list[str] | None) -> list[dict[str, Any]]:
    """Look into each module; one that fails does not hide the others."""
    return [_module(program, path) for path in (paths or program.known_modules())]


def _module(program: Program, path: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"module": path, "error": None, "tokens": []}
    module = program.open_module(path)
    try:
        present = module.tokens()
        tokens_by_slot: dict[int, dict[str, Any]] = {
            token.slot_id: {
                "slot": token.slot_id,
                "label": token.label,
                "serial": token.serial,
                "manufacturer": token.manufacturer,
                "pin_state": str(token.pin_state),
                "certificates": [],
            }
            for token in present
        }
        for one in candidates(present, program.read_certificate, program.clock.now()):
            tokens_by_slot[one.token.slot_id]["certificates"].append(
                {
                    "label": one.certificate.label,
                    "id": one.certificate.key_id.hex(),
                    "holder": one.facts.holder,
                    "subject": one.facts.subject,
                    "issuer": one.facts.issuer,
                    "sha256": one.facts.sha256,
                    "valid_from": one.facts.not_before.isoformat(),
                    "valid_to": one.facts.not_after.isoformat(),
                    "can_sign": one.bar is None,
                    "why_not": str(one.bar) if one.bar else None,
                }
            )
        shown["tokens"] = list(tokens_by_slot.values())
    except ParaphError as error:
        shown["error"] = error_json(error)
    finally:
        module.close()
    return shown
