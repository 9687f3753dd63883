"""Which pages were on the screen, in the window itself."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from paraph.domain.placing.seen_pages import LEAST_ZOOM_PERCENT
from paraph.gui.viewer.pages_seen import PagesSeen
from paraph.gui.viewer.placing_view import PlacingView
from tests.gui.fake_page_source import A4, FakePageSource


def shown(qtbot, theme, pages: int = 4) -> tuple[PlacingView, PagesSeen]:
    source = FakePageSource([A4] * pages)
    view = PlacingView(source, theme.tokens)
    qtbot.addWidget(view)
    view.resize(700, 1100)
    view.show()
    return view, PagesSeen(view)


def test_only_what_was_in_sight_counts(qtbot, theme):
    view, seen = shown(qtbot, theme)
    assert seen.unseen == (0, 1, 2, 3)
    qtbot.waitUntil(lambda: 0 not in seen.unseen, timeout=5000)
    assert seen.unseen[-1] == 3
    view.go_to_page(3)
    qtbot.waitUntil(lambda: 3 not in seen.unseen, timeout=5000)
    assert 2 in seen.unseen


def test_pages_too_small_to_be_read_do_not_count(qtbot, theme):
    view, seen = shown(qtbot, theme)
    view.set_zoom(LEAST_ZOOM_PERCENT - 10)
    qtbot.wait(1200)
    assert seen.unseen == (0, 1, 2, 3)
    view.set_zoom(LEAST_ZOOM_PERCENT + 10)
    qtbot.waitUntil(lambda: len(seen.unseen) < 4, timeout=5000)


def test_a_page_that_is_not_drawn_does_not_count(qtbot, theme):
    view, seen = shown(qtbot, theme)
    view.images.whole.clear()
    view.images.whole.put = lambda *_: None
    qtbot.wait(1200)
    assert seen.unseen == (0, 1, 2, 3)


def test_a_document_behind_another_does_not_count(qtbot, theme):
    view, other = PlacingView(FakePageSource([A4] * 4), theme.tokens), QWidget()
    host = QWidget()
    tabs = QStackedWidget(host)
    qtbot.addWidget(host)
    for each in (view, other):
        tabs.addWidget(each)
    host.resize(700, 1100)
    tabs.resize(700, 1100)
    host.show()
    qtbot.waitUntil(lambda: view.images.whole.get(0) is not None)
    tabs.setCurrentWidget(other)
    seen = PagesSeen(view)
    qtbot.wait(1000)
    assert seen.unseen == (0, 1, 2, 3)
    tabs.setCurrentWidget(view)
    qtbot.waitUntil(lambda: 0 not in seen.unseen, timeout=5000)


def test_nothing_ticks_when_all_in_sight_was_seen(qtbot, theme):
    view, seen = shown(qtbot, theme)
    qtbot.waitUntil(lambda: not seen._timer.isActive(), timeout=5000)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 300)
    assert seen._timer.isActive()
