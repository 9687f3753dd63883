"""A module that fails on demand: SoftHSM behind `shim.c`, compiled for this run."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

from tests.rigs import processes

SOURCE = Path(__file__).with_name("shim.c")


def compiled(source: Path, folder: Path, *words: str) -> Path:
    """Compile a shared library; without a compiler a test is skipped, and fails in CI."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        processes.unavailable("no C compiler (apt: gcc libc6-dev) for the failing module")
    made = folder / f"{source.stem}.so"
    flags = ["-shared", "-fPIC", "-O1", "-w", *words]
    subprocess.run([compiler, *flags, "-o", made, source, "-ldl"], check=True, timeout=60)
    return made


class Shim:
    """The orders to it, and what was called of it; set before its process starts."""

    def __init__(self, module: Path, behind: str, folder: Path, monkeypatch) -> None:
        self.module = str(module)
        self._orders, self._calls = folder / "orders", folder / "calls"
        self.order()
        self._calls.touch()
        monkeypatch.setenv("SHIM_OF", behind)
        monkeypatch.setenv("SHIM_ORDERS", str(self._orders))
        monkeypatch.setenv("SHIM_CALLS", str(self._calls))

    def order(self, *lines: str) -> None:
        """Replace all orders: the next call of a function meets them."""
        waiting = self._orders.with_suffix(".new")
        waiting.write_text("".join(f"{line}\n" for line in lines))
        waiting.replace(self._orders)

    def calls(self) -> Counter[str]:
        """Give how often each function was called since the last look, and forget it."""
        found = Counter(self._calls.read_text().split())
        self._calls.write_text("")
        return found
