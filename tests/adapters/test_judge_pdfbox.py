"""PDFBox with BouncyCastle is a judge only if it tells levels apart and sees each thing wrong."""

import asyncio
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import cms, crl, x509
from asn1crypto import ocsp as asn1_ocsp
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate, ocsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.conftest import SAMPLE
from tests.fakes.pyhanko_levels import RigStamper, sign_at_level
from tests.judges_pdfbox import pdfbox_report
from tests.rigs.certomancer_pki import CertomancerPki, certomancer_pki

CAS = ("root", "issuing", "tsa-issuing")
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def pki() -> Iterator[CertomancerPki]:
    with certomancer_pki("ec") as made:
        yield made


@pytest.fixture
def stamped(pki: CertomancerPki, tmp_path: Path) -> Path:
    sign_at_level(pki, SAMPLE, tmp_path / "stamped.pdf", "B-T")
    return tmp_path / "stamped.pdf"


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_it_tells_each_level_of_what_pyhanko_makes(tmp_path: Path, kind: str):
    with certomancer_pki(kind) as pki:
        for level, stamps in {
            "B-B": (0, 0),
            "B-T": (1, 0),
            "B-LT": (1, 0),
            "B-LTA": (1, 1),
        }.items():
            out = tmp_path / f"{level}.pdf"
            sign_at_level(pki, SAMPLE, out, level)
            told = pdfbox_report(out, pki.anchors)
            assert told.levels == [level[2:]]
            (signature,) = told.signatures
            assert signature.covers_all == (level in ("B-B", "B-T"))
            assert (len(signature.timestamps), len(told.timestamps)) == stamps


def hole(data: bytes) -> tuple[int, int]:
    """Give where the digits of the one signature's /Contents begin and end."""
    ((before, after),) = re.findall(rb"/ByteRange ?\[ ?0 +(\d+) +(\d+) ", data)
    return int(before) + 1, int(after) - 1


def with_cms(data: bytes, change: Callable[[cms.SignerInfo], None]) -> bytes:
    """Change the signer's part of the CMS; what is signed by the file's bytes stays."""
    start, end = hole(data)
    held = cms.ContentInfo.load(bytes.fromhex(data[start:end].decode()))
    change(held["content"]["signer_infos"][0])
    digits = held.dump(force=True).hex().encode()
    return data[:start] + digits.ljust(end - start, b"0") + data[end:]


def flipped(value: bytes) -> bytes:
    return value[:-1] + bytes([value[-1] ^ 1])


def attribute(signer: cms.SignerInfo, name: str) -> cms.CMSAttribute:
    (found,) = (each for each in signer["signed_attrs"] if each["type"].native == name)
    return found


def signed_again(pki: CertomancerPki, signer: cms.SignerInfo) -> None:
    attributes = signer["signed_attrs"].untag().dump(force=True)
    signer["signature"] = pki.signer().key.sign(attributes, ECDSA(SHA256()))


def with_other_certificate_named(pki: CertomancerPki) -> Change:
    def change(signer: cms.SignerInfo) -> None:
        named = attribute(signer, "signing_certificate_v2")["values"][0]["certs"][0]
        named["cert_hash"] = flipped(named["cert_hash"].native)
        signed_again(pki, signer)

    return lambda data: with_cms(data, change)


def with_other_digest(pki: CertomancerPki) -> Change:
    def change(signer: cms.SignerInfo) -> None:
        digest = attribute(signer, "message_digest")["values"]
        digest[0] = flipped(digest[0].native)
        signed_again(pki, signer)

    return lambda data: with_cms(data, change)


def with_other_value(_pki: CertomancerPki) -> Change:
    def change(signer: cms.SignerInfo) -> None:
        signer["signature"] = flipped(signer["signature"].native)

    return lambda data: with_cms(data, change)


def with_other_byte(_pki: CertomancerPki) -> Change:
    return lambda data: data.replace(b"%PDF-1.", b"%PDF-2.", 1)


def with_shorter_range(_pki: CertomancerPki) -> Change:
    def change(data: bytes) -> bytes:
        length = re.search(rb"/ByteRange ?\[ ?0 +\d+ +\d+ +(\d+)", data)
        assert length is not None
        less = str(int(length[1]) - 40).encode().ljust(len(length[1]))
        return data[: length.start(1)] + less + data[length.end(1) :]

    return change


def with_a_second_hole(_pki: CertomancerPki) -> Change:
    # What is left out holds more than the value: here a comment, elsewhere another page.
    def change(data: bytes) -> bytes:
        _, end = hole(data)
        return data[: end - 8] + b">  %  <0" + data[end:]

    return change


@pytest.mark.parametrize(
    ("wrong", "fact"),
    [
        (with_other_byte, "digest_matches"),
        (with_other_digest, "digest_matches"),
        (with_other_value, "signature_holds"),
        (with_other_certificate_named, "certificate_named"),
        (with_shorter_range, "range_fits"),
        (with_a_second_hole, "range_fits"),
    ],
)
def test_it_sees_what_is_wrong_with_a_signature(pki, tmp_path, wrong, fact):
    signed, broken = tmp_path / "signed.pdf", tmp_path / "broken.pdf"
    sign_at_level(pki, SAMPLE, signed, "B-B")
    broken.write_bytes(wrong(pki)(signed.read_bytes()))
    (told,) = pdfbox_report(broken, pki.anchors).signatures
    assert getattr(told, fact) is False
    assert not told.holds
    if fact == "certificate_named":
        assert told.signature_holds, "it was not signed again"


def token_of(signer: cms.SignerInfo) -> cms.ContentInfo:
    ((token,),) = (each["values"] for each in signer["unsigned_attrs"])
    return token


def test_a_token_that_was_altered_or_is_of_something_else_does_not_hold(pki, stamped, tmp_path):
    def altered(signer: cms.SignerInfo) -> None:
        (by,) = token_of(signer)["content"]["signer_infos"]
        by["signature"] = flipped(by["signature"].native)

    def of_another(signer: cms.SignerInfo) -> None:
        signer["unsigned_attrs"][0]["values"] = [others]

    sign_at_level(pki, SAMPLE, tmp_path / "other.pdf", "B-T")
    start, end = hole(data := (tmp_path / "other.pdf").read_bytes())
    other = cms.ContentInfo.load(bytes.fromhex(data[start:end].decode()))
    others = token_of(other["content"]["signer_infos"][0])

    for change, facts in ((altered, (True, False)), (of_another, (False, True))):
        broken = tmp_path / "broken.pdf"
        broken.write_bytes(with_cms(stamped.read_bytes(), change))
        (told,) = pdfbox_report(broken, pki.anchors).signatures
        (stamp,) = told.timestamps
        assert (stamp.imprint_matches, stamp.signature_holds) == facts
        assert told.level == "B"
        assert not told.holds


@pytest.mark.parametrize("label", ["tsa-expired", "tsa-uncritical", "tsa-two-purposes"])
def test_an_authority_that_may_not_stamp_gives_no_level(pki, tmp_path, label):
    sign_at_level(pki, SAMPLE, out := tmp_path / "out.pdf", "B-T", tsa=label)
    (told,) = pdfbox_report(out, pki.anchors).signatures
    (stamp,) = told.timestamps
    assert (stamp.imprint_matches, stamp.signature_holds, told.level) == (True, False, "B")


def test_a_byte_that_only_the_archive_timestamp_covers(pki, tmp_path):
    sign_at_level(pki, SAMPLE, out := tmp_path / "out.pdf", "B-LTA")
    out.write_bytes(out.read_bytes().replace(b"/CRLs", b"/CRLx"))
    told = pdfbox_report(out, pki.anchors)
    assert not told.timestamps[0].holds
    assert [each.level for each in told.signatures] == ["T"]


def asked(url: str, body: bytes | None = None, kind: str = "") -> bytes:
    request = urllib.request.Request(url, body, {"Content-Type": kind} if kind else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def crls(pki: CertomancerPki) -> list[bytes]:
    return [asked(pki.crl_url(each)) for each in CAS]


def ocsp_of(pki: CertomancerPki, label: str, issuer: str) -> bytes:
    one, its = (load_der_x509_certificate(pki.certificate_der(each)) for each in (label, issuer))
    request = ocsp.OCSPRequestBuilder().add_certificate(one, its, SHA256()).build()
    kind = "application/ocsp-request"
    return asked(pki.ocsp_url(issuer), request.public_bytes(Encoding.DER), kind)


def level_with(
    pki: CertomancerPki,
    stamped: Path,
    lists: list[bytes],
    answers: list[bytes] | None = None,
    certificates: list[bytes] | None = None,
) -> str:
    """Add a store of these to a copy and give the level that is told."""
    out = stamped.with_name("stored.pdf")
    out.write_bytes(stamped.read_bytes())
    with out.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[x509.Certificate.load(der) for der in certificates or []],
            crls=[crl.CertificateList.load(der) for der in lists],
            ocsps=[asn1_ocsp.OCSPResponse.load(der) for der in answers or []],
        )
        writer.write_in_place()
    (told,) = pdfbox_report(out, pki.anchors).signatures
    assert told.holds
    return told.level


def test_long_term_proof_is_complete_or_it_is_none(pki, stamped):
    lists = crls(pki)
    assert level_with(pki, stamped, lists) == "LT"
    for number, name in enumerate(CAS):
        others = [*lists[:number], *lists[number + 1 :]]
        assert level_with(pki, stamped, others) == "T", name
        assert level_with(pki, stamped, [*others, flipped(lists[number])]) == "T", name


def test_answers_of_a_responder_count_as_lists_do(pki, stamped):
    links = (("signer", "issuing"), ("issuing", "root"), ("tsa", "tsa-issuing"))
    answers = [ocsp_of(pki, *link) for link in (*links, ("tsa-issuing", "root"))]
    assert level_with(pki, stamped, [], answers) == "LT"
    for number, answer in enumerate(answers):
        others = [*answers[:number], *answers[number + 1 :]]
        assert level_with(pki, stamped, [], others) == "T", number
        assert level_with(pki, stamped, [], [*others, altered_answer(answer)]) == "T", number
    another = ocsp_of(pki, "signer-2", "issuing")
    assert level_with(pki, stamped, [], [another, *answers[1:]]) == "T"


def altered_answer(der: bytes) -> bytes:
    held = asn1_ocsp.OCSPResponse.load(der)
    basic = held["response_bytes"]["response"].parsed
    basic["signature"] = flipped(basic["signature"].native)
    held["response_bytes"]["response"] = asn1_ocsp.BasicOCSPResponse.load(basic.dump(force=True))
    return held.dump(force=True)


def test_who_was_revoked_before_the_timestamp_is_not_vouched_for(pki, tmp_path):
    early, late = tmp_path / "early.pdf", tmp_path / "late.pdf"
    sign_at_level(pki, SAMPLE, early, "B-T", signer="signer-revoked")
    sign_at_level(pki, SAMPLE, late, "B-T", signer="signer-revoked-later")
    lists = crls(pki)
    others = [lists[0], lists[2]]
    for path, label, level in (
        (early, "signer-revoked", "T"),
        (late, "signer-revoked-later", "LT"),
    ):
        assert level_with(pki, path, others, [ocsp_of(pki, label, "issuing")]) == level
    pki.clock.move(days=2)  # the next lists name both
    lists = crls(pki)
    pki.clock.move(days=-2)
    assert level_with(pki, early, lists) == "T"
    assert level_with(pki, late, lists) == "LT"


def stamp_document(pki: CertomancerPki, source: Path, out: Path) -> None:
    with source.open("rb") as file, out.open("wb+") as to:
        made = PdfTimeStamper(RigStamper(pki))
        asyncio.run(made.async_timestamp_pdf(IncrementalPdfFileWriter(file), "sha256", output=to))


def test_what_a_document_timestamp_does_not_cover_it_does_not_prove(pki, stamped, tmp_path):
    signed, last = tmp_path / "signed.pdf", tmp_path / "last.pdf"
    stamp_document(pki, stamped, last)
    assert pdfbox_report(last, pki.anchors).levels == ["T"]
    assert level_with(pki, last, crls(pki)) == "LT", "the store came after it"
    stamp_document(pki, SAMPLE, last)
    sign_at_level(pki, last, signed, "B-B")
    assert pdfbox_report(signed, pki.anchors).levels == ["B"], "the signature came after it"


def test_an_issuer_that_only_the_store_holds(pki, tmp_path):
    sign_at_level(pki, SAMPLE, out := tmp_path / "out.pdf", "B-T", tsa="tsa-bare")
    assert level_with(pki, out, crls(pki)) == "T"
    issuer = pki.certificate_der("tsa-issuing")
    assert level_with(pki, out, crls(pki), certificates=[issuer]) == "LT"


def test_an_anchor_of_somebody_else_proves_nothing(pki, stamped):
    sign_at_level(pki, SAMPLE, stamped, "B-LTA")
    (told,) = pdfbox_report(stamped, [pki.certificate_der("tsa-2")]).signatures
    assert (told.holds, told.level) == (True, "T")


def test_a_file_that_it_cannot_read_fails_and_the_next_is_judged(pki, tmp_path):
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    with pytest.raises(AssertionError, match="PDFBox"):
        pdfbox_report(tmp_path / "no.pdf", pki.anchors)
    assert pdfbox_report(SAMPLE, pki.anchors).signatures == ()
