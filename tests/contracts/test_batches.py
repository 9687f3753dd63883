"""`ports.batches.Batches` and `ports.watching.Acts` in SQLite: kept, and read with their ends."""

from dataclasses import replace
from pathlib import Path

import pytest

from paraph.domain.many.batch import Batch, BatchRow, EndKind, RowState
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.domain.stamp.appearance import Appearance, Part
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.batches import SqliteActs, SqliteBatches
from paraph.store.database import open_database
from tests.fakes.record import FixedClock

ROWS = (
    BatchRow(1, "i1", Path("/é/1.pdf"), Path("/o/1.pdf"), "aa", None,
             Place(2, Box(1.5, 2, 3, 4)), "words", "Fait à"),
    BatchRow(2, "i2", Path("2.pdf"), Path("o2.pdf"), "bb", "Mandataire", left_out=True),
    BatchRow(3, "i3", Path("3.pdf"), Path("o3.pdf"), "", bar="password_required", locked=True),
)  # fmt: skip
LOOK = Appearance("Contrats", (Part.NAME, Part.DATE), image=b"\x89PNG\x00", has_qr=True)
EXTRAS = Extras(
    InitialsRule("1-3", "ÉÜ", Corner.UPPER_LEFT, b"\x89PNG\x00"),
    Certification.FORM_FILLING,
    (PreparedField("Client", Place(0, Box(1, 2, 30, 40)), locks=True),),
)
BATCH = Batch("b", "À signer", "2026", b"\x30\x00", ROWS, "Accord", None, PadesLevel.B_LTA, LOOK,
              extras=EXTRAS)  # fmt: skip


@pytest.fixture
def database(tmp_path):
    made = open_database(tmp_path)
    yield made
    made.close()


def test_a_batch_comes_back_as_it_was_kept(database):
    batches = SqliteBatches(database)
    batches.add(BATCH)
    assert batches.get("b") == BATCH
    assert batches.get("none") is None
    batches.count_prompt("b")
    assert batches.get("b") == replace(BATCH, pin_prompts=1)


def test_the_ends_are_those_of_the_record(database):
    batches, audit = SqliteBatches(database), SqliteAuditLog(database, FixedClock())
    batches.add(BATCH)
    asked = {"input": "x"}
    audit.append("signature_requested", "i1", asked)
    row = batches.get("b").rows[0]
    assert (row.end.kind, row.state) == (EndKind.OPEN, RowState.NEEDS_PERSON)
    audit.append("signature_made", "i1", {"sha256": "cc", "output": "/o/1.pdf"})
    row = batches.get("b").rows[0]
    assert (row.state, row.end.sha256, row.end.output) == (
        RowState.SIGNED, "cc", Path("/o/1.pdf")
    )  # fmt: skip
    acts = SqliteActs(database)
    assert acts.end_of("i1") == row.end
    assert acts.end_of("i2") is None
    audit.append("signature_failed", "i2", {"code": "document_changed"})
    assert acts.end_of("i2").code == "document_changed"


def test_rows_are_written_together_or_not_at_all(database):
    batches = SqliteBatches(database)
    batches.add(BATCH)
    again = [replace(row, intent=f"new{row.number}") for row in ROWS]
    with pytest.raises(AttributeError):
        batches.put_rows("b", [again[0], None])
    assert batches.get("b") == BATCH
    batches.put_rows("b", again)
    assert [row.intent for row in batches.get("b").rows] == ["new1", "new2", "new3"]


def test_one_that_was_put_away_is_not_gone_on_with(database):
    batches = SqliteBatches(database)
    batches.add(replace(BATCH, id="old", made_at_utc="2025",
                        rows=tuple(replace(r, intent=f"o{r.number}") for r in ROWS)))  # fmt: skip
    batches.add(BATCH)
    assert batches.unfinished() == ["b", "old"]
    batches.put_away("b")
    assert batches.unfinished() == ["old"]
    assert batches.get("b") is not None


def test_a_signed_file_is_told_of_as_it_is_now(database):
    # Proof that was added behind a signature makes it another file, of another level.
    batches, audit = SqliteBatches(database), SqliteAuditLog(database, FixedClock())
    batches.add(BATCH)
    audit.append("signature_requested", "i1", {"input": "x"})
    audit.append("signature_made", "i1", {"sha256": "cc", "output": "/o/1.pdf"})
    assert batches.get("b").rows[0].end.level is PadesLevel.B_B
    audit.append("level_paid", "i1", {"sha256": "dd", "level": "B-T"})
    audit.append("level_delayed", "i1", {"level": "B-LT"})
    end = batches.get("b").rows[0].end
    assert (end.kind, end.sha256, end.level) == (EndKind.MADE, "dd", PadesLevel.B_T)
    assert end.output == Path("/o/1.pdf")


def test_a_password_has_no_place_in_the_database(database):
    names = [row[0] for row in database.execute("SELECT sql FROM sqlite_master").fetchall()]
    assert not [sql for sql in names if sql and "password" in sql]
