"""`paraph demo` as a person runs it: in a folder of its own, beside a profile of the person's."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import httpx2

from paraph.pkcs11.demo_token import PIN, TOKEN_LABEL

_PATIENCE_S = 180
Found = TypeVar("Found")
Done = subprocess.CompletedProcess[str]


def until(what: str, look: Callable[[], Found]) -> Found:
    end = time.monotonic() + _PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"not within {_PATIENCE_S} s: {what}"
        time.sleep(0.02)
    return found


class DemoRun:
    """The demo of one folder; `home` is the person's own profile."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home

    @property
    def agreement(self) -> Path:
        return self.folder / "fee-agreement.pdf"

    @property
    def root_der(self) -> bytes:
        return (self.folder / "ca.der").read_bytes()

    @property
    def notes(self) -> dict[str, object]:
        try:
            found: dict[str, object] = json.loads((self.folder / "sandbox/demo.json").read_text())
        except FileNotFoundError:
            return {}
        return found

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.notes['port']}"

    def headless(self) -> Done:
        return self._run(self._words("--headless"), PARAPH_HOME=self.home)

    def paraph(self, *words: object, stdin: str = "") -> Done:
        """Run another command in the demo's profile, with its token."""
        softhsm = self.folder / "softhsm2.conf"
        return self._run(words, stdin, PARAPH_HOME=self.folder, SOFTHSM2_CONF=softhsm)

    def sign(self, output: Path, *words: object) -> dict[str, object]:
        """Sign the agreement with the demo's token; gives what was told of it."""
        words = ("sign", self.agreement, "-o", output, "--token", TOKEN_LABEL, *words)
        done = self.paraph(*words, "--pin-stdin", "--json", stdin=f"{PIN}\n")
        assert done.returncode == 0, done.stdout
        (told,) = json.loads(done.stdout)["documents"]
        return dict(told)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start the demo: with its window, which nobody sees, unless `words` say otherwise."""
        return subprocess.Popen(
            [sys.executable, "-m", "paraph", *map(str, self._words(*words))],
            env={**os.environ, "PARAPH_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    @contextmanager
    def window(self) -> "Iterator[subprocess.Popen[str]]":
        """Have the window open and the sandbox answering; closed as a kill does it."""
        process = self.start()
        try:
            until("the sandbox's answer", self.answers)
            yield process
        finally:
            process.kill()
            process.communicate(timeout=_PATIENCE_S)
            until("the sandbox's end", lambda: not self.sandbox_processes())

    def answers(self) -> bool:
        if not self.notes.get("certificate"):
            return False
        try:
            return httpx2.get(f"{self.address}/certs/root.crt").status_code == 200
        except httpx2.TransportError:
            return False

    def sandbox_processes(self) -> list[int]:
        """List what runs of the sandbox, whoever has become its parent."""
        wanted = str(self.folder / "sandbox").encode()
        own = {pid for pid, words in _processes() if wanted in words}
        return [pid for pid, _ in _processes() if pid in own or _session(pid) in own]

    def _words(self, *words: str) -> tuple[object, ...]:
        return ("demo", "--dir", self.folder, *words)

    def _run(self, words: tuple[object, ...], stdin: str = "", **more: Path) -> Done:
        command = [sys.executable, "-m", "paraph", *map(str, words)]
        environment = {**os.environ, **{name: str(value) for name, value in more.items()}}
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=environment, timeout=300
        )


def _processes() -> Iterator[tuple[int, list[bytes]]]:
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                yield int(each.name), (each / "cmdline").read_bytes().split(b"\0")
            except (FileNotFoundError, ProcessLookupError):
                continue


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0
