"""PDF/A stays PDF/A: files of veraPDF's corpus are signed, and judged before and after.

PDF/A-1b is judged by PDFBox's preflight, parts 1 to 3 by page-validation. What a stamp can break is
looked for in the structure besides.
"""

import io
import re
import shutil
from pathlib import Path

import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.domain.stamp.appearance import USUAL, Appearance, Part
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.pades import document_signer
from paraph.render.document_reader import PdfReader
from tests import archive_judge, preflight
from tests.fakes import pictures
from tests.fakes.desk import Desk
from tests.fakes.pki import identity

PLACE = Place(0, Box(20, 20, 240, 120))
EVERYTHING = Appearance(
    lines=tuple(Part),
    image=pictures.signature(),
    logo=pictures.signature(size=(120, 120)),
    has_qr=True,
    role="Avocate",
    text="SANS VALEUR",
)
WHITE_CLEARED = Appearance(image=pictures.signature(transparent=False), clears_white=True)
LOOKS = {"usual": USUAL, "everything": EVERYTHING, "white": WHITE_CLEARED}
NAMES = ("Zoë Łukasz", "Ольга Їжакевич", "محمد حسين", "王小明 山田太郎 김철수")


@pytest.fixture(params=["fast", "general"], autouse=True)
def path_of_signing(request, monkeypatch):
    """Sign on both paths: what the one writes, the other has to write too."""
    if request.param == "general":
        monkeypatch.setattr(document_signer, "sign_plain", lambda *_: None)


def claims(corpus: Path, part: int) -> list[Path]:
    found = []
    for path in sorted((corpus / "verapdf").glob("*-pass-*.pdf")):
        claim = PdfReader().read(path, None).archive
        if claim is not None and claim.part == part:
            found.append(path)
    return found


def sign(source: Path, out: Path, look: Appearance | None, name: str = "Ada Lovelace") -> Path:
    place = {"place": PLACE, "look": look} if look is not None else {}
    Desk(identity("p256", name)).sign(source, out, reason="Accord", **place)
    return out


def valid_before(corpus: Path, folder: Path) -> list[Path]:
    for path in claims(corpus, 1):
        shutil.copy(path, folder)
    found = preflight.faults(folder)
    return [folder / name for name, faults in sorted(found.items()) if not faults]


def turned(source: Path, out: Path) -> Path:
    """Turn the pages of a file, as an update that keeps what it is."""
    shutil.copy(source, out)
    with pymupdf.open(out) as document:
        for page in document:
            document.xref_set_key(page.xref, "Rotate", "90")
        document.saveIncr()
    return out


def test_a_pdfa_1b_is_still_one_with_every_look(corpus, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    sources = valid_before(corpus, before)
    assert len(sources) >= 6
    for source in sources:
        for kind, look in LOOKS.items():
            sign(source, after / f"{source.stem}-{kind}.pdf", look)
    for number, name in enumerate(NAMES):
        sign(sources[0], after / f"name-{number}.pdf", EVERYTHING, name)
    on_its_side = turned(sources[0], before / "turned.pdf")
    sign(on_its_side, after / "turned.pdf", EVERYTHING)
    found = preflight.faults(after)
    assert len(found) == 3 * len(sources) + len(NAMES) + 1
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_pdfa_1b_is_still_one_with_an_invisible_signature(corpus, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    for source in valid_before(corpus, before):
        sign(source, after / source.name, None)
    assert {name: faults for name, faults in preflight.faults(after).items() if faults} == {}


@pytest.mark.parametrize("part", [2, 3])
@pytest.mark.parametrize("has_intent", [True, False], ids=["intent", "no-intent"])
@pytest.mark.parametrize("kind", LOOKS)
def test_a_later_pdfa_gets_nothing_that_its_part_forbids(tmp_path, part, has_intent, kind):
    source = archive_file(tmp_path / "in.pdf", part, has_intent=has_intent)
    assert PdfReader().read(source, None).archive == ArchiveClaim(part, "B", has_intent)
    out = sign(source, tmp_path / "out.pdf", LOOKS[kind], NAMES[2])
    with pymupdf.open(out) as document:
        check_structure(document, has_intent=has_intent)


def test_files_of_the_corpus_that_claim_part_2_get_nothing_that_it_forbids(corpus, tmp_path):
    sources = claims(corpus, 2)
    checked = 0
    for source in sources[:25]:
        claim = PdfReader().read(source, None).archive
        out = tmp_path / "out.pdf"
        out.unlink(missing_ok=True)
        with pymupdf.open(source) as document:
            if document.is_form_pdf or not document[0].mediabox.contains(pymupdf.Rect(PLACE.box)):
                continue
        sign(source, out, EVERYTHING)
        with pymupdf.open(out) as document:
            check_structure(document, has_intent=claim.has_intent)
        checked += 1
    assert checked >= 10


def sound(corpus: Path, part: int) -> list[Path]:
    """Give unsigned files of the corpus that are what they claim, and have room for a stamp.

    Not those of level A: that a stamp has no tags is told before signing.
    """
    found = []
    for path in claims(corpus, part):
        if PdfReader().read(path, None).archive.conformance == "A":
            continue
        with pymupdf.open(path) as document:
            if document.is_form_pdf or not document[0].mediabox.contains(pymupdf.Rect(PLACE.box)):
                continue
        if not archive_judge.faults(path):
            found.append(path)
    return found


def as_part_3(source: Path, out: Path) -> Path:
    """Say of a PDF/A-2b that it is a PDF/A-3b, which only allows more (ISO 19005-3, 6.8)."""
    before = source.read_bytes()
    changed = re.sub(rb"(pdfaid:part\s*(?:=\s*[\"']|>)\s*)2", rb"\g<1>3", before)
    assert changed != before
    out.write_bytes(changed)
    return out


EXTRAS = Extras(
    InitialsRule(text="ŁŻ"),
    Certification.FORM_FILLING,
    (PreparedField("Client", Place(0, Box(20, 130, 120, 170))),),
)


def judged(sources: list[Path], tmp_path: Path) -> int:
    """Sign each in every look, unseen, and with all that can come with it; gives how many files."""
    made = 0
    for source in sources:
        for kind, look in {**LOOKS, "unseen": None}.items():
            out = sign(source, tmp_path / f"{source.stem}-{kind}.pdf", look, NAMES[made % 4])
            assert archive_judge.faults(out) == [], out.name
            made += 1
        out = tmp_path / f"{source.stem}-extras.pdf"
        Desk(identity("p256")).sign(source, out, place=PLACE, look=EVERYTHING, extras=EXTRAS)
        assert archive_judge.faults(out) == [], out.name
        made += 1
    return made


def test_a_pdfa_2b_and_a_3b_are_still_that_by_another_judge(corpus, tmp_path):
    every = sound(corpus, 2)
    assert len(every) >= 40
    third = [as_part_3(each, tmp_path / f"third-{each.name}") for each in every[5:7]]
    assert judged([*every[:2], *third], tmp_path) == 4 * 5


@pytest.mark.parametrize("name", NAMES)
def test_a_pdfa_2u_says_of_every_letter_which_one_it_is(corpus, tmp_path, name):
    (source, *_) = [each for each in sound(corpus, 2) if b"conformance" in each.read_bytes()]
    level_u = tmp_path / "u.pdf"
    form = rb"(pdfaid:conformance\s*(?:=\s*[\"']|>)\s*)B"
    level_u.write_bytes(re.sub(form, rb"\g<1>U", source.read_bytes()))
    assert PdfReader().read(level_u, None).archive.conformance == "U"
    out = sign(level_u, tmp_path / "out.pdf", USUAL, name)
    assert archive_judge.faults(out) == []
    with pymupdf.open(out) as document:
        document.bake()
        told = document[0].get_text()
    # Where it cannot be said, the words are outlines; else they are found by a search.
    assert ("Accord" in told) == (name != NAMES[2])


@pytest.mark.full
@pytest.mark.parametrize("part", [1, 2])
def test_every_file_of_the_corpus_is_still_what_it_claimed(corpus, tmp_path, part):
    assert judged(sound(corpus, part), tmp_path) >= 5 * 6


def test_what_goes_on_in_the_line_of_another_writer_s_end_is_no_pdfa(corpus, tmp_path):
    """Many files end with %%EOF and nothing behind it: an object has to begin a line."""
    for source in [each for each in sound(corpus, 2) if each.read_bytes().endswith(b"%%EOF")][:2]:
        out = sign(source, tmp_path / source.name, None)
        assert archive_judge.faults(out) == []
        glued = tmp_path / f"glued-{source.name}"
        glued.write_bytes(out.read_bytes().replace(b"%%EOF\n", b"%%EOF ", 1))
        assert any("INDIRECT-OBJECT-SYNTAX" in each for each in archive_judge.faults(glued))


def test_no_stream_s_end_is_one_with_the_end_of_its_line(corpus, tmp_path):
    """One in 256 ends with a carriage return; with a line feed it would be one end of line."""
    source = sound(corpus, 2)[0]
    out = sign(source, tmp_path / "out.pdf", EVERYTHING)
    added = out.read_bytes()[source.stat().st_size :]
    ends = re.findall(rb"(?s)(.{2})endstream", re.sub(rb"(?s)/Type /XRef.*?endstream", b"", added))
    assert len(ends) >= 5
    assert set(ends) <= {b"\r\n", b"\n\n"}, "the second is of a stream that is empty"


def archive_file(path: Path, part: int, *, has_intent: bool) -> Path:
    xmp = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">'
        f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    with pymupdf.open() as document:
        document.new_page(width=595, height=842)
        document.set_xml_metadata(xmp)
        if has_intent:
            words = "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) >>]"
            document.xref_set_key(document.pdf_catalog(), "OutputIntents", words)
        document.save(path)
    return path


def check_structure(document: pymupdf.Document, *, has_intent: bool) -> None:
    (widget,) = [each for page in document for each in page.widgets()]
    annotation = document.xref_object(widget.xref, compressed=True)
    flags = int(document.xref_get_key(widget.xref, "F")[1])
    assert flags & 4, "not printed (ISO 19005-2, 6.3.2)"
    assert not flags & (1 | 2 | 32), "hidden (ISO 19005-2, 6.3.2)"
    assert document.xref_get_key(widget.xref, "AP/N")[0] == "xref"
    assert not re.search(r"/(AA|A)(?=[ <\[/])", annotation), annotation
    fonts = 0
    for xref in reached(document, int(document.xref_get_key(widget.xref, "AP/N")[1].split()[0])):
        words = document.xref_object(xref, compressed=True)
        assert not re.search(r"/(JavaScript|Launch|PS|OPI|Alternates|TR|HTP)(?![A-Za-z])", words)
        assert "/Interpolate true" not in words
        assert "LZWDecode" not in words
        if not has_intent:
            assert "/SMask" not in words.replace("/SMask/None", "")
        if "/Transparency" in words:
            assert "/CS" in words
        if "/Subtype/Form" in words or "/Type/Page/" in words:
            check_colours(document, xref)
        if "/Type/Font/" in words or "/Type/Font>" in words:
            fonts += check_font(document, xref, words)
    assert fonts, "no font: nothing was checked"


def reached(document: pymupdf.Document, first: int) -> set[int]:
    found, pending = set(), [first]
    while pending:
        xref = pending.pop()
        if xref in found:
            continue
        found.add(xref)
        words = document.xref_object(xref, compressed=True)
        words = re.sub(r"/(Parent|P) ?\d+ 0 R", "", words)
        pending += [int(number) for number in re.findall(r"(\d+) 0 R", words)]
    return found


def check_colours(document: pymupdf.Document, xref: int) -> None:
    stream = document.xref_stream(xref) or b""
    for operators, name in ((rb"\s(g|G)\s", "DefaultGray"), (rb"\s(rg|RG)\s", "DefaultRGB")):
        if re.search(operators, stream):
            kind, space = document.xref_get_key(xref, f"Resources/ColorSpace/{name}")
            assert kind in ("array", "xref"), (name, document.xref_object(xref))
            found = document.xref_object(int(space.split()[0])) if kind == "xref" else space
            assert "/Cal" in found
    assert not re.search(rb"\s(k|K)\s", stream), "CMYK"


def check_font(document: pymupdf.Document, xref: int, words: str) -> int:
    """Tell 1 for a font whose program is embedded and whose widths are those told (6.2.11.5)."""
    if "/Subtype/Type0" in words:
        assert "/ToUnicode" in words
        return 0  # its descendant is looked at by itself
    assert "/Subtype/CIDFont" in words, words
    where = document.xref_get_key(xref, "FontDescriptor")[1].split()[0]
    descriptor = document.xref_object(int(where), compressed=True)
    (file,) = re.findall(r"/FontFile[23]? (\d+) 0 R", descriptor)
    program = document.xref_stream(int(file))
    if "/CIDFontType2" in words:
        assert "/CIDToGIDMap" in words
    if program[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
        font = TTFont(io.BytesIO(program))
        unit = font["head"].unitsPerEm
        order = font.getGlyphOrder()
        for glyph, width in widths(document, xref):
            told = font["hmtx"][order[glyph]][0] * 1000 / unit if glyph < len(order) else None
            assert told is None or abs(told - width) <= 1, (descriptor, glyph, told, width)
    else:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(program), None)
        top = fonts[0]
        # Letters with names: a CID is a letter's place (ISO 32000-1, 9.7.4.2).
        assert not hasattr(top, "ROS"), descriptor
        assert all(glyph < len(top.CharStrings) for glyph, _ in widths(document, xref))
    return 1


def widths(document: pymupdf.Document, xref: int) -> list[tuple[int, float]]:
    """Read /W (ISO 32000-1, 9.7.4.3) in its two forms."""
    kind, text = document.xref_get_key(xref, "W")
    if kind == "xref":
        text = document.xref_object(int(text.split()[0]))
    found: list[tuple[int, float]] = []
    for first, many, last, one in re.findall(
        r"(\d+)\s*(?:\[([^\]]*)\]|(\d+)\s+([\d.]+))", text.strip()[1:-1]
    ):
        if last:
            found += [(glyph, float(one)) for glyph in range(int(first), int(last) + 1)]
        else:
            found += list(enumerate(map(float, many.split()), int(first)))
    return found
