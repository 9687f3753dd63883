"""Watches a folder in a child and kills it with SIGKILL at the N-th line of the product it runs.

Called with a folder, how many lines to try, and `once` or `twice`; prints one JSON object. With
`initials` behind these, each file gets three signatures, as in `signing_many`.
"""

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
from tests.faults.killer import Killer, Work, in_child, kinds_of, sweep
from tests.faults.signing_many import SIGNER

FILES = 3


@contextmanager
def opened(place: Path):
    with signing_many.opened(place) as ports:
        database = open_database(place / "home")
        yield WatchSigning(ports.signing, SqliteActs(database))
        database.close()


def watch_of(place: Path, **more: Any) -> FolderWatch:
    def request(source: Path, output: Path, intent: str) -> SignRequest:
        der, extras = SIGNER.certificate_der, signing_many.EXTRAS
        return SignRequest(source, output, der, intent=intent, extras=extras)

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


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def killed_at(line: int, place: Path, first: int | None) -> dict[str, Any]:
    """Kill at a line, after a kill at the `first` if there is one, and go on to the end."""
    prepare(place)
    if first is not None:
        in_child(run, place, first)
    killed = in_child(run, place, line)
    in_child(run, place, None)
    erp = place / "erp"
    return {
        "line": line,
        "killed": killed,
        "made": kinds_of(place).count("signature_made"),
        "done": names(erp / "done"),
        "parts": sorted({signing_many.parts_of(each) for each in (erp / "done").glob("*.pdf")}),
        "originals": names(erp / "done" / "originals"),
        "failed": names(erp / "failed"),
        "left": [each.name for each in (erp / "inbox").rglob("*") if each.is_file()],
    }


if __name__ == "__main__":
    sweep(Work(prepare, run, killed_at, FILES))
