"""Passwords of locked documents: one line for all of them, or each asked for at the terminal."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from paraph.cli.program import read_secret
from paraph.domain.errors import ParaphError, PasswordIncorrect, PasswordRequired
from paraph.domain.keys.secret import Secret
from paraph.ports.placing import PlacingDocuments
from paraph.usecases.sign_document import SignRequest

LOCKED_HELP = "Read the password of the locked documents as the first line of standard input."
_TRIES = 3


def with_passwords(
    requests: Sequence[SignRequest], documents: PlacingDocuments | None
) -> list[SignRequest]:
    """Give each locked document its password, and every other none.

    The one line of standard input (`request.password`) is for all that are locked. Without it each
    is asked for where there is a terminal; what opened the last one is tried first. One that stays
    locked is told with its document.
    """
    known: list[Secret] = []
    found: list[SignRequest] = []
    for each in requests:
        if documents is None or not _is_locked(each.source, None, documents):
            found.append(replace(each, password=None))
        elif each.password is not None:
            found.append(each)
        else:
            password = _asked(each.source, known, documents)
            known += [password] if password is not None else []
            found.append(replace(each, password=password))
    return found


def _asked(source: Path, known: list[Secret], documents: PlacingDocuments) -> Secret | None:
    for password in reversed(known):
        if not _is_locked(source, password, documents):
            return password
    for _ in range(_TRIES if sys.stdin.isatty() else 0):
        typed = read_secret(f"Password of {source.name}", from_stdin=False)
        if typed is None or not _is_locked(source, typed, documents):
            return typed
        click.echo("The password does not open it.", err=True)
    return None


def _is_locked(source: Path, password: Secret | None, documents: PlacingDocuments) -> bool:
    try:
        with documents.open(source, password):
            return False
    except (PasswordRequired, PasswordIncorrect):
        return True
    except ParaphError:
        return False  # what is wrong with it is told with its document
