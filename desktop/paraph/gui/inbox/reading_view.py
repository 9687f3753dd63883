"""The pages of a request, with the places of all who sign, each in their colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.pages_seen import PagesSeen
from paraph.gui.viewer.place_words import corner_words
from paraph.gui.viewer.placement import Placement

translate = QCoreApplication.translate
_WASH = 26
_WELL_READ_PERCENT = 85.0


class PlaceShown(NamedTuple):
    """Where somebody signs or has something filled in; `page_index` from 0."""

    page_index: int
    box: Box
    name: str
    ink: str
    is_mine: bool
    kind: str = "signature"


class PlaceItem(QGraphicsItem):
    """One place on the paper: mine is filled and has a strong line, the others' are dashed."""

    def __init__(self, place: PlaceShown, rect: QRectF, tokens: Tokens) -> None:
        super().__init__()
        self.place, self._rect, self.tokens = place, rect, tokens
        self.setZValue(5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the place with its line."""
        return self._rect.adjusted(-3, -3, 3, 3)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw frame, wash and words."""
        ink = self.tokens.ink(self.place.ink)
        wash = QColor(ink)
        wash.setAlpha(_WASH)
        line = Qt.PenStyle.SolidLine if self.place.is_mine else Qt.PenStyle.DashLine
        pen = QPen(ink, 2 if self.place.is_mine else 1.5, line)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(wash)
        painter.drawRoundedRect(self._rect, 2, 2)
        painter.setPen(ink)
        middle, height = self._rect.center().y(), self._rect.height()
        if height < 26:
            self._say(painter, (middle - 6, 12), self._first_words(), 8.5, strong=True)
            return
        self._say(painter, (middle - 15, 15), self._first_words(), 10, strong=True)
        self._say(painter, (middle, 14), self._second_words(), 9)

    def _first_words(self) -> str:
        if self.place.kind != "signature":
            return {
                "initials": translate("Inbox", "Initials"),
                "date": translate("Inbox", "Date"),
                "text": translate("Inbox", "Text"),
            }.get(self.place.kind, self.place.kind)
        if self.place.is_mine:
            return translate("Inbox", "You sign here")
        return translate("Inbox", "{name} signs here").format(name=self.place.name)

    def _second_words(self) -> str:
        if self.place.is_mine or self.place.kind != "signature":
            return self.place.name
        return translate("Inbox", "Left free")

    def _say(
        self, painter: QPainter, at: tuple[float, float], words: str, size: float,
        *, strong: bool = False,
    ) -> None:  # fmt: skip
        font = ui_font(10, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setPixelSize(max(6, round(size)))
        painter.setFont(font)
        room = self._rect.adjusted(4, 0, -4, 0)
        cut = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        line = QRectF(room.left(), at[0], room.width(), at[1])
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cut)


class ReadingView(PageView):
    """Shows the pages; nothing is placed here: who asked has said where each one signs."""

    placement: Placement | None = None
    chosen_extras: Extras | None = None

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._seen = PagesSeen(self)
        self._items_of_places: list[PlaceItem] = []
        self.setAccessibleName(self.tr("Pages of the request"))

    @property
    def places(self) -> tuple[PlaceShown, ...]:
        """Give the places that are drawn."""
        return tuple(each.place for each in self._items_of_places)

    @property
    def unseen_pages(self) -> tuple[int, ...]:
        """Give the pages that were never shown whole, as indices from 0."""
        return self._seen.unseen

    def show_places(self, places: Sequence[PlaceShown]) -> None:
        """Draw where each one signs; what lies on no page is left out."""
        for item in self._items_of_places:
            self.scene().removeItem(item)
        self._items_of_places = []
        for place in places:
            if not 0 <= place.page_index < len(self.page_layout):
                continue
            rect = self._shown_rect(place)
            made = PlaceItem(place, self.page_layout.to_scene(place.page_index, rect), self.tokens)
            self.scene().addItem(made)
            self._items_of_places.append(made)
        self.setAccessibleDescription(self.corner_in_words())

    def begin(self) -> None:
        """Show it as large as it is read well, where I sign; from here on the person zooms."""
        if self.zoom_percent > _WELL_READ_PERCENT:
            self.set_zoom(_WELL_READ_PERCENT)
        self.reveal_mine()

    def reveal_mine(self) -> None:
        """Bring into sight where I sign."""
        mine = self._mine()
        if mine is None:
            return
        self.go_to_page(mine.place.page_index)
        self.ensureVisible(mine.boundingRect(), 40, 60)

    def corner_in_words(self) -> str:
        """Say on which page I sign and in which part of it."""
        mine = self._mine()
        if mine is None:
            return ""
        page = self.page_layout.rects[mine.place.page_index].size()
        return corner_words(mine.place.page_index, self._shown_rect(mine.place), page)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        super().take_theme(tokens)
        for item in self._items_of_places:
            item.tokens = tokens
            item.update()

    def _mine(self) -> PlaceItem | None:
        found = (e for e in self._items_of_places if e.place.is_mine)
        return next((e for e in found if e.place.kind == "signature"), None)

    def _shown_rect(self, place: PlaceShown) -> QRectF:
        geometry = self.page_layout.geometries[place.page_index]
        left, top, right, bottom = geometry.to_shown(place.box)
        return QRectF(left, top, right - left, bottom - top)
