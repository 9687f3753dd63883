"""Texts are found in real files: ligatures, turned pages and lines, cropped pages, scans."""

import unicodedata

import pymupdf
import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.errors.placing import AnchorAmbiguous, AnchorNotFound
from paraph.domain.placing.initials import Corner
from paraph.domain.placing.placing_rule import LAST, AnchorRule, Where
from paraph.domain.placing.signature_field import PageGeometry
from paraph.render.anchors import PlacingReader
from paraph.render.pages import open_pages
from paraph.usecases.find_places import find_anchor_place
from tests.conftest import SAMPLE

HTML = "<p style='font-family: serif; text-align: justify'>{}</p>"


def write(path, *fills, size=(595, 842)):
    with pymupdf.open() as document:
        for fill in fills:
            page = document.new_page(width=size[0], height=size[1])
            fill(page)
        document.save(path)
    return path


def find(path, needle):
    with PlacingReader().open(path, None) as document:
        return document.find(needle)


def ink(path, page_index, rect) -> bool:
    """Tell whether something dark is drawn within a rectangle of the shown page."""
    with pymupdf.open(path) as document:
        page = document[page_index]
        picture = page.get_pixmap(dpi=144, clip=pymupdf.Rect(rect), colorspace=pymupdf.csGRAY)
        return min(picture.samples, default=255) < 100


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_and_ligatures_as_typesetters_write_them(tmp_path, form):
    words = unicodedata.normalize(form, "Signé à l’office, certifié")
    path = write(
        tmp_path / "a.pdf",
        lambda page: page.insert_htmlbox((72, 72, 500, 200), HTML.format(words)),
    )
    for needle in ("signé à l'office", "OFFICE", "certifié", "certifie"):
        (hit,) = find(path, needle)
        assert ink(path, 0, hit.rect), needle


def test_a_text_that_goes_on_in_the_next_line_has_a_part_in_each(tmp_path):
    def fill(page):
        page.insert_textbox((72, 100, 172, 300), "Le bailleur. Signature de l'avocat du bailleur.")
        page.insert_text((72, 400), "contresi-")
        page.insert_text((72, 414), "gnature")

    path = write(tmp_path / "a.pdf", fill)
    (hit,) = find(path, "Signature de l'avocat du bailleur")
    assert len(hit.parts) >= 2
    assert all(ink(path, 0, part) for part in hit.parts)
    (divided,) = find(path, "contresignature")
    assert [round(part.bottom) for part in divided.parts] == [403, 417]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_the_rectangle_lies_on_the_letters_of_turned_and_cropped_pages(tmp_path, rotation, cropped):
    def fill(page):
        page.insert_text((100, 300), "Fait à Lyon", fontsize=16)
        if cropped:
            page.set_cropbox(pymupdf.Rect(40, 60, 500, 700))
        page.set_rotation(rotation)

    path = write(tmp_path / "a.pdf", fill)
    (hit,) = find(path, "Fait à")
    left, top, right, bottom = hit.rect
    assert ink(path, 0, hit.rect)
    frame = (left - 12, top - 12, right + 12, bottom + 12)
    for beside in ((frame[0], frame[1], frame[2], top - 1), (frame[0], bottom + 1, *frame[2:])):
        assert not ink(path, 0, beside) or rotation in (90, 270)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_line_that_runs_another_way_is_found(tmp_path, turned):
    path = write(
        tmp_path / "a.pdf",
        lambda page: page.insert_text((300, 400), "Signature du client", rotate=turned),
    )
    (hit,) = find(path, "Signature du client")
    assert ink(path, 0, hit.rect)
    is_upright = hit.rect.width > hit.rect.height
    assert is_upright == (turned == 180)


def test_the_hidden_text_of_a_scan_is_found(tmp_path):
    path = write(
        tmp_path / "scan.pdf",
        lambda page: page.insert_text((100, 500), "Signature de l'avocat", render_mode=3),
    )
    (hit,) = find(path, "signature de l’avocat")
    assert 480 < hit.rect.top < 500
    assert not ink(path, 0, hit.rect)


def test_scans_of_the_corpus_have_their_words_found(corpus):
    found = {}
    for path in sorted((corpus / "ocrmypdf").rglob("*.pdf"))[:40]:
        try:
            with PlacingReader().open(path, None) as document, open_pages(path) as pages:
                lines = [line.text for line in pages.text_lines(0) if len(line.text.split()) > 2]
                if not lines:
                    continue
                words = " ".join(lines[0].split()[:3])
                found[path.name] = (words, bool(document.find(words)))
        except ParaphError:
            continue
    assert found
    # What begins or ends with half a word is rightly not found whole.
    assert sum(hit for _, hit in found.values()) >= 0.9 * len(found), found


def test_the_place_in_the_sample_is_that_of_its_line():
    found = find_anchor_place(SAMPLE, None, AnchorRule("For the firm"), PlacingReader())
    assert found.place is not None
    page = PageGeometry(found.place.box)
    assert page.visible.width > 100
    with open_pages(SAMPLE) as pages:
        shown = pages.geometries[found.place.page_index].to_shown(found.place.box)
        assert any(
            abs((rule[1] + rule[3]) / 2 - shown[3]) < 1
            for rule in pages.rules(found.place.page_index)
        )


def test_the_same_rule_says_which_of_several_and_what_is_not_there(tmp_path):
    path = write(
        tmp_path / "a.pdf", *(lambda page: page.insert_text((72, 300), "Fait à Lyon"),) * 3
    )
    rule = AnchorRule("Fait à")
    with pytest.raises(AnchorAmbiguous) as many:
        find_anchor_place(path, None, rule, PlacingReader())
    assert [hit["page"] for hit in many.value.details["hits"]] == [1, 2, 3]
    last = find_anchor_place(path, None, rule._replace(hit=LAST), PlacingReader())
    assert last.place is not None
    assert last.place.page_index == 2
    with pytest.raises(AnchorNotFound):
        find_anchor_place(path, None, AnchorRule("Signé à"), PlacingReader())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_box_stands_below_its_text_as_it_is_shown(tmp_path, rotation):
    def fill(page):
        page.insert_text((200, 400), "Fait à Lyon")
        page.set_rotation(rotation)

    path = write(tmp_path / "a.pdf", fill)
    rule = AnchorRule("Fait à", Where.BELOW, size_pt=(120, 40))
    place = find_anchor_place(path, None, rule, PlacingReader()).place
    assert place is not None
    with open_pages(path) as pages:
        (hit,) = pages.find_anchor("Fait à", 0)
        left, top, right, bottom = pages.geometries[0].to_shown(place.box)
    assert (round(right - left), round(bottom - top)) == (120, 40)
    assert (round(left, 2), round(top, 2)) == (
        round(hit.rect.left, 2),
        round(hit.rect.bottom + 4, 2),
    )


def test_initials_keep_clear_of_words_and_of_fields_of_any_kind(tmp_path):
    def fill(page):
        page.insert_text((480, 815), "page 1 of 9")
        widget = pymupdf.Widget()
        widget.field_name, widget.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.rect = pymupdf.Rect(440, 760, 590, 800)
        page.add_widget(widget)

    path = write(tmp_path / "a.pdf", fill)
    with open_pages(path) as pages:
        ((left, top, right, bottom),) = pages.initials(0, Corner.LOWER_RIGHT, ())
        (other,) = pages.initials(0, Corner.LOWER_RIGHT, [(left, top, right, bottom)])
    assert not (left < 590 and right > 440 and top < 800 and bottom > 760)
    assert not (left < 540 and right > 480 and top < 818 and bottom > 805)
    assert other != (left, top, right, bottom)
