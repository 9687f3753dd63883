"""The child process around one module: it answers calls until its parent is gone.

Only plain tuples cross the pipe. A fault inside the module ends this process and nothing else.
"""

import os
from multiprocessing.connection import Connection
from typing import Any

from paraph.domain.errors import ModuleUnusable, ParaphError


def run(connection: Connection, module: str) -> None:
    """Serve calls of the form (name, arguments) with ("ok", value) or ("error", code, details)."""
    # Some modules print; what they say must not reach the caller's output, nor a person's terminal.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    try:
        session = _load(module)
    except ParaphError as error:
        _answer_all(connection, error)
        return
    while (call := _receive(connection)) is not None:
        connection.send(_answer(session, *call))
    session.close_key()


def _load(module: str) -> Any:
    # Imported here so that the parent never loads python-pkcs11.
    from paraph.pkcs11.token_session import ModuleSession

    try:
        return ModuleSession(module)
    except Exception as error:
        raise ModuleUnusable(module=module, why=type(error).__name__) from error


def _answer(session: Any, name: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    from paraph.pkcs11.ckr_errors import from_ckr

    try:
        return ("ok", getattr(session, name)(*arguments))
    except ParaphError as error:
        return ("error", error.code, error.details)
    except Exception as error:  # noqa: BLE001 - whatever a module does becomes an answer
        meaning = from_ckr(error)
        return ("error", meaning.code, meaning.details)


def _answer_all(connection: Connection, error: ParaphError) -> None:
    while _receive(connection) is not None:
        connection.send(("error", error.code, error.details))


def _receive(connection: Connection) -> Any:
    try:
        return connection.recv()
    except (EOFError, OSError):
        return None
