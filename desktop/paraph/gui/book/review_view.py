"""The pages of one document under review: read with one key, and decided with one key."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from paraph.domain.many.signature_book import BookDocument
from paraph.domain.placing.signature_field import Place
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView, ZoomMode
from paraph.gui.viewer.pages_seen import PagesSeen
from paraph.ports.documents import FieldOnPage

_FILL_ALPHA = 40


class ReviewView(PageView):
    """Space goes on by a page, or by a screen where a page is larger than the view."""

    agreed = Signal()
    set_aside = Signal()
    stepped = Signal(int)  # to the next document, or the one before it

    def __init__(
        self, source: PageSource, document: BookDocument, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(source, tokens, parent)
        self._document = document
        self._seen = PagesSeen(self)
        self._mark = QGraphicsRectItem()
        self._mark.setZValue(5)
        self._mark.hide()
        self.scene().addItem(self._mark)
        self._place: Place | None = document.place
        source.signals.fields_ready.connect(self._take_fields)
        self._take_fields(source.fields)
        self.mode = ZoomMode.FIT_PAGE
        self._draw_mark()

    @property
    def seen_pages(self) -> tuple[int, ...]:
        """Give the pages that were shown, as indices from 0."""
        unseen = set(self._seen.unseen)
        return tuple(index for index in range(len(self.page_layout)) if index not in unseen)

    def show_place(self) -> None:
        """Bring the place to sign into view."""
        if self._place is not None and self._mark.isVisible():
            if self.mode is ZoomMode.FIT_PAGE:
                self.go_to_page(self._place.page_index)
            else:
                self.ensureVisible(self._mark.rect(), 60, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, agree, set aside, or go to another document."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.agreed.emit()
            case Qt.Key.Key_S:
                self.set_aside.emit()
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Space | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if (
                self.mode is ZoomMode.FIT_PAGE
            ):
                is_back = event.key() == Qt.Key.Key_PageUp or bool(
                    event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                )
                self.go_to_page(self.current_page + (-1 if is_back else 1))
            case _:
                super().keyPressEvent(event)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        super().take_theme(tokens)
        self._draw_mark()

    def _take_fields(self, fields: Sequence[FieldOnPage]) -> None:
        for each in fields:
            if self._document.field is not None and each.name == self._document.field:
                self._place = Place(each.page_index, each.box)
        self._draw_mark()

    def _draw_mark(self) -> None:
        place = self._place
        if place is None or place.page_index >= len(self.page_layout):
            return
        geometry = self.page_layout.geometries[place.page_index]
        left, top, right, bottom = geometry.to_shown(place.box)
        rect = QRectF(left, top, right - left, bottom - top)
        ink = self.tokens.ink("selection")
        pen = QPen(ink, 2)
        pen.setCosmetic(True)
        self._mark.setPen(pen)
        ink.setAlpha(_FILL_ALPHA)
        self._mark.setBrush(ink)
        self._mark.setRect(self.page_layout.to_scene(place.page_index, rect))
        self._mark.setVisible(not rect.isEmpty())
