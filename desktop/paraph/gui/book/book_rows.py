"""A list of two-line rows with a sign in front: books, and the documents of one."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens

_ROW = Qt.ItemDataRole.UserRole
_ROW_PX, _ICON_PX, _MARGIN_PX = 64, 18, 16
_Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """One row; `tone` is the token of the icon's colour, and of the words at the right."""

    title: str
    below: str
    icon_name: str
    tone: str
    result: str = ""

    @property
    def spoken(self) -> str:
        """Say the whole row."""
        return ". ".join(each for each in (self.title, self.below, self.result) if each)


class RowList(QListWidget):
    """Shows rows. `opened` gives the index of one, by Enter or a double click."""

    opened = Signal(int)

    def __init__(self, name: str, tokens: Tokens, result_from: float = 0.6) -> None:
        super().__init__()
        self.setObjectName("documents")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._delegate = _RowDelegate(tokens, self, result_from)
        self.setItemDelegate(self._delegate)
        self.itemActivated.connect(lambda item: self.opened.emit(self.row(item)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the choice stays where it was."""
        at = self.currentRow()
        with QSignalBlocker(self):
            self._fill(rows)
            if rows:
                self.setCurrentRow(min(max(at, 0), len(rows) - 1))
        self.viewport().update()

    def _fill(self, rows: Sequence[Row]) -> None:
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for index, row in enumerate(rows):
            if index == self.count():
                self.addItem(QListWidgetItem())
            item = self.item(index)
            item.setData(_ROW, row)
            item.setText(row.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            item.setToolTip(row.spoken)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every desktop."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, parent: QWidget, result_from: float) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._result_from = result_from

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give a row's height."""
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw."""
        row: Row = index.data(_ROW)
        rect: QRect = option.rect
        painter.save()
        self._paint_ground(painter, rect, option.state)
        tone = self.tokens.colours[row.tone]
        sign_at = rect.left() + _MARGIN_PX, rect.center().y() - _ICON_PX // 2
        painter.drawPixmap(*sign_at, pixmap(row.icon_name, tone, _ICON_PX))
        words = rect.adjusted(_MARGIN_PX * 2 + _ICON_PX, 0, -_MARGIN_PX, 0)
        if row.result:
            words.setRight(rect.left() + round(rect.width() * self._result_from) - 12)
        middle = rect.center().y()
        self._say(painter, words, row.title, (True, "text"), middle - (3 if row.below else -5))
        self._say(painter, words, row.below, (False, "textSecondary"), middle + 16)
        if row.result:
            result = QRect(rect)
            result.setLeft(rect.left() + round(rect.width() * self._result_from))
            result.setRight(rect.right() - _MARGIN_PX)
            painter.setFont(_font(strong=False))
            plain = "textSecondary" if row.tone == "textMuted" else row.tone
            painter.setPen(self.tokens.colour(plain))
            wraps = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(result, int(wraps) | Qt.TextFlag.TextWordWrap, row.result)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.tokens.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.tokens.colour("hover"))
        painter.setPen(self.tokens.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.tokens.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _say(
        self, painter: QPainter, rect: QRect, words: str, how: tuple[bool, str], foot: int
    ) -> None:
        strong, tone = how
        font = _font(strong=strong)
        painter.setFont(font)
        painter.setPen(self.tokens.colour(tone))
        mode = Qt.TextElideMode.ElideMiddle if strong else Qt.TextElideMode.ElideRight
        cut = QFontMetrics(font).elidedText(words, mode, rect.width())
        painter.drawText(rect.left(), foot, cut)


def _font(*, strong: bool) -> QFont:
    font = ui_font(14 if strong else 13)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font
