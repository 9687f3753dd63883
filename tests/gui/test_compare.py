"""Comparing what was signed here with the version that came meanwhile."""

import shutil
from dataclasses import replace

import pymupdf
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from paraph.domain.errors.service import ActForbidden
from paraph.domain.service.outbox_entry import EntryState, ServiceWords
from paraph.gui.actions import GuiUseCases
from paraph.gui.compare.compare_page import ComparePage
from paraph.gui.compare.differences import differing
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow
from paraph.render.client import RenderClient
from paraph.usecases import queue_act
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import BEGIN, OutboxBench
from tests.fakes.request_desk import OFFICE, BoardOf, me, request
from tests.gui.conftest import show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync


def paper(*boxes: QRectF, width: int = 300) -> QImage:
    made = QImage(width, 400, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    for box in boxes:
        painter.fillRect(box, Qt.GlobalColor.black)
    painter.end()
    return made


def test_what_differs_is_framed_and_nothing_else():
    plain, near = paper(), QRectF(30, 40, 20, 6)
    assert differing(plain, paper()) == []
    (found,) = differing(plain, paper(near))
    assert found.contains(near)
    assert found.width() <= near.width() + 24
    far = QRectF(200, 300, 60, 20)
    both = differing(paper(near), paper(near, far, QRectF(262, 322, 10, 10)))
    assert len(both) == 1
    assert both[0].contains(far)
    assert len(differing(plain, paper(near, far))) == 2


def test_pages_of_two_sizes_differ_as_a_whole():
    assert differing(paper(), paper(width=310)) == [QRectF(0, 0, 310, 400)]


@pytest.fixture
def home(tmp_path):
    with OutboxBench(tmp_path / "home", account=OFFICE):
        return tmp_path / "home"


@pytest.fixture
def window(qtbot, theme, settings, home):
    sync = FakeSync(OFFICE)
    cases = GuiUseCases(Opener(RenderClient), FakeSigning(), requests=BoardOf(home), sync=sync)
    made = show(qtbot, MainWindow(cases, settings, theme))
    yield made
    made.close()
    sync.close()


def drawn(source, path, page_index: int, box: tuple[float, float, float, float]):
    """Write a copy with something drawn on one page, as a visible signature is."""
    shutil.copyfile(source, path)
    with pymupdf.open(path) as document:
        document[page_index].draw_rect(box, fill=(0, 0, 0.6))
        document.save(path, incremental=True, encryption=pymupdf.PDF_ENCRYPT_KEEP)
    return path


def moved_on(home, tmp_path, *, is_here: bool = True) -> str:
    """Put a request there whose document went on after it was signed here."""
    mine = drawn(SAMPLE, tmp_path / "mine.pdf", 2, (72, 500, 200, 560))
    newer = drawn(SAMPLE, tmp_path / "newer.pdf", 0, (300, 100, 420, 160))
    with OutboxBench(home, account=OFFICE) as bench:
        before = bench.spool.take(SAMPLE).sha256
        asked = request(
            "Cession de parts", "in_progress", (me(number=1),), BEGIN,
            current_sha256=before, current_revision=1,
        )  # fmt: skip
        bench.requests.add(asked)
        kept = bench.spool.take(mine)
        (entry,) = queue_act.queue_sign(asked.id, 0, kept, before, bench.queueing).entries
        words = ServiceWords("document_moved", "", 412)
        bench.outbox.put(entry.ended(EntryState.NEEDS_PERSON, words))
        if is_here:
            found = bench.requests.get(asked.id)
            assert found is not None
            bench.requests.put(replace(found, current_sha256=bench.spool.take(newer).sha256))
    return entry.id


def compared(qtbot, window: MainWindow, entry: str) -> ComparePage:
    watch = window.remote.start()
    watch.start()
    window.show_screen("outbox")
    page = window.remote.page
    qtbot.waitUntil(lambda: entry in page.needy, timeout=20_000)
    button = page.needy[entry].buttons["compare"]
    assert button.text() == "Compare the two"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.remote.comparing is not None)
    return window.remote.comparing.page


def test_both_versions_stand_side_by_side_with_what_differs(qtbot, window, home, tmp_path):
    window.remote.sign_request = (asked := []).append
    page = compared(qtbot, window, moved_on(home, tmp_path))
    qtbot.waitUntil(lambda: page.comparison is not None and page.comparison.is_done, timeout=30_000)
    assert page.state.text().startswith("2 place")
    assert "1, 3" in page.state.text()
    pages = [each.page_index for each in page.comparison.found]
    assert pages == [0, 2]
    assert page.comparison.found[1].rect.contains(QRectF(73, 501, 126, 58))
    names = [each.accessibleName() for each in page.views]
    assert names == ["The version you signed", "The new version"]
    QTest.keyClick(page.views[1], Qt.Key.Key_F8)
    assert "Change 2 of 2, on page 3" in page.state.text()
    assert {each.current_page for each in page.views} == {2}
    page.views[0].verticalScrollBar().setValue(0)
    assert page.views[1].position()[0] == 0
    page.views[1].set_zoom(120)
    assert page.views[0].zoom_percent == pytest.approx(120)
    QTest.mouseClick(page.sign, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert asked == ["id-Cession de parts"]
    assert window._stack.currentWidget() is window.remote.page


def test_a_version_that_is_not_here_yet_is_said_so(qtbot, window, home, tmp_path):
    page = compared(qtbot, window, moved_on(home, tmp_path, is_here=False))
    qtbot.waitUntil(lambda: "not here yet" in page._words.text(), timeout=20_000)
    assert not page.sign.isEnabled()
    with pytest.raises(ActForbidden) as told:
        BoardOf(home).to_sign("id-Cession de parts")
    assert told.value.details["why"] == "document_not_here"
    assert page.keep.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window._stack.currentWidget() is window.remote.page
