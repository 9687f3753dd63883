"""Which parts of a stamp are drawn, and what goes first where a box is small."""

import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pymupdf
import pytest

from paraph.domain.stamp.appearance import LEAST_FIRST, USUAL, Appearance, Part
from paraph.domain.stamp.stamp_content import StampContent, StampLine
from paraph.domain.stamp.stamp_words import StampFacts, stamp_content
from paraph.pades.certificates import read_certificate
from paraph.render.stamp import draw_stamp
from paraph.render.stamp_layout import LEAST_TEXT_PT
from tests.fakes.pictures import signature
from tests.fakes.pki import identity

CERTIFICATE = replace(
    read_certificate(identity("p256", "Camille Roux").certificate_der),
    organisation="Roux & Hale",
    title="Avocate",
)
FACTS = StampFacts(
    CERTIFICATE,
    datetime(2026, 11, 23, 14, 32, tzinfo=timezone(timedelta(hours=1))),
    "Accord",
    "Paris",
    "ab" * 32,
)
EVERYTHING = Appearance(
    lines=tuple(Part)[:8],
    image=signature(),
    logo=signature(size=(120, 120)),
    has_qr=True,
    text="SANS VALEUR",
)


def drawn(look: Appearance, width: float, height: float, rotation: int = 0):
    return draw_stamp(stamp_content(FACTS, look), width, height, rotation)


def words(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as document:
        return " ".join(document[0].get_text().split())


def test_a_large_box_shows_every_part():
    stamp = drawn(EVERYTHING, 320, 160)
    assert stamp.left_out == ()
    shown = words(stamp.pdf_bytes)
    for part in ("Signed", "Camille Roux", "Avocate", "Roux & Hale", "Accord", "Paris", "2026-11"):
        assert part in shown
    assert "SANS VALEUR" in shown
    with pymupdf.open("pdf", stamp.pdf_bytes) as document:
        assert len(document[0].get_image_info()) == 2


@pytest.mark.parametrize("size", [(240, 90), (180, 60), (119, 118), (100, 40), (57, 23), (40, 40)])
@pytest.mark.parametrize("look", [USUAL, EVERYTHING], ids=["usual", "everything"])
def test_a_small_box_drops_the_least_important_and_says_so(size, look):
    stamp = drawn(look, *size)
    shown = words(stamp.pdf_bytes)
    texts = {
        Part.CAPTION: "electronically",
        Part.NAME: "Camille",
        Part.ROLE: "Avocate",
        Part.ORGANISATION: "Hale",
        Part.REASON: "Accord",
        Part.TEXT: "SANS",
        Part.DATE: "2026",
    }
    for part, text in texts.items():
        if part in look.lines:
            # Said to be left out, or shown: never neither, never both.
            assert (text in shown) != (part in stamp.left_out), (part, shown, stamp.left_out)
    assert Part.NAME not in stamp.left_out
    assert set(stamp.left_out) <= set(LEAST_FIRST)
    with pymupdf.open("pdf", stamp.pdf_bytes) as document:
        page = document[0]
        for word in page.get_text("words"):
            assert pymupdf.Rect(word[:4]) in pymupdf.Rect(-1, -1, size[0] + 1, size[1] + 1)
        for block in page.get_text("dict", flags=0)["blocks"]:
            for span in (span for line in block["lines"] for span in line["spans"]):
                is_bold = "Bold" in span["font"]
                assert is_bold or span["size"] >= LEAST_TEXT_PT - 0.05, span
        pictures = page.get_image_info()
        assert len(pictures) == bool(look.image) + bool(look.logo) - (Part.LOGO in stamp.left_out)
        assert all(pymupdf.Rect(each["bbox"]) in page.rect for each in pictures)


def test_one_long_line_goes_before_it_makes_the_others_small():
    long = replace(EVERYTHING, text="N" * 60, has_qr=False)
    assert drawn(long, 240, 100).left_out == (Part.TEXT,)


def test_a_long_name_is_shown_whole():
    name = "Maximiliane-Alexandra von und zu Hohenlohe-Waldenburg-Schillingsfürst"
    facts = FACTS._replace(certificate=replace(CERTIFICATE, holder=name))
    for size in ((240, 90), (100, 60), (57, 23)):
        stamp = draw_stamp(stamp_content(facts), *size)
        assert name.replace(" ", "") in words(stamp.pdf_bytes).replace(" ", "")


def test_a_look_of_nothing_still_shows_who_signs():
    assert "Camille Roux" in words(drawn(Appearance(lines=()), 200, 80).pdf_bytes)
    only_reason = Appearance(lines=(Part.REASON,))
    facts = FACTS._replace(reason="")
    assert "Camille" in words(draw_stamp(stamp_content(facts, only_reason), 200, 80).pdf_bytes)


def test_a_picture_alone_fills_the_box():
    stamp = drawn(Appearance(lines=(), image=signature()), 200, 80)
    assert words(stamp.pdf_bytes) == ""
    with pymupdf.open("pdf", stamp.pdf_bytes) as document:
        (picture,) = document[0].get_image_info()
        assert pymupdf.Rect(picture["bbox"]).width > 150


@pytest.mark.parametrize(("width", "height"), [(204, 90), (160, 60), (100, 120)])
@pytest.mark.parametrize("rotation", [0, 90])
def test_a_reader_of_qr_codes_finds_both_hashes(tmp_path, width, height, rotation):
    size = (height, width) if rotation else (width, height)
    stamp = drawn(EVERYTHING, *size, rotation)
    assert Part.QR not in stamp.left_out
    with pymupdf.open("pdf", stamp.pdf_bytes) as document:
        # As an office prints and photographs it.
        document[0].get_pixmap(dpi=300, alpha=0).save(tmp_path / "stamp.png")
    told = zbar(tmp_path / "stamp.png")
    assert re.findall(r"[0-9A-F]{64}", told) == ["AB" * 32, CERTIFICATE.sha256.upper()]
    assert "BEFORE SIGNING" in told


def test_a_code_has_its_white_border_on_dark_paper_too(tmp_path):
    stamp = drawn(EVERYTHING, 204, 90)
    with pymupdf.open() as document, pymupdf.open("pdf", stamp.pdf_bytes) as form:
        page = document.new_page(width=204, height=90)
        page.draw_rect(page.rect, color=None, fill=(0, 0, 0))
        page.show_pdf_page(page.rect, form, 0)
        page.get_pixmap(dpi=300, alpha=0).save(tmp_path / "stamp.png")
        modules = [each["rect"] for each in page.get_drawings() if each["fill"] == (0.0, 0.0, 0.0)]
        (white,) = [each["rect"] for each in page.get_drawings() if each["fill"] == (1, 1, 1)]
    assert re.findall(r"[0-9A-F]{64}", zbar(tmp_path / "stamp.png"))[0] == "AB" * 32
    code = modules[-1]
    side = code.width * 4 / 45  # four modules of a code of 45
    for inner, outer in zip(code, white, strict=True):
        assert abs(inner - outer) == pytest.approx(side, abs=0.05)


def test_a_code_too_small_to_be_read_is_left_out_and_said(tmp_path):
    stamp = drawn(replace(EVERYTHING, logo=None), 90, 30)
    assert Part.QR in stamp.left_out


def zbar(path) -> str:
    done = subprocess.run(["zbarimg", "-q", "--raw", path], capture_output=True, text=True)
    return done.stdout.strip()


def test_white_that_is_cleared_lets_the_page_through():
    look = Appearance(lines=(), image=signature(transparent=False))
    grounds = []
    for cleared in (False, True):
        stamp = drawn(replace(look, clears_white=cleared), 200, 80)
        with pymupdf.open() as document, pymupdf.open("pdf", stamp.pdf_bytes) as form:
            page = document.new_page(width=200, height=80)
            page.draw_rect(page.rect, color=None, fill=(0, 1, 0))
            page.show_pdf_page(page.rect, form, 0)
            grounds.append(page.get_pixmap(alpha=0).pixel(150, 12))
    assert grounds == [(255, 255, 255), (0, 255, 0)]


def test_a_line_without_a_part_is_never_left_out():
    content = StampContent((StampLine("Ada", bold=True), StampLine("one two three " * 20)))
    assert draw_stamp(content, 100, 30).left_out == ()
