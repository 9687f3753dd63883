"""The child process around one module: it answers calls until its parent is gone.

Only plain tuples cross the pipe, and a PIN as bytes behind its call, into a buffer that is
overwritten. A fault inside the module ends this process and nothing else. The login, and the PIN
of a key that asks each time, live here and nowhere else.
"""

import os
import sys
from multiprocessing.connection import Connection
from typing import Any

from paraph.domain.errors import ModuleUnusable, ParaphError
from paraph.domain.keys.key_file import is_key_file


def run(connection: Connection, module: str, shown: tuple[bytes, ...] = ()) -> None:
    """Serve calls of the form (name, arguments, length of the PIN that follows, or None).

    `shown` are the certificates that were seen in a key file before. The answer is ("ok", value)
    or ("error", code, details).
    """
    _keep_off_disk_and_output()
    try:
        session = _load(module, shown)
    except ParaphError as error:
        _answer_all(connection, error)
        return
    try:
        while (call := _receive(connection, session)) is not None:
            connection.send(_answer(session, *call))
    except OSError:
        return  # the parent went while it was being answered
    finally:
        session.lock()


def _keep_off_disk_and_output() -> None:
    # Some modules print (tpm2-pkcs11 does without a TPM); it must not reach the caller's output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    if sys.platform != "win32":
        import resource

        # A module that crashes would leave a core file, and the PIN in it.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _load(module: str, shown: tuple[bytes, ...]) -> Any:
    if is_key_file(module):
        from paraph.pkcs11.pkcs12_file import Pkcs12Session

        return Pkcs12Session(module, shown)
    from paraph.pkcs11.module_file import refuse_foreign

    refuse_foreign(module)
    try:
        # Imported here so that the parent never loads python-pkcs11.
        from paraph.pkcs11.token_session import ModuleSession

        return ModuleSession(module)
    except ParaphError:
        raise
    except Exception as error:
        raise ModuleUnusable(module=module, why=type(error).__name__) from error


def _answer(session: Any, name: str, arguments: tuple[Any, ...], pin: bytearray | None) -> Any:
    from paraph.pkcs11.ckr_errors import from_ckr

    try:
        more = () if pin is None else (pin,)
        return ("ok", getattr(session, name)(*arguments, *more))
    except ParaphError as error:
        return ("error", error.code, error.details)
    except Exception as error:  # noqa: BLE001 - whatever a module does becomes an answer
        meaning = from_ckr(error)
        return ("error", meaning.code, meaning.details)


def _answer_all(connection: Connection, error: ParaphError) -> None:
    while (call := _receive(connection, None)) is not None:
        del call
        connection.send(("error", error.code, error.details))


def _receive(connection: Connection, session: Any) -> tuple[Any, ...] | None:
    try:
        if session is not None:
            while not connection.poll(session.next_look_s()):
                session.look_after()
        name, arguments, pin_bytes = connection.recv()
        pin = None
        if pin_bytes is not None:
            pin = bytearray(pin_bytes)
            connection.recv_bytes_into(pin)
    except (EOFError, OSError):
        return None
    return name, arguments, pin
