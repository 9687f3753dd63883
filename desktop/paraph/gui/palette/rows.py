"""Draws the rows of Ctrl+K: icon, words, more about them, and the keys at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.palette.entries import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_ROW_PX, _TITLE_PX = 44, 34
_LEFT_PX, _GAP_PX = 14, 12
_ICON_PX = 18
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """A row without an entry is the title of a group."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give rows one height, and titles less."""
        return QSize(0, _ROW_PX if index.data(ENTRY_ROLE) is not None else _TITLE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        entry = index.data(ENTRY_ROLE)
        cell = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Entry):
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_entry(painter, cell, entry, is_chosen=is_chosen)
        else:
            self._paint_words(
                painter,
                cell.adjusted(_LEFT_PX, 6, 0, 0),
                str(index.data()),
                ui_font(12, QFont.Weight.DemiBold),
                "textSecondary",
            )
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, cell: QRectF, entry: Entry, *, is_chosen: bool
    ) -> None:
        if is_chosen:
            self._paint_choice(painter, cell)
        can_run = entry.act is not None
        colour = self._tokens.colours["text" if can_run else "textDisabled"]
        drawn = pixmap(entry.icon_name, colour, _ICON_PX)
        top = round(cell.center().y() - _ICON_PX / 2)
        painter.drawPixmap(round(cell.left()) + _LEFT_PX, top, drawn)
        room = cell.adjusted(_LEFT_PX + _ICON_PX + _GAP_PX, 0, -_LEFT_PX, 0)
        if entry.keys:
            room.setRight(self._paint_keys(painter, room, entry.keys) - _GAP_PX)
        font = ui_font(14, QFont.Weight.Medium)
        used = self._paint_words(
            painter, room, entry.words, font, "text" if can_run else "textDisabled"
        )
        room.setLeft(room.left() + used + _GAP_PX)
        self._paint_words(painter, room, entry.detail, ui_font(13), "textMuted")

    def _paint_choice(self, painter: QPainter, cell: QRectF) -> None:
        box = cell.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.colour("selected"))
        painter.drawRoundedRect(box, 8, 8)
        # Colour alone is not to tell what is chosen.
        painter.setBrush(self._tokens.colour("accent"))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 10, 3, box.height() - 20), 1.5, 1.5)

    def _paint_words(
        self, painter: QPainter, room: QRectF, words: str, font: QFont, colour: str
    ) -> float:
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
        painter.setFont(font)
        painter.setPen(self._tokens.colour(colour))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def _paint_keys(self, painter: QPainter, room: QRectF, keys: str) -> float:
        """Draw a key's cap at the right and give its left edge."""
        words, font = keys.replace("+", " "), ui_font(12, QFont.Weight.Medium)
        width = QFontMetricsF(font).horizontalAdvance(words) + 16
        cap = QRectF(room.right() - width, room.center().y() - 10, width, 20)
        painter.setPen(QPen(self._tokens.colour("border"), 1))
        painter.setBrush(self._tokens.colour("surfaceSunken"))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setFont(font)
        painter.setPen(self._tokens.colour("textSecondary"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
        return cap.left()
