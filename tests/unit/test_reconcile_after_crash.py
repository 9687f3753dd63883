"""What is said after a crash, and that a signing that still runs is left alone."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentMissing
from paraph.ports.record import Entry
from paraph.usecases.reconcile_after_crash import reconcile_after_crash

REQUESTED = Entry(1, "signature_requested", "i", "t", {"temporary": "part", "lease": "l", "input": "/in.pdf", "output": "/out.pdf"})
PREPARED = Entry(2, "signature_prepared", "i", "t", {"output": "out.pdf", "sha256": "aa"})


@dataclass
class Record:
    entries: list[Entry]
    added: list[str] = field(default_factory=list)

    def unfinished(self):
        return [self.entries]

    def append(self, kind, intent, body):
        self.added.append(kind)
        return 3


@dataclass
class Files:
    found: str | None
    discarded: list[Path] = field(default_factory=list)

    def sha256(self, path):
        if self.found is None:
            raise DocumentMissing(file=str(path))
        return self.found

    def discard(self, path):
        self.discarded.append(path)


@pytest.mark.parametrize(
    ("entries", "found", "told"),
    [
        ([REQUESTED], None, "signature_abandoned"),
        ([REQUESTED, PREPARED], None, "signature_abandoned"),
        ([REQUESTED, PREPARED], "bb", "signature_abandoned"),
        ([REQUESTED, PREPARED], "aa", "signature_made"),
    ],
)
def test_the_file_under_the_final_name_decides(entries, found, told):
    record, files = Record(entries), Files(found)
    (closed,) = reconcile_after_crash(record, files, lambda _: False)
    assert (closed.intent, closed.kind) == ("i", told)
    assert record.added == [told]
    assert files.discarded == [Path("part")]


def test_a_signing_whose_process_lives_is_left_alone():
    record, files = Record([REQUESTED]), Files(None)
    assert reconcile_after_crash(record, files, lambda lease: lease == "l") == []
    assert (record.added, files.discarded) == ([], [])
