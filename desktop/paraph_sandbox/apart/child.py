"""The process's own side: one line of JSON in, one out, until its parent is gone.

A module that is run so (`python -m MODULE BYTES`, the memory that it may use) calls
`answer_parent` with what it does; the parent's side is `apart.process`.
"""

import json
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any

# The answer of a process that has no memory left for the file.
TOO_COMPLEX: dict[str, Any] = {"too_complex": True}
_CPU_S = 60


def answer_parent(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each question of the parent, within the bounds that it has set."""
    _limit_memory(int(sys.argv[1]))
    with _own_output() as output:
        for line in sys.stdin.buffer:
            _limit_time()
            output.write(json.dumps(_answered(answer, json.loads(line))) + "\n")
            output.flush()


def _answered(
    answer: Callable[[dict[str, Any]], dict[str, Any]], asked: dict[str, Any]
) -> dict[str, Any]:
    try:
        return answer(asked)
    except MemoryError:
        return TOO_COMPLEX


def _limit_memory(most_bytes: int) -> None:
    # Elsewhere the parent watches; see apart.memory.
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def _limit_time() -> None:
    # The parent ends a process that is late; this is for one whose parent is gone.
    if sys.platform != "win32":
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        most_s = int(spent.ru_utime + spent.ru_stime) + _CPU_S
        resource.setrlimit(resource.RLIMIT_CPU, (most_s, resource.RLIM_INFINITY))


def _own_output() -> TextIOWrapper:
    """Give the way to the parent, and let what libraries print go nowhere."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return output
