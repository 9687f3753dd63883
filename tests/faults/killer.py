"""Kills a process with SIGKILL at the N-th line of the product that it runs, line after line."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from paraph.store.database import open_database

PRODUCT = os.sep + "paraph" + os.sep


class Killer:
    """A trace function that ends its process at one line, whatever thread runs it."""

    def __init__(self, at: int | None) -> None:
        self.at, self.seen = at, 0

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if PRODUCT not in frame.f_code.co_filename:
            return None
        if event == "line":
            self.seen += 1
            if self.seen == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


class Work(NamedTuple):
    """What is killed: how it is prepared and done, what became of it, and of how many files."""

    prepare: Callable[[Path], None]
    run: Callable[[Path, Killer], None]
    killed_at: Callable[[int, Path, int | None], dict[str, Any]]
    files: int


def in_child(run: Callable[[Path, Killer], None], place: Path, line: int | None) -> bool:
    """Run until the line; tell whether it was killed there."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            run(place, Killer(line))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        assert os.waitstatus_to_exitcode(status) == 0, (place, line)
    return os.WIFSIGNALED(status)


def kinds_of(place: Path) -> list[str]:
    database = open_database(place / "home")
    rows = database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
    database.close()
    return [kind for (kind,) in rows]


def sweep(work: Work) -> None:
    """Take a folder, how many lines to try, and `once` or `twice`; print one JSON object."""
    folder, most, twice = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "twice"
    work.prepare(folder / "warm")
    work.run(folder / "warm", Killer(None))
    work.prepare(folder / "count")
    killer = Killer(None)
    work.run(folder / "count", killer)
    first = _line_that_abandons(work, folder, killer.seen) if twice else None
    # After a first kill the second one falls while the first file is signed by another act.
    lines = range(1, killer.seen + 1)
    if first is not None:
        lines = range(first, first + killer.seen // work.files)
    results = [
        work.killed_at(line, folder / f"at-{line}", first)
        for line in lines[:: max(1, len(lines) // most)]
    ]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


def _line_that_abandons(work: Work, folder: Path, total: int) -> int:
    """Find a line at which an act was asked for and has made nothing yet."""
    for line in range(total // 10, total, 7):
        place = folder / f"first-{line}"
        work.prepare(place)
        in_child(work.run, place, line)
        if kinds_of(place) == ["signature_requested"]:
            return line
    raise AssertionError
