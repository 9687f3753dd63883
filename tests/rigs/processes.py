"""What all rigs share: what they need, their daemons, their free ports, their own view of /run.

A rig leaves no trace on the machine: what a daemon or a module wants at a fixed place (/run,
/var/lib, /etc) it sees through mounts of its own, which end with its process.
"""

import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker, spawn
from pathlib import Path

import pytest

START_S = 15


def need(*programs: str, files: Sequence[str] = (), root: bool = True) -> None:
    """Skip the test and say what is missing; in CI a missing rig is a failure."""
    lacking = [name for name in programs if shutil.which(name, path=_SEARCHED) is None]
    lacking += [name for name in files if not Path(name).exists()]
    if root and os.geteuid() != 0:
        lacking.append("root, for mounts of the rig's own")
    if lacking:
        unavailable(f"missing on this machine: {', '.join(lacking)}")


def unavailable(why: str) -> None:
    """Say that a rig cannot start: a skip on a person's machine, a failure in CI."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


# Daemons lie in sbin, which a person's PATH lacks.
_SEARCHED = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def library(name: str) -> str:
    """Give the full name of a library of this machine's architecture."""
    return f"/usr/lib/{os.uname().machine}-linux-gnu/{name}"


def with_mounts(mounts: Mapping[str, Path], *command: str) -> list[str]:
    """Give the command that runs another with folders laid over fixed places, for it alone."""
    places = [word for place, folder in mounts.items() for word in (str(folder), place)]
    script = 'n=$1; shift; while [ $n -gt 0 ]; do mount --bind "$1" "$2" || exit 97; '
    script += 'shift 2; n=$((n - 1)); done; exec "$@"'
    prefix = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]
    return [*prefix, str(len(mounts)), *places, *command]


@contextmanager
def children_with_mounts(mounts: Mapping[str, Path], folder: Path) -> Iterator[None]:
    """Spawn multiprocessing's children with mounts, as long as this lasts."""
    real = spawn.get_executable()
    wrapper = folder / "python-with-mounts"
    words = with_mounts(mounts, os.fsdecode(real))
    quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    wrapper.write_text(f'#!/bin/sh\nexec {quoted} "$@"\n')
    wrapper.chmod(0o700)
    # Started before, or it would be the first child and live in the mounts.
    resource_tracker.ensure_running()
    spawn.set_executable(str(wrapper))
    try:
        yield
    finally:
        spawn.set_executable(real)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set environment variables as long as this lasts."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Daemon:
    """A program that runs until the rig ends; what it says goes into a file."""

    def __init__(self, command: Sequence[str], log: Path, **env: str) -> None:
        self.command, self.log, self._env = list(command), log, env
        self.start()

    def start(self) -> None:
        environ = {**os.environ, "PATH": _SEARCHED, **self._env}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environ
            )

    def wait_until(self, ready: Callable[[], bool]) -> "Daemon":
        """Wait for what shows that it serves; say what it said when it does not come."""
        until = time.monotonic() + START_S
        while not ready():
            if self.process.poll() is not None or time.monotonic() > until:
                said = self.log.read_text("utf-8", "replace")[-2000:]
                self.stop()
                unavailable(f"{self.command} did not start: {said}")
            time.sleep(0.02)
        return self

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def running(daemon: Daemon) -> Iterator[Daemon]:
    """End the daemon with the block."""
    try:
        yield daemon
    finally:
        daemon.stop()


def free_pair() -> int:
    """Give a port that is free together with the next one.

    It is bound later, by a daemon: so it is none that the system gives to others meanwhile (on
    Linux from 32768 on), and seldom one that another run of the tests finds as well.
    """
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000, 2)
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def listens(port: int) -> bool:
    """Tell whether somebody listens at the port, without connecting to it."""
    wanted = f":{port:04X}"
    tables = [Path(f"/proc/net/tcp{six}") for six in ("", "6")]
    lines = [
        line.split()
        for table in tables
        if table.exists()
        for line in table.read_text().splitlines()
    ]
    return any(line[1].endswith(wanted) and line[3] == "0A" for line in lines)


def tool(*words: str, **env: str) -> str:
    """Run a tool of a rig and give what it says; its failure fails the rig with its words."""
    environ = {**os.environ, "PATH": _SEARCHED, **env}
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, env=environ)
    if done.returncode != 0:
        unavailable(f"{words[0]} {words[1]}: {done.stderr or done.stdout}")
    return done.stdout
