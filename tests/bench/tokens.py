"""The module's process: its start, what a call costs, how soon a crash is told, and leaks.

The module is SoftHSM, so that what is measured is ours and not a card's; there is no peer.
"""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import documents
from tests.bench.measure import Broken, Figure, Limit, Rule, pss_bytes

if TYPE_CHECKING:
    from paraph.pkcs11.demo_token import DemoToken
    from paraph.ports.signing_token import TokenSnapshot

_ROUNDS = 11
_CALLS = 1000
_WARM_UP = 500
_MB = 1_000_000
_DATA = bytes(210)  # as long as the signed attributes of a PAdES signature


class Started:
    """A process of the module, and the demo token in it."""

    def __init__(self, made: "DemoToken") -> None:
        from paraph.pkcs11.module_process import ModuleProcess

        self.made = made
        began = time.perf_counter()
        self.process: ModuleProcess = ModuleProcess(made.module)
        self.token: TokenSnapshot = next(
            each for each in self.process.tokens() if each.label == made.token_label
        )
        self.start_ms = (time.perf_counter() - began) * 1000

    @property
    def pid(self) -> int:
        """Give the child's process id."""
        assert self.process.pid is not None
        return self.process.pid


@contextmanager
def _demo() -> Iterator["DemoToken"]:
    from paraph.pkcs11.demo_token import make_demo_token

    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
        yield make_demo_token(Path(folder), documents.SAMPLE)


def measure_start(rounds: int | None) -> list[Figure]:
    """Measure from nothing to the first list of tokens."""
    runs = []
    with _demo() as made:
        for _ in range(rounds or _ROUNDS):
            started = Started(made)
            runs.append(started.start_ms)
            started.process.close()
    how = "a new process, the module loaded, its tokens and certificates listed"
    return [_alone("tokens.worker-start", "ms", Limit(Rule.TOLD), runs, how)]


def measure_overhead(rounds: int | None) -> list[Figure]:
    """Measure a call that asks nothing of the module."""
    runs = []
    with _demo() as made:
        started = Started(made)
        for _ in range(rounds or _ROUNDS):
            began = time.perf_counter()
            for _ in range(_CALLS):
                started.process.lock()
            runs.append((time.perf_counter() - began) * 1000 / _CALLS)
        started.process.close()
    how = f"a call to the process and its answer, the mean of {_CALLS}"
    return [_alone("tokens.call-overhead", "ms", Limit(Rule.ALONE, 1), runs, how)]


def measure_crash(rounds: int | None) -> list[Figure]:
    """Measure from a module's fault to the error that the caller gets."""
    from paraph.domain.errors import ModuleCrashed

    runs = []
    with _demo() as made:
        for _ in range(rounds or _ROUNDS):
            started = Started(made)
            opening = started.process.open_key(started.token, made.certificate_der, made.pin)
            with opening as key:
                began = time.perf_counter()
                os.kill(started.pid, signal.SIGSEGV)
                try:
                    while True:
                        key.sign(_DATA, "sha256")
                except ModuleCrashed:
                    runs.append((time.perf_counter() - began) * 1000)
            started.process.close()
    how = "SIGSEGV in the module's process until ModuleCrashed, a signature being asked for"
    return [_alone("tokens.crash-to-error", "ms", Limit(Rule.ALONE, 100), runs, how)]


def measure_leaks(_rounds: int | None) -> list[Figure]:
    """Measure what 1,000 signatures on one session leave behind, in both processes."""
    with _demo() as made:
        started = Started(made)
        opening = started.process.open_key(started.token, made.certificate_der, made.pin)
        with opening as key:
            for _ in range(_WARM_UP):
                key.sign(_DATA, "sha256")
            before, began = _held(started.pid), time.perf_counter()
            for _ in range(_CALLS):
                key.sign(_DATA, "sha256")
            each_ms = (time.perf_counter() - began) * 1000 / _CALLS
            after = _held(started.pid)
        started.process.close()
    descriptors, memory_mb = (now - then for now, then in zip(after, before, strict=True))
    how = f"after {_CALLS} signatures on one session, against after the first {_WARM_UP}"
    details = {"signature_ms": round(each_ms, 3)}
    return [
        _alone("tokens.descriptors-left", "files", Limit(Rule.ALONE, 0), [descriptors], how),
        _alone("tokens.memory-left", "MB", Limit(Rule.ALONE, 1), [memory_mb], how, details),
    ]


def _held(child: int) -> tuple[float, float]:
    """Give open descriptors and memory in MB, of this process and of the child."""
    pids = (os.getpid(), child)
    descriptors = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)
    if not descriptors:
        raise Broken("no descriptor is seen")
    return descriptors, sum(pss_bytes(pid) for pid in pids) / _MB


def _alone(
    name: str, unit: str, limit: Limit, runs: list[float], how: str, details: dict | None = None
) -> Figure:
    return Figure(name, unit, limit, runs, "no peer", how=how, details=details or {})


FIGURES = {
    "tokens.worker-start": measure_start,
    "tokens.call-overhead": measure_overhead,
    "tokens.crash-to-error": measure_crash,
    "tokens.leaks": measure_leaks,
}
