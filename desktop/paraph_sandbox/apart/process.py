"""One process as a running thing: started when it is needed, asked, ended when it goes too far."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paraph_sandbox.apart.child import TOO_COMPLEX
from paraph_sandbox.apart.memory import resident_bytes

_LOOK_EVERY_S = 0.1
_DESKTOP = Path(__file__).parents[2]


class TooComplex(Exception):
    """The process took too long or too much memory, and was ended."""


class Broken(Exception):
    """The process broke down over the file."""


class Closed(Exception):
    """The process was ended because the sandbox ends."""


@dataclass(frozen=True)
class Bounds:
    """How long a process may take for one answer, and how much memory it may use."""

    timeout_s: float
    most_bytes: int


class ProcessApart:
    """A module that answers one question at a time (`apart.child`), run as a process.

    A new process takes the place of one that ended.
    """

    def __init__(self, module: str, bounds: Bounds) -> None:
        self._module = module
        self._bounds = bounds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Ask and wait. Raises TooComplex, Broken and Closed; the next call has a new process."""
        process = self._running()
        watch = _Watch(process, self._bounds)
        try:
            line = _exchange(process, json.dumps(asked).encode() + b"\n")
        finally:
            watch.stop()
        if line.endswith(b"\n"):
            told: dict[str, Any] = json.loads(line)
            if told != TOO_COMPLEX:
                return told
            self.end()  # what it holds of the file goes with it
            raise TooComplex
        self.end()
        if self._closed:
            raise Closed
        raise TooComplex if watch.has_ended_it else Broken

    def end(self) -> None:
        """End the process; the next call starts a new one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            release(process)

    def close(self) -> None:
        """End the process for good, also while somebody waits for it."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _running(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise Closed
            if self._process is None:
                self._process = _start(self._module, self._bounds.most_bytes)
            return self._process


class _Watch:
    """Ends a process that takes too long or too much memory."""

    def __init__(self, process: "subprocess.Popen[bytes]", bounds: Bounds) -> None:
        self.has_ended_it = False
        self._process = process
        self._until = time.monotonic() + bounds.timeout_s
        self._most_bytes = bounds.most_bytes
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch of a process", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_LOOK_EVERY_S):
            is_late = time.monotonic() > self._until
            if is_late or resident_bytes(self._process.pid) > self._most_bytes:
                self.has_ended_it = True
                self._process.kill()
                return


def release(process: "subprocess.Popen[bytes]") -> None:
    """End a process and let go of its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            _close(pipe)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # what was not sent needs not be sent any more


def _exchange(process: "subprocess.Popen[bytes]", line: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both are pipes")
    try:
        process.stdin.write(line)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


def _start(module: str, most_bytes: int) -> "subprocess.Popen[bytes]":
    inherited = os.environ.get("PYTHONPATH")
    search_path = os.pathsep.join([str(_DESKTOP), *([inherited] if inherited else [])])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", module, str(most_bytes)],
        env={**os.environ, "PYTHONPATH": search_path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is the server's to answer
    )
