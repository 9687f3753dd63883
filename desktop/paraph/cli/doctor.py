"""`paraph doctor`: what this machine has and lacks."""

import platform
from datetime import UTC
from typing import Any

import click

from paraph import __version__
from paraph.cli.health_words import services_json, services_lines
from paraph.cli.program import Program, emit
from paraph.cli.proxy_words import proxies_json, proxy_lines
from paraph.cli.reader_words import reader_lines
from paraph.cli.tokens import count_tokens, list_tokens, module_lines, token_name, trouble_line
from paraph.domain.errors import ParaphError
from paraph.domain.keys.pin_policy import PinKeeping
from paraph.settings import load_settings


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def doctor(program: Program, as_json: bool) -> None:  # noqa: FBT001
    """Say what is there and what is missing: modules, tokens, keychain, record, services."""
    found = _examine(program)
    if as_json:
        emit(found)
        return
    for line in _lines(found):
        click.echo(line)


def _examine(program: Program) -> dict[str, Any]:
    now = program.clock.now()
    found, services = list_tokens(program), services_json(program)
    return {
        "paraph": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "home": str(program.home),
        "record": _record(program),
        "clock": {
            "utc": now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "local": now.astimezone().isoformat(timespec="seconds"),
        },
        **found._asdict(),
        **_rules(program),
        "tokens": sum(map(count_tokens, found.modules)),
        "keychain": program.keychain(),
        "tsa": list(program.proving(()).server_names) or None,
        "proxies": proxies_json(program.proving(()).routes()),
        "api": list(services or ()) or None,
        "services": services,
        "telemetry": _telemetry(program),
    }


def _telemetry(program: Program) -> dict[str, Any]:
    """Say where traces of calls go: None for nowhere, which is usual."""
    ruled = program.rules().otlp
    chosen = load_settings(program.home).otlp
    return {
        "otlp": (chosen if ruled is None else ruled) or None,
        "decided_by": "administrator" if ruled is not None else "person",
    }


def _telemetry_lines(told: dict[str, Any]) -> list[str]:
    if told["otlp"] is None and told["decided_by"] == "person":
        return []
    where = f"sent to {told['otlp']}" if told["otlp"] is not None else "sent nowhere"
    return [f"Traces of calls: {where}, as the {told['decided_by']} decided."]


def _rules(program: Program) -> dict[str, Any]:
    rules, policy = program.rules(), program.pin_policy()
    return {
        "pin_policy": {
            "keeping": str(policy.keeping),
            "minutes": policy.minutes or None,
            "decided_by": "administrator" if policy.by_administrator else "person",
        },
        "key_files_allowed": rules.key_files,
        "administrator": {"file": rules.file, "trouble": rules.trouble},
    }


def _rule_lines(found: dict[str, Any]) -> list[str]:
    policy, told = found["pin_policy"], found["administrator"]
    kept = {
        PinKeeping.NEVER: "asked for each signature",
        PinKeeping.BATCH: "kept for documents that are signed together",
        PinKeeping.MINUTES: f"kept for {policy['minutes']} minutes",
    }[PinKeeping(policy["keeping"])]
    allowed = "allowed" if found["key_files_allowed"] else "forbidden by the administrator"
    lines = [f"PIN: {kept}, as the {policy['decided_by']} decided.", f"Key files: {allowed}."]
    if told["file"] is not None:
        trouble = f" It cannot be understood ({told['trouble']}) and forbids all it could."
        lines.append(f"Administrator's rules: {told['file']}.{trouble if told['trouble'] else ''}")
    return lines


def _record(program: Program) -> dict[str, Any]:
    try:
        with program.signing():
            return {"ok": True, "error": None}
    except ParaphError as error:
        return {"ok": False, "error": error.code}


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [
        f"Paraph {found['paraph']}, Python {found['python']}, {found['system']}",
        f"Profile: {found['home']}",
        "Record: " + ("opens" if found["record"]["ok"] else f"{found['record']['error']}"),
        f"Clock: {found['clock']['local']} ({found['clock']['utc']})",
    ]
    for module in found["modules"]:
        lines += module_lines(module)
        for token in module["tokens"]:
            able = sum(item["can_sign"] for item in token["certificates"])
            words = f"{len(token['certificates'])} certificate(s), {able} can sign"
            if token["trouble"] is not None:
                words = trouble_line(module, token)
            lines.append(f"  {token_name(token)}: {words}")
    if not found["modules"]:
        lines.append("PKCS#11 modules: none. Install OpenSC or the card's own software.")
    lines += reader_lines(found["readers"], found["readers_error"])
    lines += _rule_lines(found)
    keychain = found["keychain"] or "none. Secrets will be asked for each time."
    lines.append(f"Keychain: {keychain}")
    servers = ", ".join(found["tsa"] or ()) or "none is set"
    lines.append(f"Timestamp server: {servers}.")
    lines += proxy_lines(found["proxies"])
    return [*lines, *services_lines(found["services"]), *_telemetry_lines(found["telemetry"])]
