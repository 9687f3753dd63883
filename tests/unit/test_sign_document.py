"""The story of one signature: what is recorded, in which order, and what an interruption leaves."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paraph.domain import errors
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy, Span
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.ports.documents import DocumentFacts, PreparedSignature, SignatureOrder
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.sign_document import Signing, SignRequest, record_refusal, sign_document
from tests.fakes.certificates import COMPLIANCE, ESEAL, SSCD, Statements, certificate
from tests.fakes.files import MemoryFiles
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock, MemoryAuditLog
from tests.fakes.tokens import FakeKey, FakeToken

SOURCE, OUT = Path("in.pdf"), Path("out.pdf")
ONE = identity("p256")
KEY = FakeKey(FakeToken(), ONE.key)
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
    orders: list[SignatureOrder] = field(default_factory=list)

    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        self.orders.append(order)
        source_sha256 = self.files.sha256(order.source)
        self.files.contents[order.temporary] = b"signed|B-B"
        self.meanwhile()
        signed = self.files.sha256(order.temporary)
        return PreparedSignature(signed, "Signature1", self.signs_another or source_sha256)

    def inspect(self, source: Path, field: str | None, password: Any, **_: bool) -> int:
        return 0


@dataclass
class Bench:
    files: MemoryFiles = field(default_factory=lambda: MemoryFiles({SOURCE: b"contract"}))
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    reader: Reader = field(default_factory=Reader)
    meanwhile: Callable[[], None] = lambda: None
    signs_another: str | None = None
    policy: AlgorithmPolicy = field(default_factory=load_algorithm_policy)
    orders: list[SignatureOrder] = field(default_factory=list)

    def ports(self, owed: Any = None) -> Signing:
        return Signing(
            self.reader,
            Signer(self.files, self.meanwhile, self.signs_another, self.orders),
            None,
            self.files,
            read_certificate,
            self.audit,
            FixedClock(),
            self.policy,
            owed=owed,
        )

    def sign(self, **more: Any) -> Any:
        asked = {"certificate_der": ONE.certificate_der, **more}
        return sign_document(SignRequest(SOURCE, OUT, **asked), KEY, self.ports())

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


def test_the_record_says_the_act_and_what_the_issuer_states(bench: Bench):
    bench.sign()
    body = bench.audit.entries[0].body
    assert body["kind_of_signature"] == "advanced_electronic_signature"
    assert (body["certificate_states"], body["warnings"]) == (None, None)
    assert body["without_device"] == 0
    assert str(body["algorithm_policy"]).startswith("ETSI TS 119 312 ")


def test_a_legal_person_seals_and_the_record_says_so(bench: Bench):
    subject = "C=FR/O=Cabinet Roux/OI=NTRFR-000000000/CN=Cabinet Roux"
    said = Statements((COMPLIANCE, SSCD), (ESEAL,))
    der = certificate(subject, said=said, key="rsa2048")
    done = bench.sign(certificate_der=der, key=KeyKind.KEY_FILE)
    body = bench.audit.entries[0].body
    assert body["kind_of_signature"] == "advanced_electronic_seal"
    assert body["certificate_states"] == "qualified_on_device"
    assert (body["warnings"], body["without_device"]) == ("key_legacy", 1)
    assert done.is_seal


@pytest.mark.parametrize(("key", "why"), [("rsa1024", "weak_key"), ("secp256k1", "unknown_key")])
def test_a_key_that_is_not_accepted_is_refused_before_the_card_is_asked(bench: Bench, key, why):
    with pytest.raises(errors.KeyNotAccepted) as told:
        bench.sign(certificate_der=certificate(key=key))
    assert told.value.details["why"] == why
    assert bench.audit.kinds() == ["signature_failed"]
    assert bench.names() == {SOURCE}


def test_a_policy_that_ends_a_scheme_or_every_digest_ends_signing(bench: Bench):
    ended = Span(until=date(2020, 1, 1))
    policy = load_algorithm_policy()
    name = str(KEY.scheme)
    for changed, why in (
        (replace(policy, schemes={**policy.schemes, name: ended}), name),
        (replace(policy, digests=dict.fromkeys(policy.digests, ended)), "digest"),
    ):
        bench.policy = changed
        with pytest.raises(errors.KeyNotAccepted) as told:
            bench.sign()
        assert told.value.details["why"] == why
    assert bench.names() == {SOURCE}


def test_the_signer_is_given_the_digests_that_the_policy_accepts(bench: Bench):
    policy = load_algorithm_policy()
    bench.policy = replace(policy, digests={"sha512": policy.digests["sha512"]})
    bench.sign()
    assert bench.orders[0].digests == ("sha512",)
