"""Uploads that say more than a signature: every one is refused with its reason."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)

from tests.fakes.pki import identity
from tests.sandbox.cards import BOX, Desk, Quiet, Writer, card, signed
from tests.sandbox.conftest import Sandbox
from tests.sandbox.papers import plain, signed_by
from tests.sandbox.requesting import asked, person, place

_INITIALS = place("initials", x=300, y=300, width=60, height=30)
_DATE = place("date", 2, x=72, y=300, width=60, height=30)


def local(*fields: dict[str, Any]) -> dict[str, Any]:
    return person(0, *(fields or (place(), _INITIALS, _DATE)), signing="local")


@pytest.fixture
def desk(lasting: Sandbox) -> Desk:
    others = place("initials", x=400, y=300, width=60, height=30)
    return Desk(asked(lasting, local(), person(1, others), pdf=plain(2)))


def dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): each for key, each in entries.items()})


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject(generic.FloatObject(each) for each in values)


def form(content: bytes = b"0 0 60 30 re f", **entries: Any) -> generic.StreamObject:
    told = {
        "Type": pdf_name("/XObject"),
        "Subtype": pdf_name("/Form"),
        "BBox": numbers(0, 0, 60, 30),
    }
    return generic.StreamObject(dictionary(**told, **entries), content)


def page(writer: Writer, number: int = 1) -> Any:
    return writer.find_page_for_modification(number - 1)[0]


def stamp(writer: Writer, box: tuple[float, ...], number: int = 1, **entries: Any) -> None:
    """Put an annotation on a page."""
    look = dictionary(N=writer.add_object(form()))
    told = {"Subtype": pdf_name("/Stamp"), "Rect": numbers(*box), "AP": look, **entries}
    mark = writer.add_object(dictionary(Type=pdf_name("/Annot"), **told))
    writer.register_annotation(page(writer, number), mark)


def own_mark(writer: Writer, **entries: Any) -> None:
    stamp(writer, (300, 300, 360, 330), **entries)


def another_content(writer: Writer) -> None:
    found = page(writer).get_object()
    found[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(None, b"0 0 9 9 re f"))
    writer.mark_update(page(writer))


def content_overwritten(writer: Writer) -> None:
    contents = page(writer).get_object().raw_get("/Contents")
    named = contents if isinstance(contents, generic.IndirectObject) else contents[0]
    reference = getattr(named, "reference", None) or contents.raw_get(0).reference
    writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(None, b"q Q")


def a_page_more(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    sheet = dictionary(Type=pdf_name("/Page"), MediaBox=numbers(0, 0, 9, 9))
    sheet[pdf_name("/Parent")] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(sheet))
    pages[pdf_name("/Count")] = generic.NumberObject(3)
    writer.update_container(pages)


def page_turned(writer: Writer) -> None:
    page(writer).get_object()[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.mark_update(page(writer))


def opens_with_script(writer: Writer) -> None:
    action = dictionary(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert(1)"))
    writer.root[pdf_name("/OpenAction")] = action
    writer.update_root()


def layers(writer: Writer) -> None:
    writer.root[pdf_name("/OCProperties")] = dictionary(OCGs=generic.ArrayObject())
    writer.update_root()


def calculates(writer: Writer) -> None:
    writer.root[pdf_name("/AcroForm")] = dictionary(
        CO=generic.ArrayObject(), Fields=generic.ArrayObject()
    )
    writer.update_root()


def another_title(writer: Writer) -> None:
    writer.set_info(dictionary(Title=pdf_string("Another agreement")))


def another_field(writer: Writer) -> None:
    append_signature_field(writer, SigFieldSpec("More", 0, (10, 10, 50, 50)))


def other_ones_initials(writer: Writer) -> None:
    stamp(writer, (400, 300, 460, 330))


def mark_with_script(writer: Writer) -> None:
    own_mark(writer, A=dictionary(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert(1)")))


def mark_with_two_looks(writer: Writer) -> None:
    looks = dictionary(N=writer.add_object(form()), D=writer.add_object(form(b"0 0 9 9 re f")))
    own_mark(writer, AP=looks)


def mark_with_states(writer: Writer) -> None:
    own_mark(writer, AP=dictionary(N=dictionary(On=writer.add_object(form()))))


def mark_on_a_layer(writer: Writer) -> None:
    layer = writer.add_object(dictionary(Type=pdf_name("/OCG"), Name=pdf_string("x")))
    own_mark(writer, AP=dictionary(N=writer.add_object(form(OC=layer))))


def mark_from_another_file(writer: Writer) -> None:
    inner = writer.add_object(form(F=pdf_string("http://example.org/look.pdf")))
    look = form(b"/X Do", Resources=dictionary(XObject=dictionary(X=inner)))
    own_mark(writer, AP=dictionary(N=writer.add_object(look)))


def hidden_mark(writer: Writer) -> None:
    own_mark(writer, F=generic.NumberObject(2))


def mark_with_popup(writer: Writer) -> None:
    own_mark(writer, Popup=writer.add_object(dictionary(Subtype=pdf_name("/Popup"))))


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (another_content, "other_changes"),
        (content_overwritten, "other_changes"),
        (a_page_more, "other_changes"),
        (page_turned, "other_changes"),
        (opens_with_script, "other_changes"),
        (layers, "other_changes"),
        (calculates, "other_changes"),
        (another_title, "other_changes"),
        (another_field, "other_changes"),
        (lambda writer: stamp(writer, (72, 700, 400, 800)), "other_changes"),
        (lambda writer: stamp(writer, (300, 300, 360, 330), 2), "other_changes"),
        (other_ones_initials, "other_changes"),
        (mark_with_script, "other_changes"),
        (mark_with_popup, "other_changes"),
        (mark_with_two_looks, "hidden_content"),
        (mark_with_states, "hidden_content"),
        (mark_on_a_layer, "hidden_content"),
        (mark_from_another_file, "hidden_content"),
        (hidden_mark, "hidden_content"),
    ],
)
def test_an_update_that_changes_more_than_the_own_fields_is_refused(lasting, desk, forge, reason):
    upload = signed(desk.document()[0], card(lasting), forge=forge)
    assert desk.refused(upload) == reason


def test_the_own_initials_may_be_drawn(lasting: Sandbox, desk: Desk):
    upload = signed(desk.document()[0], card(lasting), forge=own_mark)
    assert desk.upload(upload).status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        {"box": (60, 200, 240, 260)},
        {"box": (60, 120, 400, 180)},
        {"page": 2},
        {"box": None},
    ],
)
def test_a_signature_at_another_place_is_refused(lasting: Sandbox, desk: Desk, where):
    assert desk.refused(signed(desk.document()[0], card(lasting), **where)) == "wrong_field"


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}, "wrong_format"),
        ({"md_algorithm": "sha1"}, "weak_algorithm"),
        ({"md_algorithm": "md5"}, "weak_algorithm"),
        ({"certify": True, "docmdp_permissions": MDPPerm.NO_CHANGES}, "locks_others_out"),
        ({"certify": True, "docmdp_permissions": MDPPerm.FILL_FORMS}, "locks_others_out"),
    ],
)
def test_a_signature_of_another_kind_is_refused(lasting, desk: Desk, metadata, reason):
    one = card(lasting, kind="rsa2048")
    assert desk.refused(signed(desk.document()[0], one, **metadata)) == reason


def test_a_signature_that_locks_what_others_fill_in_is_refused(lasting: Sandbox, desk: Desk):
    def lock(writer: Writer) -> None:
        spec = FieldMDPSpec(FieldMDPAction.ALL)
        append_signature_field(writer, SigFieldSpec("Signature1", 0, BOX, field_mdp_spec=spec))

    upload = signed(desk.document()[0], card(lasting), forge=lock, box=None)
    assert desk.refused(upload) in {"locks_others_out", "other_changes"}


def test_two_signatures_are_not_one(lasting: Sandbox, desk: Desk):
    one = card(lasting)
    first = signed(desk.document()[0], one)
    assert desk.refused(signed(first, one, field="More", box=(10, 10, 50, 50))) == "not_one_update"


def test_a_revision_without_a_signature_is_refused(desk: Desk):
    writer, output = Quiet(io.BytesIO(desk.document()[0])), io.BytesIO()
    own_mark(writer)
    writer.write(output)
    assert desk.refused(output.getvalue()) == "not_one_signature"


def changed(position: int) -> Callable[[bytes], bytes]:
    return lambda upload: upload[:position] + bytes([upload[position] ^ 1]) + upload[position + 1 :]


def another_range(upload: bytes) -> bytes:
    found = list(re.finditer(rb"/ByteRange ?\[ ?0 (\d+) (\d+) (\d+)", upload))[-1]
    rest = str(int(found[3]) - 1).encode().ljust(len(found[3]))
    return upload[: found.start(3)] + rest + upload[found.end(3) :]


def digits_changed(upload: bytes) -> bytes:
    at = upload.rindex(b"/Contents <30") + 400
    return upload[:at] + (b"0" if upload[at : at + 1] != b"0" else b"1") + upload[at + 1 :]


@pytest.mark.parametrize(
    ("spoil", "reasons"),
    [
        (changed(20), {"not_the_revision"}),
        (lambda upload: upload[1:], {"not_the_revision"}),
        (lambda upload: b"\n" + upload, {"not_the_revision"}),
        (lambda upload: upload + b"%hidden", {"trailing_bytes"}),
        (lambda upload: upload + b"\n\n", {"trailing_bytes"}),
        (lambda upload: upload + upload[-200:], {"trailing_bytes", "not_one_update", "byte_range"}),
        (lambda upload: upload[:-40], {"unreadable", "not_one_update", "trailing_bytes"}),
        (another_range, {"byte_range"}),
        (digits_changed, {"digest_mismatch", "signature_invalid", "wrong_format"}),
        (lambda upload: upload.replace(b"Camille", b"Camilla"), {"digest_mismatch", "wrong_format",
         "signature_invalid"}),
        (lambda upload: upload.replace(b"/M (D\\0722", b"/M (D\\0721"), {"digest_mismatch"}),
    ],
)  # fmt: skip
def test_bytes_that_were_not_signed_are_refused(lasting, desk: Desk, spoil, reasons):
    upload = signed(desk.document()[0], card(lasting), name="Camille")
    spoilt = spoil(upload)
    assert spoilt != upload
    assert desk.refused(spoilt) in reasons


def test_the_signature_of_another_document_is_refused(lasting: Sandbox, desk: Desk):
    one, before = card(lasting), desk.document()[0]
    mine, other = signed(before, one), signed(before, one, reason="Another time")
    digits = [re.findall(rb"/Contents ?<([0-9a-fA-F]+)>", each)[-1] for each in (mine, other)]
    assert desk.refused(mine.replace(digits[0], digits[1])) == "digest_mismatch"


def test_an_object_that_the_document_awaits_is_not_to_be_made(lasting: Sandbox):
    """A signatory could bring text onto a page that others have signed: it was null until then."""
    pdf = plain()
    reader = PdfFileReader(io.BytesIO(pdf))
    size = int(reader.trailer["/Size"])
    writer = Quiet(io.BytesIO(pdf))
    found = page(writer).get_object()
    old = found.raw_get("/Contents")
    awaited = generic.IndirectObject(size + 3, 0, writer)
    found[pdf_name("/Contents")] = generic.ArrayObject([old, awaited])
    writer.mark_update(page(writer))
    output = io.BytesIO()
    writer.write(output)
    desk = Desk(asked(lasting, local(place()), pdf=output.getvalue()))

    def fill(writer: Writer) -> None:
        for _ in range(6):
            writer.add_object(generic.StreamObject(None, b"72 700 200 50 re f"))

    assert desk.refused(signed(desk.document()[0], card(lasting), forge=fill)) == "other_changes"


def test_an_earlier_signature_stays_whole(lasting: Sandbox):
    pdf = signed_by(plain(), identity("p256", "Anna Berg"))

    def emptied(writer: Writer) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    desk = Desk(asked(lasting, local(place()), pdf=pdf))
    upload = signed(desk.document()[0], card(lasting), forge=emptied)
    assert desk.refused(upload) == "not_one_signature"
    assert desk.upload(signed(desk.document()[0], card(lasting))).status_code == 200


def test_a_field_that_stands_on_no_page_is_refused(lasting: Sandbox, desk: Desk):
    def bare(writer: Writer) -> None:
        field = dictionary(
            Type=pdf_name("/Annot"),
            Subtype=pdf_name("/Widget"),
            FT=pdf_name("/Sig"),
            T=pdf_string("Signature1"),
            Rect=numbers(*BOX),
            P=page(writer),
        )
        fields = generic.ArrayObject([writer.add_object(field)])
        writer.root[pdf_name("/AcroForm")] = dictionary(Fields=fields)
        writer.update_root()

    upload = signed(desk.document()[0], card(lasting), forge=bare, box=None)
    assert desk.refused(upload) == "wrong_field"


def test_a_field_whose_maker_asked_for_a_lock_locks(lasting: Sandbox):
    writer, prepared = Quiet(io.BytesIO(plain())), io.BytesIO()
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, ["Signature1"])
    append_signature_field(writer, SigFieldSpec("Signature1", 0, BOX, field_mdp_spec=lock))
    writer.write(prepared)
    desk = Desk(asked(lasting, local(place()), pdf=prepared.getvalue()))
    assert desk.upload(signed(desk.document()[0], card(lasting), box=None)).status_code == 200
