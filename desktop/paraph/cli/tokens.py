"""`paraph tokens`: modules, readers, tokens, certificates, and whether each can sign."""

from dataclasses import replace
from typing import Any, NamedTuple

import click

from paraph.cli.card_key import found_as
from paraph.cli.certificate_json import certificate_json, certificate_lines
from paraph.cli.program import Program, emit, error_json
from paraph.cli.reader_words import list_readers, reader_lines
from paraph.domain.errors import ParaphError
from paraph.domain.keys.key_kind import key_kind
from paraph.domain.keys.tpm import tpm_trouble, tpm_words
from paraph.domain.messages.acts import words_for, words_with
from paraph.domain.messages.keys import about_key
from paraph.ports.finding import FoundModule, ModuleDescription, Origin
from paraph.ports.signing_token import PinState, TokenSnapshot
from paraph.usecases.choose_certificate import candidates

_PIN_STATES = {
    PinState.NORMAL: "normal",
    PinState.COUNT_LOW: "normal, but a wrong one was typed before",
    PinState.FINAL_TRY: "with one last try",
    PinState.LOCKED: "locked",
    PinState.READER: "typed on the reader's own keys",
}
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
    for line in [*_lines(found.modules), *reader_lines(found.readers, found.readers_error)]:
        click.echo(line)


def list_tokens(program: Program, only: str | None = None) -> Listing:
    """Look into each module, or into one; one that fails does not hide the others."""
    known = list(program.finding.modules())
    paths = [only] if only is not None else list(program.known_modules())
    modules = [found_as(path, known) for path in paths]
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
        key = key_kind(entry["kind"])
        words = words_for(entry["why_not"] or entry["error"]["code"], key)
        why = words.what if entry["advice"] else f"{words.what} {words.act}"
        return f"PKCS#11 module {entry['module']} ({what}): {why}"
    says = f"{entry['description']} {entry['version']}".strip()
    return f"PKCS#11 module {entry['module']} ({what}): {says}, {count_tokens(entry)} token(s)"


def count_tokens(entry: dict[str, Any]) -> int:
    """Count a module's tokens; a slot in trouble shows none."""
    return sum(token["trouble"] is None for token in entry["tokens"])


def trouble_line(entry: dict[str, Any], token: dict[str, Any]) -> str:
    """Say of a slot in trouble what happened, and what to do."""
    return f"{words_for(token['trouble'], key_kind(entry['kind'])).what} {token['hint']}"


def module_lines(entry: dict[str, Any]) -> list[str]:
    """Say it, and below it what stands in the way of a TPM and what to do."""
    advice = entry["advice"]
    return [module_line(entry)] + ([f"  {advice['message']} {advice['hint']}"] if advice else [])


def token_name(token: dict[str, Any]) -> str:
    """Name a token; one in trouble is known by its slot alone."""
    if token["trouble"] is None:
        return f"{token['label']} ({token['serial']})"
    return f"slot {token['slot']}{' in ' if token['reader'] else ''}{token['reader']}"


def _lines(modules: list[dict[str, Any]]) -> list[str]:
    lines = [] if modules else ["PKCS#11 modules: none."]
    for entry in modules:
        lines += module_lines(entry)
        for token in entry["tokens"]:
            lines.append(f"  {token_name(token)}, {_token_words(entry, token)}")
            for item in token["certificates"]:
                lines += [f"    {line}" for line in certificate_lines(item)]
    return lines


def _token_words(entry: dict[str, Any], token: dict[str, Any]) -> str:
    if token["in_software"]:
        return "a key file, without a device"
    if token["trouble"] is not None:
        return trouble_line(entry, token)
    words = [token["model"], f"in {token['reader']}" if token["reader"] else ""]
    length = f" of {token['pin_min']} to {token['pin_max']}" if token["pin_max"] else ""
    pin = f"PIN{length} {_PIN_STATES[token['pin_state']]}"
    hint = f". {token['hint']}" if token["hint"] is not None else ""
    return ", ".join(filter(None, [*words, pin])) + hint


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
        "advice": None,
        "tokens": [],
    }
    present: list[TokenSnapshot] = []
    opened = program.open_module(module.path)
    try:
        kind, middleware = module.kind, module.middleware
        found = opened.tokens()
        present = [replace(each, module_kind=kind, middleware=middleware) for each in found]
        by_slot = {token.slot_id: _token(token) for token in present}
        read, now = program.read_certificate, program.clock.now()
        for one in candidates(present, read, program.policy(), now):
            by_slot[one.token.slot_id]["certificates"].append(certificate_json(one))
        shown["tokens"] = list(by_slot.values())
    except ParaphError as error:
        about_key(error, key_kind(module.kind))
        shown["error"] = error_json(error)
    finally:
        opened.close()
    if module.kind == "tpm" and not present:
        shown["advice"] = _tpm_advice(program, loads=shown["error"] is None)
    return shown, present


def _tpm_advice(program: Program, *, loads: bool) -> dict[str, str]:
    facts = program.tpm()
    trouble = tpm_trouble(facts, loads=loads)
    words = tpm_words(trouble, facts)
    return {"code": str(trouble), "message": words.what, "hint": words.act}


def _hint(token: TokenSnapshot) -> str | None:
    """Say what to do where a slot is in trouble or a PIN is locked."""
    code = token.trouble or ("pin_locked" if token.pin_state is PinState.LOCKED else "")
    return words_with(code, token.key_kind, token.middleware).act if code else None


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
        "trouble": token.trouble or None,
        "hint": _hint(token),
        "certificates": [],
    }
