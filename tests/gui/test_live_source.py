"""Pages from a real render process: it may die or hang, and the window lives on."""

import os
import signal

import pytest
from PySide6.QtWidgets import QApplication

from paraph.gui.viewer import live_source
from paraph.gui.viewer.live_source import LiveSource
from paraph.gui.viewer.page_item import PageItem
from paraph.gui.viewer.page_source import Priority
from paraph.ports.pages import WantSha256
from paraph.render.client import RenderClient
from tests.conftest import SAMPLE
from tests.gui.documents import long_document, write_document


class SlowClient(RenderClient):
    """Stops its process when one page is asked for, as if MuPDF hung on it."""

    def __init__(self) -> None:
        super().__init__()
        self.page_index = -1

    def send(self, request) -> int:
        if getattr(request, "page_index", None) == self.page_index >= 0 and self.alive:
            os.kill(self.pid, signal.SIGSTOP)  # before it could answer
        return super().send(request)


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


@pytest.fixture
def client() -> SlowClient:
    return SlowClient()


@pytest.fixture
def source(open_source, qtbot, tmp_path, client) -> LiveSource:
    made = open_source(five_pages(tmp_path), client)
    qtbot.waitUntil(lambda: not made._in_flight)
    return made


@pytest.fixture
def view(source, show_view, qtbot):
    made = show_view(source, 700, 500)
    qtbot.waitUntil(lambda: is_sharp(made, 0) and not source._in_flight and not source._wishes)
    return made


def go_to_bad_page(qtbot, view, client: SlowClient, page_index: int) -> None:
    """Go where the process stops, and wait until it was asked for that page."""
    client.page_index = page_index
    view.go_to_page(page_index)
    qtbot.waitUntil(
        lambda: any(
            getattr(r, "page_index", -1) == page_index for r in view.source._in_flight.values()
        )
    )


def test_killed_while_it_draws_costs_one_page(view, qtbot, client):
    go_to_bad_page(qtbot, view, client, 2)
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: failed(view, 2), timeout=20_000)
    assert not view.grab().toImage().isNull()
    for page_index in (4, 0):
        view.go_to_page(page_index)
        qtbot.waitUntil(lambda p=page_index: is_sharp(view, p), timeout=20_000)


def test_page_that_hangs_is_given_up_and_others_are_drawn(view, qtbot, client, monkeypatch):
    monkeypatch.setattr(live_source, "_PATIENCE_S", 1.5)
    go_to_bad_page(qtbot, view, client, 2)
    qtbot.waitUntil(lambda: failed(view, 2), timeout=20_000)
    view.go_to_page(4)
    qtbot.waitUntil(lambda: is_sharp(view, 4), timeout=20_000)


def test_page_that_is_given_up_is_not_tried_again(source, qtbot, client):
    client.page_index = 1
    source.request(1, 1.0, Priority.VISIBLE)
    with qtbot.waitSignal(source.signals.page_failed, timeout=20_000):
        os.kill(client.pid, signal.SIGKILL)
    pid = client.pid
    with qtbot.waitSignal(source.signals.page_failed):
        source.request(1, 2.0, Priority.VISIBLE)
    assert client.pid == pid


def test_hash_and_fields_are_asked_for_again_after_the_end(open_source, qtbot, tmp_path, client):
    source = open_source(five_pages(tmp_path), client)
    qtbot.waitUntil(lambda: source.shown_sha256 != "" and not source._in_flight)
    source.shown_sha256 = ""
    os.kill(client.pid, signal.SIGSTOP)
    source._send(WantSha256())
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: source.shown_sha256 != "", timeout=20_000)


def test_search_outlives_a_page_that_ends_the_process(
    open_source, show_tab, qtbot, tmp_path, client
):
    tab = show_tab(open_source(five_pages(tmp_path), client))
    qtbot.waitUntil(lambda: tab.source.shown_sha256 != "")
    qtbot.waitUntil(lambda: not tab.source._in_flight and not tab.source._wishes)
    session = tab.find_bar.session
    client.page_index = 3
    session.start("Page", 0)
    qtbot.waitUntil(lambda: session.pages_done == 3, timeout=20_000)
    os.kill(client.pid, signal.SIGKILL)
    client.page_index = -1
    qtbot.waitUntil(lambda: not session.is_searching and session.pages_done == 5, timeout=20_000)
    # Whatever was being worked on is to blame: the search, or a picture asked for before it.
    assert session.count in (4, 5)


def test_file_that_is_gone_after_the_end_says_so_on_every_page(view, qtbot, client):
    go_to_bad_page(qtbot, view, client, 2)
    view.source._path.unlink()
    os.kill(client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: failed(view, 2), timeout=20_000)
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


def test_two_thousand_pages_open_scroll_and_hold_little(open_source, show_view, qtbot, tmp_path):
    count = 2000
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
