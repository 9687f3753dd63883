"""What is said after a crash, and that a signing that still runs is left alone."""

import hashlib
from pathlib import Path

import pytest

from paraph.domain.errors import FolderReadOnly
from paraph.ports.record import Body
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from tests.fakes.files import MemoryFiles
from tests.fakes.record import MemoryAuditLog

SOURCE, PART, OUT = Path("/m/in.pdf"), Path("/m/.out.part"), Path("/m/out.pdf")
SIGNED = b"signed"
SHA256 = hashlib.sha256(SIGNED).hexdigest()


class UnreachableFiles(MemoryFiles):
    def publish(self, temporary: Path, output: Path, *, force: bool) -> None:
        raise FolderReadOnly(folder=str(output.parent))


def record(*, prepared: bool, force: int = 0) -> MemoryAuditLog:
    log = MemoryAuditLog()
    body: Body = {"temporary": str(PART), "lease": "l", "input": str(SOURCE), "output": str(OUT)}
    log.append("signature_requested", "i", body | {"force": force})
    if prepared:
        log.append("signature_prepared", "i", {"output": str(OUT), "sha256": SHA256})
    return log


@pytest.mark.parametrize(
    ("prepared", "there", "told", "left"),
    [
        (False, {}, "abandoned", {}),
        (False, {PART: b"half"}, "abandoned", {}),
        (True, {PART: b"half"}, "abandoned", {}),
        (True, {OUT: SIGNED}, "made", {OUT: SIGNED}),
        (True, {OUT: SIGNED, PART: SIGNED}, "made", {OUT: SIGNED}),
        (True, {PART: SIGNED}, "made", {OUT: SIGNED}),
        (True, {OUT: b"other"}, "abandoned", {OUT: b"other"}),
        (
            True,
            {PART: SIGNED, OUT: b"other"},
            "made",
            {OUT: b"other", Path("/kept/out.pdf"): SIGNED},
        ),
    ],
)
def test_what_is_on_disk_decides(prepared, there, told, left):
    log, files = record(prepared=prepared), MemoryFiles({SOURCE: b"in", **there})
    (closed,) = reconcile_after_crash(log, files, lambda _: False)
    assert (closed.intent, closed.kind) == ("i", f"signature_{told}")
    assert log.entries[-1].kind == closed.kind
    assert files.contents == {SOURCE: b"in", **left}
    assert reconcile_after_crash(log, files, lambda _: False) == []


def test_an_older_result_is_replaced_where_that_was_asked_for():
    log, files = record(prepared=True, force=1), MemoryFiles({PART: SIGNED, OUT: b"older"})
    (closed,) = reconcile_after_crash(log, files, lambda _: False)
    assert (closed.kind, files.contents) == ("signature_made", {OUT: SIGNED})


def test_a_signature_that_cannot_have_its_place_is_kept():
    log, files = record(prepared=True), UnreachableFiles({PART: SIGNED})
    (closed,) = reconcile_after_crash(log, files, lambda _: False)
    assert closed.kind == "signature_made"
    assert files.contents == {closed.output: SIGNED}


def test_nothing_is_said_of_a_drive_that_is_away():
    log, files = record(prepared=True), MemoryFiles()
    assert reconcile_after_crash(log, files, lambda _: False) == []
    files.contents = {SOURCE: b"in", OUT: SIGNED}
    (closed,) = reconcile_after_crash(log, files, lambda _: False)
    assert closed.kind == "signature_made"


def test_a_signing_whose_process_lives_is_left_alone():
    log, files = record(prepared=False), MemoryFiles({PART: b""})
    assert reconcile_after_crash(log, files, lambda lease: lease == "l") == []
    assert (len(log.entries), files.contents) == (1, {PART: b""})
