"""What a document holds beside its pages is found where it is, and only there."""

import json
import random
import subprocess
import time
from pathlib import Path

import pymupdf
import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.page_content import ContentKind as Kind
from paraph.render.active_content import read_content
from tests.adapters.render.raw_pdf import write_pdf
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.rigs import processes

JS = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
BOX = "/Rect [72 72 272 132]"
LOOK = "/AP << /N 1 0 R >>"  # something that is there


def page_with(more: str) -> str:
    return pdfs.PAGE.replace(" >>", f" {more} >>")


def field(more: str) -> dict[str, object]:
    """Give a form of one field that is its own widget."""
    widget = f"<< /Type /Annot /Subtype /Widget /T (Name) {BOX} /F 4 {more} >>"
    form = "/AcroForm << /Fields [4 0 R] >>"
    return {"catalog": form, "more": [widget], "page": page_with("/Annots [4 0 R]")}


def annotation(more: str) -> dict[str, object]:
    made = f"<< /Type /Annot {BOX} {more} >>"
    return {"more": [made], "page": page_with("/Annots [4 0 R]")}


def resources(more: str, *objects: str) -> dict[str, object]:
    return {"more": list(objects), "page": page_with(f"/Resources << {more} >>")}


def layers(default: str, usage: str = "") -> dict[str, object]:
    """Give a page that draws on one group."""
    group = f"<< /Type /OCG /Name (Draft) {usage} >>"
    properties = f"/OCProperties << /OCGs [4 0 R] /D << {default} >> >>"
    return {"catalog": properties, **resources("/Properties << /MC0 4 0 R >>", group)}


PRINTED = "/Usage << /View << /ViewState /OFF >> /Print << /PrintState /ON >> >>"
HELD = {
    "script at opening": (Kind.SCRIPT, None, {"catalog": f"/OpenAction {JS}"}),
    "script at closing": (Kind.SCRIPT, None, {"catalog": f"/AA << /WC {JS} >>"}),
    "named script": (
        Kind.SCRIPT,
        None,
        {"catalog": "/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", "more": [JS]},
    ),
    "script of a page": (Kind.SCRIPT, 0, {"page": page_with(f"/AA << /O {JS} >>")}),
    "script of a field": (Kind.SCRIPT, 0, field(f"/FT /Tx /AA << /C {JS} >>")),
    "script after another action": (
        Kind.SCRIPT,
        0,
        annotation(f"/Subtype /Link /A << /S /GoTo /D [0] /Next [{JS}] >>"),
    ),
    "script of a bookmark": (
        Kind.SCRIPT,
        None,
        {
            "catalog": "/Outlines << /First 4 0 R /Last 4 0 R >>",
            "more": [f"<< /Title (x) /A {JS} >>"],
        },
    ),
    "launch": (Kind.LAUNCH, 0, annotation("/Subtype /Link /A << /S /Launch /F (a.exe) >>")),
    "submit": (Kind.SENDS, 0, field(f"/FT /Btn /Ff 65536 {LOOK} /A << /S /SubmitForm >>")),
    "address by itself": (
        Kind.OPENS,
        None,
        {"catalog": "/OpenAction << /S /URI /URI (http://x) >>"},
    ),
    "address behind a click": (
        Kind.LINKS,
        0,
        annotation("/Subtype /Link /A << /S /URI /URI (http://x) >>"),
    ),
    "hide action": (Kind.CHANGES, 0, annotation("/Subtype /Link /A << /S /Hide /T (Name) >>")),
    "layer on paper only": (Kind.LAYERS_DIFFER, 0, layers("/OFF []", PRINTED)),
    "layer by zoom": (Kind.LAYERS_DIFFER, 0, layers("", "/Usage << /Zoom << /max 2 >> >>")),
    "layer by user": (
        Kind.LAYERS_DIFFER,
        0,
        layers(
            "/AS [<< /Event /View /OCGs [4 0 R] /Category [/User] >>]",
            "/Usage << /User << /Type /Ind /Name (A) >> >>",
        ),
    ),
    "layer off": (Kind.LAYERS_HIDDEN, 0, layers("/OFF [4 0 R]")),
    "layers off but one": (Kind.LAYERS_HIDDEN, 0, layers("/BaseState /OFF /ON []")),
    "required field": (Kind.REQUIRED, 0, field(f"/FT /Tx /Ff 2 {LOOK}")),
    "required box": (Kind.REQUIRED, 0, field(f"/FT /Btn /Ff 2 /V /Off {LOOK}")),
    "attachment": (
        Kind.ATTACHMENTS,
        None,
        {
            "catalog": "/Names << /EmbeddedFiles << /Kids [4 0 R] >> >>",
            "more": ["<< /Names [(a) << /Type /Filespec /UF (a.xml) /EF << >> >>] >>"],
        },
    ),
    "attachment on a page": (
        Kind.ATTACHMENTS,
        0,
        annotation(f"/Subtype /FileAttachment /F 4 /FS << /F (a.xml) >> {LOOK}"),
    ),
    "associated file": (Kind.ATTACHMENTS, None, {"catalog": "/AF [<< /F (a.xml) >>]"}),
    "portfolio": (Kind.PORTFOLIO, None, {"catalog": "/Collection << /View /T >>"}),
    "film": (Kind.MULTIMEDIA, 0, annotation(f"/Subtype /Screen /F 4 {LOOK}")),
    "3D": (Kind.MULTIMEDIA, 0, annotation(f"/Subtype /3D /F 4 {LOOK}")),
    "note without a look": (Kind.REDRAWN, 0, annotation("/Subtype /Square /F 4")),
    "fields drawn anew": (
        Kind.REDRAWN,
        None,
        {
            "catalog": "/AcroForm << /NeedAppearances true /Fields [4 0 R] >>",
            "more": ["<< /FT /Tx /T (a) /V (b) >>"],
        },
    ),
    "hidden note": (Kind.HIDDEN, 0, annotation(f"/Subtype /FreeText /F 2 {LOOK}")),
    "note on paper only": (Kind.HIDDEN, 0, annotation(f"/Subtype /FreeText /F 36 {LOOK}")),
    "note on the screen only": (Kind.SCREEN_ONLY, 0, annotation(f"/Subtype /FreeText /F 0 {LOOK}")),
    "page content elsewhere": (
        Kind.EXTERNAL,
        0,
        {
            "page": page_with("/Contents 4 0 R"),
            "more": ["<< /F (other.bin) /Length 0 >>\nstream\n\nendstream"],
        },
    ),
    "reference object": (
        Kind.EXTERNAL,
        0,
        resources(
            "/XObject << /X 4 0 R >>",
            "<< /Subtype /Form /BBox [0 0 1 1] /Ref << /F (a.pdf) /Page 0 >> /Length 0 >>"
            "\nstream\n\nendstream",
        ),
    ),
    "font elsewhere": (
        Kind.FONTS,
        0,
        resources("/Font << /F 4 0 R >>", "<< /Type /Font /Subtype /TrueType /BaseFont /Tahoma >>"),
    ),
    "other picture on paper": (
        Kind.PRINT_DIFFERS,
        0,
        resources(
            "/XObject << /X 4 0 R >>",
            "<< /Subtype /Image /Width 1 /Height 1 /Alternates [<< /DefaultForPrinting true >>] "
            "/Length 0 >>\nstream\n\nendstream",
        ),
    ),
    "transfer function": (
        Kind.PRINT_DIFFERS,
        0,
        resources("/ExtGState << /G << /TR2 4 0 R >> >>", "<< /FunctionType 2 /N 1 >>"),
    ),
    "in a form within a form": (
        Kind.FONTS,
        0,
        resources(
            "/XObject << /X 4 0 R >>",
            "<< /Subtype /Form /Resources << /XObject << /Y 5 0 R >> >> /Length 0 >>"
            "\nstream\n\nendstream",
            "<< /Subtype /Form /Resources << /Font << /F 6 0 R >> >> /Length 0 >>"
            "\nstream\n\nendstream",
            "<< /Type /Font /Subtype /TrueType /BaseFont /Tahoma >>",
        ),
    ),
}


@pytest.mark.parametrize(("kind", "page", "how"), HELD.values(), ids=HELD.keys())
def test_it_is_found_and_nothing_else_is(tmp_path, kind, page, how):
    found = read_content(pdfs.plain(tmp_path / "in.pdf", **how), None)
    assert [each.kind for each in found] == [kind]
    assert found[0].pages == (() if page is None else (page,))


IN_ORDER = {
    "filled": field(f"/FT /Tx /Ff 2 /V (Ada) {LOOK}"),
    "chosen": field(f"/FT /Btn /Ff 2 /V /Yes {LOOK}"),
    "not to be filled": field("/FT /Tx /Ff 3"),
    "field for a signature": field("/FT /Sig /Ff 2"),
    "jump within": {"catalog": "/OpenAction [3 0 R /Fit]"},
    "layer that is always on": layers("/ON [4 0 R]"),
    "layer off that no page draws on": {
        "catalog": "/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>",
        "more": ["<< /Type /OCG /Name (Draft) >>"],
    },
    "standard font": resources(
        "/Font << /F 4 0 R >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    ),
    "usual state": resources("/ExtGState << /G << /TR /Identity /TR2 /Default >> >>"),
}


@pytest.mark.parametrize("how", IN_ORDER.values(), ids=IN_ORDER.keys())
def test_what_is_in_order_is_not_named(tmp_path, how):
    assert read_content(pdfs.plain(tmp_path / "in.pdf", **how), None) == ()


def test_our_own_sample_holds_nothing():
    assert read_content(SAMPLE, None) == ()


def test_names_and_pages_are_told(tmp_path):
    pages = "<< /Type /Pages /Kids [3 0 R 4 0 R 3 0 R] /Count 3 >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] "
    form = "/AcroForm << /Fields [5 0 R] >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {form} >>",
        pages,
        page + ">>",
        page + "/Annots [6 0 R] >>",
        "<< /T (client) /FT /Tx /Ff 2 /Kids [6 0 R] >>",
        f"<< /T (city) /Parent 5 0 R /Subtype /Widget /F 4 {BOX} >>",
    ]
    (found,) = read_content(write_pdf(tmp_path / "in.pdf", objects), None)
    assert (found.kind, found.pages, found.names) == (Kind.REQUIRED, (1,), ("client.city",))


HOSTILE = {
    "actions in a circle": {
        "catalog": "/OpenAction 4 0 R",
        "more": ["<< /S /GoTo /Next 5 0 R >>", "<< /S /GoTo /Next [4 0 R 5 0 R] >>"],
    },
    "names in a circle": {
        "catalog": "/Names << /JavaScript 4 0 R /EmbeddedFiles 4 0 R >>",
        "more": ["<< /Kids [4 0 R 4 0 R] >>"],
    },
    "bookmarks in a circle": {
        "catalog": "/Outlines << /First 4 0 R >>",
        "more": ["<< /Next 4 0 R /First 4 0 R >>"],
    },
    "fields in a circle": {
        "catalog": "/AcroForm << /Fields [4 0 R 4 0 R] >>",
        "more": ["<< /T (a) /Kids [4 0 R] /Parent 4 0 R >>"],
    },
    "forms in a circle": resources(
        "/XObject << /X 4 0 R >>",
        "<< /Subtype /Form /Resources << /XObject << /X 4 0 R >> >> /Length 0 >>"
        "\nstream\n\nendstream",
    ),
    "fonts in a circle": {
        "page": page_with("/Resources 4 0 R"),
        "more": [
            "<< /Font << "
            + " ".join(f"/F{n} << /Subtype /Type3 /Resources 4 0 R >>" for n in range(10))
            + " >> >>"
        ],
    },
    "groups in a circle": {
        "catalog": "/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>",
        **resources("/Properties << /M 4 0 R >>", "<< /Type /OCMD /OCGs [4 0 R] /VE [4 0 R] >>"),
    },
    "everything of another type": {
        "catalog": "/OpenAction 7 /AA (x) /Names [] /AF 1 /AcroForm << /Fields 3 >> "
        "/OCProperties [1] /Outlines /No /Collection false",
        "page": page_with("/Annots (x) /AA 1 /Resources [1] /Contents 1 /AF << >>"),
    },
}


@pytest.mark.parametrize("how", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_ends(tmp_path, how):
    begun = time.monotonic()
    found = read_content(pdfs.plain(tmp_path / "in.pdf", **how), None)
    assert Kind.UNREAD not in {each.kind for each in found}
    assert time.monotonic() - begun < 1


def test_what_there_was_no_time_for_is_told(tmp_path):
    with pymupdf.open() as made:
        for _ in range(30):
            made.new_page()
        made.save(tmp_path / "long.pdf")
    for bounds in ({"seconds": 0}, {"objects": 10}):
        found = read_content(tmp_path / "long.pdf", None, **bounds)
        assert [each.kind for each in found] == [Kind.UNREAD], bounds


def test_a_locked_document_is_read_with_its_password(tmp_path):
    from paraph.domain.keys.secret import Secret

    plain = pdfs.plain(tmp_path / "in.pdf", f"/OpenAction {JS}")
    with pymupdf.open(plain) as document:
        cipher = pymupdf.PDF_ENCRYPT_AES_256
        document.save(tmp_path / "locked.pdf", encryption=cipher, user_pw="u", owner_pw="o")
    assert [each.kind for each in read_content(tmp_path / "locked.pdf", Secret("u"))] == [
        Kind.SCRIPT
    ]


# By the names of qpdf's JSON, which knows nothing of ours: all objects, reached or not.
_BY_NAME = {
    "/JavaScript": Kind.SCRIPT,
    "/Launch": Kind.LAUNCH,
    "/SubmitForm": Kind.SENDS,
    "/ImportData": Kind.SENDS,
    "/SetOCGState": Kind.CHANGES,
    "/Hide": Kind.CHANGES,
    "/Movie": Kind.MULTIMEDIA,
    "/Sound": Kind.MULTIMEDIA,
    "/Rendition": Kind.MULTIMEDIA,
    "/URI": Kind.LINKS,
    "/GoToR": Kind.LINKS,
    "/GoToE": Kind.LINKS,
}
# Told by both ways: a rendition action with a script in it.
_SCRIPT_IN_A_RENDITION = "veraPDF_test_suite_6-5-1-t01-fail-h.pdf"


def seen_by_qpdf(path: Path) -> set[Kind] | None:
    words = ["qpdf", "--json=2", "--json-key=qpdf", str(path)]
    made = subprocess.run(words, capture_output=True)
    try:
        return set(_kinds_in(json.loads(made.stdout)))
    except ValueError:
        return None


def _kinds_in(value: object):
    if isinstance(value, dict):
        name = value.get("/S")
        if isinstance(name, str) and name in _BY_NAME:
            yield _BY_NAME[name]
        if "/EF" in value:
            yield Kind.ATTACHMENTS
        if "/Collection" in value:
            yield Kind.PORTFOLIO
    inner = value.values() if isinstance(value, dict) else value
    for each in inner if isinstance(value, dict | list) else ():
        yield from _kinds_in(each)


def compared(files: list[Path]) -> tuple[int, int]:
    """Give how many files were compared, and how many kinds both saw."""
    processes.need("qpdf", root=False)
    pymupdf.TOOLS.mupdf_display_errors(False)
    watched = {*_BY_NAME.values(), Kind.ATTACHMENTS, Kind.PORTFOLIO}
    wrong, both, count = {}, 0, 0
    for path in files:
        try:
            kinds = {each.kind for each in read_content(path, None)}
        except ParaphError:
            continue
        theirs = seen_by_qpdf(path)
        if theirs is None:
            continue
        count += 1
        ours = {Kind.LINKS if kind is Kind.OPENS else kind for kind in kinds} & watched
        if path.name == _SCRIPT_IN_A_RENDITION:
            ours.discard(Kind.SCRIPT)
        both += len(ours & theirs)
        if ours != theirs:
            wrong[path.name] = (sorted(ours), sorted(theirs))
    assert wrong == {}
    return count, both


def test_a_share_of_the_corpus_holds_what_qpdf_sees(corpus):
    every = sorted(corpus.rglob("*.pdf"))
    count, _ = compared(random.Random(20260101).sample(every, 60))
    assert count > 40


@pytest.mark.full
def test_the_whole_corpus_holds_what_qpdf_sees(corpus):
    count, both = compared(sorted(corpus.rglob("*.pdf")))
    assert count > 550
    assert both > 40
