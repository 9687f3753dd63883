"""Pages in sight are asked for, drawn sharp, and kept within their budget."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.viewer.image_cache import ImageCache
from paraph.gui.viewer.page_item import PageItem
from paraph.gui.viewer.page_source import Priority
from paraph.gui.viewer.placing_view import PlacingView
from tests.gui.fake_page_source import A4, FakePageSource


@pytest.fixture
def view(qtbot, theme) -> PlacingView:
    made = PlacingView(FakePageSource([A4] * 400), load_tokens(Theme.LIGHT))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_visible_pages_are_asked_for_before_their_neighbours(view, qtbot):
    view.go_to_page(200)
    near = (199, Priority.NEAR)
    qtbot.waitUntil(lambda: near in [(page, p) for page, _, p in view.source.requests])
    asked = [(page, priority) for page, _, priority in view.source.requests]
    assert asked.index((200, Priority.VISIBLE)) < asked.index(near)
    assert len(asked) < 20


def test_items_are_made_only_for_pages_that_were_seen(view):
    view.go_to_page(200)
    assert sum(isinstance(item, PageItem) for item in view.scene().items()) < 8


def test_sharp_image_comes_at_exact_device_pixels(view, qtbot):
    wanted = view.px_per_pt * view.devicePixelRatioF()
    qtbot.waitUntil(lambda: (view.images.whole.get(0) or (0,))[0] == wanted)
    scale, image = view.images.whole.get(0)
    assert image.width() == round(595 * scale)


def test_page_that_cannot_be_drawn_says_so(qtbot, theme):
    view = PlacingView(FakePageSource([A4], failing=[0]), load_tokens(Theme.LIGHT))
    qtbot.addWidget(view)
    view.show()
    pages = [item for item in view.scene().items() if isinstance(item, PageItem)]
    qtbot.waitUntil(lambda: pages[0].failed)
    view.grab()


def test_ctrl_wheel_zooms_about_the_pointer(view):
    at = QPointF(300, 200)
    before = view.mapToScene(at.toPoint())
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    zoom = view.zoom_percent
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom_percent > zoom
    assert abs(view.mapToScene(at.toPoint()).y() - before.y()) < 2


def test_fit_page_shows_a_whole_page(view):
    view.fit_page()
    assert view.page_layout.rects[0].height() * view.px_per_pt <= view.viewport().height()


def test_zoom_steps_go_up_and_down(view):
    view.set_zoom(100)
    view.zoom_in()
    assert view.zoom_percent == pytest.approx(115)
    view.zoom_out()
    assert view.zoom_percent == pytest.approx(100)


def test_cache_keeps_its_budget_and_what_was_looked_at_last():
    cache = ImageCache(budget_bytes=3 * 400)
    for page_index in range(3):
        cache.put(page_index, 1.0, QImage(10, 10, QImage.Format.Format_RGB32))
    cache.get(0)
    cache.put(3, 1.0, QImage(10, 10, QImage.Format.Format_RGB32))
    assert cache.get(1) is None
    assert cache.get(0) is not None
    assert cache.held_bytes == 3 * 400
