"""What a module says of itself, asked in a process of its own: a broken one breaks nothing."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

from paraph.domain.errors import ModuleCrashed, ModuleHung, ModuleUnusable, ParaphError
from paraph.pkcs11.module_file import refuse_foreign
from paraph.ports.finding import ModuleDescription

_TIMEOUT_S = 15.0


def describe_modules(
    paths: Sequence[str], timeout_s: float = _TIMEOUT_S
) -> list[ModuleDescription]:
    """Load each module in a child, all at the same time; what does not load says why."""
    context = multiprocessing.get_context("spawn")
    running = []
    for path in paths:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_tell, args=(theirs, path), daemon=True)
        process.start()
        theirs.close()
        running.append((path, ours, process))
    found = []
    until_s = time.monotonic() + timeout_s
    for path, pipe, process in running:
        found.append(_answer(path, pipe, max(0.0, until_s - time.monotonic())))
        process.kill()
        process.join()
        pipe.close()
    return found


def _answer(
    path: str, pipe: "Connection[None, ModuleDescription]", timeout_s: float
) -> ModuleDescription:
    try:
        if not pipe.poll(timeout_s):
            return ModuleDescription(path, why_not=ModuleHung.code)
        return pipe.recv()
    except (EOFError, OSError):
        return ModuleDescription(path, why_not=ModuleCrashed.code)


def _tell(pipe: "Connection[ModuleDescription, None]", path: str) -> None:
    # Some modules print (tpm2-pkcs11 does without a TPM); it must not reach the caller's output.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    pipe.send(_described(path))


def _described(path: str) -> ModuleDescription:
    import pkcs11

    try:
        refuse_foreign(path)
        library = pkcs11.lib(path)
        return ModuleDescription(
            path,
            _text(library.library_description),
            _text(library.manufacturer_id),
            ".".join(map(str, library.library_version)),
        )
    except ParaphError as error:
        needed = str(error.details.get("needed", ""))
        return ModuleDescription(path, why_not=error.code, needed=needed)
    except Exception:  # noqa: BLE001 - whatever a module does becomes an answer
        return ModuleDescription(path, why_not=ModuleUnusable.code)


def _text(value: bytes | str) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return text.rstrip(" \0")
