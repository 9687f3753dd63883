"""Beside the list of sent requests: one of them, what happened to it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.asked import expiry_of
from paraph.gui.requests.dates import due_words
from paraph.gui.requests.notice import Notice
from paraph.gui.sent.sent_acts import SentActs
from paraph.gui.sent.story_words import SaidLine, said_line
from paraph.gui.sheet.sheet_parts import panel_scroll

if TYPE_CHECKING:
    from paraph.usecases.request_board import ListedRequest
    from paraph.usecases.request_story import StoryLine

_SIGN_PX, _LEFT_PX = 20, 22


class TimeLine(QWidget):
    """Lines one under another, with a thin line between their signs."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.lines: tuple[SaidLine, ...] = ()
        self._signs: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_lines(self, lines: Sequence[SaidLine]) -> None:
        """Show other lines."""
        self.lines = tuple(lines)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._signs = []
        for each in self.lines:
            self._column.addWidget(self._row(each))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what joins the signs."""
        painter = QPainter(self)
        painter.setPen(self._tokens.colour("border"))
        tops = [each.mapTo(self, each.rect().topLeft()).y() for each in self._signs]
        for upper, lower in pairwise(tops):
            x = _SIGN_PX // 2
            painter.drawLine(x, upper + _SIGN_PX + 4, x, lower - 4)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.show_lines(self.lines)

    def _row(self, line: SaidLine) -> QWidget:
        row = QWidget()
        row.setAccessibleName(f"{line.what}. {line.below}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(pixmap(line.icon_name, self._tokens.colours[line.tone], _SIGN_PX - 2))
        sign.setFixedSize(_SIGN_PX, _SIGN_PX)
        self._signs.append(sign)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.what, "strong"))
        if line.below:
            words.addWidget(label(line.below, "small"))
        across.addLayout(words, 1)
        return row


class SentPanel(QFrame):
    """Shows one request. Its buttons are those of what can be done with it now."""

    remind_asked = Signal()
    open_asked = Signal()
    cancel_asked = Signal()
    date_asked = Signal()
    paper_asked = Signal()
    folder_asked = Signal()
    sign_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setFixedWidth(tokens.sizes["sidePanel"])
        self._tokens = tokens
        self._title, self._below = label("", "title"), label("", "small")
        self.remind = act_button(self.tr("Remind now"))
        self.open = act_button(self.tr("Open document"))
        self.folder = act_button(self.tr("Show in folder"), "primary")
        self.sign = act_button(self.tr("Sign it…"), "primary")
        self.cancel = act_button(self.tr("Cancel the request…"), "danger")
        self.date = act_button(self.tr("Change the date…"))
        self.paper = act_button(self.tr("Signed on paper…"), "link")
        self.notice = Notice(tokens)
        self.story = TimeLine(tokens)
        self._connect()
        self._lay_out()
        self.take_theme(tokens)

    def show_request(self, listed: ListedRequest, acts: SentActs, now: datetime) -> None:
        """Show a request, and what can be done with it."""
        request = listed.request
        self._title.setText(request.name or self.tr("Without a title"))
        expires = expiry_of(request)
        matter = self.tr("matter {matter}").format(matter=request.matter) if request.matter else ""
        due = due_words(expires, now, weekday=False) if expires is not None else ""
        self._below.setText(" · ".join(each for each in (request.client, matter, due) if each))
        for button, why_not in (
            (self.remind, acts.remind),
            (self.open, acts.open),
            (self.folder, acts.folder),
            (self.sign, acts.sign),
            (self.cancel, acts.cancel),
            (self.date, acts.date),
            (self.paper, acts.paper),
        ):
            _offer(button, why_not)

    def show_story(self, lines: Sequence[StoryLine], now: datetime) -> None:
        """Tell what happened."""
        self.story.show_lines([said_line(each, now) for each in lines])

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for button, icon_name, tone in (
            (self.remind, "bell", "text"),
            (self.open, "file-text", "text"),
            (self.folder, "folder", "onAccent"),
            (self.sign, "signature", "onAccent"),
        ):
            button.setIcon(button_icon(icon_name, tokens.colours[tone]))
            button.setIconSize(BUTTON_ICON)
        self.story.take_theme(tokens)
        self.notice.take_theme(tokens)

    def _connect(self) -> None:
        for button, asked in (
            (self.remind, self.remind_asked),
            (self.open, self.open_asked),
            (self.folder, self.folder_asked),
            (self.sign, self.sign_asked),
            (self.cancel, self.cancel_asked),
            (self.date, self.date_asked),
            (self.paper, self.paper_asked),
        ):
            button.clicked.connect(asked)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(_LEFT_PX, 18, _LEFT_PX, 16)
        column.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._below)
        column.addLayout(words)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for each in (self.sign, self.remind, self.folder, self.open):
            acts.addWidget(each, 1)
        column.addLayout(acts)
        column.addWidget(self.notice)
        line = QFrame()
        line.setProperty("kind", "rule")
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addWidget(section(self.tr("WHAT HAPPENED")))
        column.addWidget(self.story)
        column.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panel_scroll(body), 1)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("panelFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(_LEFT_PX, 12, _LEFT_PX, 14)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.date)
        return foot


def _offer(button: QPushButton, why_not: str | None) -> None:
    """Show a button; None hides it, and a reason keeps it from being pressed."""
    button.setVisible(why_not is not None)
    button.setEnabled(not why_not)
    button.setToolTip(why_not or "")
    button.setAccessibleDescription(why_not or "")
