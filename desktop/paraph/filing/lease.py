"""Leases: an operating-system lock that says a process is alive, and vanishes when it dies."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if os.name == "nt":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold_lease(folder: Path) -> Iterator[str]:
    """Hold a lease in `folder` and give its name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(8)}.lease"
    with path.open("wb") as file:
        _lock(file)
        try:
            yield path.name
        finally:
            path.unlink(missing_ok=True)


def is_held(folder: Path, name: str) -> bool:
    """Tell whether the process that took the lease still lives; a dead one's file is removed."""
    path = folder / Path(name).name
    try:
        with path.open("rb+") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    path.unlink(missing_ok=True)
    return False
