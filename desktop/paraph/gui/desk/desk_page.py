"""The Desk: the empty desk, or the open documents as tabs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.messages.acts import Words
from paraph.gui.common.controls import verbatim
from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.empty_desk import EmptyDesk
from paraph.gui.desk.message_bar import MessageBar

if TYPE_CHECKING:
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.viewer.page_source import PageSource


class DeskPage(QWidget):
    """Holds the documents; the same file is opened once."""

    current_changed = Signal(object)  # DocumentTab | None, when another document is in front
    document_opened = Signal(object)  # DocumentTab, once it is on the desk
    document_closed = Signal(object)  # Path, after its tab is gone

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._paths: list[Path] = []
        self.message = MessageBar(tokens, self)
        self.empty = EmptyDesk(tokens, self)
        self.tabs = self._make_tabs()
        self.add_button = self._make_add_button()
        self._documents = QStackedWidget()
        self.tab_row = self._make_tab_row()
        self._stack = QStackedWidget()
        self._lay_out()
        self.take_theme(tokens)

    @property
    def current(self) -> DocumentTab | None:
        """Give the document in front."""
        widget = self._documents.currentWidget()
        return cast("DocumentTab | None", widget)

    @property
    def open_paths(self) -> list[Path]:
        """Give the files of the tabs, from the left."""
        return list(self._paths)

    def show_if_open(self, path: Path) -> bool:
        """Bring a file's tab to the front; tell whether it has one."""
        if path not in self._paths:
            return False
        self.tabs.setCurrentIndex(self._paths.index(path))
        return True

    def add(self, path: Path, source: PageSource) -> DocumentTab:
        """Put an opened document on the desk, in front."""
        # What shows pages is loaded for the first of them.
        from paraph.gui.desk.document_tab import DocumentTab

        tab = DocumentTab(source, self._tokens, self)
        self._paths.append(path)
        self._documents.addWidget(tab)
        tab.leave_room_above(self.tab_row.height())
        tab.panel_width_changed.connect(lambda _: self._give_panel_its_room())
        index = self.tabs.addTab(icon("file-text", self._tokens.colours["accentText"]), "")
        self.tabs.setTabText(index, verbatim(source.title))
        self.tabs.setTabToolTip(index, str(path))
        self._add_close_button(index, tab)
        self.tabs.setCurrentIndex(index)
        self._show_current(index)
        self.document_opened.emit(tab)
        tab.setFocus()
        return tab

    def close_tab(self, index: int) -> None:
        """Close a document."""
        tab = cast("DocumentTab | None", self._documents.widget(index))
        if tab is None:
            return
        path = self._paths.pop(index)
        self._documents.removeWidget(tab)
        self.tabs.removeTab(index)
        tab.close_document()
        tab.deleteLater()
        self._show_current(self.tabs.currentIndex())
        self.document_closed.emit(path)

    def close_document(self, tab: DocumentTab) -> None:
        """Close one document."""
        self.close_tab(self._documents.indexOf(tab))

    def close_current(self) -> None:
        """Close the document in front."""
        self.close_tab(self.tabs.currentIndex())

    def close_all(self) -> None:
        """Close every document."""
        while self.tabs.count():
            self.close_tab(0)

    def next_document(self, step: int = 1) -> None:
        """Go round the tabs."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def tell(
        self, words: Words, about: str, remedy: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a message above the documents."""
        self.message.tell(words, about, remedy)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.add_button.setIcon(icon("plus", tokens.colours["textSecondary"]))
        for part in (self.message, self.empty):
            part.take_theme(tokens)
        for index in range(self.tabs.count()):
            self.tabs.setTabIcon(index, icon("file-text", tokens.colours["accentText"]))
            tab = self._documents.widget(index)
            button = self.tabs.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                cast("DocumentTab", tab).take_theme(tokens)
                button.setIcon(icon("x", tokens.colours["textSecondary"], 16))

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setAccessibleName(self.tr("Open documents"))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setIconSize(QSize(16, 16))
        tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        tabs.currentChanged.connect(self._show_current)
        return tabs

    def _make_add_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tool")
        button.setAccessibleName(self.tr("Open another PDF"))
        button.setToolTip(self.tr("Open another PDF (Ctrl+O)"))
        return button

    def _make_tab_row(self) -> QFrame:
        row = QFrame()
        row.setObjectName("tabRow")
        row.setFixedHeight(43)
        inner = QHBoxLayout(row)
        inner.setContentsMargins(12, 6, 12, 0)
        inner.setSpacing(6)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        inner.addWidget(self.add_button)
        inner.addStretch()
        return row

    def _lay_out(self) -> None:
        opened = QWidget()
        # A document's side panel stands beside the row of tabs too: the row lies over the room
        # that every document leaves above its bar, and ends where the panel begins.
        self._opened = QGridLayout(opened)
        self._opened.setContentsMargins(0, 0, 0, 0)
        self._opened.setSpacing(0)
        self._opened.addWidget(self._documents, 0, 0, 2, 2)
        self._opened.addWidget(self.tab_row, 0, 0)
        self._opened.setColumnStretch(0, 1)
        self._opened.setRowStretch(1, 1)
        self.tab_row.raise_()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(opened)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.message)
        outer.addWidget(self._stack, 1)

    def _add_close_button(self, index: int, tab: DocumentTab) -> None:
        button = QToolButton()
        button.setProperty("kind", "tool")
        button.setIcon(icon("x", self._tokens.colours["textSecondary"], 16))
        button.setFixedSize(24, 24)
        button.setAccessibleName(self.tr("Close {title}").format(title=tab.source.title))
        button.setToolTip(self.tr("Close (Ctrl+W)"))
        button.clicked.connect(lambda: self.close_tab(self._documents.indexOf(tab)))
        self.tabs.setTabButton(index, QTabBar.ButtonPosition.RightSide, button)

    def _show_current(self, index: int) -> None:
        self._stack.setCurrentIndex(1 if self.tabs.count() else 0)
        self._documents.setCurrentIndex(index)
        self._give_panel_its_room()
        self.current_changed.emit(self.current)

    def _give_panel_its_room(self) -> None:
        width = self.current.panel_width if self.current is not None else 0
        self._opened.setColumnMinimumWidth(1, width)
