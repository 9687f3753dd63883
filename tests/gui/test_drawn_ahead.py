"""No white paper in a fast drag: small pages are drawn ahead and stand in for what is to come."""

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QColor, QImage

from paraph.gui.viewer.motion import Motion
from paraph.gui.viewer.page_source import Priority
from paraph.gui.viewer.thumbnails import ThumbnailModel
from tests.gui.fake_page_source import A4, FakePageSource


@pytest.fixture
def restless(monkeypatch):
    """Let nothing wait for a rest of a second."""
    monkeypatch.setattr("paraph.gui.viewer.drawn_ahead._REST_MS", 30)


def test_every_page_is_drawn_small_while_one_reads(show_tab, qtbot, restless):
    tab = show_tab(FakePageSource([A4] * 60))
    model = tab._thumbnails.small_pages
    qtbot.waitUntil(lambda: all(model.held(page) is not None for page in range(60)))
    small = [page for page, _, priority in tab.source.requests if priority is Priority.THUMBNAIL]
    assert sorted(small) == list(range(60))


def test_small_pages_are_asked_for_one_at_a_time(show_tab, qtbot, restless):
    tab = show_tab(FakePageSource([A4] * 60))
    tab.actions_of_view.thumbnails.trigger()
    model = tab._thumbnails.small_pages
    most = 0

    def note(_page_index, _scale, _image) -> None:
        nonlocal most
        most = max(most, len(model._asked))

    tab.source.signals.page_ready.connect(note)
    qtbot.waitUntil(lambda: model.held(59) is not None)
    assert most <= 6  # those in sight in the list, before it was hidden


def test_a_page_that_takes_long_ends_the_round(show_tab, qtbot, restless, monkeypatch):
    monkeypatch.setattr(QElapsedTimer, "elapsed", lambda _timer: 5000)
    tab = show_tab(FakePageSource([A4] * 60))
    qtbot.wait(300)
    model = tab._thumbnails.small_pages
    assert model.held(40) is None


def test_no_more_is_drawn_ahead_than_is_kept(show_tab, qtbot, restless, monkeypatch):
    monkeypatch.setattr("paraph.gui.viewer.thumbnails._BUDGET_BYTES", 600_000)
    tab = show_tab(FakePageSource([A4] * 60))
    model = tab._thumbnails.small_pages
    model.cache.budget_bytes = 600_000
    qtbot.waitUntil(lambda: not model.has_room)
    before = len(tab.source.requests)
    qtbot.wait(100)
    assert len(tab.source.requests) == before


def test_a_grey_page_is_kept_at_a_byte_a_pixel_and_a_coloured_one_whole(show_tab, qtbot):
    tab = show_tab(FakePageSource([A4] * 20))
    model = tab._thumbnails.small_pages
    for page, colour in ((15, Qt.GlobalColor.lightGray), (16, Qt.GlobalColor.red)):
        image = QImage(89, 126, QImage.Format.Format_RGB888)
        image.fill(colour)
        tab.source.signals.page_ready.emit(page, model._scale(page), image)
    assert model.held(15).format() is QImage.Format.Format_Grayscale8
    assert model.held(16).pixelColor(5, 5) == QColor(Qt.GlobalColor.red)


def test_a_small_page_stands_in_until_the_page_comes(show_tab, qtbot, monkeypatch):
    source = FakePageSource([A4] * 30)
    tab = show_tab(source)
    qtbot.waitUntil(lambda: tab.view.images.whole.get(0) is not None)
    model = tab._thumbnails.small_pages
    image = QImage(89, 126, QImage.Format.Format_RGB888)
    image.fill(QColor(10, 200, 10))
    source.signals.page_ready.emit(20, model._scale(20), image)
    assert tab.view.images.whole.get(20) is None
    monkeypatch.setattr(source, "request", lambda *_, **__: None)  # nothing comes any more
    tab.view.go_to_page(20)
    middle = tab.view.viewport().rect().center()
    assert tab.view.viewport().grab().toImage().pixelColor(middle) == QColor(10, 200, 10)


def test_a_draft_that_came_too_late_is_kept_for_the_way_back(show_tab, qtbot):
    tab = show_tab(FakePageSource([A4] * 30))
    model = tab._thumbnails.small_pages
    tab.source.signals.page_ready.emit(25, 0.3, QImage(180, 252, QImage.Format.Format_RGB888))
    assert tab.view.images.whole.get(25) is None
    assert model.held(25).height() <= 126
    sharp = QImage(1000, 1414, QImage.Format.Format_RGB888)
    tab.source.signals.page_ready.emit(26, 1.7, sharp)
    assert model.held(26) is None


def test_a_fast_drag_asks_for_what_will_be_in_sight(show_tab, qtbot):
    tab = show_tab(FakePageSource([A4] * 400))
    view, source = tab.view, tab.source
    qtbot.waitUntil(lambda: view.images.whole.get(0) is not None)
    bar, drafts = view.verticalScrollBar(), []
    original = source.request

    def note(page_index, scale, priority, *, draft=False) -> None:
        if draft and tab.view.current_page > 20:
            drafts.append(page_index - max(view.visible_pages()))
        original(page_index, scale, priority, draft=draft)

    source.request = note
    for step in range(60):
        bar.setValue(bar.value() + round(view.page_layout.rects[0].height() * view.px_per_pt))
        qtbot.wait(12 if step else 0)
        if len(drafts) > 12:
            break
    assert drafts
    assert sum(ahead > 0 for ahead in drafts) > len(drafts) / 2


def test_motion_is_forgotten_after_a_rest(monkeypatch):
    now = 0
    monkeypatch.setattr(QElapsedTimer, "isValid", lambda _timer: True)
    monkeypatch.setattr(QElapsedTimer, "restart", lambda _timer: now)
    motion = Motion()
    for top in (0.0, 100.0, 200.0, 300.0, 400.0):
        now = 10
        motion.note(top)
    assert motion.way_pt(100) == pytest.approx(1000, rel=0.1)
    now = 500
    motion.note(900.0)
    assert motion.way_pt(100) == 0


def test_the_list_shows_a_small_page_sharp_once_it_is_looked_at(show_tab, qtbot):
    tab = show_tab(FakePageSource([A4] * 30))
    model: ThumbnailModel = tab._thumbnails.small_pages
    tab.source.signals.page_ready.emit(25, 0.3, QImage(180, 252, QImage.Format.Format_RGB888))
    tab.source.requests.clear()
    assert model.image(25) is not None
    assert (25, model._scale(25), Priority.THUMBNAIL) in tab.source.requests
