"""What the commands are given: ports and factories, handed down by `paraph.app`."""

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from paraph.administrator import Rules
from paraph.domain.algorithm_policy import AlgorithmPolicy
from paraph.domain.errors import ParaphError
from paraph.domain.messages import words_for
from paraph.domain.pin_policy import PinPolicy
from paraph.domain.secret import Secret
from paraph.ports.documents import CertificateReader, Checker
from paraph.ports.finding import Finding
from paraph.ports.record import Clock
from paraph.ports.signing_token import TokenModule
from paraph.usecases.key_files import KeyFileShelf
from paraph.usecases.sign_document import Signing


@dataclass(frozen=True, slots=True)
class Program:
    """The use cases' ports, opened when a command needs them."""

    home: Path
    clock: Clock
    read_certificate: CertificateReader
    policy: Callable[[], AlgorithmPolicy]
    finding: Finding
    known_modules: Callable[[], Sequence[str]]
    open_module: Callable[[str], TokenModule]
    key_files: KeyFileShelf
    rules: Callable[[], Rules]
    pin_policy: Callable[[], PinPolicy]
    signing: Callable[[], AbstractContextManager[Signing]]
    checker: Callable[[], Checker]
    load_anchors: Callable[[Path], list[bytes]]
    keychain: Callable[[], str | None]
    demo: Callable[[Path], Any]
    open_window: Callable[[Sequence[Path], Any], int]


def emit(value: dict[str, Any]) -> None:
    """Print exactly one JSON object on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def error_json(error: ParaphError) -> dict[str, Any]:
    """Give an error in the contract's shape."""
    words = words_for(error.code)
    return {
        "code": error.code,
        "message": f"{words.what} {words.safe}",
        "hint": words.act,
        "details": error.details,
    }


def tell(error: ParaphError, *, as_json: bool) -> int:
    """Say an error once, and give its exit status."""
    if as_json:
        emit({"error": error_json(error)})
    else:
        words = words_for(error.code)
        click.echo(f"{words.what} {words.safe} {words.act} [{error.code}]", err=True)
        for name, value in error.details.items():
            click.echo(f"  {name}: {value}", err=True)
    return error.exit_status


def read_secret(prompt: str, *, from_stdin: bool) -> Secret | None:
    """Read one line of standard input, or ask on the terminal; None when there is none."""
    if from_stdin:
        line = sys.stdin.readline()
        return Secret(line.rstrip("\r\n")) if line else None
    if sys.stdin.isatty():
        return Secret(click.prompt(prompt, hide_input=True, err=True))
    return None
