"""The box appears where one signs: beside the words and on the line, in several languages."""

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QRectF, Qt

from paraph.domain.placing.page_marks import Marks, parts_of
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placing_rule import Find, best_place
from paraph.domain.placing.signature_field import Box
from paraph.domain.placing.signing_words import (
    FIRM,
    OTHER_SIDE,
    SIGNATURE,
    begins_with_word,
    weight_of,
)
from paraph.gui.viewer.page_marks import shown as as_shown
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import TextLine
from paraph.render.pages import open_pages
from tests.conftest import SAMPLE
from tests.gui.documents import write_document
from tests.gui.fake_page_source import A4, FakePageSource


def find_on_last_page(path: Path) -> Find | None:
    with open_pages(path) as document:
        last = len(document.geometries) - 1
        lines = tuple(part for line in document.text_lines(last) for part in parts_of(line))
        rules = tuple(ShownRect(*rule) for rule in document.rules(last))
        page = ShownRect(0, 0, *document.geometries[last].shown_size)
    return best_place(last, page, Marks(lines, rules), [])


def write(tmp_path: Path, *texts: tuple[float, float, str], rules=()) -> Path:
    def fill(page: pymupdf.Page) -> None:
        for x, y, text in texts:
            page.insert_text((x, y), text, fontsize=11)
        for x0, x1, y in rules:
            page.draw_line((x0, y), (x1, y), width=0.6)

    return write_document(tmp_path / "contract.pdf", [fill])


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("For the firm", FIRM),
        ("Signature de l’avocat", FIRM),
        ("Unterschrift", SIGNATURE),
        ("Signé à Lyon", SIGNATURE),
        ("Handtekening", SIGNATURE),
        ("Čitelný podpis", SIGNATURE),
        ("Der Mandant", OTHER_SIDE),
        ("Signature du client", OTHER_SIDE),
        ("The rent is due on the first", 0),
    ],
)
def test_words_weigh_by_who_signs_there(words, weight):
    assert weight_of(words) == weight


def test_a_sentence_about_signing_is_no_heading():
    assert begins_with_word("Signature and date")
    assert not begins_with_word("the force of a signed original")


def test_line_under_for_the_firm_is_found_in_the_sample():
    find = find_on_last_page(SAMPLE)
    assert find is not None
    assert (find.page_index, find.label) == (2, "For the firm")
    assert find.rect.bottom == pytest.approx(582, abs=0.6)
    assert (find.rect.left, find.rect.right) == pytest.approx((72, 276), abs=0.6)
    assert find.rect.top > 486


@pytest.mark.parametrize("label", ["Unterschrift", "Signature :", "Firma", "Podpis"])
def test_line_beside_its_word_carries_the_box(tmp_path, label):
    path = write(tmp_path, (72, 600, label), rules=[(150, 330, 602)])
    find = find_on_last_page(path)
    assert find is not None
    assert find.rect.bottom == pytest.approx(602, abs=0.6)
    assert find.rect.left == pytest.approx(150, abs=0.6)


def test_line_above_its_word_carries_the_box(tmp_path):
    path = write(tmp_path, (72, 616, "Unterschrift Rechtsanwältin"), rules=[(72, 272, 602)])
    find = find_on_last_page(path)
    assert find is not None
    assert find.rect.bottom == pytest.approx(602, abs=0.6)


@pytest.mark.parametrize("dots", ["_" * 30, "." * 60])
def test_typed_line_carries_the_box(tmp_path, dots):
    find = find_on_last_page(write(tmp_path, (72, 600, f"Signature: {dots}")))
    assert find is not None
    assert find.rect.bottom == pytest.approx(601, abs=2)
    assert find.rect.left == pytest.approx(127, abs=10)


def test_firms_line_is_preferred_to_the_clients(tmp_path):
    path = write(
        tmp_path,
        (72, 500, "Der Mandant"),
        (320, 500, "Die Rechtsanwältin"),
        rules=[(72, 272, 602), (320, 520, 602)],
    )
    find = find_on_last_page(path)
    assert find is not None
    assert find.rect.left == pytest.approx(320, abs=0.6)


def test_box_shrinks_between_words_and_line(tmp_path):
    path = write(tmp_path, (72, 570, "Signature"), rules=[(72, 272, 602)])
    find = find_on_last_page(path)
    assert find is not None
    assert 22 < find.rect.height < 32


def test_word_without_a_line_gets_the_box_beneath(tmp_path):
    find = find_on_last_page(write(tmp_path, (72, 600, "Handtekening")))
    assert find is not None
    assert 600 < find.rect.top < 612


def test_text_is_not_covered(tmp_path):
    path = write(
        tmp_path, (72, 600, "Signature"), *((72, 612 + i * 12, "and so on") for i in range(9))
    )
    assert find_on_last_page(path) is None


def test_no_words_no_find(tmp_path):
    assert find_on_last_page(write(tmp_path, (72, 600, "Thank you for your letter."))) is None


def test_taken_line_is_left_alone():
    line = TextLine("Signature", 72, 490, 130, 504, 501)
    rule = ShownRect(72, 600, 272, 601)
    page = ShownRect(0, 0, 595, 842)
    assert best_place(0, page, Marks((line,), (rule,)), []) is not None
    below = ShownRect(60, 500, 360, 620)
    assert best_place(0, page, Marks((line,), (rule,)), [below]) is None


def test_ctrl_g_on_the_sample_goes_to_the_line_on_page_three(qtbot, open_source, show_view):
    view = show_view(open_source(SAMPLE))
    view.place_at_best()
    qtbot.waitUntil(lambda: view.placement.place is not None)
    place = view.placement.place
    assert place.page_index == 2
    assert (place.box.x0, place.box.y0, place.box.x1) == pytest.approx((72, 260, 276), abs=1)
    assert view.current_page == 2
    assert view.shown_rect().contains(view.placement.scene_rect())
    assert "On the line under “For the firm”" in view.place_in_words()


def test_last_page_with_a_line_is_taken(qtbot, show_view):
    source = FakePageSource([A4] * 6)
    for page_index in (1, 4):
        source.texts[page_index] = [TextLine("Signature", 72, 490, 130, 504, 501)]
        source.rules[page_index] = [(72, 600, 272, 601)]
    view = show_view(source)
    view.place_at_best()
    qtbot.waitUntil(lambda: view.placement.place is not None)
    assert view.placement.place.page_index == 4


def test_without_a_find_the_box_goes_to_a_free_spot_of_the_page_in_view(qtbot, show_view):
    foot = FieldOnPage("Foot", 0, Box(40, 40, 560, 160), signed=True)
    source = FakePageSource([A4, A4], [foot])
    source.texts[0] = [TextLine("words", 72, 600, 500, 640, 630)]
    view = show_view(source)
    view.place_at_best()
    qtbot.waitUntil(lambda: view.placement.place is not None)
    place = view.placement.place
    shown = view.placement.rules.shown_rect(place)
    assert place.page_index == 0
    assert not place.box.overlaps(foot.box)
    assert not view.marks.get(0).words_in(as_shown(shown))


def test_box_that_follows_the_mouse_is_put_by_a_click_and_dropped_by_esc(qtbot, show_view):
    view = show_view(FakePageSource([A4]))
    view.place_at_best(draws_if_none=True)
    qtbot.waitUntil(lambda: view.draws)
    at = view.mapFromScene(
        view.page_layout.rects[0].topLeft() + view.page_layout.rects[0].center() / 4
    )
    qtbot.mouseMove(view.viewport(), at)
    qtbot.waitUntil(lambda: view.placement.draft is not None)
    ghost = QRectF(view.placement.draft.rect)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.placement.draft is None
    assert not view.draws
    view.set_draws(True)
    view.placement.hover(view.mapToScene(at), view.px_per_pt)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.placement.place is not None
    assert view.placement.rules.shown_rect(view.placement.place).topLeft() == ghost.topLeft()
    assert not view.draws
