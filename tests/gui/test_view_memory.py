"""Page and zoom of a document come back; a list that is too long loses its oldest."""

import pytest
from PySide6.QtWidgets import QMenu

from paraph.gui.desk import view_memory
from paraph.gui.desk.recent_files import RecentFiles
from paraph.gui.desk.view_memory import ViewMemory
from paraph.gui.viewer.page_view import ZoomMode
from tests.gui.conftest import open_in
from tests.gui.fake_page_source import A4, FakePageSource


@pytest.fixture
def memory(settings, qapp) -> ViewMemory:
    return ViewMemory(settings, qapp)


def test_place_and_zoom_come_back_when_a_document_is_opened_again(window, qtbot, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    tab = open_in(window, path)
    tab.view.set_zoom(173)
    tab.view.go_to_position(1, 0.4)
    window.desk.close_current()
    again = open_in(window, path)
    qtbot.waitUntil(again.view.isVisible)
    assert again.view.zoom_percent == pytest.approx(173, abs=0.1)
    page_index, share = again.view.position()
    assert (page_index, share) == (1, pytest.approx(0.4, abs=0.01))


def test_fit_page_comes_back_and_the_page_with_it(window, qtbot, tmp_path):
    path = tmp_path / "lease.pdf"
    path.touch()
    tab = open_in(window, path)
    tab.view.fit_page()
    tab.view.go_to_page(2)
    window.desk.close_current()
    again = open_in(window, path).view
    assert again.mode is ZoomMode.FIT_PAGE
    qtbot.waitUntil(lambda: again.current_page == 2)


def test_other_documents_begin_at_their_first_page(window, tmp_path):
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    open_in(window, first).view.go_to_page(2)
    assert open_in(window, second).view.current_page == 0


def test_paths_are_not_written_down(settings, memory, show_view, tmp_path):
    view = show_view(FakePageSource([A4] * 3))
    memory.follow(view, tmp_path / "Divorce Duval.pdf")
    view.go_to_page(1)
    settings.sync()
    assert "Duval" not in (tmp_path / "paraph.ini").read_text()
    assert any(key.startswith("places/") for key in settings.allKeys())


def test_oldest_are_forgotten(settings, memory, show_view, tmp_path, monkeypatch):
    monkeypatch.setattr(view_memory, "_KEPT", 3)
    for number in range(6):
        view = show_view(FakePageSource([A4] * 3))
        memory.follow(view, tmp_path / f"{number}.pdf")
        view.go_to_page(1)
    kept = [key for key in settings.allKeys() if key.startswith("places/")]
    assert len(kept) <= 4
    view = show_view(FakePageSource([A4] * 3))
    memory.follow(view, tmp_path / "5.pdf")
    assert view.current_page == 1


@pytest.mark.parametrize("stored", ["", "nonsense", "1 x 0.5 90", "1 99 0.5 FIT_PAGE", "1 1 0.5"])
def test_what_cannot_be_read_is_left_alone(settings, memory, show_view, tmp_path, stored):
    view = show_view(FakePageSource([A4] * 3))
    memory.follow(view, tmp_path / "a.pdf")
    view.go_to_page(1)
    (key,) = [key for key in settings.allKeys() if key.startswith("places/")]
    settings.setValue(key, stored)
    other = show_view(FakePageSource([A4] * 3))
    memory.follow(other, tmp_path / "a.pdf")
    assert other.current_page == 0


def test_recent_files_that_are_gone_are_greyed(window, tmp_path):
    recent = RecentFiles(window._settings)
    here, gone = tmp_path / "here.pdf", tmp_path / "gone.pdf"
    for path in (gone, here):
        path.touch()
        recent.add(path)
    gone.unlink()
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "Open &recent")
    menu.aboutToShow.emit()
    shown = {action.text(): action.isEnabled() for action in menu.actions()[:2]}
    assert shown == {"here.pdf": True, "gone.pdf (no longer there)": False}
