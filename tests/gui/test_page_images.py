"""Drafts come first, large pages come in tiles, and what is held stays within its budget."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage

from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.gui.viewer import page_images
from paraph.gui.viewer.image_cache import ImageCache
from paraph.gui.viewer.page_source import Part
from paraph.gui.viewer.page_view import MAX_ZOOM_PERCENT
from tests.gui.documents import write_document
from tests.gui.fake_page_source import A4, FakePageSource

A0 = PageGeometry(Box(0, 0, 2384, 3370))


def test_first_page_is_asked_for_sharp_at_once(show_view, qtbot):
    view = show_view(FakePageSource([A4] * 400))
    qtbot.waitUntil(lambda: bool(view.source.requests))
    page, scale, _ = view.source.requests[0]
    assert (page, scale, view.source.drafts) == (0, view.px_per_pt, 0)


def test_draft_is_asked_for_before_the_sharp_image(show_view, qtbot):
    view = show_view(FakePageSource([A4] * 400))
    qtbot.waitUntil(lambda: bool(view.source.requests))
    view.go_to_page(200)
    view.go_to_page(200)
    qtbot.waitUntil(lambda: sum(page == 200 for page, _, _ in view.source.requests) >= 2)
    scales = [scale for page, scale, _ in view.source.requests if page == 200]
    assert scales[0] < scales[-1] == view.px_per_pt
    assert view.source.drafts > 0


def test_pages_passed_while_scrolling_get_a_draft_at_most(show_view, qtbot, monkeypatch):
    # A busy machine can keep one step waiting for longer than the 30 ms after which it rests.
    monkeypatch.setattr(page_images, "_REST_MS", 2000)
    view = show_view(FakePageSource([A4] * 400))
    qtbot.waitUntil(lambda: bool(view.source.requests))
    view.source.requests.clear()
    for step in range(60):
        view.go_to_page(5 + step)
        qtbot.wait(2)
    passed = [scale for page, scale, _ in view.source.requests if 8 <= page < 60]
    assert passed
    assert all(scale < view.px_per_pt for scale in passed)


def test_draft_does_not_take_the_place_of_a_sharp_image(show_view, qtbot):
    view = show_view(FakePageSource([A4]))
    whole = view.images.whole
    qtbot.waitUntil(lambda: (whole.get(0) or (0,))[0] == view.px_per_pt)
    small = QImage(10, 10, QImage.Format.Format_RGB32)
    view.source.signals.page_ready.emit(0, 0.1, small)
    assert whole.get(0)[0] == view.px_per_pt


def test_thumbnail_stands_in_for_a_page_that_has_nothing(show_view):
    view = show_view(FakePageSource([A4]))
    view.source.signals.page_ready.emit(0, 0.15, QImage(90, 126, QImage.Format.Format_RGB32))
    assert view.images.whole.get(0)[0] == 0.15


def test_large_page_comes_in_tiles_of_what_is_in_sight(show_view, qtbot):
    view = show_view(FakePageSource([A4, A4]))
    view.set_zoom(MAX_ZOOM_PERCENT)
    qtbot.waitUntil(lambda: view.images.tiles_are_complete(0))
    clips = [clip for page, _, clip in view.source.parts if page == 0]
    assert 0 < len(clips) <= 12
    seen = view.shown_rect().translated(-view.page_layout.rects[0].topLeft())
    assert all(x < seen.right() and y < seen.bottom() for x, y, _, _ in clips)
    base = view.images.whole_scale(0)
    assert base < view.px_per_pt
    assert 595 * base * 842 * base <= 1_010_000


def test_eight_hundred_per_cent_is_the_largest(show_view):
    view = show_view(FakePageSource([A4]))
    for _ in range(30):
        view.zoom_in()
    assert view.zoom_percent == pytest.approx(800)


def test_tiles_of_another_zoom_are_not_taken(show_view, qtbot):
    view = show_view(FakePageSource([A4]))
    view.set_zoom(800)
    qtbot.waitUntil(lambda: bool(view.images.tiles_in_sight(0)))
    late = view.px_per_pt
    view.set_zoom(700)
    assert view.images.tiles_in_sight(0) == []
    held = view.images.tiles.held_bytes
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    view.source.signals.part_ready.emit(0, late, (9000, 9000, 9010, 9010), Part(0, 0, image))
    assert view.images.tiles.held_bytes == held


def test_poster_at_large_zoom_is_drawn_sharp_where_one_looks(
    open_source, show_view, qtbot, tmp_path
):
    def fill(page) -> None:
        page.draw_rect((1500, 2000, 1501, 2001), color=None, fill=(1, 0, 0))

    source = open_source(write_document(tmp_path / "a0.pdf", [fill], (2384, 3370)))
    view = show_view(source)
    view.set_zoom(800)
    view.centerOn(view.page_layout.rects[0].topLeft() + QPointF(1500.5, 2000.5))
    qtbot.waitUntil(lambda: view.images.tiles_are_complete(0), timeout=20_000)
    image = view.viewport().grab().toImage()
    red = [
        (x, y)
        for x in range(430, 470)
        for y in range(330, 370)
        if image.pixelColor(x, y) == QColor(Qt.GlobalColor.red)
    ]
    # One point at 800 % is 10.7 pixels: sharp edges, in the middle of the view.
    xs, ys = [x for x, _ in red], [y for _, y in red]
    assert (max(xs) - min(xs) + 1, max(ys) - min(ys) + 1) == pytest.approx((10.7, 10.7), abs=1.4)
    at = view.mapFromScene(view.page_layout.rects[0].topLeft() + QPointF(1500, 2000))
    assert (min(xs), min(ys)) == pytest.approx((at.x(), at.y()), abs=2)


def test_what_is_in_sight_stays_whatever_the_budget():
    cache: ImageCache[int] = ImageCache(budget_bytes=500)
    cache.keep([0, 1])
    for page_index in (0, 1, 2):
        cache.put(page_index, 1.0, QImage(10, 10, QImage.Format.Format_RGB32))
    assert cache.get(0) is not None
    assert cache.get(1) is not None
    assert cache.get(2) is None


def test_scrolling_through_many_pages_holds_no_more_than_the_budget(show_view, qtbot):
    view = show_view(FakePageSource([A4] * 400))
    for page_index in range(0, 400, 40):
        view.go_to_page(page_index)
        qtbot.waitUntil(lambda p=page_index: view.images.whole.get(p) is not None)
    whole = view.images.whole
    assert whole.held_bytes <= whole.budget_bytes


def test_keys_go_through_the_pages(show_view, qtbot):
    view = show_view(FakePageSource([A4] * 5))
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    up = bar.value()
    assert bar.maximum() - view.viewport().height() <= up < bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert 0 < bar.value() <= view.viewport().height()
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
