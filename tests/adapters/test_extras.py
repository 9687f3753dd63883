"""Initials, fields for others and certification, judged by other programs than ours."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from paraph.domain.errors import DocMdpForbids, FieldLocked, PlaceRefused
from paraph.domain.errors.placing import (
    CertificationClosesFields,
    CertificationTooLate,
    CertifiedNewField,
    FieldExists,
    InitialsDoNotFit,
    InitialsMissing,
    InitialsNotPossible,
)
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule, initials_field
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades.document_signer import PadesSigner
from paraph.pades.field_writer import PadesFieldWriter
from paraph.ports.documents import PreparedSignature, SignatureOrder
from paraph.render.anchors import PlacingReader
from paraph.render.document_reader import PdfReader
from paraph.render.stamp_drawer import StampDrawer
from paraph.usecases.plan_extras import ExtrasPlan, OwnSignature, additions_of, plan_extras
from tests.fakes.pdfs import signed_by_another
from tests.fakes.pictures import signature
from tests.fakes.pki import Identity, identity
from tests.fakes.tokens import FakeKey, FakeToken
from tests.judges import pdfsig
from tests.judges_dss import dss_report

HOLDER = "Camille Roux-Lévy"
OWN = Place(4, Box(72, 200, 222, 260))
CLIENT = PreparedField("Client", Place(4, Box(300, 200, 450, 260)))
INITIALS = InitialsRule()


@dataclass
class Signed:
    plan: ExtrasPlan
    prepared: PreparedSignature
    asked: int  # how often the key signed
    out: Path


@dataclass
class Bench:
    folder: Path
    source: Path
    one: Identity

    def sign(
        self,
        extras: Extras,
        source: Path | None = None,
        *,
        name: str = "out",
        field: str | None = None,
        place: Place | None = OWN,
        one: Identity | None = None,
        holder: str = HOLDER,
    ) -> Signed:
        """Sign as the use case does."""
        source, one = source or self.source, one or self.one
        signer, facts = PadesSigner(), PdfReader().read(source, None)
        place = None if field is not None else place
        earlier = signer.inspect(source, field, None, is_visible=place is not None)
        own = OwnSignature(holder, field, place, earlier)
        with PlacingReader().open(source, None) as document:
            plan = plan_extras(extras, own, document)
        additions = additions_of(plan, facts.pages, StampDrawer(), facts.archive)
        token = FakeToken()
        out = self.folder / f"{name}.pdf"
        chain = (one.ca_der,)
        order = SignatureOrder(source, out, one.certificate_der, chain, field, place)
        prepared = signer.sign(order._replace(additions=additions), FakeKey(token, one.key))
        return Signed(plan, prepared, token.signatures, out)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    source = tmp_path / "in.pdf"
    with pymupdf.open() as document:
        for number in range(5):
            page = document.new_page(width=595, height=842)
            page.insert_text((72, 100), f"Page {number + 1}, agreed.")
            if number == 1:
                page.set_rotation(90)
            if number == 2:
                page.set_cropbox(pymupdf.Rect(50, 50, 500, 700))
                page.set_rotation(270)
            if number == 3:
                page.insert_text((480, 812), "page 4 of 5")
        document.save(source)
    return Bench(tmp_path, source, identity("p256", HOLDER))


def levels(path: Path, one: Identity) -> list[tuple[str, bool, ModificationLevel]]:
    """Give field, whether the bottom line holds, and what came after, by pyHanko."""
    told = []
    with path.open("rb") as file:
        reader = PdfFileReader(file)
        for each in reader.embedded_regular_signatures:
            context = ValidationContext(
                trust_roots=[x509.Certificate.load(one.ca_der)], allow_fetching=False
            )
            status = validate_pdf_signature(
                each, context, diff_policy=DEFAULT_DIFF_POLICY, skip_diff=False
            )
            told.append((each.field_name, status.bottom_line, status.modification_level))
    return told


def everybody_agrees(path: Path, one: Identity) -> list[str]:
    """Ask poppler, pyHanko with its analysis of differences, EU DSS and qpdf; gives the fields."""
    told = levels(path, one)
    poppler = pdfsig(path)
    assert poppler.count("Signature is Valid") == len(told), poppler
    assert poppler.count("- Total document signed") == 1, poppler
    assert all(holds for _, holds, _ in told), told
    report = dss_report(path, [one.ca_der])
    assert [each.field for each in report.signatures] == [name for name, _, _ in told]
    for each in report.signatures:
        assert each.is_intact, each
        assert each.is_consistent, each
        assert each.undefined_changes == 0, each
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [name for name, _, _ in told]


def marks(path: Path) -> list[tuple[int, Any]]:
    with pymupdf.open(path) as document:
        return [
            (page.number, annot.info["content"]) for page in document for annot in page.annots()
        ]


def shows_words(path: Path, page_index: int, corner: Corner) -> bool:
    """Tell whether something dark stands in that corner of the shown page, a ninth of it."""
    with pymupdf.open(path) as document:
        picture = document[page_index].get_pixmap(colorspace=pymupdf.csGRAY, dpi=72)
    right, lower = corner.value.endswith("right"), corner.value.startswith("lower")
    x = range(picture.width * 2 // 3, picture.width) if right else range(picture.width // 3)
    y = range(picture.height * 2 // 3, picture.height) if lower else range(picture.height // 3)
    return any(picture.pixel(column, row)[0] < 128 for row in y for column in x)


def test_initials_come_on_every_page_with_the_one_signature(bench: Bench):
    signed = bench.sign(Extras(INITIALS))
    assert signed.plan.signatures == signed.asked == 1
    assert everybody_agrees(signed.out, bench.one) == ["Signature1"]
    assert marks(signed.out) == [(number, "CRL") for number in range(5)]
    for number in range(5):
        assert shows_words(signed.out, number, Corner.LOWER_RIGHT)
        assert not shows_words(bench.source, number, Corner.LOWER_RIGHT) or number == 3


def test_initials_are_printed_and_locked_and_of_the_signed_revision(bench: Bench):
    out = bench.sign(Extras(INITIALS)).out
    with pymupdf.open(out) as document:
        for page in document:
            (annot,) = page.annots()
            assert annot.type[1] == "Stamp"
            assert annot.flags == 4 | 64 | 128 | 512
    with out.open("rb") as file:
        reader = PdfFileReader(file)
        (embedded,) = reader.embedded_signatures
        assert reader.xrefs.total_revisions == embedded.signed_revision + 1


def test_initials_stand_upright_and_cover_no_words(bench: Bench):
    signed = bench.sign(Extras(INITIALS))
    shown = {each.page_index: each.box for each in signed.plan.drawn}
    with PlacingReader().open(bench.source, None) as document:
        for index, box in shown.items():
            left, top, right, bottom = document.geometries[index].to_shown(box)
            assert (round(right - left, 1), round(bottom - top, 1)) == (51, 25.5)
            for word in document.words(index):
                assert not (
                    left < word.right
                    and word.left < right
                    and top < word.bottom
                    and word.top < bottom
                )
    with pymupdf.open(signed.out) as document:
        for page in document:
            (annot,) = page.annots()
            page_of_words = page.get_displaylist().get_textpage()
            (line,) = [
                line
                for block in pymupdf.TextPage(page_of_words).extractDICT()["blocks"]
                for line in block["lines"]
                if line["spans"][0]["text"] == "CRL"
            ]
            assert [round(part, 3) for part in line["dir"]] == [1, 0], page.number
            assert annot.info["content"] == "CRL"


def test_initials_keep_clear_of_the_signature_and_of_fields_that_come_with_it(bench: Bench):
    own, other = Place(4, Box(450, 10, 590, 60)), Place(3, Box(450, 10, 590, 120))
    signed = bench.sign(Extras(INITIALS, None, (PreparedField("B", other),)), place=own)
    boxes = {each.page_index: each.box for each in signed.plan.drawn}
    assert not boxes[4].overlaps(own.box)
    assert not boxes[3].overlaps(other.box)
    everybody_agrees(signed.out, bench.one)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [("all-but-last", [0, 1, 2, 3]), ("1-2,5", [0, 1, 4]), ("3", [2])],
)
def test_initials_on_the_pages_that_were_said(bench: Bench, pages: str, expected: list[int]):
    out = bench.sign(Extras(InitialsRule(pages, "cr"))).out
    assert marks(out) == [(number, "cr") for number in expected]


def test_initials_as_a_picture_in_another_corner(bench: Bench):
    rule = InitialsRule("1", "", Corner.UPPER_RIGHT, signature())
    out = bench.sign(Extras(rule)).out
    assert shows_words(out, 0, Corner.UPPER_RIGHT)
    everybody_agrees(out, bench.one)


def test_one_look_serves_all_pages_that_are_alike(bench: Bench, tmp_path: Path):
    many = tmp_path / "many.pdf"
    with pymupdf.open() as document:
        for _ in range(300):
            document.new_page(width=595, height=842)
        document.save(many)
    out = bench.sign(Extras(INITIALS), many).out
    assert len(marks(out)) == 300
    assert out.stat().st_size - many.stat().st_size < 300 * 400 + 60_000


def test_after_a_signature_each_prepared_field_gets_its_own(bench: Bench):
    fields = [
        PreparedField(initials_field(n + 1, "Roux-Lévy"), Place(n, Box(60, 500, 111, 525)))
        for n in range(3)
    ]
    other = PreparedField(initials_field(1, "Dupont"), Place(0, Box(60, 400, 111, 425)))
    prepared = bench.folder / "prepared.pdf"
    PadesFieldWriter().write(bench.source, prepared, [*fields, other, CLIENT], None)
    dupont = identity("rsa2048", "Jean Dupont")
    first = bench.sign(
        Extras(), prepared, name="first", field="Client", one=dupont, holder="Jean Dupont"
    )
    signed = bench.sign(Extras(InitialsRule("1-2,4")), first.out)
    assert signed.plan.signatures == signed.asked == 3
    names = everybody_agrees(signed.out, bench.one)
    assert names == ["Client", fields[0].name, fields[1].name, "Signature1"]
    assert sorted(bench.folder.glob("out.pdf*")) == [signed.out]
    assert shows_words(signed.out, 0, Corner.UPPER_LEFT)
    assert signed.prepared.source_sha256 == first.prepared.sha256


def test_after_a_signature_without_fields_there_are_no_initials(bench: Bench):
    first = bench.sign(Extras(), name="first")
    with pytest.raises(InitialsNotPossible) as refused:
        bench.sign(Extras(INITIALS), first.out, place=None)
    assert refused.value.details["signatures"] == 1


def test_initials_without_letters_are_refused(bench: Bench):
    with pytest.raises(InitialsMissing):
        bench.sign(Extras(INITIALS), holder="…")
    with pytest.raises(InitialsDoNotFit):
        bench.sign(Extras(InitialsRule("6")))


@pytest.mark.parametrize("certification", list(Certification))
def test_a_certified_document_says_so_to_everybody(bench: Bench, certification: Certification):
    extras = Extras(INITIALS, certification)
    signed = bench.sign(extras)
    everybody_agrees(signed.out, bench.one)
    with signed.out.open("rb") as file:
        (embedded,) = PdfFileReader(file).embedded_signatures
        assert embedded.docmdp_level == MDPPerm(certification.permission)
    if certification is Certification.NO_CHANGES:
        with pytest.raises(DocMdpForbids):
            bench.sign(Extras(), signed.out, name="more", place=None)
    else:
        more = bench.sign(Extras(), signed.out, name="more", place=None)
        assert everybody_agrees(more.out, bench.one) == ["Signature1", "Signature2"]


def test_a_certified_document_takes_signatures_in_its_fields_and_no_new_box(bench: Bench):
    signed = bench.sign(Extras(None, Certification.FORM_FILLING, (CLIENT,)))
    with pytest.raises(CertifiedNewField):
        bench.sign(Extras(), signed.out, name="box", place=Place(0, Box(72, 300, 222, 360)))
    with pytest.raises(CertifiedNewField):
        PadesFieldWriter().write(signed.out, bench.folder / "no.pdf", [CLIENT], None)
    client = bench.sign(Extras(), signed.out, name="client", field="Client")
    assert everybody_agrees(client.out, bench.one) == ["Signature1", "Client"]


def test_what_others_certified_is_honoured(bench: Bench):
    for permission in (MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE):
        certified = bench.folder / f"certified{permission.value}.pdf"
        signed_by_another(certified, bench.source, certify=permission)
        with pytest.raises(CertifiedNewField):
            bench.sign(Extras(), certified, name="box")
        assert PadesSigner().inspect(certified, None, None) == 1
        done = bench.sign(Extras(), certified, name=f"done{permission.value}", place=None)
        assert all(holds for _, holds, _ in levels(done.out, bench.one))


def test_certifying_comes_first_or_not_at_all(bench: Bench):
    first = bench.sign(Extras(), name="first")
    with pytest.raises(CertificationTooLate):
        bench.sign(Extras(None, Certification.ANNOTATIONS), first.out, name="late")


def test_no_changes_and_fields_for_others_contradict_each_other(bench: Bench):
    with pytest.raises(CertificationClosesFields) as refused:
        bench.sign(Extras(None, Certification.NO_CHANGES, (CLIENT,)))
    assert refused.value.details["fields"] == "Client"
    prepared = bench.folder / "prepared.pdf"
    PadesFieldWriter().write(bench.source, prepared, [CLIENT], None)
    with pytest.raises(CertificationClosesFields):
        bench.sign(Extras(None, Certification.NO_CHANGES), prepared)
    # Signing the last open field itself closes nothing.
    everybody_agrees(
        bench.sign(Extras(None, Certification.NO_CHANGES), prepared, field="Client").out, bench.one
    )


def test_fields_for_others_come_with_the_signature_and_are_signed_later(bench: Bench):
    signed = bench.sign(Extras(INITIALS, None, (CLIENT, PreparedField("Witness", OWN_BELOW))))
    names = [(f.name, f.signed) for f in PdfReader().read(signed.out, None).fields]
    assert sorted(names) == [("Client", False), ("Signature1", True), ("Witness", False)]
    client = bench.sign(Extras(), signed.out, name="client", field="Client")
    witness = bench.sign(Extras(), client.out, name="witness", field="Witness")
    assert everybody_agrees(witness.out, bench.one) == ["Signature1", "Client", "Witness"]


OWN_BELOW = Place(4, Box(72, 100, 222, 160))


def test_a_field_that_locks_closes_the_form_once_it_is_signed(bench: Bench):
    locking = CLIENT._replace(locks=True)
    signed = bench.sign(Extras(None, None, (locking, PreparedField("Witness", OWN_BELOW))))
    client = bench.sign(Extras(), signed.out, name="client", field="Client")
    everybody_agrees(client.out, bench.one)
    with pytest.raises(FieldLocked):
        bench.sign(Extras(), client.out, name="witness", field="Witness")
    with client.out.open("rb") as file:
        last = PdfFileReader(file).embedded_signatures[-1]
        assert last.fieldmdp == FieldMDPSpec(FieldMDPAction.ALL)


def test_what_others_locked_takes_no_prepared_field(bench: Bench):
    locked = bench.folder / "locked.pdf"
    signed_by_another(locked, bench.source, lock=FieldMDPSpec(FieldMDPAction.ALL))
    with pytest.raises(FieldLocked):
        PadesFieldWriter().write(locked, bench.folder / "no.pdf", [CLIENT], None)


def test_two_fields_have_two_names_and_two_places(bench: Bench):
    again = PreparedField("Client", Place(0, Box(72, 300, 222, 360)))
    with pytest.raises(FieldExists):
        bench.sign(Extras(None, None, (CLIENT, again)))
    over = PreparedField("Witness", CLIENT.place)
    with pytest.raises(PlaceRefused):
        bench.sign(Extras(None, None, (CLIENT, over)))
    with pytest.raises(PlaceRefused):
        bench.sign(Extras(None, None, (PreparedField("Mine", OWN),)))


@pytest.mark.parametrize("page", [0, 2])
def test_a_copy_with_fields_shows_what_the_original_showed(bench: Bench, page: int):
    out = bench.folder / "prepared.pdf"
    PadesFieldWriter().write(bench.source, out, [CLIENT], None)
    assert out.read_bytes().startswith(bench.source.read_bytes())
    (field,) = PdfReader().read(out, None).fields
    assert (field.name, field.box, field.signed) == ("Client", CLIENT.place.box, False)
    before, after = (_picture(path, page) for path in (bench.source, out))
    assert before == after


def _picture(path: Path, page_index: int) -> bytes:
    with pymupdf.open(path) as document:
        return bytes(document[page_index].get_pixmap(dpi=50, annots=False).samples)
