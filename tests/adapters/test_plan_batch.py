"""The plan of a batch over real files: initials and certification are counted, locks are told."""

import os
from pathlib import Path

import pymupdf
import pytest

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule, initials_field
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_field import Box, Place
from paraph.filing.output_file import LocalFiles
from paraph.pades.document_signer import PadesSigner
from paraph.pades.field_writer import PadesFieldWriter
from paraph.render.anchors import PlacingReader
from paraph.render.thumbnail import page_thumbnail, place_picture
from paraph.usecases.plan_batch import PlannedDocument, Planning, plan_document
from tests.fakes.pdfs import signed_by_another

HOLDER = "Camille Roux-Lévy"
BOX = TemplateBox(-1, Corner.LOWER_RIGHT, 60, 60, 150, 60)
INITIALS = Template("Bail", box=BOX, initials=InitialsRule("all"))
CERTIFIED = Template("Acte", box=BOX, certification=Certification.FORM_FILLING)
PASSWORD = Secret("clé du dossier")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "in.pdf"
    with pymupdf.open() as document:
        for number in range(4):
            document.new_page().insert_text((72, 100), f"Page {number + 1}")
        document.save(made)
    return made


@pytest.fixture
def signed_before(tmp_path: Path, source: Path) -> Path:
    """Another has signed, and two fields wait for the initials of whoever signs next."""
    fields = [
        PreparedField(initials_field(n + 1, "Roux-Lévy"), Place(n, Box(60, 500, 111, 525)))
        for n in range(2)
    ]
    prepared = tmp_path / "prepared.pdf"
    PadesFieldWriter().write(source, prepared, fields, None)
    return signed_by_another(tmp_path / "signed.pdf", prepared)


@pytest.fixture
def locked(tmp_path: Path, source: Path) -> Path:
    made = tmp_path / "locked.pdf"
    with pymupdf.open(source) as document:
        document.save(
            made, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=PASSWORD.reveal(), owner_pw="o"
        )
    return made


def plan(
    path: Path, template: Template, holder: str = HOLDER, password: Secret | None = None
) -> PlannedDocument:
    rule = BatchRule(PlaceSource.TEMPLATE, template.name, template=template, holder=holder)
    return planned_by(path, rule, password)


def planned_by(path: Path, rule: BatchRule, password: Secret | None = None) -> PlannedDocument:
    ports = Planning(PlacingReader(), PadesSigner(), LocalFiles(), page_thumbnail, place_picture)
    return plan_document(path, rule, ("{name}-signed", path.parent, ()), ports, password)


def test_initials_of_a_document_nobody_signed_come_with_its_one_signature(source):
    planned = plan(source, INITIALS)
    assert (planned.bar, planned.signatures) == ("", 1)
    assert planned.initials_pages == (0, 1, 2, 3)


def test_initials_of_one_that_was_signed_are_signatures_of_their_own(signed_before):
    planned = plan(signed_before, INITIALS)
    assert (planned.bar, planned.signatures, planned.earlier_signatures) == ("", 3, 1)
    assert (planned.initials_pages, planned.without_initials) == ((0, 1), (2, 3))


def test_as_long_as_nobody_knows_who_signs_no_initials_are_promised(signed_before):
    planned = plan(signed_before, INITIALS, holder="")
    assert (planned.bar, planned.signatures, planned.initials_pages) == ("", 1, ())


@pytest.mark.parametrize(
    ("template", "code"),
    [(INITIALS, "initials_not_possible"), (CERTIFIED, "certification_too_late")],
)
def test_what_cannot_be_had_is_told_in_the_plan(tmp_path, source, template, code):
    signed = signed_by_another(tmp_path / "signed.pdf", source)
    assert plan(signed, template).bar == code
    assert plan(source, template).bar == ""


def test_a_name_that_is_no_text_is_told_in_the_plan(tmp_path, source):
    foreign = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf"))
    foreign.write_bytes(source.read_bytes())
    planned = plan(foreign, CERTIFIED)
    assert planned.bar == "file_name_unreadable"
    assert planned.output is not None
    assert planned.output.name == "caf_-signed.pdf"


def test_a_place_by_hand_keeps_what_comes_with_the_signature(source):
    rule = BatchRule(PlaceSource.TEMPLATE, "Bail", template=INITIALS, holder=HOLDER)
    place = Place(1, Box(400, 20, 580, 80))  # over the corner where initials would stand
    planned = planned_by(source, rule.by_hand(None, place))
    assert (planned.place, planned.found_by) == (place, PlaceSource.HAND)
    assert planned.initials_pages == (0, 1, 2, 3)
    assert planned.shown_box is not None
    unseen = planned_by(source, rule.by_hand(None, None))
    assert (unseen.place, unseen.found_by) == (None, PlaceSource.NOWHERE)
    assert unseen.initials_pages == (0, 1, 2, 3)


def test_a_locked_document_is_told_and_opens_with_its_password(locked):
    asks = plan(locked, CERTIFIED)
    assert (asks.bar, asks.locked, asks.asks) == ("password_required", True, True)
    wrong = plan(locked, CERTIFIED, password=Secret("wrong"))
    assert (wrong.bar, wrong.locked) == ("password_incorrect", True)
    opened = plan(locked, CERTIFIED, password=PASSWORD)
    assert (opened.bar, opened.locked) == ("", True)
    assert opened.place is not None
    assert opened.thumbnail_png is not None
    assert PASSWORD.reveal() not in repr(opened)


def test_the_picture_of_a_signed_copy_opens_with_the_password_too(locked):
    place = Place(3, Box(400, 20, 580, 80))
    assert place_picture(locked, place, None) is None
    assert place_picture(locked, place, PASSWORD) is not None
