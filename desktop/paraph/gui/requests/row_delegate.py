"""Draws rows of requests: as cards of the inbox, or in the columns of what was sent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Theme, Tokens
from paraph.gui.requests.request_model import ROW_ROLE
from paraph.gui.requests.row_words import Chip, RowWords, initials_of

if TYPE_CHECKING:
    from collections.abc import Sequence

INBOX_ROW_PX, SENT_ROW_PX = 91, 64
# Where the columns of what was sent begin, as parts of the width.
_WIDE, _NARROW = (0.0, 0.525, 0.638, 0.875), (0.0, None, 0.5, 0.86)
_NARROW_PX = 640
_MARGIN_PX, _AVATAR_PX, _CHIP_PX, _ICON_PX = 20, 36, 24, 14
_MARKS = 6
_Index = QModelIndex | QPersistentModelIndex
_SOFT = {
    "accentText": "accentSoft",
    "valid": "validSoft",
    "changed": "changedSoft",
    "invalid": "invalidSoft",
    "unknown": "unknownSoft",
}
_TINTS = (
    ("signatory1", "signatory1Soft"),
    ("signatory2", "signatory2Soft"),
    ("signatory3", "signatory3Soft"),
    ("signatory4", "signatory4Soft"),
)
_LINES = {
    "accentText": "accent",
    "valid": "validLine",
    "changed": "changedLine",
    "invalid": "invalidLine",
    "unknown": "unknownLine",
}


def columns_of(width: int) -> tuple[float | None, ...]:
    """Give where the columns begin; without room there is none of who has signed."""
    return _WIDE if width >= _NARROW_PX else _NARROW


class RowDelegate(QStyledItemDelegate):
    """What both kinds of rows have: ground, focus, words that are cut, and the chip."""

    row_px = SENT_ROW_PX

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give a row's height; all are alike, so that no row is measured."""
        return QSize(240, self.row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a row; one that is on its way is a grey shape."""
        row: RowWords | None = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option.state)
        if row is None:
            self._paint_shape(painter, rect)
        else:
            self.paint_row(painter, rect, row)
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRect, row: RowWords) -> None:
        """Draw what a row says."""
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colour = self.tokens.colour
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("border"))
        if is_chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 6, 6)

    def _paint_shape(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.colour("surfaceSunken"))
        top, left = rect.top() + 18, rect.left() + _MARGIN_PX
        painter.drawRoundedRect(QRectF(left, top, rect.width() * 0.42, 11), 4, 4)
        painter.drawRoundedRect(QRectF(left, top + 20, rect.width() * 0.28, 9), 4, 4)

    def say(
        self, painter: QPainter, at: tuple[int, int], width: int, words: str, how: _How
    ) -> None:
        """Write one line on the foot `at`, cut where there is no room."""
        painter.setFont(_font(how[1], strong=how[2]))
        painter.setPen(self.tokens.colour(how[0]))
        metrics = _metrics(how[1], strong=how[2])
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))
        painter.drawText(at[0], at[1], cut)

    def chip_width(self, chip: Chip) -> int:
        """Give the width that a chip takes."""
        return _metrics(12, strong=True).horizontalAdvance(chip.words) + _ICON_PX + 29

    def paint_chip(self, painter: QPainter, rect: QRect, chip: Chip) -> None:
        """Draw a state: only what is somebody's turn has a line around it."""
        colour = self.tokens.colour
        is_lined = chip.tone == "accentText" or self.tokens.theme is Theme.HIGH_CONTRAST
        painter.setPen(QPen(colour(_LINES[chip.tone]), 1) if is_lined else Qt.PenStyle.NoPen)
        painter.setBrush(colour(_SOFT[chip.tone]))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        sign = pixmap(chip.icon_name, self.tokens.colours[chip.tone], _ICON_PX)
        top = rect.top() + (rect.height() - _ICON_PX) // 2
        painter.drawPixmap(rect.left() + 9, top, sign)
        foot = rect.center().y() + 5
        width = rect.width() - _ICON_PX - 24
        self.say(
            painter, (rect.left() + _ICON_PX + 15, foot), width + 2, chip.words,
            (chip.tone, 12, True),
        )  # fmt: skip


_How = tuple[str, int, bool]  # token of the colour, size, strong


class InboxDelegate(RowDelegate):
    """Who asks, what, and how it stands."""

    row_px = INBOX_ROW_PX

    def paint_row(self, painter: QPainter, rect: QRect, row: RowWords) -> None:
        """Draw three lines, the initials at the left and the state at the lower right."""
        left, right = rect.left() + 16, rect.right() - 16
        self._paint_initials(painter, QRect(left, rect.top() + 16, _AVATAR_PX, _AVATAR_PX), row)
        words = left + _AVATAR_PX + 12
        when = _metrics(13).horizontalAdvance(row.when)
        top = rect.top()
        room = right - words - when - 12
        self.say(painter, (words, top + 26), room, row.who, ("text", 13, True))
        self.say(
            painter, (right - when, top + 26), when + 2, row.when, ("textSecondary", 13, False)
        )
        self.say(painter, (words, top + 48), right - words, row.title, ("text", 14, row.is_open))
        wide = min(self.chip_width(row.chip), (right - words) * 2 // 3)
        chip = QRect(right - wide, top + 54, wide, _CHIP_PX)
        self.paint_chip(painter, chip, row.chip)
        below = chip.left() - words - 10
        self.say(painter, (words, top + 71), below, row.below, ("textSecondary", 13, False))

    def _paint_initials(self, painter: QPainter, rect: QRect, row: RowWords) -> None:
        colour = self.tokens.colour
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_TINTS[row.tint - 1][1]))
        painter.drawEllipse(rect)
        painter.setFont(_font(13, strong=True))
        painter.setPen(colour(_TINTS[row.tint - 1][0]))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials_of(row.who))


class SentDelegate(RowDelegate):
    """Title and people, who has signed, how it stands, until when."""

    def paint_row(self, painter: QPainter, rect: QRect, row: RowWords) -> None:
        """Draw the columns."""
        parts = columns_of(rect.width())
        starts = [rect.left() + round((part or 0) * rect.width()) for part in parts]
        has_marks = parts[1] is not None
        middle = rect.center().y()
        left, room = starts[0] + _MARGIN_PX, starts[1 if has_marks else 2] - starts[0] - 36
        below = row.below if has_marks else f"{row.signed} · {row.below}"
        self.say(painter, (left, middle - 4), room, row.title, ("text", 14, True))
        self.say(painter, (left, middle + 15), room, below, ("textSecondary", 13, False))
        if has_marks:
            self._paint_marks(painter, (starts[1], middle), starts[2] - starts[1] - 8, row.marks)
        wide = min(self.chip_width(row.chip), starts[3] - starts[2] - 12)
        chip = QRect(starts[2], middle - _CHIP_PX // 2, wide, _CHIP_PX)
        self.paint_chip(painter, chip, row.chip)
        self.say(
            painter,
            (starts[3], middle + 5),
            rect.right() - starts[3] - 8,
            row.due,
            ("textSecondary", 13, False),
        )

    def _paint_marks(
        self,
        painter: QPainter,
        at: tuple[int, int],
        width: int,
        marks: Sequence[tuple[str, str]],
    ) -> None:
        fits = max(1, min(_MARKS, width // 21))
        shown = marks if len(marks) <= fits else marks[: fits - 1]
        for number, (icon_name, tone) in enumerate(shown):
            drawn = pixmap(icon_name, self.tokens.colours[tone], 17)
            painter.drawPixmap(at[0] + number * 21, at[1] - 8, drawn)
        if len(shown) < len(marks):
            words = f"+{len(marks) - len(shown)}"
            left = at[0] + len(shown) * 21
            self.say(painter, (left, at[1] + 5), 40, words, ("textSecondary", 13, False))


@cache
def _font(size_px: int, *, strong: bool = False) -> QFont:
    return ui_font(size_px, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


@cache
def _metrics(size_px: int, *, strong: bool = False) -> QFontMetrics:
    return QFontMetrics(_font(size_px, strong=strong))
