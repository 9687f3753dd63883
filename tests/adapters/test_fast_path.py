"""What the fast path leaves to the general one, and how it tells when its work does not hold."""

import hashlib
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm

from paraph.domain.errors import DocumentChanged, SignatureCheckFailed
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades import fast_signer
from paraph.pades.document_signer import PadesSigner
from paraph.pades.fast_signer import earlier_signatures, sign_plain
from paraph.pades.general_signer import inspect_any, sign_any
from paraph.pades.increment import sections
from paraph.pades.increment.found_again import find_again
from paraph.pades.increment.sections import inflated, object_at
from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import BeyondFastPath, parse
from paraph.ports.documents import SignatureOrder
from tests.fakes.pdfs import PAGE, hybrid, plain, signed_by_another, with_fields
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeKey, FakeToken

SIGNATURE_FIELD = (
    "<< /FT /Sig /T (Own) /Type /Annot /Subtype /Widget /Rect [9 9 90 90] /P 3 0 R %s >>"
)
UNSEEN_FIELD = SIGNATURE_FIELD.replace("9 9 90 90", "0 0 0 0")


def order_for(source: Path, **more: object) -> SignatureOrder:
    signer = identity()
    temporary = source.with_name("made.pdf")
    given = (source, temporary, signer.certificate_der, (signer.ca_der,))
    return SignatureOrder(*given, **more)


def key() -> FakeKey:
    return FakeKey(FakeToken(), identity().key)


def is_taken(source: Path, **more: object) -> bool:
    """Sign on the fast path; what it leaves alone leaves no file."""
    order = order_for(source, **more)
    with source.open("rb") as file:
        made = sign_plain(file, order, key())
    assert order.temporary.exists() == (made is not None)
    return made is not None


def form(fields: str, more: str = "") -> str:
    return f"/AcroForm << /Fields [{fields}] {more} >>"


def changed(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))
    return path


def test_a_plain_file_is_taken(tmp_path):
    assert is_taken(plain(tmp_path / "a.pdf"))


LEFT: dict[str, Callable[[Path], Path]] = {
    "xfa": lambda path: plain(path, form("", "/XFA [] ")),
    "certified": lambda path: plain(path, "/Perms << >>"),
    "extensions elsewhere": lambda path: plain(path, "/Extensions 4 0 R", ["<< >>"]),
    "another level": lambda path: plain(path, "/Extensions << /ESIC << /ExtensionLevel 0 >> >>"),
    "no form": lambda path: plain(path, "/AcroForm null"),
    "form missing": lambda path: plain(path, "/AcroForm 9 0 R"),
    "fields twice": lambda path: plain(path, form("4 0 R 4 0 R"), [SIGNATURE_FIELD % ""]),
    "direct field": lambda path: plain(path, form(SIGNATURE_FIELD % "")),
    "nameless field": lambda path: plain(path, form("4 0 R"), ["<< /FT /Tx >>"]),
    "catalog without type": lambda path: changed(plain(path), b"/Type /Catalog", b"/T /Catalog   "),
    "page without type": lambda path: plain(path, page=PAGE.replace("/Type /Page ", "")),
    "annotations missing": lambda path: plain(path, page=PAGE[:-2] + "/Annots 8 0 R >>"),
    "annotations null": lambda path: plain(path, page=PAGE[:-2] + "/Annots null >>"),
    "key twice": lambda path: plain(path, page=PAGE[:-2] + "/Rotate 0 /Rotate 90 >>"),
    "hybrid": hybrid,
    "encrypted": lambda path: changed(plain(path), b"/Root", b"/Encrypt << >> /Root"),
    "something before the header": lambda path: written(path, b" " + plain(path).read_bytes()),
    "something behind the end": lambda path: written(path, plain(path).read_bytes() + b"more"),
    "an entry of 19 bytes": lambda path: changed(plain(path), b"65535 f \n", b"65535 f\n"),
    "an entry that leads elsewhere": lambda path: moved_entry(plain(path)),
    "an entry that leads to another object": lambda path: swapped_entries(plain(path)),
    "an entry of another generation": lambda path: changed(
        plain(path), first_entry(path), first_entry(path).replace(b" 00000", b" 00001")
    ),
    "a size below": lambda path: changed(plain(path), b"/Size 4", b"/Size 3"),
    "a size that no reader takes": lambda path: changed(plain(path), b"/Size 4", b"/Size 8388600"),
    "a circle of sections": lambda path: circle(plain(path)),
}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def first_entry(path: Path) -> bytes:
    found = re.search(rb"\d{10} 00000 n", path.read_bytes())
    assert found is not None
    return found[0]


def moved_entry(path: Path) -> Path:
    first = first_entry(path)
    return changed(path, first, b"%010d 00000 n" % (int(first[:10]) + 1))


def swapped_entries(path: Path) -> Path:
    one, other, _ = re.findall(rb"\d{10} 00000 n", path.read_bytes())
    changed(path, one, b"swapped")
    changed(path, other, one)
    return changed(path, b"swapped", other)


def circle(path: Path) -> Path:
    start = path.read_bytes().rindex(b"xref\n0")
    return changed(path, b"/Root", b"/Prev %d /Root" % start)


@pytest.mark.parametrize("make", LEFT.values(), ids=LEFT)
def test_what_is_not_plain_is_left_alone(tmp_path, make):
    assert not is_taken(make(tmp_path / "a.pdf"))


def test_of_what_is_not_plain_no_signatures_are_counted(tmp_path):
    with LEFT["certified"](tmp_path / "a.pdf").open("rb") as file:
        assert earlier_signatures(file, None) is None


@pytest.mark.parametrize("more", ["/SV << >>", "/Lock << >>", "/V 4 0 R", "/Kids [4 0 R]"])
def test_a_field_with_conditions_is_left_alone(tmp_path, more: str):
    source = plain(tmp_path / "a.pdf", form("4 0 R"), [UNSEEN_FIELD % more])
    assert not is_taken(source, field="Own")


@pytest.mark.parametrize(
    ("of_field", "of_value", "is_plain"),
    [("", "", True), ("/Lock << >>", "", False), ("", "/Reference []", False)],
)
def test_a_signature_that_might_restrict_others_is_left_alone(
    tmp_path, of_field: str, of_value: str, *, is_plain: bool
):
    signed = UNSEEN_FIELD % f"/V 5 0 R {of_field}"
    value = f"<< /Type /Sig {of_value} >>"
    source = plain(tmp_path / "a.pdf", form("4 0 R"), [signed, value])
    assert is_taken(source) == is_plain


def test_a_kind_of_field_that_stands_elsewhere_hides_no_lock(tmp_path):
    signed = (UNSEEN_FIELD % "/V 5 0 R /Lock << >>").replace("/FT /Sig", "/FT 6 0 R")
    more = [signed, "<< /Type /Sig >>", "/Sig"]
    assert not is_taken(plain(tmp_path / "a.pdf", form("4 0 R"), more))


def test_a_plain_field_is_taken_and_an_unknown_one_left_alone(tmp_path):
    source = plain(tmp_path / "a.pdf", form("4 0 R"), [UNSEEN_FIELD % ""])
    assert not is_taken(source, field="Other")
    assert is_taken(source, field="Own")


def test_a_box_in_which_nothing_is_to_be_shown_is_left_alone(tmp_path):
    source = plain(tmp_path / "a.pdf", form("4 0 R"), [SIGNATURE_FIELD % ""])
    assert not is_taken(source, field="Own")
    assert not is_taken(source, place=Place(0, Box(100, 100, 200, 200)))


RESTRICTING = {
    "certified": {"certify": MDPPerm.FILL_FORMS},
    "locking": {"lock": FieldMDPSpec(FieldMDPAction.ALL)},
    "updating": {
        "lock": FieldMDPSpec(FieldMDPAction.INCLUDE, ["x"]),
        "doc_mdp": MDPPerm.NO_CHANGES,
    },
}


@pytest.mark.parametrize("more", RESTRICTING.values(), ids=RESTRICTING)
def test_earlier_signatures_that_restrict_are_left_to_the_general_path(tmp_path, more):
    source = signed_by_another(tmp_path / "b.pdf", plain(tmp_path / "a.pdf"), **more)
    assert not is_taken(source)


def test_earlier_signatures_are_counted_alike_on_both_paths(tmp_path):
    source = signed_by_another(tmp_path / "b.pdf", plain(tmp_path / "a.pdf"))
    with source.open("rb") as file:
        assert (
            earlier_signatures(file, None) == inspect_any(file, None, None, is_visible=False) == 1
        )


def test_a_key_too_large_for_the_space_is_left_to_the_general_path(tmp_path, monkeypatch):
    monkeypatch.setattr(fast_signer, "RESERVED_HEX_DIGITS", 4000)
    assert not is_taken(plain(tmp_path / "a.pdf"))


def test_a_stream_that_would_unpack_without_end_is_beyond(monkeypatch):
    body = zlib.compress(bytes(1000))
    words = b"1 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    source = Source.of(words % (len(body), body))
    assert inflated(source, object_at(source, 0)) == bytes(1000)
    monkeypatch.setattr(sections, "MOST_INFLATED", 999)
    with pytest.raises(BeyondFastPath):
        inflated(source, object_at(source, 0))


BROKEN = {
    "a table that leads elsewhere": (
        rb"\n(\d{10}) 00000 n",
        lambda n: b"\n%010d 00000 n" % (n + 1),
    ),
    "a start that leads elsewhere": (rb"startxref\n(\d+)", lambda n: b"startxref\n%d" % (n - 1)),
    "another byte range": (rb"/ByteRange \[0 (\d+)", lambda n: b"/ByteRange [0 %d" % (n - 1)),
    "a field without value": (rb"/V (\d) 0 R", lambda n: b"/W %d 0 R" % n),
    "a page without field": (rb"/Annots \[(\d) 0 R", lambda _: b"/Annots [3 0 R"),
    "flags not set": (rb"/SigFlags (\d)", lambda _: b"/SigFlags 1"),
}


@pytest.mark.parametrize(("pattern", "make"), BROKEN.values(), ids=BROKEN)
def test_an_increment_that_is_wrong_is_an_error_and_not_a_file(
    tmp_path, monkeypatch, pattern, make
):
    """What is hashed is what is written, so that only the way to it is wrong."""
    build = fast_signer.signature_increment

    def spoilt(*given: object) -> object:
        made = build(*given)
        for part in ("before", "after"):
            words, count = re.subn(
                pattern, lambda m: make(int(m[1])).ljust(len(m[0])), getattr(made, part), count=1
            )
            if count:
                assert len(words) == len(getattr(made, part))
                return made._replace(**{part: words})
        raise AssertionError(pattern)

    monkeypatch.setattr(fast_signer, "signature_increment", spoilt)
    with pytest.raises(SignatureCheckFailed) as failed:
        PadesSigner().sign(order_for(plain(tmp_path / "a.pdf")), key())
    assert failed.value.details["why"] == "structure"


def test_a_range_that_leaves_out_more_than_the_value_is_found(tmp_path, monkeypatch):
    """Text and range agree, and still do not say where the value stands."""
    found = []
    monkeypatch.setattr(fast_signer, "find_again", lambda _, made: found.append(made))
    order = order_for(plain(tmp_path / "a.pdf"))
    PadesSigner().sign(order, key())
    (made,) = found
    find_again(order.temporary, made)
    _, before, after, rest = made.byte_range
    wider = (0, before - 1, after, rest)
    old, new = (b"[%d %d %d %d]" % each for each in (made.byte_range, wider))
    changed(order.temporary, old, new)
    with pytest.raises(SignatureCheckFailed):
        find_again(order.temporary, made._replace(byte_range=wider))


def test_a_file_that_grows_while_it_is_copied_is_not_signed(tmp_path, monkeypatch):
    source = plain(tmp_path / "a.pdf")
    build, card = fast_signer.signature_increment, FakeToken()

    def growing(*given: object) -> object:
        made = build(*given)
        with source.open("ab") as file:
            file.write(b"% more\n")
        return made

    monkeypatch.setattr(fast_signer, "signature_increment", growing)
    with pytest.raises(DocumentChanged):
        PadesSigner().sign(order_for(source), FakeKey(card, identity().key))
    assert card.signatures == 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (b"(a(b)\\)c\\\r\nd\\053\re)", b"a(b))cd+\ne"),
        (b"<48 65\n6C6>", b"Hel`"),
        (b"/A#42 ", b"AB"),
        (b"+17", 17),
        (b"-.5", -0.5),
        (b"4.", 4.0),
        (b"true", True),
        (b"% (\n null", None),
    ],
)
def test_objects_are_read_as_the_standard_says(words: bytes, value: object):
    assert parse(words, 0).value == value


@pytest.mark.parametrize(
    "words", [b"<< /A >>", b"[1", b"(a", b"<< /A 1 /A 2 >>", b"truely", b"<4x>"]
)
def test_what_is_no_object_is_beyond(words: bytes):
    with pytest.raises(BeyondFastPath):
        parse(words, 0)


def test_brackets_without_end_are_beyond_and_not_a_crash():
    with pytest.raises(BeyondFastPath):
        parse(b"[" * 5000, 0)


def test_with_fields_of_other_kinds_names_are_free_on_both_paths(tmp_path):
    texts = [f"<< /FT /Tx /T (Signature{n}) /Kids [] >>" for n in (1, 2)]
    source = with_fields(tmp_path / "a.pdf", *texts)
    order = order_for(source)
    with source.open("rb") as file:
        made = sign_plain(file, order, key())
        other = sign_any(file, order, key())
    assert made is not None
    assert made.field == other.field == "Signature3"


def test_a_document_that_is_another_than_was_hashed_is_told(tmp_path):
    source = plain(tmp_path / "a.pdf")
    order = order_for(source, begun=hashlib.sha256(b"what was shown"))
    with pytest.raises(DocumentChanged):
        PadesSigner().sign(order, key())


def test_a_hash_that_was_begun_is_gone_on_with_and_not_used_up(tmp_path):
    source = plain(tmp_path / "a.pdf")
    begun = hashlib.sha256(source.read_bytes())
    for _ in range(2):
        made = PadesSigner().sign(order_for(source, begun=begun), key())
        assert made.source_sha256 == begun.hexdigest()


def test_a_signature_by_another_digest_than_was_begun_holds(tmp_path):
    source, signer = plain(tmp_path / "a.pdf"), identity("p384")
    order = order_for(source, begun=hashlib.sha256(b"anything"))._replace(
        certificate_der=signer.certificate_der
    )
    made = PadesSigner().sign(order, FakeKey(FakeToken(), signer.key))
    assert made.source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
