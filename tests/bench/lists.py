"""Lists of requests: 100,000 of them shown, dragged through and looked through.

The floor of a drag is the same window and list, of which nothing further is read, in the same run.
"""

import functools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.many_requests import fill
from tests.bench.measure import Broken, Figure, Limit, Rule

_ROOT = Path(__file__).parents[2]
_MANY = 100_000
_DRAG_S, _ROUNDS, _PATIENCE_S = 4.0, 3, 180
_FRAME_MS, _SHOWN_MS, _FOUND_MS = 16.0, 400.0, 1500.0


@functools.cache
def _home() -> tempfile.TemporaryDirectory[str]:
    made = tempfile.TemporaryDirectory(prefix="paraph-bench-")
    fill(Path(made.name), _MANY)
    return made


def run(screen: str, mode: str, home: Path) -> dict[str, Any]:
    """Show one list in a fresh process, and give what it reports."""
    environment = os.environ | {
        "PYTHONPATH": f"{_ROOT}:{_ROOT / 'desktop'}",
        "PARAPH_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.bench.lists_child", screen, mode, str(_DRAG_S)]
    done = subprocess.run(
        command, env=environment, cwd=_ROOT, capture_output=True, text=True, timeout=_PATIENCE_S
    )
    if done.returncode != 0:
        raise Broken(f"the window ended with {done.returncode}: {done.stderr[-400:]}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def measure(screen: str, rounds: int | None) -> list[Figure]:
    """Measure a list: its first rows, the frames of a drag, and the looking for words."""
    home = Path(_home().name)
    told, floor = [], []
    for _ in range(rounds or _ROUNDS):
        told.append(run(screen, "live", home))
        floor.append(_p99(run(screen, "blank", home)["gaps_ms"]))
    gaps = [each["gaps_ms"] for each in told]
    details = {
        "rows": told[0]["rows"],
        "worst_ms": round(statistics.median(max(each) for each in gaps), 1),
        "gaps_over_16_ms": statistics.median(sum(g > _FRAME_MS for g in each) for each in gaps),
        "gaps": len(gaps[0]),
        "last_rows_ms": round(statistics.median(each["last_rows_ms"] for each in told)),
    }
    return [
        Figure(
            f"lists.{screen}.drag-p99",
            "ms",
            Limit(Rule.ABOVE_PEER, _FRAME_MS),
            [_p99(each) for each in gaps],
            "same list, reading nothing",
            floor,
            how=f"what 99 of 100 gaps of a 4 ms timer keep to, dragged through in {_DRAG_S:g} s",
            details=details,
        ),
        _alone(
            f"lists.{screen}.shown",
            _SHOWN_MS,
            [each["shown_ms"] for each in told],
            "from the way to the screen to its rows",
        ),
        _alone(
            f"lists.{screen}.found",
            _FOUND_MS,
            [max(each["found_ms"]) for each in told],
            "from the last letter to what fits, or that nothing does",
        ),
    ]


def _p99(gaps: list[float]) -> float:
    return sorted(gaps)[int(len(gaps) * 0.99)]


def _alone(name: str, limit: float, runs: list[float], how: str) -> Figure:
    return Figure(name, "ms", Limit(Rule.ALONE, limit), runs, "no peer", how=how)


FIGURES = {
    "lists.inbox": lambda rounds: measure("inbox", rounds),
    "lists.sent": lambda rounds: measure("sent", rounds),
}
