"""Draws fields over the pages: each in its person's ink, with their number, name and kind."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from paraph.domain.placing.signature_field import Place
from paraph.domain.service.prepared import DATE, INITIALS, TEXT, FieldToPlace
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.wizard.board import Board
from paraph.gui.wizard.words import inside_words, person_name

_INKS = 4
_BADGE_PX = 18.0
_FLAT_PX = 64.0


def person_ink(tokens: Tokens, number: int) -> QColor:
    """Give a person's ink on paper; the fifth has the first one's, and another number."""
    return tokens.ink(f"ink{(number - 1) % _INKS + 1}")


def scene_rect(view: PlacingView, field: FieldToPlace) -> QRectF:
    """Give where a field lies in the scene of a view."""
    place = Place(field.page_index, field.box)
    return view.page_layout.to_scene(field.page_index, view.placement.rules.shown_rect(place))


class FieldsItem(QGraphicsItem):
    """Covers the whole scene; all of it is painted in view pixels, so that no zoom thickens it."""

    def __init__(self, view: PlacingView, board: Board, tokens: Tokens) -> None:
        super().__init__()
        self._view, self._board = view, board
        self.tokens = tokens
        self.setZValue(9)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Give the whole scene."""
        return self._view.page_layout.bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the fields of the pages in sight."""
        world, view = painter.worldTransform(), self._view
        pages, draft = view.visible_pages(), view.placement.draft
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for field in self._board.fields:
            is_chosen = field.key == self._board.selected
            rect = scene_rect(view, field)
            if is_chosen and draft is not None:
                if draft.refusal is not None:
                    continue
                rect = view.page_layout.to_scene(draft.page_index, draft.rect)
            elif field.page_index not in pages:
                continue
            self._paint_field(painter, world.mapRect(rect), field, is_chosen=is_chosen)
        painter.restore()

    def _paint_field(
        self, painter: QPainter, box: QRectF, field: FieldToPlace, *, is_chosen: bool
    ) -> None:
        board = self._board
        person = board.person_of(field)
        if person is None:
            return
        number = board.number_of(person.key)
        ink = person_ink(self.tokens, number)
        wash = QColor(ink)
        wash.setAlpha(30)
        painter.setBrush(wash)
        line = Qt.PenStyle.SolidLine if is_chosen else Qt.PenStyle.DashLine
        painter.setPen(QPen(ink, 2 if is_chosen else 1.5, line))
        painter.drawRoundedRect(box, 2, 2)
        flat = box.height() < _FLAT_PX
        left = self._paint_badge(painter, box, number, ink, flat=flat)
        self._paint_words(painter, box, (person_name(person, number), field.kind), ink, left)

    def _paint_badge(
        self, painter: QPainter, box: QRectF, number: int, ink: QColor, *, flat: bool
    ) -> float:
        """Draw a person's number; gives where words may begin."""
        size = min(_BADGE_PX, max(8.0, box.height() - 4))
        top = box.center().y() - size / 2 if flat else box.top() + 6
        badge = QRectF(box.left() + (5 if flat else 6), top, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(badge)
        painter.setPen(QColor("white"))
        painter.setFont(ui_font(max(7, round(size * 0.62)), QFont.Weight.DemiBold))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
        return badge.right() + 5 if flat else box.left() + 6

    def _paint_words(
        self,
        painter: QPainter,
        box: QRectF,
        words: tuple[str, str],
        ink: QColor,
        left: float,
    ) -> None:
        name, kind = words
        room = QRectF(QPointF(left, box.top()), QPointF(box.right() - 5, box.bottom()))
        painter.setPen(ink)
        if box.height() < _FLAT_PX or kind in (DATE, INITIALS, TEXT):
            said = inside_words(kind) if kind in (DATE, INITIALS, TEXT) else name
            font = ui_font(max(8, min(13, round(box.height() * 0.55))), QFont.Weight.DemiBold)
            self._paint_line(painter, room, said, font, Qt.AlignmentFlag.AlignLeft)
            return
        middle = box.center().y()
        upper = QRectF(room.left(), middle - 20, room.width(), 20)
        lower = QRectF(room.left(), middle + 1, room.width(), 20)
        strong, plain = ui_font(14, QFont.Weight.DemiBold), ui_font(13)
        self._paint_line(painter, upper, name, strong, Qt.AlignmentFlag.AlignHCenter)
        self._paint_line(painter, lower, inside_words(kind), plain, Qt.AlignmentFlag.AlignHCenter)

    def _paint_line(
        self,
        painter: QPainter,
        room: QRectF,
        words: str,
        font: QFont,
        align: Qt.AlignmentFlag,
    ) -> None:
        elided = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, elided)
