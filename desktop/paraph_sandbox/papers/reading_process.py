"""One reader as a running thing: started when it is needed, asked, ended when it goes too far."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from paraph_sandbox.papers.memory import resident_bytes

_LOOK_EVERY_S = 0.1
_DESKTOP = Path(__file__).parents[2]


class TooComplex(Exception):
    """The reader took too long or too much memory, and was ended."""


class Broken(Exception):
    """The reader broke down over the file."""


class ReadingProcess:
    """One process that reads one file at a time; a new one takes the place of one that ended."""

    def __init__(self, timeout_s: float, most_bytes: int) -> None:
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Ask and wait. Raises TooComplex and Broken; the next call has a new process then."""
        process = self._running()
        watch = _Watch(process, self._timeout_s, self._most_bytes)
        try:
            line = _exchange(process, json.dumps(asked).encode() + b"\n")
        finally:
            watch.stop()
        if line.endswith(b"\n"):
            told: dict[str, Any] = json.loads(line)
            return told
        self._end()
        raise TooComplex if watch.has_ended_it else Broken

    def end(self) -> None:
        """End the process; the next call starts a new one."""
        self._end()

    def close(self) -> None:
        """End the process for good, also while somebody waits for it."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _running(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise Broken
            if self._process is None:
                self._process = _start(self._most_bytes)
            return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            release(process)


class _Watch:
    """Ends a process that takes too long or too much memory."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", timeout_s: float, most_bytes: int
    ) -> None:
        self.has_ended_it = False
        self._process = process
        self._until = time.monotonic() + timeout_s
        self._most_bytes = most_bytes
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch of a reader", daemon=True)
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


def _start(most_bytes: int) -> "subprocess.Popen[bytes]":
    inherited = os.environ.get("PYTHONPATH")
    search_path = os.pathsep.join([str(_DESKTOP), *([inherited] if inherited else [])])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "paraph_sandbox.papers.reader", str(most_bytes)],
        env={**os.environ, "PYTHONPATH": search_path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is the server's to answer
    )
