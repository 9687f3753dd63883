"""Lists of requests: 100,000 of them shown, dragged through and looked through, beside 100.

A long list is to be painted as soon as a short one, within a frame. The floor of a drag is the same
window and list, of which nothing further is read. All of it is measured in turns.
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
_MANY, _FEW = 100_000, 100
_OF_FEW = f"list of {_FEW}"
_DRAG_S, _ROUNDS, _PATIENCE_S = 4.0, 3, 180
_FRAME_MS, _FOUND_MS = 16.0, 1500.0


@functools.cache
def _home(count: int) -> tempfile.TemporaryDirectory[str]:
    made = tempfile.TemporaryDirectory(prefix="paraph-bench-")
    fill(Path(made.name), count)
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
    many, few = (Path(_home(count).name) for count in (_MANY, _FEW))
    told, told_few, floor = [], [], []
    for _ in range(rounds or _ROUNDS):
        told.append(run(screen, "live", many))
        told_few.append(run(screen, "live", few))
        floor.append(_p99(run(screen, "blank", many)["gaps_ms"]))
    gaps, gaps_few = ([each["gaps_ms"] for each in runs] for runs in (told, told_few))
    details = {
        "rows": told[0]["rows"],
        "gaps_over_16_ms": statistics.median(sum(g > _FRAME_MS for g in each) for each in gaps),
        "gaps": len(gaps[0]),
        "last_rows_ms": round(statistics.median(each["last_rows_ms"] for each in told)),
    }
    frame = Limit(Rule.ABOVE_PEER, _FRAME_MS)
    how = f"what 99 of 100 gaps of a 4 ms timer keep to, dragged through in {_DRAG_S:g} s"
    of_few = functools.partial(Figure, unit="ms", limit=frame, peer_name=_OF_FEW)
    return [
        Figure(
            f"lists.{screen}.drag-p99", "ms", frame, [_p99(each) for each in gaps],
            "same list, reading nothing", floor, how=how, details=details,
        ),
        of_few(
            f"lists.{screen}.drag-p99.few", ours_runs=[_p99(each) for each in gaps],
            peer_runs=[_p99(each) for each in gaps_few], how=how,
        ),
        of_few(
            f"lists.{screen}.drag-worst", ours_runs=[max(each) for each in gaps],
            peer_runs=[max(each) for each in gaps_few], how="the longest gap of a drag",
        ),
        of_few(
            f"lists.{screen}.shown", ours_runs=[each["shown_ms"] for each in told],
            peer_runs=[each["shown_ms"] for each in told_few],
            how="from the way to the screen until its first rows are painted",
        ),
        Figure(
            f"lists.{screen}.found", "ms", Limit(Rule.ALONE, _FOUND_MS),
            [max(each["found_ms"]) for each in told], "no peer",
            how="from the last letter to what fits, or that nothing does",
        ),
    ]  # fmt: skip


def _p99(gaps: list[float]) -> float:
    return sorted(gaps)[int(len(gaps) * 0.99)]


FIGURES = {
    "lists.inbox": lambda rounds: measure("inbox", rounds),
    "lists.sent": lambda rounds: measure("sent", rounds),
}
