"""The story of one signature: what is recorded, in which order, and what an interruption leaves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from paraph.domain import errors
from paraph.domain.signature_field import Box, PageGeometry
from paraph.pades.certificates import read_certificate
from paraph.ports.documents import DocumentFacts, PreparedSignature, SignatureOrder
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.sign_document import Signing, SignRequest, record_refusal, sign_document
from tests.fakes.files import MemoryFiles
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock, MemoryAuditLog

SOURCE, OUT = Path("in.pdf"), Path("out.pdf")
ONE = identity("p256")
PAGE = PageGeometry(Box(0, 0, 595, 842))


@dataclass
class Reader:
    facts: DocumentFacts = field(default_factory=lambda: DocumentFacts([PAGE], []))
    raises: Exception | None = None

    def read(self, path: Path, password: Any) -> DocumentFacts:
        if self.raises:
            raise self.raises
        return self.facts


@dataclass
class Signer:
    """Writes a result, and does in passing what a test asks for."""

    files: MemoryFiles
    meanwhile: Callable[[], None] = lambda: None
    signs_another: str | None = None

    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        source_sha256 = self.files.sha256(order.source)
        self.files.contents[order.temporary] = b"signed"
        self.meanwhile()
        signed = self.files.sha256(order.temporary)
        return PreparedSignature(signed, "Signature1", self.signs_another or source_sha256)

    def inspect(self, source: Path, field: str | None, password: Any) -> int:
        return 0


@dataclass
class Bench:
    files: MemoryFiles = field(default_factory=lambda: MemoryFiles({SOURCE: b"contract"}))
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    reader: Reader = field(default_factory=Reader)
    meanwhile: Callable[[], None] = lambda: None
    signs_another: str | None = None

    def sign(self, **more: Any) -> Any:
        ports = Signing(
            self.reader,
            Signer(self.files, self.meanwhile, self.signs_another),
            None,
            self.files,
            read_certificate,
            self.audit,
            FixedClock(),
        )
        return sign_document(SignRequest(SOURCE, OUT, ONE.certificate_der, **more), None, ports)

    def names(self) -> set[Path]:
        return set(self.files.contents)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_records_come_before_what_they_speak_of(bench: Bench):
    seen: list[tuple[list[str], bool]] = []
    bench.meanwhile = lambda: seen.append((bench.audit.kinds(), OUT in bench.names()))
    done = bench.sign()
    assert seen == [(["signature_requested"], False)]
    assert bench.audit.kinds() == ["signature_requested", "signature_prepared", "signature_made"]
    assert done.audit_seq == 3
    assert bench.names() == {SOURCE, OUT}
    requested = bench.audit.entries[0].body
    assert (requested["input"], requested["signs_as"]) == ("in.pdf", "Ada Lovelace")


def test_the_temporary_name_is_recorded_before_the_file_is_there(bench: Bench):
    bench.audit.fails_at = {"signature_requested": errors.StoreBusy()}
    with pytest.raises(errors.StoreBusy):
        bench.sign()
    assert bench.names() == {SOURCE}


def test_a_source_that_changes_while_the_card_signs_gives_no_result(bench: Bench):
    bench.meanwhile = lambda: bench.files.contents.update({SOURCE: b"another contract"})
    with pytest.raises(errors.DocumentChanged):
        bench.sign()
    assert bench.names() == {SOURCE}
    assert bench.audit.codes() == ["document_changed"]


def test_a_signature_over_other_bytes_than_the_confirmed_ones_gives_no_result(bench: Bench):
    bench.signs_another = "0" * 64
    with pytest.raises(errors.DocumentChanged):
        bench.sign()
    assert bench.names() == {SOURCE}


def test_an_interrupt_writes_no_end_and_the_next_start_does(bench: Bench):
    def interrupt() -> None:
        raise KeyboardInterrupt

    bench.meanwhile = interrupt
    with pytest.raises(KeyboardInterrupt):
        bench.sign()
    assert bench.audit.kinds() == ["signature_requested"]
    assert bench.names() == {SOURCE}
    told = reconcile_after_crash(bench.audit, bench.files, lambda _: False)
    assert [one.kind for one in told] == ["signature_abandoned"]


def test_a_file_that_got_its_name_is_made_though_the_record_failed_then(bench: Bench):
    bench.audit.fails_at = {"signature_made": errors.DiskFull()}
    with pytest.raises(errors.DiskFull):
        bench.sign()
    assert bench.names() == {SOURCE, OUT}
    assert bench.audit.codes() == [], "a signature that was made was told as failed"
    bench.audit.fails_at = {}
    told = reconcile_after_crash(bench.audit, bench.files, lambda _: False)
    assert [one.kind for one in told] == ["signature_made"]


def test_what_a_reader_did_not_foresee_is_a_damaged_document(bench: Bench):
    bench.reader.raises = RuntimeError("code=7: cycle in page tree")
    with pytest.raises(errors.DocumentDamaged):
        bench.sign()
    assert bench.audit.codes() == ["document_damaged"]


def test_a_document_that_shows_no_page_is_refused(bench: Bench):
    bench.reader.facts = DocumentFacts([], [])
    with pytest.raises(errors.NoPages):
        bench.sign()


def test_a_refusal_before_any_document_is_recorded_for_each(bench: Bench):
    record_refusal(bench.audit, [SOURCE, OUT], errors.PinIncorrect())
    assert bench.audit.codes() == ["pin_incorrect"] * 2
    assert len({entry.intent for entry in bench.audit.entries}) == 2
    assert bench.audit.unfinished() == []
