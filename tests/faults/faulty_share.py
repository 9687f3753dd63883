"""A shared folder whose file system fails at its N-th call: refused, unanswered, or away.

Every call of the operating system that names something in the folder is counted. It stands for what
SMB, NFS and FUSE do, without their drivers; `tests/rigs/network_share` has one of them in truth.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from unittest import mock

_CALLS = (
    "rename", "replace", "open", "mkdir", "unlink", "rmdir", "stat", "lstat", "listdir", "scandir",
    "utime", "fsync",
)  # fmt: skip


class How(StrEnum):
    """What happens at the call."""

    REFUSED = "refused"  # nothing is done
    UNANSWERED = "unanswered"  # it is done, and its answer is lost
    AWAY = "away"  # nothing is done, from then on


class FaultyShare:
    """Counts the calls; the one `at` fails, None lets all through."""

    def __init__(self, folder: Path, at: int | None, error: int, how: How) -> None:
        self._folder, self._at, self._error, self._how = str(folder), at, error, how
        self.seen = 0
        self.is_over = False
        self.failed = ""

    def _is_inside(self, name: Any) -> bool:
        try:
            if isinstance(name, int):
                return str(Path(f"/proc/self/fd/{name}").readlink()).startswith(self._folder)
            return os.fspath(name).startswith(self._folder)
        except (OSError, TypeError):
            return False

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            if self.is_over or not given or not self._is_inside(given[0]):
                return real(*given, **more)
            self.seen += 1
            number, at = self.seen, self._at
            if at is None or number < at or (number > at and self._how is not How.AWAY):
                return real(*given, **more)
            self.failed = self.failed or name
            if self._how is How.UNANSWERED:
                made = real(*given, **more)
                if name == "open" and isinstance(made, int):
                    os.close(made)
                elif hasattr(made, "close"):
                    made.close()
            raise OSError(self._error, os.strerror(self._error), str(given[0]))

        return call


@contextmanager
def faulty(
    folder: Path, at: int | None, error: int = 0, how: How = How.REFUSED
) -> Iterator[FaultyShare]:
    """Let the folder's file system fail within the block."""
    share = FaultyShare(folder, at, error, how)
    with mock.patch.multiple(os, **{n: share.wrapped(n, getattr(os, n)) for n in _CALLS}):
        with mock.patch.object(io, "open", share.wrapped("io.open", io.open)):
            yield share
        share.is_over = True
