"""What was sent: a list with columns, and one request beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.notice import Notice
from paraph.gui.requests.request_list import RequestList
from paraph.gui.requests.row_delegate import columns_of
from paraph.gui.sent.sent_panel import SentPanel

_MARGIN_PX = 20
_FIND_PX = (150, 230)


class Head(QFrame):
    """The words over the columns, where the rows have them: beside a scroll bar or not."""

    def __init__(self, rows: QWidget, *words: str) -> None:
        super().__init__()
        self.setObjectName("listHead")
        self.setFixedHeight(38)
        self._rows = rows
        self._columns = [section(each) for each in words]
        for each in self._columns:
            each.setParent(self)
        rows.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the rows."""
        if event.type() == QEvent.Type.Resize:
            width = self._rows.width()
            for number, (column, part) in enumerate(
                zip(self._columns, columns_of(width), strict=True)
            ):
                column.setVisible(part is not None)
                left = round((part or 0) * width) + (_MARGIN_PX if not number else 0)
                column.setGeometry(left, 0, width - left, self.height())
        return super().eventFilter(watched, event)


class SentPage(QWidget):
    """`new_asked` and `list_asked` want a request prepared, of one document or of a list."""

    new_asked = Signal()
    list_asked = Signal()

    def __init__(self, rows: RequestList, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.rows, self.panel = rows, SentPanel(tokens)
        self.notice = Notice(tokens)
        self._below = label(self.tr("What you asked others to sign"), "small")
        self.of_list = act_button(self.tr("From a list (CSV)…"))
        self.new = act_button(self.tr("New request…"), "primary")
        self._head = Head(
            rows.view.viewport(),
            self.tr("REQUEST"),
            self.tr("SIGNED"),
            self.tr("STATE"),
            self.tr("DUE"),
        )
        self.new.clicked.connect(self.new_asked)
        self.of_list.clicked.connect(self.list_asked)
        self._lay_out()
        self.panel.hide()
        self.take_theme(tokens)

    def offer_new(self, *, offered: bool) -> None:
        """Show the ways to a new request where there are some."""
        self.new.setVisible(offered)
        self.of_list.setVisible(offered)

    def show_as_of(self, words: str) -> None:
        """Say of when the list is; "" that it is of now."""
        told = (self.tr("What you asked others to sign"), words)
        self._below.setText(" · ".join(each for each in told if each))

    def parts(self) -> list[QWidget | None]:
        """Give the parts in reading order, as F6 goes through them."""
        return [self.rows, self.panel if self.panel.isVisibleTo(self) else None]

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.new.setIcon(button_icon("plus", tokens.colours["onAccent"]))
        self.of_list.setIcon(button_icon("table", tokens.colours["text"]))
        for each in (self.new, self.of_list):
            each.setIconSize(BUTTON_ICON)
        for part in (self.rows, self.panel, self.notice):
            part.take_theme(tokens)

    def _lay_out(self) -> None:
        find = self.rows.find_field
        find.setMinimumWidth(_FIND_PX[0])
        find.setMaximumWidth(_FIND_PX[1])
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self.rows.filter_row(), 1)
        filters.addWidget(find, 0, Qt.AlignmentFlag.AlignTop)
        frame = QFrame()
        frame.setProperty("kind", "group")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self._head)
        inner.addWidget(self.rows, 1)
        column = QVBoxLayout()
        column.setContentsMargins(28, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(self._title_row())
        column.addWidget(self.notice)
        column.addLayout(filters)
        column.addWidget(frame, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self.panel)

    def _title_row(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(self.tr("Sent"), "title"))
        words.addWidget(self._below)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for each in (self.of_list, self.new):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        return head
