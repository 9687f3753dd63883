"""The pages of one of two versions, with numbered frames around what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Theme, Tokens, load_tokens
from paraph.gui.compare.page_comparison import Difference
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView

_AROUND_PT, _NUMBER_PT = 3.0, 13.0


class DifferenceItem(QGraphicsItem):
    """One frame: dotted on the older version, solid on the new one; the chosen one is stronger."""

    def __init__(self, number: int, rect: QRectF, *, is_new: bool) -> None:
        super().__init__()
        self._number, self._rect, self._is_new = number, rect, is_new
        self.is_chosen = False
        # On white paper, whatever the theme: the colour of the light one.
        self._tokens = load_tokens(Theme.LIGHT)
        self.setZValue(6)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the frame with its number."""
        around = _AROUND_PT + _NUMBER_PT
        return self._rect.adjusted(-around, -around, around, around)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw frame and number."""
        colour = self._tokens.colour("changedLine")
        style = Qt.PenStyle.SolidLine if self._is_new else Qt.PenStyle.DotLine
        pen = QPen(colour, 3 if self.is_chosen else 2, style)
        pen.setCosmetic(True)
        painter.setPen(pen)
        if self.is_chosen:
            wash = self._tokens.colour("changedLine")
            wash.setAlpha(28)
            painter.setBrush(wash)
        frame = self._rect.adjusted(-_AROUND_PT, -_AROUND_PT, _AROUND_PT, _AROUND_PT)
        painter.drawRoundedRect(frame, 2, 2)
        sign = QRectF(frame.left(), frame.top() - _NUMBER_PT, _NUMBER_PT * 1.4, _NUMBER_PT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(sign, 2, 2)
        font = ui_font(10, QFont.Weight.DemiBold)
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, str(self._number))


class VersionView(PageView):
    """Nothing is done here but looking."""

    def __init__(self, source: PageSource, tokens: Tokens, name: str, *, is_new: bool) -> None:
        super().__init__(source, tokens)
        self._is_new = is_new
        self._frames: list[DifferenceItem] = []
        self.setAccessibleName(name)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Frame what differs; those that stand already stay."""
        for number, each in enumerate(found[len(self._frames) :], len(self._frames) + 1):
            rect = QRectF()
            if each.page_index < len(self.page_layout):
                rect = self.page_layout.to_scene(each.page_index, each.rect)
            item = DifferenceItem(number, rect, is_new=self._is_new)
            item.setVisible(not rect.isEmpty())
            self.scene().addItem(item)
            self._frames.append(item)

    def choose(self, number: int) -> None:
        """Bring one into sight; counted from 0."""
        for at, item in enumerate(self._frames):
            item.is_chosen = at == number
            item.update()
        chosen = self._frames[number]
        if chosen.isVisible():
            self.ensureVisible(chosen.boundingRect(), 20, 80)
