"""`paraph tokens`: modules, readers, tokens, certificates, and whether each can sign."""

from pathlib import Path
from typing import Any, NamedTuple

import click

from paraph.cli.certificate_json import certificate_json
from paraph.cli.program import Program, emit, error_json
from paraph.cli.reader_words import list_readers, reader_lines
from paraph.domain.errors import ParaphError
from paraph.domain.messages import words_for
from paraph.ports.finding import FoundModule, ModuleDescription, Origin
from paraph.ports.signing_token import TokenSnapshot
from paraph.usecases.choose_certificate import candidates

_ORIGINS = {
    Origin.KNOWN: "known place",
    Origin.P11_KIT: "p11-kit's configuration",
    Origin.BY_HAND: "added by hand",
}


class Listing(NamedTuple):
    """What `paraph tokens` prints, and what `paraph doctor` prints of it."""

    modules: list[dict[str, Any]]
    readers: list[dict[str, Any]] | None
    readers_error: str | None


@click.command()
@click.option("--module", help="Path of a PKCS#11 module; otherwise the known ones.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def tokens(program: Program, module: str | None, as_json: bool) -> None:  # noqa: FBT001
    """List tokens and their certificates."""
    found = list_tokens(program, module)
    if as_json:
        emit(found._asdict())
        return
    for line in [*_lines(found.modules), *reader_lines(found.readers)]:
        click.echo(line)


def list_tokens(program: Program, only: str | None = None) -> Listing:
    """Look into each module, or into one; one that fails does not hide the others."""
    known = {each.path: each for each in program.finding.modules()}
    paths = [only] if only is not None else list(program.known_modules())
    modules = [known.get(path) or _added(path) for path in paths]
    shown, present = [], []
    for each, description in zip(modules, program.finding.describe(paths), strict=True):
        entry, found = _module(program, each, description)
        shown.append(entry)
        present += found
    return Listing(shown, *list_readers(program, modules, present))


def module_line(entry: dict[str, Any]) -> str:
    """Say in a line what a module is, and whether it loads."""
    what = f"{entry['name']}, {_ORIGINS[Origin(entry['found'])]}"
    if entry["error"] is not None:
        why = words_for(entry["why_not"] or entry["error"]["code"]).what
        return f"PKCS#11 module {entry['module']} ({what}): {why}"
    says = f"{entry['description']} {entry['version']}".strip()
    return f"PKCS#11 module {entry['module']} ({what}): {says}, {len(entry['tokens'])} token(s)"


def _lines(modules: list[dict[str, Any]]) -> list[str]:
    lines = [] if modules else ["PKCS#11 modules: none."]
    for entry in modules:
        lines.append(module_line(entry))
        for token in entry["tokens"]:
            lines.append(f"  {token['label']} ({token['serial']}), {_token_words(token)}")
            for item in token["certificates"]:
                word = "can sign" if item["can_sign"] else f"cannot sign: {item['why_not']}"
                made_for = f"made for: {item['purpose']}"
                lines.append(f"    {item['holder']} · {made_for} · {item['valid_to']} · {word}")
                lines.append(f"      {item['sha256']}")
    return lines


def _token_words(token: dict[str, Any]) -> str:
    if token["in_software"]:
        return "a key file, without a device"
    words = [token["model"], f"in {token['reader']}" if token["reader"] else ""]
    length = f" of {token['pin_min']} to {token['pin_max']}" if token["pin_max"] else ""
    return ", ".join(filter(None, [*words, f"PIN{length} {token['pin_state']}"]))


def _added(path: str) -> FoundModule:
    return FoundModule(path, Origin.BY_HAND, Path(path).name)


def _module(
    program: Program, module: FoundModule, description: ModuleDescription
) -> tuple[dict[str, Any], list[TokenSnapshot]]:
    shown: dict[str, Any] = {
        "module": module.path,
        "name": module.name,
        "kind": module.kind,
        "found": str(module.origin),
        "loads": description.why_not is None,
        "why_not": description.why_not,
        "description": description.description,
        "manufacturer": description.manufacturer,
        "version": description.version,
        "error": None,
        "tokens": [],
    }
    present: list[TokenSnapshot] = []
    opened = program.open_module(module.path)
    try:
        present = list(opened.tokens())
        by_slot = {token.slot_id: _token(token) for token in present}
        read, now = program.read_certificate, program.clock.now()
        for one in candidates(present, read, program.policy(), now):
            by_slot[one.token.slot_id]["certificates"].append(certificate_json(one))
        shown["tokens"] = list(by_slot.values())
    except ParaphError as error:
        shown["error"] = error_json(error)
    finally:
        opened.close()
    return shown, present


def _token(token: TokenSnapshot) -> dict[str, Any]:
    return {
        "slot": token.slot_id,
        "label": token.label,
        "serial": token.serial,
        "manufacturer": token.manufacturer,
        "model": token.model,
        "reader": token.reader,
        "pin_state": str(token.pin_state),
        "pin_min": token.pin_min or None,
        "pin_max": token.pin_max or None,
        "in_software": token.in_software,
        "certificates": [],
    }
