"""Pages from a real render process: it may die or hang, and the window lives on."""

import os
import signal

import pytest
from PySide6.QtWidgets import QApplication

from paraph.gui.viewer import live_source
from paraph.gui.viewer.page_item import PageItem
from paraph.gui.viewer.page_source import Priority
from paraph.ports.pages import Answer
from paraph.render.client import RenderClient
from tests.conftest import SAMPLE
from tests.gui.documents import long_document, write_document


class SlowClient(RenderClient):
    """Stops its process when one page is asked for, as if MuPDF hung on it."""

    def __init__(self, page_index: int) -> None:
        super().__init__()
        self.page_index = page_index
        self.hangs = True

    def send(self, request) -> int:
        request_id = super().send(request)
        if self.hangs and getattr(request, "page_index", None) == self.page_index:
            os.kill(self.pid, signal.SIGSTOP)
        return request_id


def failed(view, page_index: int) -> bool:
    return any(
        item.failed and item._page_index == page_index
        for item in view.scene().items()
        if isinstance(item, PageItem)
    )


def is_sharp(view, page_index: int) -> bool:
    held = view.images.whole.get(page_index)
    return held is not None and held[0] == view.images.whole_scale(page_index)


def five_pages(tmp_path):
    fills = [lambda page, n=n: page.insert_text((72, 90), f"Page {n}") for n in range(5)]
    return write_document(tmp_path / "five.pdf", fills)


def test_killed_while_it_draws_costs_one_page(open_source, show_view, qtbot, tmp_path):
    client = SlowClient(1)
    view = show_view(open_source(five_pages(tmp_path), client), 700, 500)
    view.go_to_page(1)
    qtbot.waitUntil(lambda: any(getattr(r, "page_index", 0) == 1 for r in sent(view)))
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: failed(view, 1), timeout=20_000)
    image = view.grab().toImage()
    assert not image.isNull()
    for page_index in (3, 0):
        view.go_to_page(page_index)
        qtbot.waitUntil(lambda p=page_index: is_sharp(view, p), timeout=20_000)


def sent(view) -> list[object]:
    return list(view.source._in_flight.values())


def test_page_that_hangs_is_given_up_and_others_are_drawn(
    open_source, show_view, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(live_source, "_PATIENCE_S", 0.3)
    monkeypatch.setattr(live_source, "_WATCH_MS", 50)
    view = show_view(open_source(five_pages(tmp_path), SlowClient(2)), 700, 500)
    view.go_to_page(2)
    qtbot.waitUntil(lambda: failed(view, 2), timeout=20_000)
    view.go_to_page(4)
    qtbot.waitUntil(lambda: is_sharp(view, 4), timeout=20_000)
    view.source.want_text(4)
    with qtbot.waitSignal(view.source.signals.text_ready, timeout=20_000) as told:
        pass
    assert told.args[0] == 4


def test_page_that_is_given_up_is_not_tried_again(open_source, qtbot, tmp_path):
    client = SlowClient(1)
    source = open_source(five_pages(tmp_path), client)
    source.request(1, 1.0, Priority.VISIBLE)
    with qtbot.waitSignal(source.signals.page_failed, timeout=20_000):
        os.kill(client.pid, signal.SIGKILL)
    pid = client.pid
    with qtbot.waitSignal(source.signals.page_failed):
        source.request(1, 2.0, Priority.VISIBLE)
    assert client.pid == pid


def test_search_outlives_a_page_that_ends_the_process(open_source, show_tab, qtbot, tmp_path):
    client = SlowClient(3)
    client.hangs = False
    tab = show_tab(open_source(five_pages(tmp_path), client))
    qtbot.waitUntil(lambda: not sent(tab.view))
    client.hangs = True
    tab.actions_of_view.find.trigger()
    qtbot.keyClicks(tab.find_bar.field, "Page")
    session = tab.find_bar.session
    qtbot.waitUntil(lambda: session.pages_done == 3, timeout=20_000)
    client.hangs = False
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not session.is_searching and session.pages_done == 5, timeout=20_000)
    assert session.count == 4


def test_file_that_is_gone_after_the_end_says_so_on_every_page(
    open_source, show_view, qtbot, tmp_path
):
    client = SlowClient(1)
    path = five_pages(tmp_path)
    view = show_view(open_source(path, client), 700, 500)
    view.go_to_page(1)
    qtbot.waitUntil(lambda: any(getattr(r, "page_index", 0) == 1 for r in sent(view)))
    path.unlink()
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: failed(view, 1), timeout=20_000)
    view.go_to_page(4)
    qtbot.waitUntil(lambda: failed(view, 4), timeout=20_000)


def test_the_same_wish_is_sent_once(open_source, qtbot):
    source = open_source(SAMPLE)
    qtbot.waitUntil(lambda: not source._in_flight)
    drawn = []
    source.signals.page_ready.connect(lambda page, _scale, _image: drawn.append(page))
    for _ in range(5):
        source.request(1, 1.5, Priority.VISIBLE)
    qtbot.waitUntil(lambda: not source._in_flight and not source._wishes)
    assert drawn == [1]


def test_wishes_of_a_zoom_that_has_passed_are_forgotten(open_source, qtbot):
    source = open_source(SAMPLE)
    for step in range(20):
        source.request(1, 1.0 + step / 10, Priority.VISIBLE)
    assert len(source._wishes) <= 1


@pytest.mark.parametrize("count", [2000])
def test_two_thousand_pages_open_scroll_and_hold_little(
    open_source, show_view, qtbot, tmp_path, count
):
    view = show_view(open_source(long_document(tmp_path / "long.pdf", count)))
    bar = view.verticalScrollBar()
    for share in range(0, 101, 5):
        bar.setValue(round(bar.maximum() * share / 100))
        QApplication.processEvents()
    qtbot.waitUntil(lambda: is_sharp(view, count - 1), timeout=20_000)
    items = [item for item in view.scene().items() if isinstance(item, PageItem)]
    assert len(items) < 80
    assert view.images.whole.held_bytes <= view.images.whole.budget_bytes
    assert len(view.source._wishes) <= 120


def test_answer_types_are_the_ports_own():
    assert Answer(1, None).value is None
