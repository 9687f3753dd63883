"""Watches a folder in a child and kills it with SIGKILL at the N-th line of the product it runs.

Called with a folder, how many lines to try, and `once` or `twice`; prints one JSON object.
"""

import json
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from paraph.filing.output_file import LocalFiles
from paraph.filing.watched_folder import LocalWatchedFolder
from paraph.store.batches import SqliteActs
from paraph.store.database import open_database
from paraph.usecases.sign_document import SignRequest
from paraph.usecases.watch_folder import FolderWatch, Watching, WatchSigning
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults import signing_many
from tests.faults.signing_many import SIGNER, Killer, kinds_of

FILES = 3


@contextmanager
def opened(place: Path):
    with signing_many.opened(place) as ports:
        database = open_database(place / "home")
        yield WatchSigning(ports.signing, SqliteActs(database))
        database.close()


def watch_of(place: Path, **more: Any) -> FolderWatch:
    def request(source: Path, output: Path, intent: str) -> SignRequest:
        return SignRequest(source, output, SIGNER.certificate_der, intent=intent)

    kept = {
        "request": request,
        "prove": lambda _requests, outcomes, _signing: outcomes,
        "failure": lambda error: {"code": error.code},
        "told": lambda *_: None,
        "pattern": "{name}-signed",
        "settle_s": 0.0,
        **more,
    }
    home = place / "home"
    folder = LocalWatchedFolder(place / "erp", home)
    return FolderWatch(Watching(folder, LocalFiles(home), lambda: opened(place), **kept))


def run(place: Path, killer: Killer) -> None:
    threading.settrace(killer.trace)
    sys.settrace(killer.trace)
    watch, key = watch_of(place), FakeKey(FakeToken(), SIGNER.key)
    while watch.has_work:
        watch.sign_ready(key)
    sys.settrace(None)
    threading.settrace(None)


def prepare(place: Path) -> None:
    inbox = place / "erp" / "inbox"
    inbox.mkdir(parents=True)
    for number in range(1, FILES + 1):
        (inbox / f"{number}.pdf").write_bytes(b"contract %d %%%%EOF" % number)
    with opened(place):
        pass


def in_child(place: Path, line: int | None) -> bool:
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


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def killed_at(line: int, place: Path, first: int | None) -> dict[str, Any]:
    """Kill at a line, after a kill at the `first` if there is one, and go on to the end."""
    prepare(place)
    if first is not None:
        in_child(place, first)
    killed = in_child(place, line)
    in_child(place, None)
    erp = place / "erp"
    return {
        "line": line,
        "killed": killed,
        "made": kinds_of(place).count("signature_made"),
        "done": names(erp / "done"),
        "originals": names(erp / "done" / "originals"),
        "failed": names(erp / "failed"),
        "left": [each.name for each in (erp / "inbox").rglob("*") if each.is_file()],
    }


def a_line_that_abandons(folder: Path, total: int) -> int:
    """Find a line at which an act was asked for and has made nothing yet."""
    for line in range(total // 10, total, 7):
        place = folder / f"first-{line}"
        prepare(place)
        in_child(place, line)
        if kinds_of(place) == ["signature_requested"]:
            return line
    raise AssertionError


def main() -> None:
    folder, most, twice = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "twice"
    prepare(folder / "warm")
    run(folder / "warm", Killer(None))
    prepare(folder / "count")
    killer = Killer(None)
    run(folder / "count", killer)
    first = a_line_that_abandons(folder, killer.seen) if twice else None
    lines = range(1, killer.seen + 1)
    if first is not None:
        lines = range(first, first + killer.seen // FILES)
    results = [
        killed_at(line, folder / f"at-{line}", first)
        for line in lines[:: max(1, len(lines) // most)]
    ]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()
