"""A copy with fields for others, and what the pre-flight says of initials, over real files."""

from types import SimpleNamespace

import pymupdf
import pytest

from paraph.domain.errors import DocumentChanged, OutputExists, PlaceRefused
from paraph.domain.errors.placing import FieldExists
from paraph.domain.findings import Weight
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.filing.output_file import LocalFiles
from paraph.pades.document_signer import PadesSigner
from paraph.pades.field_writer import PadesFieldWriter
from paraph.render.anchors import PlacingReader
from paraph.render.document_reader import PdfReader
from paraph.usecases.extras_findings import extras_findings
from paraph.usecases.plan_extras import OwnSignature
from paraph.usecases.prepare_fields import PrepareRequest, Preparing, prepare_fields
from tests.conftest import SAMPLE
from tests.fakes.pdfs import signed_by_another

CLIENT = PreparedField("Client", Place(0, Box(72, 40, 222, 90)))
PORTS = Preparing(LocalFiles(), PlacingReader(), PadesFieldWriter())


def names(path):
    return [field.name for field in PdfReader().read(path, None).fields]


def test_the_copy_has_the_fields_and_the_original_is_untouched(tmp_path):
    before = SAMPLE.read_bytes()
    out = tmp_path / "out.pdf"
    asked = PrepareRequest(SAMPLE, out, [CLIENT, CLIENT._replace(name="Zeuge", place=OTHER)])
    assert prepare_fields(asked, PORTS) == out
    assert SAMPLE.read_bytes() == before
    assert names(out) == ["Client", "Zeuge"]
    assert list(tmp_path.iterdir()) == [out]


OTHER = Place(0, Box(300, 40, 450, 90))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ([CLIENT, CLIENT._replace(place=OTHER)], FieldExists),
        ([CLIENT, CLIENT._replace(name="B")], PlaceRefused),
        ([CLIENT._replace(place=Place(99, CLIENT.place.box))], PlaceRefused),
        ([CLIENT._replace(place=Place(0, Box(590, 40, 700, 90)))], PlaceRefused),
    ],
)
def test_what_cannot_be_leaves_nothing(tmp_path, fields, error):
    with pytest.raises(error):
        prepare_fields(PrepareRequest(SAMPLE, tmp_path / "out.pdf", fields), PORTS)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_or_was_changed_is_left_alone(tmp_path):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"mine")
    with pytest.raises(OutputExists):
        prepare_fields(PrepareRequest(SAMPLE, out, [CLIENT]), PORTS)
    assert out.read_bytes() == b"mine"
    own = tmp_path / "own.pdf"
    own.write_bytes(SAMPLE.read_bytes())
    with pytest.raises(OutputExists):
        prepare_fields(PrepareRequest(own, own, [CLIENT], force=True), PORTS)
    shown = PrepareRequest(own, tmp_path / "new.pdf", [CLIENT], shown_sha256="00")
    with pytest.raises(DocumentChanged):
        prepare_fields(shown, PORTS)
    assert sorted(tmp_path.iterdir()) == [out, own]


def test_a_locked_document_keeps_its_lock(tmp_path):
    locked, out = tmp_path / "locked.pdf", tmp_path / "out.pdf"
    with pymupdf.open(SAMPLE) as document:
        document.save(
            locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="all"
        )
    prepare_fields(PrepareRequest(locked, out, [CLIENT], Secret("all")), PORTS)
    with pymupdf.open(out) as document:
        assert document.needs_pass
        assert document.authenticate("open")
        (widget,) = document[0].widgets()
        assert widget.field_name == "Client"


def findings(path, extras):
    ports = SimpleNamespace(signer=PadesSigner(), documents=PlacingReader())
    own = OwnSignature("Ada Lovelace")
    return {
        each.code: (each.weight, each.detail, each.pages)
        for each in extras_findings(extras, own, (path, None), ports)
    }


def test_the_pre_flight_says_where_initials_go_and_what_is_certified():
    told = findings(SAMPLE, Extras(InitialsRule("1-2"), Certification.FORM_FILLING))
    assert told == {
        "extras_initials": (Weight.FINE, "AL", (0, 1)),
        "extras_certified": (Weight.KNOW, "form-filling", ()),
    }
    assert findings(SAMPLE, None) == {}


def test_the_pre_flight_says_how_often_the_key_is_asked_and_what_cannot_be(tmp_path):
    initials = [PreparedField(f"Initials{n + 1}", Place(n, Box(72, 40, 122, 65))) for n in (0, 1)]
    prepared, signed = tmp_path / "prepared.pdf", tmp_path / "signed.pdf"
    prepare_fields(PrepareRequest(SAMPLE, prepared, initials), PORTS)
    signed_by_another(signed, prepared)
    told = findings(signed, Extras(InitialsRule("1-3")))
    assert told == {
        "extras_key_often": (Weight.KNOW, "3", ()),
        "extras_without_field": (Weight.KNOW, "", (2,)),
    }
    late = findings(signed, Extras(None, Certification.NO_CHANGES))
    assert late == {"certification_too_late": (Weight.SETTLE, "", ())}
    other = tmp_path / "other.pdf"
    signed_by_another(other, SAMPLE)
    assert set(findings(other, Extras(InitialsRule()))) == {"initials_not_possible"}


def test_what_a_crash_left_of_several_signatures_goes_with_the_temporary_file(tmp_path):
    temporary = tmp_path / ".out-00.paraph-part"
    for name in (temporary.name, f"{temporary.name}.1", f"{temporary.name}.2", "other.1"):
        (tmp_path / name).touch()
    LocalFiles().discard(temporary)
    assert [each.name for each in tmp_path.iterdir()] == ["other.1"]
