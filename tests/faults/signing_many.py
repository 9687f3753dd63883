"""Signs a batch in a child, kills it with SIGKILL at the N-th line of the product, and goes on.

Called with a folder, how many lines to try, and `once` or `twice`; prints one JSON object. With
`initials` behind these, each document was signed before and has two fields for initials: it gets
three signatures, one upon the other. The signer is small and writes real files: the lines counted
are those of the batch.
"""

import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box
from paraph.filing.lease import hold_lease, is_held
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.pades.initials import sign_with_initials
from paraph.ports.documents import (
    DocumentFacts,
    DrawnStamp,
    FieldOnPage,
    PreparedSignature,
    SignatureOrder,
)
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
from tests.faults.killer import Killer, Work, in_child, kinds_of, sweep
from tests.unit.test_sign_document import PAGE

SIGNER = identity("p256")
DOCUMENTS = 3
EXTRAS = Extras(InitialsRule()) if "initials" in sys.argv[4:] else None
PARTS = 3 if EXTRAS is not None else 1  # the signatures of one document


class DiskReader:
    def read(self, path: Path, password: Any) -> DocumentFacts:
        return DocumentFacts([PAGE], [])


class DiskDocuments:
    """`ports.placing.PlacingDocuments`: each has two fields for initials."""

    geometries = (PAGE,)

    @contextmanager
    def open(self, path: Path, password: Any):
        yield self

    def fields(self) -> list[FieldOnPage]:
        boxes = (Box(20, 20, 71, 45), Box(100, 20, 151, 45))
        return [FieldOnPage(f"Initials{n}", 0, box, False) for n, box in enumerate(boxes, 1)]


class NoStamps:
    def draw(self, *_: Any) -> DrawnStamp:
        return DrawnStamp(b"%PDF")


class DiskSigner:
    def inspect(self, source: Path, field: str | None, password: Any, **_: bool) -> int:
        return 1

    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        if order.additions is not None and order.additions.signed_initials:
            return sign_with_initials(order, lambda each: self.sign(each, token))
        files = LocalFiles()
        value = token.sign(order.source.read_bytes(), "sha256").hex().encode()
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
            DiskReader(), DiskSigner(), NoStamps(), files, read_certificate, audit, clock,
            load_algorithm_policy(), lease, owed=owed, documents=DiskDocuments(),
        )  # fmt: skip
        yield BatchSigning(signing, SqliteBatches(database))
    database.close()


def make(batch: Batch, row: BatchRow) -> SignRequest:
    return SignRequest(
        row.source, row.output, SIGNER.certificate_der, shown_sha256=row.shown_sha256,
        intent=row.intent, extras=batch.extras,
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
        batch = Batch("b", "Folder", "2026", SIGNER.certificate_der, tuple(rows), extras=EXTRAS)
        ports.batches.add(batch)


def parts_of(signed: Path) -> int:
    """Count the signatures in a file."""
    return signed.read_bytes().count(b"|")


def killed_at(line: int, place: Path, first: int | None) -> dict[str, Any]:
    """Kill at a line, after a kill at the `first` if there is one, and go on to the end."""
    prepare(place)
    if first is not None:
        in_child(run, place, first)
    killed = in_child(run, place, line)
    kinds_before = kinds_of(place)
    in_child(run, place, None)
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
        "parts": sorted({parts_of(place / f"{n}-signed.pdf") for n in range(1, DOCUMENTS + 1)}),
        "kept": (place / "home" / "kept").exists(),
    }


if __name__ == "__main__":
    sweep(Work(prepare, run, killed_at, DOCUMENTS))
