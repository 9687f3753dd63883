"""Words are looked for page by page; hits are counted, marked and walked through."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.desk.document_tab import DocumentTab
from paraph.ports.pages import TextLine
from tests.gui.conftest import open_in
from tests.gui.documents import long_document, write_document
from tests.gui.fake_page_source import A4, FakePageSource

NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HITS = {1: [(100, 300)], 3: [(100, 500), (100, 200)], 7: [(100, 200)]}


@pytest.fixture
def tab(qtbot, show_tab) -> DocumentTab:
    source = FakePageSource([A4] * 9)
    for page_index, places in HITS.items():
        source.texts[page_index] = [
            TextLine("The rent", x, y, x + 60, y + 12, y + 10) for x, y in places
        ]
    return show_tab(source)


def look_for(qtbot, tab: DocumentTab, words: str) -> None:
    tab.actions_of_view.find.trigger()
    tab.find_bar.field.clear()
    qtbot.keyClicks(tab.find_bar.field, words)
    qtbot.waitUntil(lambda: tab.find_bar.session.needle == words)
    qtbot.waitUntil(lambda: not tab.find_bar.session.is_searching)


def current(tab: DocumentTab) -> tuple[int, float]:
    page_index, rect = tab.find_bar.session.current
    return page_index, rect.top()


def test_ctrl_f_opens_the_bar_and_counts(qtbot, window, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    tab = open_in(window, path)
    qtbot.waitActive(window)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.find_bar.isVisible()
    assert QApplication.focusWidget() is tab.find_bar.field


def test_search_begins_at_the_page_in_view_and_goes_round(qtbot, tab):
    tab.view.go_to_page(4)
    look_for(qtbot, tab, "rent")
    assert [page for page, _ in tab.source.looked_for] == [4, 5, 6, 7, 8, 0, 1, 2, 3]
    assert tab.find_bar.count.text() == "4 of 4"
    assert current(tab) == (7, 200)


def test_keys_walk_through_the_hits_and_round_the_end(qtbot, tab):
    look_for(qtbot, tab, "rent")
    assert (current(tab), tab.find_bar.count.text()) == ((1, 300), "1 of 4")
    walked = []
    for _ in range(4):
        qtbot.keyClick(tab.find_bar.field, Qt.Key.Key_Return)
        walked.append(current(tab))
    assert walked == [(3, 200), (3, 500), (7, 200), (1, 300)]
    qtbot.keyClick(tab.find_bar.field, Qt.Key.Key_Return, SHIFT)
    assert tab.find_bar.count.text() == "4 of 4"
    tab.actions_of_view.find_next.trigger()
    assert tab.find_bar.count.text() == "1 of 4"


def test_current_hit_is_in_sight(qtbot, tab):
    look_for(qtbot, tab, "rent")
    tab.actions_of_view.find_previous.trigger()
    page_index, rect = tab.find_bar.session.current
    assert tab.view.shown_rect().contains(tab.view.page_layout.to_scene(page_index, rect))


def test_nothing_found_is_said_in_words(qtbot, tab):
    look_for(qtbot, tab, "deposit")
    assert tab.find_bar.count.text() == "Nothing found"
    qtbot.waitUntil(lambda: tab.view.accessibleDescription() == "Nothing found")


def test_esc_closes_stops_and_goes_back_to_the_page(qtbot, tab):
    look_for(qtbot, tab, "rent")
    tab.find_bar.session.start("rent", 0)
    qtbot.keyClick(tab.find_bar.field, Qt.Key.Key_Escape)
    assert not tab.find_bar.isVisible()
    assert not tab.find_bar.session.is_searching
    assert tab.find_bar.session.count == 0
    assert tab.view.hasFocus()


def test_stopped_search_keeps_its_hits_and_asks_no_more(qtbot, tab):
    look_for(qtbot, tab, "rent")
    tab.source.looked_for.clear()
    session = tab.find_bar.session
    session.reached.connect(lambda _hit: session.stop())
    session.start("rent", 0)
    qtbot.waitUntil(lambda: session.count == 1)
    qtbot.waitUntil(lambda: not session.is_searching)
    asked = len(tab.source.looked_for)
    for _ in range(5):
        QApplication.processEvents()
    assert len(tab.source.looked_for) == asked < 9
    assert tab.find_bar.count.text() == "1 of 1"


def test_answers_to_other_words_are_not_counted(tab):
    session = tab.find_bar.session
    session.start("rent", 0)
    tab.source.signals.matches_ready.emit(0, "lease", [(0, 0, 9, 9)])
    assert session.count == 0


def test_hits_are_marked_and_the_paper_stays_white(qtbot, tab):
    look_for(qtbot, tab, "rent")
    tab.view.set_zoom(100)
    tab.view.go_to_page(3)
    tab.find_bar.session.step(1)
    qtbot.waitUntil(lambda: tab.view.images.whole.get(3) is not None)
    image = tab.view.viewport().grab().toImage()
    paper = tab.view.page_layout.rects[3].topLeft()

    def colour(x: float, y: float) -> QColor:
        at = tab.view.mapFromScene(paper + QPointF(x, y))
        return image.pixelColor(at)

    hit, other = colour(150, 206), colour(150, 506)
    assert colour(30, 206) == QColor("white")
    assert other == QColor(load_tokens(Theme.LIGHT).colours["searchHit"])
    assert hit not in (other, QColor("white"))


def test_real_document_is_searched_to_its_end(qtbot, tmp_path, open_source, show_tab):
    source = open_source(long_document(tmp_path / "long.pdf", 300))
    tab = show_tab(source)
    tab.view.go_to_page(150)
    tab.actions_of_view.find.trigger()
    qtbot.keyClicks(tab.find_bar.field, "NEEDLE")
    qtbot.waitUntil(lambda: tab.find_bar.count.text() == "3 of 3", timeout=20_000)
    assert tab.find_bar.session.current[0] == 200
    assert 200 in tab.view.visible_pages()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_hits_lie_on_the_words_of_turned_and_cropped_pages(
    qtbot, tmp_path, rotation, open_source, show_tab
):
    def fill(page) -> None:
        page.insert_text((120, 160), "needle", fontsize=20, color=(1, 0, 0))
        page.set_cropbox((50, 60, 450, 700))
        page.set_rotation(rotation)

    source = open_source(write_document(tmp_path / "turned.pdf", [fill]))
    tab = show_tab(source)
    tab.view.fit_page()
    tab.actions_of_view.find.trigger()
    qtbot.keyClicks(tab.find_bar.field, "needle")
    session, images = tab.find_bar.session, tab.view.images
    qtbot.waitUntil(lambda: session.count == 1)
    scale = images.whole_scale(0)
    qtbot.waitUntil(lambda: (images.whole.get(0) or (0,))[0] == scale)
    image = images.whole.get(0)[1]
    (hit,) = session.hits_on(0)
    on_image = QRectF(hit.topLeft() * scale, hit.size() * scale).toAlignedRect()
    red = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).green() < 100 and image.pixelColor(x, y).red() > 200
    ]
    assert red
    assert all(on_image.adjusted(-1, -1, 1, 1).contains(x, y) for x, y in red)
