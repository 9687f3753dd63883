"""Stamps: every script is readable, and they stand upright on turned pages."""

import io
import unicodedata
from typing import Any

import pymupdf
import pytest

from paraph.domain.stamp.stamp_content import StampContent, StampLine
from paraph.render.stamp import draw_stamp

NAMES = {
    "latin": "Zoë Müller-Ångström",
    "greek": "Σωκράτης Ίδιος",
    "cyrillic": "Иван Петров",
    "arabic": "محمد حسين",
    "japanese": "山田太郎",
    "korean": "김철수",
}


def stamp_of(lines, width, height, rotation=0, **more) -> bytes:
    content = StampContent(tuple(lines), **more)
    return draw_stamp(content, width, height, rotation).pdf_bytes


def opened(pdf: bytes) -> Any:
    return pymupdf.open("pdf", pdf)


def text_of(pdf: bytes) -> str:
    with opened(pdf) as document:
        return " ".join(unicodedata.normalize("NFKC", document[0].get_text()).split())


def pixels(pdf: bytes) -> bytes:
    with opened(pdf) as document:
        return bytes(document[0].get_pixmap(dpi=144).samples)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("width", [240, 100])
def test_a_name_can_be_read_back_and_leaves_ink(name: str, width: int):
    stamp = stamp_of([StampLine(name, bold=True)], width, 70)
    # A name may be broken into two lines, at a hyphen too.
    assert name.replace(" ", "") in text_of(stamp).replace(" ", "")
    assert pixels(stamp) != pixels(stamp_of([StampLine("")], width, 70))


def test_a_letter_that_no_font_has_is_told_by_its_number():
    stamp = draw_stamp(StampContent((StampLine("Agreed \ue000 😀"),)), 200, 60)
    assert stamp.lacks_letters
    with pymupdf.open(stream=stamp.pdf_bytes) as document:
        assert "Agreed [U+E000]" in document[0].get_text()
        spans = document[0].get_texttrace()
        assert all(letter[1] for span in spans for letter in span["chars"])
    assert not draw_stamp(StampContent((StampLine("Agreed 😀 契約"),)), 200, 60).lacks_letters


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_no_letter_falls_back_to_the_missing_glyph(name: str):
    with opened(stamp_of([StampLine(name)], 100, 70)) as document:
        glyphs = [letter for span in document[0].get_texttrace() for letter in span["chars"]]
    assert glyphs
    assert all(glyph > 0 for code, glyph, *_ in glyphs if not chr(code).isspace())


def test_every_font_is_embedded_as_a_subset():
    lines = [StampLine(name) for name in NAMES.values()]
    stamp = stamp_of(lines, 240, 80)
    with opened(stamp) as document:
        fonts = document.get_page_fonts(0, full=True)
    assert fonts
    assert all(font[3][6:7] == "+" for font in fonts)
    assert len(stamp) < 150_000


def test_markup_in_a_name_is_shown_and_not_obeyed():
    assert "<b>A & B</b> <img src=x>" in text_of(
        stamp_of([StampLine("<b>A & B</b> <img src=x>")], 110, 60)
    )


def test_marks_that_turn_a_name_around_are_left_out():
    assert "Ada evil" in text_of(stamp_of([StampLine("Ada \u202eevil\u0000")], 110, 60))


def test_a_long_text_is_made_small_enough_to_stay_whole():
    words = " ".join(f"word{n}" for n in range(120))
    stamp = stamp_of([StampLine("Ada Lovelace"), StampLine(words)], 150, 40)
    assert "word119" in text_of(stamp)
    with opened(stamp) as document:
        boxes = [pymupdf.Rect(word[:4]) for word in document[0].get_text("words")]
        assert all(box in pymupdf.Rect(-1, -1, 151, 41) for box in boxes)


def test_a_wide_stamp_has_the_name_left_of_the_rule_and_the_lines_right_of_it():
    with opened(
        stamp_of([StampLine("Ada", bold=True), StampLine("Reason: approval")], 240, 80)
    ) as document:
        page = document[0]
        (rule,) = page.get_drawings()
        names = page.search_for("Ada")
        (reason,) = page.search_for("Reason: approval")
        assert [box.x0 < rule["rect"].x0 for box in names] == [True, False]
        assert reason.x0 > rule["rect"].x0
        name_span = page.get_text("dict")["blocks"][0]["lines"][0]["spans"][0]
        assert "Italic" in name_span["font"]


def test_a_narrow_stamp_has_the_lines_alone():
    with opened(stamp_of([StampLine("Ada")], 119, 60)) as document:
        assert document[0].get_drawings() == []
        assert len(document[0].search_for("Ada")) == 1


def test_an_image_stands_in_place_of_the_large_name():
    dot = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8), 0)
    dot.set_rect(dot.irect, (0, 0, 255))
    stamp = stamp_of([StampLine("Ada")], 240, 80, image=dot.tobytes("png"))
    with opened(stamp) as document:
        (image,) = document[0].get_image_info()
        assert image["bbox"][2] < 240 / 3
        assert len(document[0].search_for("Ada")) == 1


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize(("width", "height"), [(210, 60), (60, 210)])
def test_a_stamp_stands_upright_on_a_turned_page(rotation: int, width: int, height: int):
    lines = [StampLine("Ada Lovelace"), StampLine("Reason: approval", colour="#B00020")]
    turned = rotation != 180
    shown = (height, width) if turned else (width, height)
    with opened(stamp_of(lines, width, height, rotation)) as stamp:
        assert (stamp[0].rect.width, stamp[0].rect.height) == (width, height)
        placed = placed_on_turned_page(stamp, width, height, rotation)
    upright = grey(stamp_of(lines, *shown))
    assert difference(placed, upright) < 0.1 * difference(placed[::-1], upright)


def placed_on_turned_page(stamp: Any, width: int, height: int, rotation: int) -> bytes:
    """Put the stamp's form into a /Rect as it is, turn the page, and cut out what is shown."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        place = pymupdf.Rect(40, 30, 40 + width, 30 + height)
        page.show_pdf_page(place, stamp, 0)
        page.set_rotation(rotation)
        shown = place * page.rotation_matrix
        shown.normalize()
        pixmap = page.get_pixmap(matrix=pymupdf.Matrix(2, 2), clip=shown, colorspace="gray")
        return bytes(pixmap.samples)


def grey(pdf: bytes) -> bytes:
    with opened(pdf) as document:
        pixmap = document[0].get_pixmap(matrix=pymupdf.Matrix(2, 2), colorspace="gray")
        return bytes(pixmap.samples)


def difference(one: bytes, two: bytes) -> int:
    assert len(one) == len(two)
    return sum(abs(a - b) for a, b in zip(io.BytesIO(one).read(), two, strict=True))
