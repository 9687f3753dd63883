"""What is dropped: several PDFs open, a folder says what to do, and a hint tells beforehand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import open_in

KEYS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def pdfs(tmp_path) -> list[Path]:
    paths = [tmp_path / name for name in ("a.pdf", "b.PDF", "c.pdf")]
    for path in paths:
        path.touch()
    return paths


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(window, data: QMimeData) -> bool:
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *KEYS)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    return enter.isAccepted()


def drop(window, *paths: Path) -> None:
    data = mime(*paths)
    hold(window, data)
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *KEYS))


def test_all_dropped_pdfs_are_opened_once(window, pdfs):
    drop(window, *pdfs, pdfs[0])
    assert window.desk.tabs.count() == 3
    assert not window._drops.hint.isVisible()


def test_dropped_folder_opens_nothing_and_says_what_to_do(window, tmp_path, pdfs):
    drop(window, tmp_path)
    assert window.desk.current is None
    assert window.desk.message.isVisible()
    said = window.desk.message.accessibleName()
    assert said.startswith(f"{tmp_path.name}: This is a folder.")
    assert "choose the PDFs" in said


def test_folder_among_pdfs_is_still_told(window, tmp_path, pdfs):
    drop(window, pdfs[0], tmp_path)
    assert window.desk.tabs.count() == 1
    assert window.desk.message.isVisible()


def test_other_file_says_what_it_is_not(window, tmp_path):
    letter = tmp_path / "letter.docx"
    letter.touch()
    drop(window, letter)
    assert "letter.docx: This file is not a PDF." in window.desk.message.accessibleName()


def test_hint_over_an_open_document_says_how_many(window, pdfs):
    open_in(window, pdfs[0])
    assert hold(window, mime(*pdfs[1:]))
    hint = window._drops.hint
    assert hint.isVisible()
    assert "2" in hint.words
    assert hint.geometry() == window.desk.rect()
    window.grab()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not hint.isVisible()


def test_empty_desk_shows_that_it_would_take_a_pdf(window, pdfs):
    assert hold(window, mime(pdfs[0]))
    assert window.desk.empty.zone._is_hot
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.desk.empty.zone._is_hot


def test_words_and_pictures_are_not_taken(window):
    data = QMimeData()
    data.setText("words")
    assert not hold(window, data)
