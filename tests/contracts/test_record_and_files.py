"""What every `AuditLog` and every `OutputFiles` does, in memory and on disk alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.filing.output_file import LocalFiles
from paraph.ports.documents import OutputFiles
from paraph.ports.record import AuditLog
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from tests.fakes.files import MemoryFiles
from tests.fakes.record import FixedClock, MemoryAuditLog


@pytest.fixture(params=["memory", "sqlite"])
def audit(request, tmp_path) -> Iterator[AuditLog]:
    if request.param == "memory":
        yield MemoryAuditLog()
        return
    database = open_database(tmp_path)
    yield SqliteAuditLog(database, FixedClock())
    database.close()


def test_sequence_numbers_only_rise(audit: AuditLog):
    numbers = [audit.append("signature_requested", str(n), {}) for n in range(5)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("end", ["signature_made", "signature_failed", "signature_abandoned"])
def test_an_intent_is_unfinished_until_its_end(audit: AuditLog, end: str):
    body = {"temporary": "t", "reason": "ß ", "level": None, "n": 1}
    audit.append("signature_requested", "a", body)
    audit.append("signature_requested", "b", {})
    audit.append("signature_prepared", "a", {"sha256": "aa"})
    found = {entries[0].intent: entries for entries in audit.unfinished()}
    assert [entry.kind for entry in found["a"]] == ["signature_requested", "signature_prepared"]
    assert found["a"][0].body == body
    audit.append(end, "a", {})
    assert [entries[0].intent for entries in audit.unfinished()] == ["b"]


def test_a_refusal_that_was_never_an_intent_is_not_unfinished(audit: AuditLog):
    audit.append("signature_failed", "x", {"code": "pin_incorrect"})
    assert audit.unfinished() == []


@pytest.fixture(params=["memory", "disk"])
def place(request, tmp_path) -> tuple[OutputFiles, Path]:
    return (MemoryFiles() if request.param == "memory" else LocalFiles()), tmp_path


def write(files: OutputFiles, path: Path, content: bytes) -> None:
    if isinstance(files, MemoryFiles):
        files.contents[path] = content
    else:
        path.write_bytes(content)


def names(files: OutputFiles, folder: Path) -> list[str]:
    if isinstance(files, MemoryFiles):
        return sorted(path.name for path in files.contents)
    return sorted(path.name for path in folder.iterdir())


def test_a_file_gets_its_name_when_it_is_published(place):
    files, folder = place
    source, out = folder / "in.pdf", folder / "out.pdf"
    write(files, source, b"source")
    temporary = files.temporary_name(out, "0123456789abcdef")
    assert names(files, folder) == ["in.pdf"], "a name alone makes nothing"
    files.reserve(temporary, out, source, force=False)
    assert not files.exists(out)
    write(files, temporary, b"signed")
    files.publish(temporary, out, force=False)
    assert names(files, folder) == ["in.pdf", "out.pdf"]
    write(files, folder / "same", b"signed")
    assert files.sha256(out) == files.sha256(folder / "same")


def test_a_temporary_file_lies_beside_its_output_and_is_one_intents_own(place):
    files, folder = place
    one, two = (files.temporary_name(folder / "out.pdf", c * 32) for c in "ab")
    assert one != two
    assert one.parent == folder
    assert files.temporary_name(folder / "out.pdf", "a" * 32) == one


def test_what_is_there_is_replaced_only_by_force_and_the_source_never(place):
    files, folder = place
    source, out = folder / "in.pdf", folder / "out.pdf"
    write(files, source, b"source")
    write(files, out, b"old")
    temporary = files.temporary_name(out, "c" * 32)
    with pytest.raises(errors.OutputExists):
        files.reserve(temporary, out, source, force=False)
    with pytest.raises(errors.OutputExists):
        files.reserve(temporary, source, source, force=True)
    files.reserve(temporary, out, source, force=True)
    write(files, temporary, b"new")
    with pytest.raises(errors.OutputExists):
        files.publish(temporary, out, force=False)
    files.publish(temporary, out, force=True)
    assert names(files, folder) == ["in.pdf", "out.pdf"]


def test_discarding_twice_is_fine_and_a_missing_file_is_told(place):
    files, folder = place
    temporary = files.temporary_name(folder / "out.pdf", "d" * 32)
    files.reserve(temporary, folder / "out.pdf", folder / "in.pdf", force=False)
    files.discard(temporary)
    files.discard(temporary)
    assert names(files, folder) == []
    with pytest.raises(errors.DocumentMissing):
        files.sha256(folder / "none.pdf")
