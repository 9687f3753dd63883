"""Memory: what the window and the process that draws hold after scrolling through a document.

The proportional share (PSS) counts a page that several processes map once, shared out. Peers are
measured with the document open and paged through from the keyboard, their helpers left out.
"""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.bench import documents
from tests.bench.measure import Figure, Limit, Rule, figure_of, interleaved, pss_bytes
from tests.bench.pixels import Screen, own_screen
from tests.bench.scrolling import DRAG_S, drag
from tests.bench.startup import running, settle

_ROUNDS = 3
_MB = 1_000_000
_LIMIT_MB = 120.0
_PAGES_DOWN = 150
_KEY_MS = 20


def measure(name: str, document: Path, rounds: int | None) -> list[Figure]:
    """Measure ours, and the viewers there are."""
    parts: list[tuple[float, float]] = []

    def ours() -> float:
        report = drag(screen, document, "live", DRAG_S)
        parts.append((report["gui"] / _MB, report["drawing"] / _MB))
        return sum(parts[-1])

    with own_screen() as screen:
        peers = _peers(screen, document)
        runs = interleaved(rounds or _ROUNDS, {"ours": ours, **peers})
    middle = sorted(parts, key=sum)[len(parts) // 2]
    details = {"window_mb": round(middle[0], 1), "drawing_mb": round(middle[1], 1)}
    how = "PSS of the window and of the process that draws, 1.5 s after a drag through all pages"
    limit = Limit(Rule.ALONE, _LIMIT_MB)
    return [
        figure_of(f"{name}.{peer}", "MB", limit, runs, peer, how=how, details=details)
        for peer in ("evince", "okular")
    ]


def _peers(screen: Screen, document: Path) -> Mapping[str, Callable[[], float]]:
    if shutil.which("xdotool") is None:
        return {}
    there = [peer for peer in ("evince", "okular") if shutil.which(peer)]
    return {peer: partial(_viewer_mb, screen, [peer, str(document)]) for peer in there}


def _viewer_mb(screen: Screen, command: list[str]) -> float:
    with running(screen, command) as process:
        settle(screen, process)
        keys = ["xdotool", "mousemove", "400", "400", "click", "1"]
        keys += ["key", "--delay", str(_KEY_MS), "--repeat", str(_PAGES_DOWN), "Next"]
        subprocess.run(keys, env=screen.environment, timeout=60, check=True)
        settle(screen, process)
        return pss_bytes(process.pid) / _MB


FIGURES = {
    "memory.3-pages": lambda rounds: measure("memory.3-pages", documents.SAMPLE, rounds),
    "memory.2000-of-text": lambda rounds: measure(
        "memory.2000-of-text", documents.text_pages(2000), rounds
    ),
    "memory.200-scans": lambda rounds: measure("memory.200-scans", documents.scans(200), rounds),
}
