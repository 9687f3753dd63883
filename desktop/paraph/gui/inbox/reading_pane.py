"""One request of the inbox: what it is, how far it is, its pages, and the two ways on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.side_frame import SideFrame
from paraph.gui.inbox.reading_view import ReadingView
from paraph.gui.inbox.steps_row import StepsRow, steps_of
from paraph.gui.inbox.verdict_bar import VerdictBar
from paraph.gui.requests.asked import expiry_of
from paraph.gui.requests.dates import due_words
from paraph.gui.requests.notice import Notice

if TYPE_CHECKING:
    from paraph.usecases.request_board import ListedRequest

_NARROW_PX = 620


class ReadingPane(QWidget):
    """Shows one request at a time."""

    decline_asked = Signal()
    sign_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._tokens = tokens
        self.view: ReadingView | None = None
        self._title, self._below = label("", "title"), label("", "small")
        self.decline = act_button(self.tr("Decline…"))
        self.sign = act_button(self.tr("Sign with my card"), "primary")
        self.steps = StepsRow(tokens)
        self.notice = Notice(tokens)
        self.verdict = VerdictBar(tokens)
        self._pages = QStackedWidget()
        self._words = QLabel()
        self._head = QWidget()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panel: SideFrame | None = None
        self._pages_count = 0
        self._parts: list[str] = []
        self._lay_out()
        self.decline.clicked.connect(self.decline_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.take_theme(tokens)

    def show_nothing(self, words: str) -> None:
        """Show that no request is in front."""
        self._head.hide()
        self.notice.hide()
        self.verdict.show_report(None)
        self.show_pages(None, words)

    def show_request(self, listed: ListedRequest, now: datetime, why_not: str) -> None:
        """Show a request; `why_not` says why it cannot be signed here, "" that it can."""
        request = listed.request
        self._head.show()
        self._title.setText(request.name or self.tr("Without a title"))
        expires = expiry_of(request)
        matter = self.tr("Matter {matter}").format(matter=request.matter) if request.matter else ""
        due = due_words(expires, now) if expires is not None else ""
        self._parts = [matter or request.client, due]
        self._say_below()
        self.steps.show_steps(steps_of(listed, now))
        self.sign.setEnabled(not why_not)
        self.sign.setToolTip(why_not)
        self.sign.setAccessibleDescription(why_not)

    def show_acts(self, *, can_decline: bool, can_sign: bool) -> None:
        """Show the ways on that there are."""
        self.decline.setVisible(can_decline)
        self.sign.setVisible(can_sign)

    def show_pages(self, view: ReadingView | None, words: str = "") -> None:
        """Show the pages of the document, or say why they are not there."""
        before, self.view = self.view, view
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.show_panel(None)
        self._pages_count = len(view.page_layout) if view is not None else 0
        self._say_below()
        if view is None:
            self._words.setText(words or self.tr("Being opened…"))
            self._pages.setCurrentWidget(self._words)
            return
        self._pages.addWidget(view)
        self._pages.setCurrentWidget(view)

    def show_panel(self, panel: QWidget | None) -> None:
        """Lay a panel over the right of the pages, or take it away."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if panel is not None:
            self._panel = SideFrame(panel, self._tokens.sizes["sidePanel"], self)
            self._panel.left.connect(lambda: self.show_panel(None))
            self._place_panel()
            self._panel.show()
            self._panel.raise_()
            panel.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel over the pages, and the buttons where there is room for them."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_PX
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(down if is_narrow else across)
        self._place_panel()

    def parts(self) -> list[QWidget | None]:
        """Give the parts in reading order, as F6 goes through them."""
        return [self._head if self._head.isVisibleTo(self) else None, self.view, self._panel]

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.decline.setIcon(button_icon("x", tokens.colours["text"]))
        self.sign.setIcon(button_icon("signature", tokens.colours["onAccent"]))
        for each in (self.decline, self.sign):
            each.setIconSize(BUTTON_ICON)
        for part in (self.steps, self.notice, self.verdict):
            part.take_theme(tokens)
        if self.view is not None:
            self.view.take_theme(tokens)

    def _say_below(self) -> None:
        pages = self.tr("%n page(s)", "", self._pages_count) if self._pages_count else ""
        parts = [*self._parts, pages]
        self._below.setText("  ·  ".join(each for each in parts if each))

    def _place_panel(self) -> None:
        if self._panel is not None:
            top = self._pages.y()
            width = self._panel.width()
            self._panel.setGeometry(self.width() - width, top, width, self.height() - top)

    def _lay_out(self) -> None:
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setProperty("kind", "secondary")
        self._words.setContentsMargins(32, 32, 32, 32)
        self._pages.addWidget(self._words)
        self._fill_head()
        around = QVBoxLayout()
        around.setContentsMargins(28, 0, 28, 0)
        around.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(around)
        column.addWidget(self.verdict)
        column.addWidget(self._pages, 1)

    def _fill_head(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._below)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.decline)
        acts.addWidget(self.sign)
        acts.addStretch(0)
        top = self._top
        top.setSpacing(8)
        top.addLayout(words, 1)
        top.addLayout(acts)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(28, 18, 28, 16)
        head.setSpacing(12)
        head.addLayout(top)
        head.addWidget(self.steps)
