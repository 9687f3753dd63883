"""The sandbox as a child process on loopback: started, heard out once, ended.

It ends with this process, whatever ends that: it watches its standard input, which is a pipe that
nobody else holds. Its keys come through its standard output and stay in memory; what it complains
of goes to a file beside its data.
"""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from paraph.domain.keys.secret import Secret

_MODULE = "paraph_sandbox"
_LOOPBACK = "127.0.0.1"
_START_TIMEOUT_S = 30.0
_END_TIMEOUT_S = 5.0
_LOG = "serve.log"
_MOST_TOLD = 300
_ADDRESS = re.compile(r"^Paraph sandbox: (http://\S+)/v2$")
_API_KEY = re.compile(r"^API key: (\S+)$")
_LAST_WORDS = ("They are not told again", "Keys and logins were told")
# Ctrl+C in the terminal does not end it before its parent; it has no console of its own.
if sys.platform == "win32":
    _APART = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _APART = 0  # there, by a session of its own


class SandboxTrouble(Exception):
    """There is no sandbox; its text says why, for people."""


class SandboxChild:
    """One sandbox; `on_lost` is told why when there is none any more, from another thread."""

    def __init__(self, data: Path, port: int, on_lost: Callable[[str], None]) -> None:
        """Start it at a port, 0 for a free one. Raises SandboxTrouble."""
        if getattr(sys, "frozen", False) or importlib.util.find_spec(_MODULE) is None:
            raise SandboxTrouble("it is not installed")
        if port and not _is_free(port):
            raise SandboxTrouble(
                f"its port {port} is taken, by this demo in another window or by another program"
            )
        self._on_lost = on_lost
        self._data = data
        self._address: str | None = None
        self._api_key: Secret | None = None
        self._heard, self._ending = threading.Event(), threading.Event()
        self._late = False
        try:
            data.mkdir(mode=0o700, exist_ok=True)
            self._process = _started(data, port)
        except OSError as error:
            raise SandboxTrouble(f"{error.filename or _MODULE}: {error.strerror}") from error
        threading.Thread(target=self._hear_out, name="sandbox", daemon=True).start()

    def address(self) -> str | None:
        """Wait until it answers, and give where, without a path; None when it does not."""
        if not self._heard.wait(_START_TIMEOUT_S):
            self._late = True
            self._process.kill()
            self._heard.wait(_END_TIMEOUT_S)
        return self._address

    def api_key(self) -> Secret | None:
        """Give a key of its API: the one it told when its data were new, else one made now."""
        if self.address() is not None and self._api_key is None:
            self._api_key = self._new_key()
        return self._api_key

    def close(self) -> None:
        """End it; one that is only starting has nothing to put in order."""
        self._ending.set()
        if self._address is None:
            self._process.kill()
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        self._process.stdin.close()
        try:
            self._process.wait(_END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _hear_out(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - for the type checker
        address = None
        with self._process.stdout as told:
            for line in told:
                if found := _ADDRESS.match(line):
                    address = found[1]
                elif found := _API_KEY.match(line):
                    self._api_key = Secret(found[1])
                elif line.startswith(_LAST_WORDS):
                    self._address = address
                    self._heard.set()
        self._process.wait()
        self._address = None
        if not self._ending.is_set():
            self._on_lost(self._why())
        self._heard.set()

    def _why(self) -> str:
        if self._late:
            return f"it did not answer within {_START_TIMEOUT_S:.0f} seconds"
        try:
            said = (self._data / _LOG).read_text("utf-8", "replace").split("\n")
        except OSError:
            said = []
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return last[:_MOST_TOLD] or f"it ended with status {self._process.returncode}"

    def _new_key(self) -> Secret | None:
        words = ("keys", "make", "--data", str(self._data))
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                _command(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                timeout=_START_TIMEOUT_S, check=False, env=_environment(), creationflags=_APART,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None  # whoever wanted it says that there was none
        return Secret(done.stdout.strip()) if done.returncode == 0 else None


def _started(data: Path, port: int) -> "subprocess.Popen[str]":
    words = ("serve", "--data", str(data), "--port", str(port), "--until-stdin-ends")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(data / _LOG, flags, 0o600), "wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own module
            _command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            encoding="utf-8", errors="replace", env=_environment(), creationflags=_APART,
            start_new_session=True,
        )  # fmt: skip


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", _MODULE, *words]


def _environment() -> dict[str, str]:
    # It prints its folder's name, which the console's own encoding may not have.
    return {**os.environ, "PYTHONIOENCODING": "utf-8:replace"}


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        if sys.platform != "win32":
            # Connections that were closed a moment ago do not hold the port; as the sandbox has it.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True
