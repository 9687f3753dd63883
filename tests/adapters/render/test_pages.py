"""Page geometry against pixels, and what else is read from a page."""

import io
import itertools
import shutil
from pathlib import Path

import pymupdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.crypt.pubkey import RecipientEncryptionPolicy
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from paraph.domain import errors
from paraph.domain.errors import EncryptionUnsupported
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.ports.pages import Picture
from paraph.render import memory, pages
from paraph.render.pages import open_pages
from tests.adapters.render.raw_pdf import one_page, text_page
from tests.conftest import SAMPLE
from tests.fakes.pki import identity

MEDIA_BOXES = [(0, 0, 400, 300), (-50, -120, 350, 180), (37, 61, 437, 361)]
CROPS = [None, (40, 30, -60, -20), (-500, -500, 500, 500)]
CASES = list(itertools.product((0, 90, 180, 270), MEDIA_BOXES, CROPS, (1, 2)))


def red_bounds(picture: Picture) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the red pixels; right and bottom are past the last."""
    red = [
        (offset % picture.stride // 3, offset // picture.stride)
        for offset in range(0, len(picture.samples), 3)
        if bytes(picture.samples[offset : offset + 3]) == b"\xff\x00\x00"
    ]
    assert red
    xs, ys = [x for x, _ in red], [y for _, y in red]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def write_case(path: Path, rotation: int, media: tuple, crop: tuple | None, unit: int):
    """Write a page with a red box; give the file, the box and the visible part expected."""
    x0, y0, x1, y1 = media
    box = Box(x0 + 100, y0 + 90, x0 + 250, y0 + 140)
    entries = f"/MediaBox [{x0} {y0} {x1} {y1}] /Rotate {rotation} /UserUnit {unit}"
    visible = Box(*media)
    if crop:
        cut = Box(x0 + crop[0], y0 + crop[1], x1 + crop[2], y1 + crop[3])
        entries += f" /CropBox [{cut.x0} {cut.y0} {cut.x1} {cut.y1}]"
        visible = cut if crop[0] > 0 else visible
    paint = f"1 0 0 rg {box.x0} {box.y0} {box.width} {box.height} re f"
    return one_page(path, entries, paint), box, visible


@pytest.mark.parametrize(("rotation", "media", "crop", "unit"), CASES)
def test_a_box_in_user_space_is_drawn_where_the_geometry_says(
    tmp_path: Path, rotation: int, media: tuple, crop: tuple | None, unit: int
):
    file, box, visible = write_case(tmp_path / "page.pdf", rotation, media, crop, unit)
    with open_pages(file) as document:
        geometry = document.geometries[0]
        picture = document.render(0, 0.75)
    assert geometry == PageGeometry(visible, rotation, unit)
    shown_px = [edge * 0.75 for edge in geometry.shown_size]
    assert (picture.width, picture.height) == pytest.approx(shown_px, abs=1)
    expected = [edge * 0.75 for edge in geometry.to_shown(box)]
    assert red_bounds(picture) == pytest.approx(expected, abs=1)


def test_a_clip_shows_its_part_of_the_page_and_says_where_it_lies(tmp_path: Path):
    file, box, _ = write_case(tmp_path / "page.pdf", 90, MEDIA_BOXES[1], CROPS[1], 2)
    with open_pages(file) as document:
        whole = document.render(0, 1.0)
        left, top, right, bottom = document.geometries[0].to_shown(box)
        part = document.render(0, 1.0, (left - 20, top - 10, right + 20, bottom + 10))
    assert (part.left_px, part.top_px) == pytest.approx((left - 20, top - 10), abs=1)
    assert part.width < whole.width
    found = red_bounds(part)
    moved = [
        edge + origin for edge, origin in zip(found, (part.left_px, part.top_px) * 2, strict=True)
    ]
    assert moved == list(red_bounds(whole))


def test_rotation_and_media_box_come_from_the_parent(tmp_path: Path):
    with open_pages(one_page(tmp_path / "page.pdf", "")) as document:
        assert document.geometries == [PageGeometry(Box(0, 0, 99, 88), 90, 1)]


def test_edges_and_unit_may_be_references(tmp_path: Path):
    entries = "/MediaBox [6 0 R 0 7 0 R 300] /Rotate 8 0 R /UserUnit 9 0 R"
    file = one_page(tmp_path / "page.pdf", entries, more=["-10", "190.5", "180", "2"])
    with open_pages(file) as document:
        assert document.geometries == [PageGeometry(Box(-10, 0, 190.5, 300), 180, 2)]


def test_nonsense_in_a_page_falls_back_to_what_viewers_assume(tmp_path: Path):
    entries = "/MediaBox [0 0 200 100] /CropBox [/A /B 3 4] /Rotate (x) /UserUnit -3"
    with open_pages(one_page(tmp_path / "page.pdf", entries)) as document:
        assert document.geometries == [PageGeometry(Box(0, 0, 200, 100), 0, 1)]


@pytest.mark.parametrize(("rotation", "unit"), list(itertools.product((0, 90, 180, 270), (1, 2))))
def test_text_and_matches_stand_where_the_ink_is(tmp_path: Path, rotation: int, unit: int):
    entries = f"/MediaBox [-30 20 270 220] /Rotate {rotation} /UserUnit {unit}"
    content = "1 0 0 rg BT /F1 20 Tf 40 150 Td (HHHH) Tj ET"
    with open_pages(one_page(tmp_path / "page.pdf", entries, content)) as document:
        (line,) = document.text_lines(0)
        (match,) = document.search("hhhh", 0)
        ink = red_bounds(document.render(0, 1.0))
    assert line.text == "HHHH"
    for left, top, right, bottom in ((line.left, line.top, line.right, line.bottom), match):
        assert left <= ink[0] + 1
        assert top <= ink[1] + 1
        assert right >= ink[2] - 1
        assert bottom >= ink[3] - 1
        assert (right - left) * (bottom - top) < 70 * 32 * unit**2


def test_an_empty_needle_matches_nothing(tmp_path: Path):
    with open_pages(text_page(tmp_path / "page.pdf")) as document:
        assert document.search(" ", 0) == []


def test_signature_fields_are_given_in_user_space(tmp_path: Path):
    widget = (
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Client) /Rect [30 -80 130 -40] /P 3 0 R >>"
    )
    entries = "/MediaBox [-50 -120 350 180] /CropBox [0 -100 300 100] /Rotate 270 /Annots [6 0 R]"
    with open_pages(one_page(tmp_path / "page.pdf", entries, more=[widget])) as document:
        (field,) = document.fields(0)
    assert (field.name, field.signed, field.box) == ("Client", False, Box(30, -80, 130, -40))


def test_a_page_that_is_not_there_is_refused(tmp_path: Path):
    with open_pages(text_page(tmp_path / "page.pdf")) as document:
        for index in (-1, 1):
            with pytest.raises(errors.PlaceRefused):
                document.render(index, 1.0)


def test_a_draft_has_rougher_edges_than_the_next_drawing(tmp_path: Path):
    file = one_page(tmp_path / "page.pdf", "/MediaBox [0 0 300 200]", "10 10 m 190 140 l S")
    with open_pages(file) as document:
        draft, sharp = document.render(0, 2.0, draft=True), document.render(0, 2.0)
    assert len(set(bytes(draft.samples))) < len(set(bytes(sharp.samples)))


def test_a_broken_file_is_told_and_its_copy_is_sound(tmp_path: Path):
    file = text_page(tmp_path / "page.pdf")
    file.write_bytes(file.read_bytes().replace(b"startxref", b"startxxxx"))
    before = file.read_bytes()
    with open_pages(file) as document:
        assert document.needs_repair
        document.save_repaired(tmp_path / "copy.pdf")
        with pytest.raises(errors.OutputExists):
            document.save_repaired(tmp_path / "copy.pdf")
    with open_pages(tmp_path / "copy.pdf") as copy:
        assert not copy.needs_repair
        assert copy.text_lines(0)[0].text == "Fee agreement"
    assert file.read_bytes() == before


def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path):
    file = text_page(tmp_path / "page.pdf")
    with open_pages(file) as document, pytest.raises(errors.FolderReadOnly):
        document.save_repaired(tmp_path / "nowhere" / "copy.pdf")


def test_a_locked_file_opens_with_its_password_alone(tmp_path: Path):
    locked = lock(text_page(tmp_path / "page.pdf"), tmp_path / "locked.pdf")
    with pytest.raises(errors.PasswordRequired):
        open_pages(locked)
    with pytest.raises(errors.PasswordIncorrect):
        open_pages(locked, Secret("wrong"))
    with open_pages(locked, Secret("right")) as document:
        assert document.text_lines(0)[0].text == "Fee agreement"


def test_the_store_is_emptied_only_when_the_process_has_grown(monkeypatch: pytest.MonkeyPatch):
    shrunk: list[int] = []
    monkeypatch.setattr(pymupdf.TOOLS, "store_shrink", shrunk.append)
    monkeypatch.setattr(memory, "_AT_START", 1000)
    monkeypatch.setattr(memory, "resident_bytes", lambda: 1000 + memory.GROWN_BYTES)
    assert not memory.trim_store()
    assert shrunk == []
    monkeypatch.setattr(memory, "resident_bytes", lambda: 1001 + memory.GROWN_BYTES)
    assert memory.trim_store()
    assert shrunk == [100]


@pytest.mark.parametrize(("has_grown", "kept"), [(False, pages._KEPT_LISTS), (True, 1)])
def test_only_a_few_pages_are_kept_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_grown: bool, kept: int
):
    monkeypatch.setattr(pages, "trim_store", lambda: has_grown)
    many = tmp_path / "many.pdf"
    with pymupdf.open() as document:
        for _ in range(20):
            document.new_page(width=50, height=50)
        document.save(many)
    with open_pages(many) as document:
        for index in range(20):
            document.render(index, 1.0)
        assert len(document._lists) == kept


def lock(source: Path, target: Path) -> Path:
    """Write a copy that needs the password `right`."""
    shutil.copy(source, target)
    with pymupdf.open(source) as document:
        document.save(target, encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, user_pw="right")
    return target


def test_a_document_locked_to_certificates_is_told_as_such(tmp_path: Path):
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(SAMPLE.read_bytes())))
    own = x509.Certificate.load(identity().certificate_der)
    writer.encrypt_pubkey([own], policy=RecipientEncryptionPolicy(ignore_key_usage=True))
    locked = tmp_path / "locked.pdf"
    with locked.open("wb") as file:
        writer.write(file)
    with pytest.raises(EncryptionUnsupported):
        open_pages(locked)
