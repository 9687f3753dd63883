"""The pre-flight of a whole book: what will not be signed, what is good to know, what is ready."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import WholeScroll, close_button, title_row

_SIGNS = {"invalid": "octagon-minus", "changed": "alert-triangle", "valid": "circle-check"}


class CheckLine(NamedTuple):
    """One thing that was found, and which documents it is about; `tone` is a state's token."""

    tone: str
    title: str
    below: str
    documents: tuple[str, ...] = ()


class CheckPage(SheetPage):
    """`go_on` leads to the PIN; what stands in red is left out."""

    width_px = 680
    go_on = Signal()
    back = Signal()

    def __init__(
        self, lines: Sequence[CheckLine], ready: int, way_on: str, book: str, tokens: Tokens
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self.to_pin = act_button(way_on, "primary")
        self.to_pin.setEnabled(ready > 0)
        self.to_pin.setToolTip("" if ready else self.tr("No document is left to be signed."))
        self.to_book = act_button(self.tr("Back to the book"))
        self.to_pin.clicked.connect(self.go_on)
        self.to_book.clicked.connect(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("Before %n document(s) are signed", "", ready)
        head = title_row("list-check", title, book, tokens)
        cross = close_button(self.tr("Back to the book"), tokens)
        cross.clicked.connect(self.back)
        head.addWidget(cross)
        column.addLayout(head)
        column.addWidget(self._groups(lines))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.to_book)
        foot.addWidget(self.to_pin)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Begin where the person can go on."""
        (self.to_pin if self.to_pin.isEnabled() else self.to_book).setFocus()

    def esc(self) -> None:
        """Go back: nothing was asked of the key."""
        self.back.emit()

    def _groups(self, lines: Sequence[CheckLine]) -> WholeScroll:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for tone, title in (
            ("invalid", self.tr("NOT SIGNED NOW")),
            ("changed", self.tr("GOOD TO KNOW")),
            ("valid", ""),
        ):
            some = [line for line in lines if line.tone == tone]
            if some:
                column.addWidget(self._group(tone, title, some))
        column.addStretch(1)
        return WholeScroll(body)

    def _group(self, tone: str, title: str, lines: Sequence[CheckLine]) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "group")
        frame.setProperty("tone", tone if title else "off")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        if title:
            head = label(title, "section")
            head.setProperty("tone", tone)
            column.addWidget(head)
        for line in lines:
            column.addLayout(self._line(line))
        return frame

    def _line(self, line: CheckLine) -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(pixmap(_SIGNS[line.tone], self._tokens.colours[line.tone], 20))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        if line.tone == "valid":
            row.addWidget(label(line.title), 3)
            beside = label(line.below, "small")
            beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(beside, 2)
            return row
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.title, "strong"))
        for each in (line.below, ", ".join(line.documents)):
            if each:
                words.addWidget(label(each, "small"))
        row.addLayout(words, 1)
        return row
