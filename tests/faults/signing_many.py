"""Signs a batch in a child, kills it with SIGKILL at the N-th line of the product, and goes on.

Called with a folder, how many lines to try, and `once` or `twice`; prints one JSON object. The
signer is small and writes real files: the lines counted are those of the batch.
"""

import json
import os
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from paraph.domain.batch import Batch, BatchRow, RowState
from paraph.filing.lease import hold_lease, is_held
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.ports.documents import DocumentFacts, PreparedSignature, SignatureOrder
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.batches import SqliteBatches
from paraph.store.database import open_database
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.run_batch import BatchSigning, ready_rows, sign_rows
from paraph.usecases.sign_document import Signing, SignRequest, new_intent
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeKey, FakeToken
from tests.unit.test_sign_document import PAGE

SIGNER = identity("p256")
PRODUCT = os.sep + "paraph" + os.sep
DOCUMENTS = 3


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


class DiskReader:
    def read(self, path: Path, password: Any) -> DocumentFacts:
        return DocumentFacts([PAGE], [])


class DiskSigner:
    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        files = LocalFiles()
        value = token.sign(order.source.read_bytes(), "sha256")
        with order.temporary.open("wb") as file:
            file.write(order.source.read_bytes())
            file.flush()  # a kill here leaves half a file
            file.write(b"|" + value)
        return PreparedSignature(files.sha256(order.temporary), "S", files.sha256(order.source))


@contextmanager
def opened(place: Path):
    home = place / "home"
    home.mkdir(exist_ok=True)
    database, clock, files = open_database(home), FixedClock(), LocalFiles(home)
    audit, leases = SqliteAuditLog(database, clock), home / "leases"
    owed = SqliteOwedLevels(database, clock)
    reconcile_after_crash(audit, files, lambda name: is_held(leases, name), owed)
    with hold_lease(leases) as lease:
        signing = Signing(
            DiskReader(), DiskSigner(), None, files, read_certificate, audit, clock,
            load_algorithm_policy(), lease, owed=owed,
        )  # fmt: skip
        yield BatchSigning(signing, SqliteBatches(database))
    database.close()


def make(batch: Batch, row: BatchRow) -> SignRequest:
    return SignRequest(
        row.source, row.output, SIGNER.certificate_der, shown_sha256=row.shown_sha256,
        intent=row.intent,
    )  # fmt: skip


def run(place: Path, killer: Killer) -> None:
    """Do what a start does: settle what is open, then sign what waits, two documents a step."""
    threading.settrace(killer.trace)
    sys.settrace(killer.trace)
    key = FakeKey(FakeToken(), SIGNER.key)
    while True:
        with opened(place) as ports:
            batch = ports.batches.get("b")
            assert batch is not None
            if batch.is_done:
                break
            rows = ready_rows(batch, ports.batches, 2)
            sign_rows(batch, rows, key, ports, make)
    sys.settrace(None)
    threading.settrace(None)


def prepare(place: Path) -> None:
    place.mkdir()
    rows = []
    for number in range(1, DOCUMENTS + 1):
        source = place / f"{number}.pdf"
        source.write_bytes(b"contract %d" % number)
        output, sha256 = place / f"{number}-signed.pdf", LocalFiles().sha256(source)
        rows.append(BatchRow(number, new_intent(), source, output, sha256))
    with opened(place) as ports:
        ports.batches.add(Batch("b", "Folder", "2026", SIGNER.certificate_der, tuple(rows)))


def in_child(place: Path, line: int | None) -> bool:
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


def killed_at(line: int, place: Path, first: int | None) -> dict[str, Any]:
    """Kill at a line, after a kill at the `first` if there is one, and go on to the end."""
    prepare(place)
    if first is not None:
        in_child(place, first)
    killed = in_child(place, line)
    kinds_before = kinds_of(place)
    in_child(place, None)
    with opened(place) as ports:
        batch = ports.batches.get("b")
        assert batch is not None
        states = [row.state for row in batch.rows]
        told = [row.end.sha256 if row.end else None for row in batch.rows]
    kinds = kinds_of(place)
    return {
        "line": line,
        "killed": killed,
        "before": sorted(set(kinds_before)),
        "all_signed": all(state is RowState.SIGNED for state in states),
        "made": kinds.count("signature_made"),
        "told_is_there": told
        == [LocalFiles().sha256(place / f"{n}-signed.pdf") for n in range(1, DOCUMENTS + 1)],
        "files": sorted(file.name for file in place.iterdir() if file.name != "home"),
        "kept": (place / "home" / "kept").exists(),
    }


def kinds_of(place: Path) -> list[str]:
    database = open_database(place / "home")
    rows = database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
    database.close()
    return [kind for (kind,) in rows]


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
    # After a first kill the second one falls while the first document is signed by another act.
    lines = range(1, killer.seen + 1)
    if first is not None:
        lines = range(first, first + killer.seen // DOCUMENTS)
    results = [
        killed_at(line, folder / f"at-{line}", first)
        for line in lines[:: max(1, len(lines) // most)]
    ]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()
