"""Levels as others judge them: EU DSS, PDFBox, openssl, poppler, pyHanko; two authorities."""

import asyncio
import hashlib
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import RevocationUnavailable
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.pades.levels.evidence import Store
from paraph.pades.levels.store import read_store
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.fakes.theirs import sign_as_others, sign_by_openssl
from tests.judges import openssl_cms, pdfsig
from tests.judges_dss import dss_levels
from tests.judges_pdfbox import pdfbox_report
from tests.rigs.level_bench import LevelBench, level_bench
from tests.rigs.openssl_tsa import openssl_tsa

B_B, B_T, B_LT, B_LTA = PadesLevel
PASSWORD = Secret("only for two")


@pytest.fixture(scope="module", params=["ec", "rsa"])
def bench(request, tmp_path_factory) -> Iterator[LevelBench]:
    with level_bench(tmp_path_factory.mktemp("levels"), request.param) as made:
        yield made


@pytest.fixture
def signed(bench: LevelBench) -> Path:
    return bench.sign(SAMPLE)


def judged(bench: LevelBench, path: Path, password: Secret | None = None) -> list[str]:
    """Give the levels of EU DSS and PDFBox, after all they say else was found to hold."""
    known = password.reveal() if password is not None else ""
    found = dss_levels(path, bench.anchors.ders, known)
    assert all(each.holds for each in found), found
    assert "not valid" not in pdfsig(path, known).lower()
    levels = [each.level.rpartition("-")[2] for each in found]
    assert pdfbox_report(path, bench.anchors.ders, known).levels == levels
    return levels


@contextmanager
def trusting(bench: LevelBench, *more: bytes) -> Iterator[None]:
    bench.anchors.ders += more
    try:
        yield
    finally:
        bench.anchors.ders = list(bench.pki.anchors)


def ranges(path: Path) -> list[tuple[int, int, int]]:
    found = re.findall(rb"/ByteRange ?\[ ?0 +(\d+) +(\d+) +(\d+)", path.read_bytes())
    return sorted((int(a), int(b), int(c)) for a, b, c in found)


def contents(path: Path, number: int = -1) -> bytes:
    before, after, _ = ranges(path)[number]
    return bytes.fromhex(path.read_bytes()[before + 1 : after - 1].decode())


@pytest.mark.parametrize("may_rewrite", [True, False], ids=["inside", "beside"])
def test_each_step_is_the_level_that_the_judges_see(bench, signed, may_rewrite):
    assert judged(bench, signed) == ["B"]
    source = signed
    for step, told in ((B_T, "T"), (B_LT, "LT"), (B_LTA, "LTA")):
        before = source.read_bytes()
        raised, said = bench.step(source, step, may_rewrite=may_rewrite)
        assert judged(bench, raised) == [told]
        assert said.facts == bench.raiser.facts(raised, None)
        assert said.facts.level is step
        assert said.sha256 == hashlib.sha256(raised.read_bytes()).hexdigest()
        assert source.read_bytes() == before
        source = raised


def test_a_timestamp_inside_changes_no_byte_that_is_signed(bench, signed, tmp_path):
    raised, _ = bench.step(signed, B_T, may_rewrite=True)
    (before, after, _), old, new = ranges(signed)[0], signed.read_bytes(), raised.read_bytes()
    assert len(old) == len(new)
    assert old[: before + 1] == new[: before + 1]
    assert old[after - 1 :] == new[after - 1 :]
    issuing = bench.pki.certificate_der("issuing")
    assert openssl_cms(raised, bench.pki.root_der, tmp_path, cades=True) == ""
    assert openssl_ts(signature_value(raised), token_in(raised), bench.pki.root_der, tmp_path)
    assert issuing in contents(raised)


def test_beside_it_is_a_revision_that_openssl_finds_right(bench, signed, tmp_path):
    raised, _ = bench.step(signed, B_T)
    old, new = signed.read_bytes(), raised.read_bytes()
    assert new.startswith(old)
    before, after, length = ranges(raised)[-1]
    assert after + length == len(new)
    assert after - before - 2 == 2 * 16384
    covered = new[:before] + new[after : after + length]
    token = cms.ContentInfo.load(contents(raised)).dump()
    assert openssl_ts(covered, token, bench.pki.root_der, tmp_path)


def test_an_openssl_authority_that_is_trusted_itself_is_as_good(bench, signed, tmp_path):
    # It names nobody who could say that it was revoked, so that its root alone is not enough.
    with openssl_tsa(tmp_path) as tsa:
        pem = ["openssl", "x509", "-in", "tsa.pem", "-outform", "DER", "-out", "tsa.der"]
        subprocess.run(pem, cwd=tmp_path, check=True)
        services = [bench.service_at(tsa.url)]
        with trusting(bench, tsa.root_der):
            stamped, _ = bench.step(signed, B_T, services, may_rewrite=True)
            with pytest.raises(RevocationUnavailable) as told:
                bench.step(stamped, B_LT)
            assert told.value.details["why"] == "no_address"
            assert told.value.code == "revocation_not_offered"
        with trusting(bench, (tmp_path / "tsa.der").read_bytes()):
            raised = bench.raised(stamped, B_LTA, may_rewrite=True, services=services)
            assert judged(bench, raised) == ["LTA"]
    folder = tmp_path / "checked"
    folder.mkdir()
    assert openssl_ts(signature_value(raised), token_in(raised), tsa.root_der, folder)


def test_two_who_signed_offline_both_stay_valid(bench, signed):
    both = bench.sign(signed, "signer-2")
    raised = bench.raised(both, B_LTA)
    assert judged(bench, raised) == ["LTA", "LTA"]
    assert raised.read_bytes().startswith(both.read_bytes())


def test_two_offline_the_last_is_stamped_inside_and_the_first_beside(bench, signed):
    both = bench.sign(signed, "signer-2")
    raised, _ = bench.step(both, B_T, may_rewrite=True)
    assert judged(bench, raised) == ["T", "T"]
    assert len(ranges(raised)) == 3
    assert token_in(raised, 1)
    assert judged(bench, bench.raised(raised, B_LTA, may_rewrite=True)) == ["LTA", "LTA"]


def test_a_signature_after_a_raised_one_is_raised_too(bench, signed):
    first = bench.raised(signed, B_LTA, may_rewrite=True)
    second = bench.sign(first, "signer-2")
    assert bench.raiser.facts(second, None).level is B_B
    raised = bench.raised(second, B_LTA, may_rewrite=True)
    assert judged(bench, raised) == ["LTA", "LTA"]
    assert raised.read_bytes()[: first.stat().st_size] == first.read_bytes()


def test_an_archive_timestamp_is_renewed_with_what_vouches_for_the_old_one(bench, signed):
    proven = bench.raised(signed, B_LT, may_rewrite=True)
    raised, first = bench.step(proven, B_LTA, [bench.service("tsa-2")])
    renewed, said = bench.step(raised, B_LTA, [bench.service("tsa")], renew=True)
    assert judged(bench, renewed) == ["LTA"]
    assert renewed.read_bytes().startswith(raised.read_bytes())
    assert len(ranges(renewed)) == 3
    second_tsa = bench.pki.certificate_der("tsa-2")
    assert second_tsa in contents(renewed, 1)
    assert second_tsa not in store_of(raised).certificates
    assert second_tsa in store_of(renewed).certificates
    assert len(store_of(renewed).ocsps) == len(store_of(raised).ocsps) + 1
    assert first.facts.renew_before is not None
    assert said.facts.renew_before == first.facts.renew_before  # one day for both in the rig
    assert imprint_digest(contents(renewed)) == "sha512"


@pytest.mark.parametrize("words", [("--encrypt", "", PASSWORD.reveal(), "256", "--"), ()])
def test_encrypted_files_and_object_streams(bench, tmp_path, words):
    password = Secret("") if words else None
    more = words or ("--object-streams=generate",)
    made = tmp_path / "made.pdf"
    subprocess.run(["qpdf", *more, SAMPLE, made], check=True)
    signed = bench.sign(made, password=password)
    raised = bench.raised(signed, B_LTA, may_rewrite=True, password=password)
    assert judged(bench, raised, password) == ["LTA"]
    assert subprocess.run(["qpdf", "--check", raised], capture_output=True).returncode == 0


def test_a_file_that_only_a_password_opens(bench, tmp_path):
    made = tmp_path / "made.pdf"
    words = ["--encrypt", PASSWORD.reveal(), "owner", "256", "--"]
    subprocess.run(["qpdf", *words, SAMPLE, made], check=True)
    signed = bench.sign(made, password=PASSWORD)
    raised = bench.raised(signed, B_LTA, may_rewrite=True, password=PASSWORD)
    assert judged(bench, raised, PASSWORD) == ["LTA"]


@pytest.mark.parametrize(
    "given",
    [{"certify": MDPPerm.NO_CHANGES}, {"lock": FieldMDPSpec(FieldMDPAction.ALL)}],
    ids=["certified", "locked"],
)
def test_a_document_whose_author_allows_no_changes_takes_proof(bench, given):
    certified = sign_as_others(bench, SAMPLE, **given)
    raised = bench.raised(certified, B_LTA)
    assert judged(bench, raised) == ["LTA"]
    with raised.open("rb") as file:
        first = PdfFileReader(file).embedded_signatures[0]
        status = validate_pdf_signature(first, quiet_context(bench))
        assert status.docmdp_ok
        assert status.modification_level is ModificationLevel.LTA_UPDATES
        assert status.bottom_line


def test_a_hybrid_file_takes_proof(bench, tmp_path):
    signed = bench.sign(pdfs.hybrid(tmp_path / "hybrid.pdf"))
    raised = bench.raised(signed, B_LTA, may_rewrite=True)
    assert [each.level for each in dss_levels(raised, bench.anchors.ders)] == ["PAdES-BASELINE-LTA"]


def test_a_pss_signature_takes_proof(bench):
    signed = bench.sign(SAMPLE, pss=True)
    assert judged(bench, bench.raised(signed, B_LTA, may_rewrite=True)) == ["LTA"]


@pytest.mark.parametrize("make", [sign_as_others, sign_by_openssl])
def test_legacy_signatures_of_others_take_proof(bench, make):
    theirs = make(bench, SAMPLE)
    raised = bench.raised(theirs, B_LTA)
    # No PAdES signature (EN 319 142-1): DSS gives such files levels of another name.
    assert dss_levels(raised, bench.anchors.ders)[0].level == "PKCS7-LTA"
    assert judged(bench, raised) == ["LTA"]
    assert bench.raiser.facts(raised, None).level is B_LTA


def test_documents_of_the_corpus_that_others_signed_take_a_document_timestamp(tmp_path, corpus):
    refused, stamped = Counter(), 0
    with level_bench(tmp_path) as bench:
        for source in sorted((*corpus.glob("dss/*.pdf"), *corpus.glob("pyhanko/*.pdf"))):
            try:
                if bench.raiser.facts(source, None).level is not B_B:
                    continue
                raised, said = bench.step(source, B_T)
            except ParaphError as error:
                refused[f"{error.code} {error.details.get('why')}"] += 1
                continue
            stamped += 1
            assert said.facts.level is B_T
            assert raised.read_bytes().startswith(source.read_bytes())
            # Two of these hold for poppler and us and not for DSS, before as after.
            assert verdicts(raised) == verdicts(source), source
    assert stamped > 20
    assert refused["step_not_possible signature_broken"] > 5
    assert not [each for each in refused if each.startswith("signature_check_failed")]


def verdicts(path: Path) -> list[tuple[str, bool, bool]]:
    return [(each.field, each.is_intact, each.is_valid) for each in dss_levels(path, [])]


def test_pyhanko_finds_long_term_proof_without_a_network(bench, signed):
    raised = bench.raised(signed, B_LTA, may_rewrite=True)
    anchor = x509.Certificate.load(bench.pki.root_der)
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build([anchor]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    offline = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(policy, revinfo_gathering_policy=offline)
    )
    with raised.open("rb") as file:
        first = PdfFileReader(file).embedded_signatures[0]
        result = asyncio.run(ades_lta_validation(first, spec))
    assert str(result.ades_subindic) == "AdESPassed.OK"


def store_of(path: Path) -> Store:
    with path.open("rb") as file:
        return read_store(PdfFileReader(file))


def quiet_context(bench: LevelBench) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(bench.pki.root_der)], allow_fetching=False
    )


def signature_value(path: Path, number: int = 0) -> bytes:
    signer = cms.ContentInfo.load(contents(path, number))["content"]["signer_infos"][0]
    return signer["signature"].native


def token_in(path: Path, number: int = 0) -> bytes:
    signer = cms.ContentInfo.load(contents(path, number))["content"]["signer_infos"][0]
    (attribute,) = signer["unsigned_attrs"]
    assert attribute["type"].native == "signature_time_stamp_token"
    return attribute["values"][0].dump()


def imprint_digest(token: bytes) -> str:
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    return info["message_imprint"]["hash_algorithm"]["algorithm"].native


def openssl_ts(content: bytes, token: bytes, root_der: bytes, folder: Path) -> bool:
    (folder / "stamped").write_bytes(content)
    (folder / "token").write_bytes(token)
    (folder / "root.der").write_bytes(root_der)
    pem = ["openssl", "x509", "-in", folder / "root.der", "-inform", "DER", "-out"]
    subprocess.run([*pem, folder / "root.crt"], check=True)
    words = ["openssl", "ts", "-verify", "-token_in", "-in", folder / "token", "-data"]
    words += [folder / "stamped", "-CAfile", folder / "root.crt"]
    return subprocess.run(words, capture_output=True).returncode == 0
