"""The inbox: what asks for this person's signature at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.gui.common.controls import ToolButton, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.inbox.reading_pane import ReadingPane
from paraph.gui.requests.notice import Notice
from paraph.gui.requests.request_list import RequestList, note_line

_LIST_PART, _LIST_PX = 0.336, (330, 480)


class InboxPage(QWidget):
    """`sync_asked` comes with the button that looks for news."""

    sync_asked = Signal()

    def __init__(self, rows: RequestList, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.rows, self.reading = rows, ReadingPane(tokens)
        self.notice = Notice(tokens)
        self.look_again = QAction(self.tr("Look for news"), self)
        self.look_again.triggered.connect(self.sync_asked)
        self._refresh = ToolButton(self.look_again, "refresh", tokens, self)
        self._refresh.setProperty("kind", "frame")
        self._refresh.setFixedSize(34, 34)
        self._list = QFrame()
        self.as_of = label("", "small")
        self.as_of.hide()
        self.foot = note_line("")
        self._lay_out()

    def show_as_of(self, words: str) -> None:
        """Say of when the list is; "" that it is of now."""
        self.as_of.setText(words)
        self.as_of.setVisible(bool(words))

    def show_foot(self, words: str) -> None:
        """Say under the list what holds of all of it."""
        self.foot.setText(words)
        self.foot.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its part of the width."""
        super().resizeEvent(event)
        wanted = round(self.width() * _LIST_PART)
        self._list.setFixedWidth(max(_LIST_PX[0], min(wanted, _LIST_PX[1])))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.rows, self.reading, self.notice, self._refresh):
            part.take_theme(tokens)

    def parts(self) -> list[QWidget | None]:
        """Give the parts in reading order, as F6 goes through them."""
        return [self._list, *self.reading.parts()]

    def _lay_out(self) -> None:
        self._list.setObjectName("listPane")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(self.tr("Inbox"), "title"))
        words.addWidget(self.as_of)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._refresh)
        upper = QVBoxLayout()
        upper.setContentsMargins(20, 18, 20, 14)
        upper.setSpacing(12)
        upper.addLayout(head)
        upper.addWidget(self.rows.filter_row())
        upper.addWidget(self.rows.find_field)
        upper.addWidget(self.notice)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        line = QFrame()
        line.setProperty("kind", "rule")
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addWidget(self.rows, 1)
        column.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._list)
        whole.addWidget(self.reading, 1)
