"""The window at rest: what it and its processes use of a core, with an account that listens.

The account's sandbox and the keychain of the session are not counted. Within the time that is
measured the wait for events ends, and begins anew, at least once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import documents
from tests.bench.measure import Broken, Figure, Limit, Rule
from tests.bench.pixels import Screen, own_screen
from tests.bench.sandbox import Running, sandbox
from tests.bench.startup import ours, running, settle

_SETTLE_S, _MEASURED_S, _ROUNDS = 40.0, 30.0, 3
_LIMIT_PERCENT = 1.0
_PROC = Path("/proc")
_KEYRING = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]


def measure(rounds: int | None) -> list[Figure]:
    """Measure the window without a document, and with one."""
    with own_screen() as screen, _account(screen):
        runs = [
            [_used_percent(screen, document) for _ in range(rounds or _ROUNDS)]
            for document in ([], [str(documents.SAMPLE)])
        ]
    how = f"CPU time of the window and its processes over {_MEASURED_S:g} s, in % of one core"
    return [
        Figure(name, "%", Limit(Rule.ALONE, _LIMIT_PERCENT), each, "no peer", how=how)
        for name, each in zip(("idle.account", "idle.document"), runs, strict=True)
    ]


def _used_percent(screen: Screen, document: Sequence[str]) -> float:
    with running(screen, ours(*document)) as process:
        settle(screen, process)
        time.sleep(_SETTLE_S)
        before, began = cpu_s(process.pid), time.monotonic()
        time.sleep(_MEASURED_S)
        used_s, took_s = cpu_s(process.pid) - before, time.monotonic() - began
        if process.poll() is not None:
            raise Broken(f"the window ended with {process.returncode}")
        return used_s / took_s * 100


def cpu_s(pid: int) -> float:
    """Give the CPU time of a process and of all that it started, those that ended too."""
    per_s = os.sysconf("SC_CLK_TCK")
    return sum(sum(times) for times in _times(pid)) / per_s


def _times(pid: int) -> Iterator[tuple[int, int, int, int]]:
    children: dict[int, list[int]] = {}
    told: dict[int, tuple[int, int, int, int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            fields = _stat(entry)
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
                # utime, stime, and those of children that were waited for (proc(5)).
                told[int(entry.name)] = tuple(map(int, fields[11:15]))  # type: ignore[assignment]
    found = [pid]
    for each in found:
        found += children.get(each, [])
        if each in told:
            yield told[each]


def _stat(entry: Path) -> list[str]:
    try:
        return (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []  # it has ended meanwhile


@contextmanager
def _account(screen: Screen) -> Iterator[None]:
    """Serve a sandbox, and add an account there to the profile; its key lies in a keychain."""
    if shutil.which(_KEYRING[0]) is None:
        raise Broken(f"{_KEYRING[0]} is not installed")
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-"))
        stack.enter_context(_keychain(screen))
        _add(screen, stack.enter_context(sandbox(Path(name, "sandbox"))))
        yield


@contextmanager
def _keychain(screen: Screen) -> Iterator[None]:
    daemon = subprocess.Popen(
        _KEYRING, env=screen.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdin is not None
    daemon.stdin.write("password")
    daemon.stdin.close()
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait(10)


def _add(screen: Screen, running_sandbox: Running) -> None:
    key = running_sandbox.key["Authorization"].removeprefix("Bearer ")
    words = [sys.executable, "-m", "paraph", "account", "add", "--name", "Office"]
    done = subprocess.run(
        [*words, "--url", running_sandbox.address, "--api-key-stdin"],
        env=screen.environment, input=key, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    if done.returncode != 0 or "not kept" in done.stdout:
        raise Broken(f"no account: {done.stdout}{done.stderr}")


FIGURES = {"idle": measure}
