"""mitmproxy between the desk and a service; `packaging/api_judges.py` fetches it.

What it spoils, and how, is `mitm_addon`'s.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.sandbox.judges_api import ROOT, _need

MITMDUMP = ROOT / ".judges" / "mitmproxy" / "bin" / "mitmdump"
ADDON = Path(__file__).with_name("mitm_addon.py")
# The call did not reach the service: it is lost, or something on the way answers.
NOT_THERE = (
    "lost", "reset", "portal", "gateway", "unavailable", "too_many_seconds", "too_many_date",
)  # fmt: skip
# The service did it, and what it answers does not come, or not whole.
NOT_TOLD = (
    "response_lost", "reset_after", "truncated", "truncated_reset", "half_a_head", "half_a_chunk",
    "too_long", "too_short", "garbled", "other", "portal_after", "unavailable_after", "endless",
)  # fmt: skip
# It comes, though not as usual; `late` comes when somebody may have sent it again.
ODD = ("slow", "twice", "late")
KINDS = (*NOT_THERE, *NOT_TOLD, *ODD)


@dataclass(frozen=True)
class Mitm:
    """Where it answers."""

    address: str
    client: httpx2.Client

    def plan(self, faults: Mapping[int, str], *, strangers: bool = False) -> None:
        """Spoil the calls with these numbers from now on; what was held back arrives first."""
        told = {"faults": {str(n): kind for n, kind in faults.items()}, "strangers": strangers}
        self.client.post(f"{self.address}/-/plan", json=told).raise_for_status()

    def heal(self) -> None:
        """Spoil nothing more."""
        self.plan({})

    def seen(self) -> list[dict[str, Any]]:
        """List what passed since the plan: method, path, the fault, and the service's status."""
        found: list[dict[str, Any]] = self.client.get(f"{self.address}/-/seen").json()
        return found


@contextmanager
def mitm_before(address: str, folder: Path) -> Iterator[Mitm]:
    """Run it before an address, at a free port of 127.0.0.1; `folder` is its own."""
    program = MITMDUMP.with_name("mitmdump.exe") if os.name == "nt" else MITMDUMP
    _need(program, "mitmproxy")
    options = ("connection_strategy=lazy", "http2=false", f"confdir={folder}")
    words = [str(program), "-q", "--mode", f"reverse:{address}", "-s", str(ADDON)]
    words += ["--listen-host", "127.0.0.1", "--listen-port", "0"]
    words += [word for each in options for word in ("--set", each)]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PARAPH_BEHIND": address},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith("ready ")), "")
        assert said, "mitmproxy did not start"
        with httpx2.Client(timeout=60) as client:
            yield Mitm(f"http://127.0.0.1:{said.split()[1]}", client)
    finally:
        process.terminate()
        process.communicate(timeout=20)
