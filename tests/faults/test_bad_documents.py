"""Documents that cannot be signed are refused in words of their own, and leave nothing behind."""

from pathlib import Path

import pymupdf
import pytest
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, Place
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.fakes.desk import Desk
from tests.judges import poppler_says_valid

CIPHERS = {
    "rc4-40": pymupdf.PDF_ENCRYPT_RC4_40,
    "rc4-128": pymupdf.PDF_ENCRYPT_RC4_128,
    "aes-128": pymupdf.PDF_ENCRYPT_AES_128,
    "aes-256": pymupdf.PDF_ENCRYPT_AES_256,
}
LOCK_ALL = FieldMDPSpec(FieldMDPAction.ALL)
LOCK_MINE = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=["Mine"])
LOCK_OTHER = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=["Amount"])
ONE_EMPTY_FIELD = (pdfs.sig_field("Mine"),)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def encrypted(path: Path, cipher: str = "aes-256", user: str = "u", **more: int) -> Path:
    with pymupdf.open(SAMPLE) as document:
        document.save(path, encryption=CIPHERS[cipher], user_pw=user, owner_pw="o", **more)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def with_earlier(path: Path, *fields: str, **how: object) -> Path:
    form = pdfs.with_fields(path.with_name("form.pdf"), *fields)
    return pdfs.signed_by_another(path, form, **how)


REFUSED = {
    "empty": (lambda p: written(p, b""), "not_a_pdf"),
    "text": (lambda p: written(p, b"Dear client,\n" * 300), "not_a_pdf"),
    "picture": (lambda p: written(p, b"\x89PNG\r\n\x1a\n" + bytes(4000)), "not_a_pdf"),
    "header only": (lambda p: written(p, b"%PDF-1.7\n"), "document_damaged"),
    "truncated": (lambda p: written(p, SAMPLE.read_bytes()[:-2000]), "document_damaged"),
    "junk before": (lambda p: written(p, b"junk\n" + SAMPLE.read_bytes()), "document_damaged"),
    "broken xref": (lambda p: pdfs.broken_xref(p, SAMPLE), "document_damaged"),
    "locked": (encrypted, "password_required"),
    "view only": (
        lambda p: encrypted(p, user="", permissions=pymupdf.PDF_PERM_PRINT),
        "permission_forbids",
    ),
    # Filling alone allows to sign a field that is there, not to make one (table 22, bits 4, 6, 9).
    "filling only": (
        lambda p: encrypted(p, user="", permissions=pymupdf.PDF_PERM_FORM),
        "permission_forbids",
    ),
    "certified, no changes": (
        lambda p: pdfs.signed_by_another(p, SAMPLE, certify=MDPPerm.NO_CHANGES),
        "docmdp_forbids",
    ),
    "approved, document locked": (
        lambda p: pdfs.signed_by_another(p, SAMPLE, lock=LOCK_OTHER, doc_mdp=MDPPerm.NO_CHANGES),
        "docmdp_forbids",
    ),
    "all fields locked": (
        lambda p: pdfs.signed_by_another(p, SAMPLE, lock=LOCK_ALL),
        "field_locked",
    ),
    "no pages": (pdfs.without_pages, "no_pages"),
    "xfa": (
        lambda p: pdfs.plain(p, "/AcroForm << /Fields [] /XFA (<xdp/>) >>"),
        "xfa_form",
    ),
}


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_its_code_and_leaves_nothing(desk, tmp_path, make, code):
    source = make(tmp_path / "bad.pdf")
    assert desk.refused(source, tmp_path / "out.pdf").code == code


def test_every_refusal_has_words_of_its_own():
    from paraph.domain.messages.acts import WORDS

    assert len({words.what for words in WORDS.values()}) == len(WORDS)


FIELDS_REFUSED = {
    "not there": (ONE_EMPTY_FIELD, {}, "Other", "field_unknown"),
    "no form": ((), {}, "Mine", "field_unknown"),
    "text field": (("<< /FT /Tx /T (Mine) >>",), {}, "Mine", "field_unknown"),
    "signed": (ONE_EMPTY_FIELD, {"field": "Earlier"}, "Earlier", "field_taken"),
    "locked": (ONE_EMPTY_FIELD, {"field": "Earlier", "lock": LOCK_MINE}, "Mine", "field_locked"),
    "asks for a reason": (
        (pdfs.sig_field("Mine", "/SV << /Type /SV /Ff 8 /Reasons [(Agreed)] >>"),),
        {},
        "Mine",
        "field_forbids",
    ),
}


@pytest.mark.parametrize(
    ("fields", "earlier", "name", "code"), FIELDS_REFUSED.values(), ids=FIELDS_REFUSED.keys()
)
def test_a_field_that_cannot_be_signed_is_told(desk, tmp_path, fields, earlier, name, code):
    source = tmp_path / "form.pdf"
    pdfs.with_fields(source, *fields)
    if earlier:
        source = pdfs.signed_by_another(tmp_path / "earlier.pdf", source, **earlier)
    assert desk.refused(source, tmp_path / "out.pdf", field=name).code == code


SIGNED = {
    "hybrid xref": pdfs.hybrid,
    "twelve levels of page tree": lambda p: pdfs.deep_tree(p, 12),
    "another field locked": lambda p: pdfs.signed_by_another(p, SAMPLE, lock=LOCK_OTHER),
    "signed before": lambda p: pdfs.signed_by_another(p, SAMPLE),
    "field of our name": lambda p: pdfs.with_fields(p, "<< /FT /Tx /T (Signature1) >>"),
    "group of our name": lambda p: pdfs.with_fields(
        p, "<< /T (Signature1) /Kids [5 0 R] >>", "<< /FT /Tx /T (x) /Parent 4 0 R >>"
    ),
    "annotations without fields": lambda p: pdfs.plain(p, "/AcroForm << >>"),
    "no permissions asked of the owner": lambda p: encrypted(p, user="", permissions=0),
}


@pytest.mark.parametrize("make", SIGNED.values(), ids=SIGNED.keys())
@pytest.mark.parametrize("place", [None, Place(0, Box(72, 72, 272, 132))], ids=["unseen", "seen"])
def test_an_odd_document_that_may_be_signed_is_signed(desk, tmp_path, make, place, request):
    source = make(tmp_path / "odd.pdf")
    before = source.read_bytes()
    owner = Secret("o") if "owner" in request.node.callspec.id else None
    desk.sign(source, tmp_path / "out.pdf", place=place, password=owner)
    assert source.read_bytes() == before
    assert (tmp_path / "out.pdf").read_bytes().startswith(before)
    if owner is None:
        assert poppler_says_valid(tmp_path / "out.pdf")


@pytest.mark.parametrize("permission", [MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
def test_what_another_certified_is_signed_without_a_new_box(desk, tmp_path, permission):
    source = pdfs.signed_by_another(tmp_path / "certified.pdf", SAMPLE, certify=permission)
    box = Place(0, Box(72, 72, 272, 132))
    assert desk.refused(source, tmp_path / "no.pdf", place=box).code == "certified_new_field"
    desk.sign(source, tmp_path / "out.pdf")
    assert poppler_says_valid(tmp_path / "out.pdf")


def test_linearized_files_are_signed(desk, tmp_path, corpus):
    names = [
        path
        for path in sorted(corpus.rglob("*.pdf"))
        if b"/Linearized" in path.read_bytes()[:1024] and b"/Encrypt" not in path.read_bytes()
    ]
    assert len(names) > 5
    for source in names[:: len(names) // 5]:
        out = tmp_path / f"{source.stem}-out.pdf"
        desk.sign(source, out)
        assert poppler_says_valid(out), source.name


@pytest.mark.parametrize("streams", [0, 1], ids=["table", "object streams"])
def test_object_and_xref_streams_are_signed(desk, tmp_path, streams):
    source = tmp_path / "streams.pdf"
    with pymupdf.open(SAMPLE) as document:
        document.save(source, use_objstms=streams, garbage=1)
    assert (b"/ObjStm" in source.read_bytes()) == bool(streams)
    desk.sign(source, tmp_path / "out.pdf", place=Place(0, Box(72, 72, 272, 132)))
    assert poppler_says_valid(tmp_path / "out.pdf")


@pytest.mark.parametrize("cipher", CIPHERS)
@pytest.mark.parametrize("streams", [0, 1], ids=["table", "object streams"])
def test_a_locked_document_is_signed_with_its_password_only(desk, tmp_path, cipher, streams):
    source = encrypted(tmp_path / "locked.pdf", cipher, user="u", use_objstms=streams)
    out = tmp_path / "out.pdf"
    assert desk.refused(source, out).code == "password_required"
    assert desk.refused(source, out, password=Secret("no")).code == "password_incorrect"
    assert desk.refused(source, out, password=Secret("нет")).code == "password_incorrect"
    desk.sign(source, out, password=Secret("u"), place=Place(0, Box(72, 72, 272, 132)))
    assert poppler_says_valid(out, "u")
    # What was written is encrypted as the rest is: another reader finds the stamp's words.
    with pymupdf.open(out) as signed:
        assert signed.needs_pass
        assert signed.authenticate("u")
        signed.bake()
        assert "Ada Lovelace" in signed[0].get_text()


@pytest.mark.parametrize("password", ["öffne", "пароль", "密码"])
def test_a_password_in_any_script_opens_a_modern_document(desk, tmp_path, password):
    source = encrypted(tmp_path / "locked.pdf", user=password)
    desk.sign(source, tmp_path / "out.pdf", password=Secret(password))
    assert poppler_says_valid(tmp_path / "out.pdf", password)


def test_a_document_locked_for_certificates_is_told_apart(tmp_path, corpus):
    from paraph.domain.errors import EncryptionUnsupported
    from paraph.pades.open_pdf import open_for_update

    with (
        (corpus / "pyhanko" / "minimal-pubkey-aes256.pdf").open("rb") as file,
        pytest.raises(EncryptionUnsupported),
    ):
        open_for_update(file, None)


def test_a_repair_is_offered_where_nobody_signed_and_then_signs(desk, tmp_path):
    source = pdfs.broken_xref(tmp_path / "broken.pdf", SAMPLE)
    refused = desk.refused(source, tmp_path / "out.pdf")
    assert refused.details["repairable"] == 1
    with pymupdf.open(source) as document:
        document.save(tmp_path / "repaired.pdf", garbage=1)
    desk.sign(tmp_path / "repaired.pdf", tmp_path / "out.pdf")
    assert poppler_says_valid(tmp_path / "out.pdf")


def test_no_repair_is_offered_for_a_file_with_a_signature(desk, tmp_path):
    signed = pdfs.signed_by_another(tmp_path / "signed.pdf", SAMPLE)
    source = pdfs.broken_xref(tmp_path / "broken.pdf", signed)
    refused = desk.refused(source, tmp_path / "out.pdf")
    assert (refused.code, refused.details["repairable"]) == ("document_damaged", 0)


def test_a_field_with_permission_to_fill_only_is_signed(desk, tmp_path):
    form = pdfs.with_fields(tmp_path / "form.pdf", *ONE_EMPTY_FIELD)
    source = tmp_path / "locked.pdf"
    with pymupdf.open(form) as document:
        allowed = pymupdf.PDF_PERM_FORM
        document.save(source, encryption=CIPHERS["aes-256"], owner_pw="o", permissions=allowed)
    desk.sign(source, tmp_path / "out.pdf", field="Mine")
    assert poppler_says_valid(tmp_path / "out.pdf")


def test_signing_leaves_the_document_information_alone(desk, tmp_path):
    # Producer and ModDate that differ from the XMP packet break PDF/A (ISO 19005-1, 6.7.3).
    desk.sign(SAMPLE, tmp_path / "out.pdf")
    with pymupdf.open(SAMPLE) as before, pymupdf.open(tmp_path / "out.pdf") as after:
        assert after.metadata == before.metadata
        assert after.get_xml_metadata() == before.get_xml_metadata()
