"""What stands between a file and its next level: told by its code, the source untouched."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import (
    DiskFull,
    DocumentDamaged,
    DocumentMissing,
    FolderReadOnly,
    NotAPdf,
    ParaphError,
    PasswordIncorrect,
    PasswordRequired,
    SignatureCheckFailed,
)
from paraph.domain.errors.levels import (
    CertificateRevoked,
    IssuerUntrusted,
    NoTimestampService,
    RevocationTooOld,
    RevocationUnavailable,
    StepNotPossible,
    TimestampNotAccepted,
    TimestampUnavailable,
    TimestampUntrusted,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.document_signer import PadesSigner
from paraph.pades.levels import raiser, signed_file, stamps
from paraph.pades.levels.evidence import Store
from paraph.pades.levels.raiser import PadesLevelRaiser
from paraph.pades.levels.readback import Added
from paraph.pades.levels.store import add_to_store, read_store, vri_key
from paraph.pades.levels.values import values_of
from paraph.pades.open_pdf import open_for_update
from paraph.ports.documents import SignatureOrder
from paraph.ports.levels import RaiseOrder
from paraph.ports.time_stamping import TimeStampService
from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from tests.conftest import SAMPLE
from tests.fakes import pdfs, pki
from tests.fakes.theirs import sign_by_openssl
from tests.fakes.tokens import FakeKey, FakeToken
from tests.rigs.level_bench import LevelBench, level_bench

B_B, B_T, B_LT, B_LTA = PadesLevel


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[LevelBench]:
    with level_bench(tmp_path, "ec") as made:
        yield made


@pytest.fixture
def signed(bench: LevelBench) -> Path:
    return bench.sign(SAMPLE)


def refused(
    bench: LevelBench, source: Path, step: PadesLevel, *services: TimeStampService, **order: object
) -> ParaphError:
    """Give what a step raised; the source is as it was."""
    before = source.read_bytes()
    with pytest.raises(ParaphError) as told:
        bench.step(source, step, services or None, **order)
    assert source.read_bytes() == before
    return told.value


class Service:
    """A service whose every answer is made by a function of the request."""

    policy_oid = None

    def __init__(self, answer: Callable[[bytes], bytes], name: str = "fake") -> None:
        self.ask, self.name = answer, name


def down(_request: bytes) -> bytes:
    raise TimestampUnavailable(why="refused_connection")


def html(_request: bytes) -> bytes:
    return b"<html>Welcome to the hotel</html>"


# ---- timestamps ------------------------------------------------------------------------------


def test_the_next_service_is_asked_when_one_is_down_or_does_not_hold(bench, signed):
    services = [Service(down), Service(html), bench.service("tsa-expired"), bench.service()]
    raised, said = bench.step(signed, B_T, services, may_rewrite=True)
    assert said.facts.level is B_T
    assert b"Bench tsa" in bytes.fromhex(pdf_contents(raised))


def test_the_most_telling_trouble_is_told_and_whose_it_is(bench, signed):
    told = refused(bench, signed, B_T, Service(down, "first"), Service(html, "second"))
    assert isinstance(told, TimestampNotAccepted)
    assert told.details == {"why": "unreadable", "service": "second"}
    told = refused(bench, signed, B_T, Service(down, "first"), Service(down, "second"))
    assert isinstance(told, TimestampUnavailable)
    assert told.details["service"] == "first"


def test_without_a_service_a_person_is_needed(bench, signed):
    with pytest.raises(NoTimestampService):
        bench.step(signed, B_T, [])


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("tsa-expired", "expired"),
        ("tsa-uncritical", "purpose"),
        ("tsa-two-purposes", "purpose"),
        ("tsa-revoked", "revoked"),
    ],
)
def test_an_authority_that_may_not_stamp_is_not_used(bench, signed, label, why):
    told = refused(bench, signed, B_T, bench.service(label), may_rewrite=True)
    assert isinstance(told, TimestampNotAccepted)
    assert told.details["why"] == why


def test_a_revoked_authority_is_found_at_the_latest_for_long_term_proof(bench, signed):
    bench.pki.down |= {"ocsp", "crls"}
    stamped, _ = bench.step(signed, B_T, [bench.service("tsa-revoked")])
    bench.pki.down.clear()
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, CertificateRevoked)
    assert "Bench tsa-revoked" in str(told.details["subject"])


def test_an_issuer_that_a_token_leaves_out_is_fetched(bench, signed):
    raised, _ = bench.step(signed, B_T, [bench.service("tsa-bare")], may_rewrite=True)
    assert bench.raiser.facts(bench.raised(raised, B_LTA), None).level is B_LTA


def test_an_issuer_that_cannot_be_fetched_makes_the_token_untrusted(bench, signed):
    bench.pki.down.add("certs")
    told = refused(bench, signed, B_T, bench.service("tsa-bare"))
    assert told.details["why"] == "untrusted"
    assert not isinstance(told, TimestampUntrusted), "that may pass by itself"


@pytest.mark.parametrize("label", ["tsa", "tsa-bare"])
def test_an_authority_without_an_anchor_is_told_as_what_a_person_has_to_trust(bench, signed, label):
    bench.anchors.ders = [pki.ca_der()]
    told = refused(bench, signed, B_T, bench.service(label))
    assert isinstance(told, TimestampUntrusted)
    assert "Bench root" in str(told.details["subject"])


def test_a_service_that_refuses_a_digest_is_asked_with_the_next(bench, signed):
    asked: list[str] = []

    def only_sha256(request: bytes) -> bytes:
        imprint = tsp.TimeStampReq.load(request)["message_imprint"]
        asked.append(imprint["hash_algorithm"]["algorithm"].native)
        if asked[-1] == "sha256":
            return bench.service().ask(request)
        # PKIStatusInfo: rejection (2), badAlg (bit 0).
        return bytes.fromhex("30093007020102 0302 0780".replace(" ", ""))

    raised, _ = bench.step(signed, B_T, [Service(only_sha256)])
    assert asked == ["sha512", "sha384", "sha256"]
    assert bench.raiser.facts(raised, None).level is B_T


def test_a_token_that_does_not_fit_inside_goes_beside(bench):
    signed = sign_by_openssl(bench, SAMPLE, reserved_bytes=2500)
    raised, said = bench.step(signed, B_T, may_rewrite=True)
    assert raised.read_bytes().startswith(signed.read_bytes())
    assert raised.stat().st_size > signed.stat().st_size
    assert said.facts.level is B_T


# ---- long-term proof -------------------------------------------------------------------------


def test_an_untrusted_signer_is_told_and_nobody_is_asked_about_it(bench, signed):
    stamped, _ = bench.step(signed, B_T)
    bench.anchors.ders = [pki.ca_der()]
    bench.pki.asked.clear()
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, IssuerUntrusted)
    assert not [path for path in bench.pki.asked if "ocsp" in path or "crls" in path]


def test_a_chain_that_lacks_an_issuer_is_completed(bench):
    one, out = bench.pki.signer(), bench.new()
    order = SignatureOrder(SAMPLE, out, one.certificate_der, ())
    PadesSigner().sign(order, FakeKey(FakeToken(identities=[one]), one.key))
    raised = bench.raised(out, B_LTA, may_rewrite=True)
    assert bench.raiser.facts(raised, None).level is B_LTA
    assert any("certs/issuing" in path for path in bench.pki.asked)


def test_a_certificate_revoked_before_its_timestamp_ends_it(bench):
    stamped, _ = bench.step(bench.sign(SAMPLE, "signer-revoked"), B_T)
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, CertificateRevoked)
    assert "revoked" in str(told.details["subject"])


def test_a_certificate_revoked_after_its_timestamp_does_not(bench):
    stamped, _ = bench.step(bench.sign(SAMPLE, "signer-revoked-later"), B_T)
    bench.pki.clock.move(days=2)
    raised = bench.raised(stamped, B_LTA)
    assert bench.raiser.facts(raised, None).level is B_LTA


def test_a_list_older_than_the_timestamp_says_when_there_is_a_newer_one(bench):
    stamped, _ = bench.step(bench.sign(SAMPLE, "signer-crl"), B_T)
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, RevocationTooOld)
    wait = datetime.fromisoformat(str(told.details["not_before"])) - bench.pki.clock.now()
    assert timedelta() < wait <= timedelta(hours=6)
    bench.pki.clock.move(seconds=wait.total_seconds() + 60)
    raised, said = bench.step(stamped, B_LT)
    assert said.facts.level is B_LT
    assert bench.raiser.facts(raised, None).level is B_LT


def test_lists_are_asked_when_no_responder_answers(bench, signed):
    stamped, _ = bench.step(signed, B_T)
    bench.pki.down.add("ocsp/issuing")
    assert isinstance(refused(bench, stamped, B_LT), RevocationTooOld)
    bench.pki.clock.move(hours=7)
    raised, _ = bench.step(stamped, B_LT)
    assert bench.raiser.facts(raised, None).level is B_LT


def test_nobody_who_answers_is_unavailable_for_now(bench, signed):
    stamped, _ = bench.step(signed, B_T)
    bench.pki.down |= {"ocsp/issuing", "crls/issuing"}
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, RevocationUnavailable)
    assert "Camille Roux" in str(told.details["subject"])
    bench.pki.down.clear()
    assert bench.step(stamped, B_LT)[1].facts.level is B_LT


class SlowClock:
    """A computer whose clock is a day behind."""

    def __init__(self, bench: LevelBench) -> None:
        self._clock = bench.pki.clock

    def now(self) -> datetime:
        return self._clock.now() - timedelta(days=1)


def on_a_slow_computer(bench: LevelBench) -> None:
    clock = SlowClock(bench)
    fetcher = HttpCertificateFetcher(bench.client, bench.folder / "slow", clock.now)
    bench.raiser = PadesLevelRaiser(fetcher, bench.anchors, clock, load_algorithm_policy())


def test_a_word_of_a_later_time_than_ours_is_not_relied_on(bench, signed):
    stamped, _ = bench.step(signed, B_T)
    on_a_slow_computer(bench)
    told = refused(bench, stamped, B_LT)
    assert (told.code, told.details["why"]) == ("revocation_unavailable", "no_answer")


def test_a_revocation_counts_though_our_clock_is_slow(bench):
    stamped, _ = bench.step(bench.sign(SAMPLE, "signer-revoked"), B_T)
    on_a_slow_computer(bench)
    assert isinstance(refused(bench, stamped, B_LT), CertificateRevoked)


def test_a_renewal_comes_before_the_authoritys_issuer_ends_too(bench, signed, monkeypatch):
    raised, usual = bench.step(bench.raised(signed, B_LT, may_rewrite=True), B_LTA)
    soon = bench.pki.clock.now() + timedelta(days=50)
    real = signed_file._ends

    def ends(certificate: x509.Certificate) -> datetime:
        is_issuer = "tsa-issuing" in certificate.subject.human_friendly
        return soon if is_issuer else real(certificate)

    monkeypatch.setattr(signed_file, "_ends", ends)
    assert bench.raiser.facts(raised, None).renew_before == soon
    assert usual.facts.renew_before > soon


def test_proof_older_than_a_later_timestamp_is_not_taken_for_proof(bench, signed):
    # Revocation data, then the first timestamp: it does not say what was so at that time.
    both = bench.sign(bench.raised(signed, B_LT), "signer")
    assert bench.raiser.facts(both, None).level is B_B
    bench.pki.clock.move(minutes=1)
    stamped, said = bench.step(both, B_T)
    assert said.facts.level is B_T
    assert bench.step(stamped, B_LT)[1].facts.level is B_LT


def test_a_timestamp_of_another_signature_is_none(bench, signed):
    stamped, _ = bench.step(signed, B_T, may_rewrite=True)
    other = bench.sign(SAMPLE, "signer-2")
    with other.open("rb+") as file, stamped.open("rb") as first:
        (mine,) = values_of(PdfFileReader(first), first)
        (theirs,) = values_of(PdfFileReader(file), file)
        (attribute,) = mine.signer["unsigned_attrs"]
        moved = stamps.with_token(theirs, attribute["values"][0].dump())
        assert moved is not None
        stamps.inject(file, theirs, moved)
    assert bench.raiser.facts(stamped, None).level is B_T
    assert bench.raiser.facts(other, None).level is B_B


def test_a_store_is_added_to_and_what_stands_there_stays(bench, signed):
    first = bench.raised(signed, B_LT, may_rewrite=True)
    second = bench.raised(bench.sign(first, "signer-2"), B_LT, may_rewrite=True)
    with first.open("rb") as old, second.open("rb") as new:
        before, after = PdfFileReader(old), PdfFileReader(new)
        known, held = read_store(before), read_store(after)
        assert all(set(mine) <= set(its) for mine, its in zip(known, held, strict=True))
        assert all(len(each) == len(set(each)) for each in held)
        one, two = (value for value in values_of(after, new) if not value.is_timestamp)
        vri, was = after.root["/DSS"]["/VRI"], before.root["/DSS"]["/VRI"]
        key = vri_key(one.contents)
        assert list(was) == [key]
        assert set(vri) == {key, vri_key(two.contents)}
        assert vri.raw_get(key).idnum == was.raw_get(key).idnum
    # As others have it: the SHA-1 of the whole decoded /Contents.
    assert vri_key(b"\0") == "/5BA93C9DB0CFF93F52B521D7420E43F6EDA2784F"


def test_a_signature_s_own_entry_of_the_store_stays_as_it_is(bench, signed):
    first = bench.raised(signed, B_LT, may_rewrite=True)
    with first.open("rb+") as file:
        writer = open_for_update(file, None)
        (value,) = values_of(writer.prev, file)
        before = writer.root["/DSS"]["/VRI"].raw_get(vri_key(value.contents))
        more = Store(certificates=(pki.ca_der(),))
        add_to_store(writer, more, {value.contents: more})
        writer.write_in_place()
        after = PdfFileReader(file)
        assert pki.ca_der() in read_store(after).certificates
        assert after.root["/DSS"]["/VRI"].raw_get(vri_key(value.contents)).idnum == before.idnum


# ---- files -----------------------------------------------------------------------------------


def test_steps_follow_each_other(bench, signed):
    whys = [refused(bench, signed, step).details["why"] for step in (B_LT, B_LTA, B_B)]
    assert whys == ["level_below", "level_below", "no_step"]
    stamped, _ = bench.step(signed, B_T)
    assert refused(bench, stamped, B_T).details["why"] == "level_reached"
    assert refused(bench, stamped, B_LTA, renew=True).details["why"] == "level_below"


def test_a_file_that_nobody_signed_takes_no_proof(bench):
    assert bench.raiser.facts(SAMPLE, None).level is None
    told = refused(bench, SAMPLE, B_T)
    assert isinstance(told, StepNotPossible)
    assert told.details["why"] == "unsigned"


def test_a_changed_document_takes_no_proof(bench, signed):
    broken = bench.new()
    broken.write_bytes(signed.read_bytes().replace(b"/M (D:2", b"/M (D:1"))
    assert bench.raiser.facts(broken, None).level is B_B
    assert refused(bench, broken, B_T).details["why"] == "signature_broken"


def test_files_that_are_no_sound_pdf_are_told_as_everywhere(bench, signed, tmp_path):
    text = tmp_path / "text.pdf"
    text.write_text("no PDF")
    assert isinstance(refused(bench, text, B_T), NotAPdf)
    broken = pdfs.broken_xref(tmp_path / "broken.pdf", signed)
    assert isinstance(refused(bench, broken, B_T), DocumentDamaged)
    with pytest.raises(DocumentMissing):
        bench.step(tmp_path / "gone.pdf", B_T)
    with pytest.raises(DocumentMissing):
        bench.raiser.facts(tmp_path / "gone.pdf", None)
    order = RaiseOrder(signed, tmp_path / "nowhere" / "x.pdf", B_T)
    with pytest.raises(FolderReadOnly):
        bench.raiser.raise_level(order, [bench.service()])


@pytest.mark.parametrize("more", [-1000, 100], ids=["copying", "adding"])
def test_a_disk_without_room_is_told(bench, signed, more):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (signed.stat().st_size + more, hard))
    try:
        told = refused(bench, signed, B_T)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(told, DiskFull)


def test_an_encrypted_file_asks_for_its_password(bench, tmp_path):
    made = tmp_path / "encrypted.pdf"
    subprocess.run(["qpdf", "--encrypt", "one", "two", "256", "--", SAMPLE, made], check=True)
    signed = bench.sign(made, password=Secret("one"))
    assert isinstance(refused(bench, signed, B_T), PasswordRequired)
    assert isinstance(refused(bench, signed, B_T, password=Secret("no")), PasswordIncorrect)
    with pytest.raises(PasswordRequired):
        bench.raiser.facts(signed, None)


def test_nothing_but_our_own_errors_comes_out_over_hostile_files(bench, corpus):
    levels = []
    for path in sorted(corpus.rglob("*.pdf")):
        with suppress(ParaphError):
            levels.append(bench.raiser.facts(path, None).level)
    assert {None, B_B, B_T, B_LT, B_LTA} == set(levels)


# ---- reading back ----------------------------------------------------------------------------


def test_a_byte_changed_before_what_is_added_is_found(bench, signed, monkeypatch):
    def also_changes(file, writer, stamp):
        found = stamps.add_document_timestamp(file, writer, stamp)
        file.seek(20)
        file.write(b"?")
        return found

    monkeypatch.setattr(raiser, "add_document_timestamp", also_changes)
    told = refused(bench, signed, B_T)
    assert isinstance(told, SignatureCheckFailed)
    assert told.details["why"] == "old_revision"


def test_a_byte_changed_beside_an_injected_token_is_found(bench, signed, monkeypatch):
    def also_changes(file, value, cms_der):
        stamps.inject(file, value, cms_der)
        file.seek(20)
        file.write(b"?")

    monkeypatch.setattr(raiser, "inject", also_changes)
    told = refused(bench, signed, B_T, may_rewrite=True)
    assert told.details["why"] == "signature_value"


def test_a_token_that_did_not_arrive_is_found(bench, signed, monkeypatch):
    monkeypatch.setattr(raiser, "inject", lambda *_all: None)
    told = refused(bench, signed, B_T, may_rewrite=True)
    assert told.details["why"] == "token"


def test_evidence_that_did_not_arrive_is_found(bench, signed, monkeypatch):
    stamped, _ = bench.step(signed, B_T)

    def forgets(writer, evidence, by_contents):
        original(writer, evidence._replace(ocsps=evidence.ocsps[1:]), {})

    original = raiser.add_to_store
    monkeypatch.setattr(raiser, "add_to_store", forgets)
    told = refused(bench, stamped, B_LT)
    assert told.details["why"] == "security_store"


def test_evidence_that_is_not_enough_is_found(bench, signed, monkeypatch):
    stamped, _ = bench.step(signed, B_T)
    monkeypatch.setattr(raiser._Step, "add_evidence", lambda *_all: Added())
    told = refused(bench, stamped, B_LT)
    assert isinstance(told, SignatureCheckFailed)
    assert told.details["why"] == "level"


def pdf_contents(path: Path) -> str:
    data = path.read_bytes()
    start = data.index(b"/Contents <") + len(b"/Contents <")
    return data[start : data.index(b">", start)].decode()
