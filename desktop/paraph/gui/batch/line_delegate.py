"""Draws the lines of a batch: state, page, title, place and result; or large pages in a grid."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paraph.gui.batch.line_acts import ACTS_PX
from paraph.gui.batch.lines import Line, LineState
from paraph.gui.batch.list_model import LINE_ROLE, PICTURE_ROLE, PagePicture
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Theme, Tokens

ROW_PX, ROW_WITH_ACTS_PX = 64, 100
RESULT_FROM = 0.57  # of the width
_PAGE_PX = QSize(38, 50)
_LARGE_PX = QSize(212, 300)
_MARGIN_PX, _ICON_PX = 20, 18
_Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Lines, or a grid of pages when `shows_pages`."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.shows_pages = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give a line's height, or a page's size."""
        if self.shows_pages:
            return _LARGE_PX + QSize(28, 76)
        line: Line = index.data(LINE_ROLE)
        return QSize(300, ROW_WITH_ACTS_PX if line.acts else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw."""
        line: Line = index.data(LINE_ROLE)
        picture: PagePicture | None = index.data(PICTURE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        self._paint_ground(painter, rect, option, line)
        if self.shows_pages:
            self._paint_page(painter, rect, line, picture)
        else:
            self._paint_line(painter, rect, line, picture)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, line: Line
    ) -> None:
        state = option.state
        if line.state is LineState.NOW or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.tokens.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.tokens.colour("hover"))
        if not self.shows_pages:
            painter.setPen(self.tokens.colour("border"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.tokens.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 6, 6)

    def _paint_line(
        self, painter: QPainter, rect: QRect, line: Line, picture: PagePicture | None
    ) -> None:
        middle = rect.center().y()
        sign = pixmap(line.state.value[0], self.tokens.colours[line.state.value[1]], _ICON_PX)
        painter.drawPixmap(rect.left() + _MARGIN_PX, middle - _ICON_PX // 2, sign)
        left = rect.left() + _MARGIN_PX + _ICON_PX + 16
        page = QRect(left, middle - _PAGE_PX.height() // 2, _PAGE_PX.width(), _PAGE_PX.height())
        self.draw_page(painter, page, picture)
        words = QRect(rect)
        words.setLeft(page.right() + 16)
        words.setRight(rect.left() + round(rect.width() * RESULT_FROM) - 12)
        self._paint_words(painter, words, (line.title, line.where))
        result = QRect(rect)
        result.setLeft(rect.left() + round(rect.width() * RESULT_FROM))
        result.setRight(rect.right() - _MARGIN_PX)
        if line.acts:
            result.setBottom(rect.bottom() - ACTS_PX)
            result.setTop(rect.top() + 8)
        self._paint_result(painter, result, line)

    def _paint_words(self, painter: QPainter, rect: QRect, words: tuple[str, str]) -> None:
        title, below = words
        middle = rect.center().y()
        self._say(painter, rect, title, ("text", _font(14, strong=True)), middle - 3)
        self._say(painter, rect, below, ("textSecondary", _font(13)), middle + 16)

    def _say(
        self, painter: QPainter, rect: QRect, words: str, how: tuple[str, QFont], foot: int
    ) -> None:
        tone, font = how
        painter.setFont(font)
        painter.setPen(self.tokens.colour(tone))
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect.left(), foot, cut)

    def _paint_result(self, painter: QPainter, rect: QRect, line: Line) -> None:
        painter.setFont(_font(13, strong=bool(line.acts) and line.state is LineState.NEEDS_YOU))
        painter.setPen(self.tokens.colour(line.tone))
        wraps = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(wraps) | Qt.TextFlag.TextWordWrap, line.result)

    def _paint_page(
        self, painter: QPainter, rect: QRect, line: Line, picture: PagePicture | None
    ) -> None:
        page = QRect(rect.left() + 14, rect.top() + 12, _LARGE_PX.width(), _LARGE_PX.height())
        self.draw_page(painter, page, picture)
        sign = pixmap(line.state.value[0], self.tokens.colours[line.state.value[1]], _ICON_PX)
        top = page.bottom() + 8
        painter.drawPixmap(page.left(), top, sign)
        words = QRect(page.left() + _ICON_PX + 8, top, page.width() - _ICON_PX - 8, 40)
        below = line.result if line.state is LineState.ASKS else line.where
        self._paint_words(painter, words, (line.title, below))

    def draw_page(self, painter: QPainter, rect: QRect, picture: PagePicture | None) -> None:
        """Draw a page with its box, as large as it fits."""
        page = QRectF(rect)
        if picture is not None and not picture.pixmap.isNull():
            size = picture.pixmap.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            page = QRectF(0, 0, size.width(), size.height())
            page.moveCenter(QRectF(rect).center())
        painter.setPen(self.tokens.colour("borderStrong" if self._is_bold else "border"))
        painter.setBrush(self.tokens.colour("paper"))
        painter.drawRoundedRect(page.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inner = page.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawPixmap(inner, picture.pixmap, QRectF(picture.pixmap.rect()))
        if picture.box is not None:
            self._draw_box(painter, inner, picture.box)

    @property
    def _is_bold(self) -> bool:
        return self.tokens.theme is Theme.HIGH_CONTRAST

    def _draw_box(self, painter: QPainter, page: QRectF, box: QRectF) -> None:
        on_page = QRectF(
            page.left() + box.left() * page.width(),
            page.top() + box.top() * page.height(),
            max(5.0, box.width() * page.width()),
            max(3.0, box.height() * page.height()),
        )
        ink = self.tokens.ink("selection")
        wash = QColor(ink)
        wash.setAlpha(50)
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(wash)
        painter.drawRect(on_page)


def _font(size_px: int, *, strong: bool = False) -> QFont:
    font = ui_font(size_px)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font
