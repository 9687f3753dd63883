"""Leases: an operating-system lock that says a process is alive, and vanishes when it dies."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from paraph.domain.errors import StoreBusy
from paraph.domain.errors.files import profile_error

_TRIES = 20

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
    """Hold a lease in `folder` and give its name; those of dead processes are removed."""
    _make(folder)
    for old in folder.glob("*.lease"):
        is_held(folder, old.name)
    path, file = _taken(folder)
    with file:
        try:
            yield path.name
        finally:
            path.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Make the folder of the leases. Raises ProfileReadOnly, ProfileFull."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise profile_error(error, str(folder)) from error


def _taken(folder: Path) -> tuple[Path, IO[bytes]]:
    for _ in range(_TRIES):
        path = folder / f"{secrets.token_hex(8)}.lease"
        file = path.open("wb")
        # Another process may look at the new file before it is locked, and remove it as dead.
        with suppress(BlockingIOError, PermissionError):
            _lock(file)
            if os.fstat(file.fileno()).st_nlink:
                return path, file
        file.close()
    raise StoreBusy(folder=str(folder), why="no_lease")


@contextmanager
def sole_lease(folder: Path, name: str) -> Iterator[bool]:
    """Hold the one lease of a name; gives False, and holds nothing, while another process does."""
    _make(folder)
    # The file stays: removing it would let two hold a lease of one name, on two files.
    with (folder / f"{name}.sole").open("ab") as file:
        try:
            _lock(file)
            is_ours = True
        except (BlockingIOError, PermissionError):
            is_ours = False
        yield is_ours


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
