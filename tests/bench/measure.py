"""What a figure is: ours beside its peer, the limit, and whether it is met. No measuring here.

A figure is told, never asserted: seconds on a busy machine are no test.
"""

import os
import platform
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = ("PySide6_Essentials", "pyHanko", "pymupdf", "python-pkcs11", "sqlite-utils")
_CPUINFO = Path("/proc/cpuinfo")


class Broken(RuntimeError):
    """A measurement that gave no figure: something did not start, or showed no page."""


class Rule(Enum):
    """What a limit bounds."""

    SHARE_OF_PEER = "ours <= {limit} x peer"
    ABOVE_PEER = "ours <= peer + {limit} {unit}"
    ALONE = "ours <= {limit} {unit}"
    TOLD = "told, no limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound and what it bounds."""

    rule: Rule
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured several times, beside its peer; `missing` says what was not there."""

    name: str
    unit: str
    limit: Limit
    ours_runs: Sequence[float]
    peer_name: str
    peer_runs: Sequence[float] = ()
    missing: str | None = None
    how: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ours(self) -> float:
        """Give the median of ours."""
        return statistics.median(self.ours_runs)

    @property
    def peer(self) -> float | None:
        """Give the median of the peer's, where there is one."""
        return statistics.median(self.peer_runs) if self.peer_runs else None

    @property
    def ratio(self) -> float | None:
        """Give ours as a multiple of the peer's."""
        peer = self.peer
        return self.ours / peer if peer else None

    @property
    def met(self) -> bool | None:
        """Tell whether the limit holds; None where there is none, or no peer to measure by."""
        value, peer = self.limit.value, self.peer
        if self.limit.rule is Rule.ALONE:
            return self.ours <= value
        if self.limit.rule is Rule.TOLD or peer is None:
            return None
        bound = value * peer if self.limit.rule is Rule.SHARE_OF_PEER else value + peer
        return self.ours <= bound

    def as_json(self) -> dict[str, Any]:
        """Give the figure as plain values."""
        return {
            "name": self.name,
            "ours": _rounded(self.ours),
            "peer": _rounded(self.peer),
            "peer_name": self.peer_name,
            "ratio": _rounded(self.ratio),
            "limit": self.limit.value if self.limit.rule is not Rule.TOLD else None,
            "rule": self.limit.rule.value.format(limit=self.limit.value, unit=self.unit),
            "met": self.met,
            "unit": self.unit,
            "runs": len(self.ours_runs),
            "ours_runs": [_rounded(run) for run in self.ours_runs],
            "peer_runs": [_rounded(run) for run in self.peer_runs],
            "missing": self.missing,
            "how": self.how,
            **({"details": dict(self.details)} if self.details else {}),
        }


def figure_of(
    name: str,
    unit: str,
    limit: Limit,
    runs: Mapping[str, Sequence[float]],
    peer_name: str,
    **more: Any,
) -> Figure:
    """Make a figure of `runs["ours"]` and the peer's; a peer that has none is missing."""
    peer_runs = runs.get(peer_name, ())
    missing = None if peer_runs else f"{peer_name} is not installed"
    return Figure(name, unit, limit, runs["ours"], peer_name, peer_runs, missing, **more)


def interleaved(rounds: int, sides: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure every side once a round, in turns forwards and backwards, so that drifts even out."""
    runs: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            runs[name].append(sides[name]())
    return runs


def machine_facts() -> dict[str, Any]:
    """Give what a figure depends on besides the program."""
    return {
        "cores": os.cpu_count(),
        "cpu": _cpu_name(),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "versions": {name: _version(name) for name in PACKAGES},
        "load_average": load_average(),
    }


def pss_bytes(pid: int | str) -> int:
    """Give a process's share of memory, in which what several map is shared out."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))


def load_average() -> list[float] | None:
    """Give how busy the machine is with everything on it."""
    return [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None


def _cpu_name() -> str:
    if not _CPUINFO.exists():
        return platform.processor()
    lines = _CPUINFO.read_text("utf-8", "replace").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), "")


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
