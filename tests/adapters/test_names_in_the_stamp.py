"""Holder names of every script in a signed document: each letter is drawn and can be read back."""

import io
import unicodedata

import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from paraph.domain.placing.signature_field import Box, Place
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.pki import identity

NAMES = {
    "latin": "Zoë Łukasz Ångström",
    "greek": "Σωκράτης Ίδιος",
    "cyrillic": "Ольга Їжакевич",
    "arabic": "محمد حسين",
    "chinese": "王小明",
    "japanese": "山田太郎",
    "korean": "김철수",
}
PLACE = Place(2, Box(72, 262, 276, 352))


@pytest.fixture(params=NAMES, scope="module")
def signed(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("name") / "out.pdf"
    Desk(identity("p256", NAMES[request.param])).sign(SAMPLE, out, place=PLACE)
    with pymupdf.open(out) as document:
        document.bake()
        yield NAMES[request.param], document


def letters(text: str) -> list[str]:
    return sorted(unicodedata.normalize("NFKC", text).replace(" ", ""))


def spans(document) -> list[dict]:
    page = document[PLACE.page_index]
    box = pymupdf.Rect(72, page.rect.height - 352, 276, page.rect.height - 262)
    return [span for span in page.get_texttrace() if pymupdf.Rect(span["bbox"]).intersects(box)]


def test_every_letter_of_the_name_can_be_read_back(signed):
    name, document = signed
    box = pymupdf.Rect(60, 842 - 360, 290, 842 - 250)
    shown = document[PLACE.page_index].get_text("text", clip=box)
    found = letters(shown)
    for letter in letters(name):
        # The name stands twice: large, and among the lines.
        assert found.count(letter) >= 2 * letters(name).count(letter), (letter, shown)


def test_no_letter_is_drawn_as_the_missing_glyph(signed):
    name, document = signed
    drawn = [char for span in spans(document) for char in span["chars"]]
    codes = {chr(code) for code, *_ in drawn}
    assert set(unicodedata.normalize("NFKC", name)) - {" "} <= set(
        unicodedata.normalize("NFKC", "".join(codes))
    )
    assert all(glyph > 0 for code, glyph, *_ in drawn if code > 32)


def test_the_glyphs_have_outlines_in_fonts_that_are_embedded(signed):
    """Read the embedded font programs themselves: the glyphs used draw something."""
    _, document = signed
    page, seen = PLACE.page_index, 0
    with pymupdf.open(SAMPLE) as before:
        of_the_sample = {font[0] for font in before.get_page_fonts(page, full=True)}
    for xref, kind, _, name, *_ in document.get_page_fonts(page, full=True):
        if xref in of_the_sample:
            continue
        program = document.extract_font(xref)[3]
        assert program, f"{name} ({kind}) is not embedded"
        outlines, names = glyphs_of(program)
        seen += sum(outlined(outlines, glyph) for glyph in names)
    assert seen > len(set(letters(signed[0]))) / 2


def glyphs_of(program: bytes):
    """Give the glyphs of an embedded font, a TrueType or a bare CFF one."""
    if program[:1] == b"\1":  # the major version of CFF; TrueType begins with 0 or a tag
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(program), None)
        strings = fonts[0].CharStrings
        return strings, strings.keys()
    font = TTFont(io.BytesIO(program))
    return font.getGlyphSet(), font.getGlyphOrder()


def outlined(outlines, glyph: str) -> bool:
    pen = RecordingPen()
    outlines[glyph].draw(pen)
    return bool(pen.value)


def test_a_name_leaves_other_ink_than_another_of_its_length(signed, tmp_path):
    """Missing letters are drawn alike, whatever they are: two names must not look the same."""
    name, document = signed
    box = pymupdf.Rect(72, 842 - 352, 276, 842 - 262)
    other = name[::-1] if name[::-1] != name else name[1:] + name[0]
    out = tmp_path / "other.pdf"
    Desk(identity("p256", other)).sign(SAMPLE, out, place=PLACE)
    with pymupdf.open(out) as second:
        ink = [
            bytes(one[PLACE.page_index].get_pixmap(clip=box, colorspace="gray").samples)
            for one in (document, second)
        ]
    assert sum(one != two for one, two in zip(*ink, strict=True)) > 60
