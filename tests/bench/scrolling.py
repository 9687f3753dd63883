"""Scrolling: how long the event loop is away while the scroll bar is dragged through a document.

The floor is the same window, document and drag with a page source that never draws, in the same
run. The worst gap of a drag is what a person feels as a jerk.
"""

import json
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import documents
from tests.bench.measure import Broken, Figure, Limit, Rule, figure_of, interleaved
from tests.bench.pixels import Screen, own_screen

ROOT = Path(__file__).resolve().parents[2]
DRAG_S = 4.0
_ROUNDS = 5
_FLOOR = "same view, never drawing"
_PATIENCE_S = 120


def drag(screen: Screen, document: Path, mode: str, seconds: float = DRAG_S) -> dict[str, Any]:
    """Drag through a document in a fresh process and give what it reports."""
    command = [sys.executable, "-m", "tests.bench.scroll_start", str(document), mode, str(seconds)]
    search_path = f"{ROOT}:{ROOT / 'desktop'}"
    done = subprocess.run(
        command,
        env=screen.environment | {"PYTHONPATH": search_path},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
    )
    if done.returncode != 0 or not done.stdout:
        raise Broken(f"the window ended with {done.returncode}: {done.stderr[-400:]}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def measure(name: str, document: Path, rounds: int | None) -> list[Figure]:
    """Measure the worst gap of a drag, and of the same drag without any drawing."""
    gaps: dict[str, list[list[float]]] = {"live": [], "blank": []}

    def worst(mode: str) -> float:
        gaps[mode].append(drag(screen, document, mode)["gaps_ms"])
        return max(gaps[mode][-1])

    with own_screen() as screen:
        drag(screen, document, "live", 0.5)  # compiles, and brings the file into memory
        sides = {"ours": partial(worst, "live"), _FLOOR: partial(worst, "blank")}
        runs = interleaved(rounds or _ROUNDS, sides)
    details = {
        "p99_ms": round(statistics.median(_p99(run) for run in gaps["live"]), 2),
        "p99_ms_of_floor": round(statistics.median(_p99(run) for run in gaps["blank"]), 2),
        "gaps_over_16_ms": statistics.median(_slow(run) for run in gaps["live"]),
        "gaps_over_16_ms_of_floor": statistics.median(_slow(run) for run in gaps["blank"]),
    }
    how = f"worst gap of a 4 ms precise timer while dragging through all pages in {DRAG_S:g} s"
    limit = Limit(Rule.ABOVE_PEER, 16.0)
    return [figure_of(name, "ms", limit, runs, _FLOOR, how=how, details=details)]


def _p99(gaps: list[float]) -> float:
    return sorted(gaps)[int(len(gaps) * 0.99)]


def _slow(gaps: list[float]) -> int:
    return sum(gap > 16 for gap in gaps)


FIGURES = {
    "scrolling.2000-of-text": lambda rounds: measure(
        "scrolling.2000-of-text", documents.text_pages(2000), rounds
    ),
    "scrolling.200-scans": lambda rounds: measure(
        "scrolling.200-scans", documents.scans(200), rounds
    ),
}
