"""The page view with the box on it: hands mouse and keys to `Placement`, and speaks its state."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.box_bar import BoxBar
from paraph.gui.viewer.box_item import BoxItem
from paraph.gui.viewer.field_item import FieldItem
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.place_rules import Refusal
from paraph.gui.viewer.place_words import place_words, refusal_words, size_words
from paraph.gui.viewer.placement import Placement
from paraph.gui.viewer.snapping import ALL_EDGES, Edges
from paraph.ports.documents import FieldOnPage

_SPEAK_AFTER_MS = 300
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlacingView(PageView):
    """Pages with the fields they have and the box being placed."""

    draws_changed = Signal(bool)  # when drawing begins or ends

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self.placement = Placement(self.page_layout, list(source.fields), self)
        self._draws = False
        self._field_at = -1
        self._field_items = self._add_fields()
        self._box_item = BoxItem(self.placement, tokens)
        self.scene().addItem(self._box_item)
        self._bar = BoxBar(self.viewport(), tokens)
        self._bar.delete_asked.connect(self.placement.remove)
        self._spoken = ""
        self._speech = QTimer(self)
        self._speech.setSingleShot(True)
        self._speech.setInterval(_SPEAK_AFTER_MS)
        self._speech.timeout.connect(self._speak)
        self.placement.changed.connect(self._show_state)
        self.placement.stopped.connect(self._tell_stop)
        source.signals.fields_ready.connect(self._take_fields)
        self.viewport().setMouseTracking(True)

    @property
    def draws(self) -> bool:
        """Tell whether the next drag on a page draws a box."""
        return self._draws

    def set_draws(self, draws: bool) -> None:  # noqa: FBT001 - a slot for `toggled`
        """Let the next drag or click on a page make a box."""
        if draws == self._draws:
            return
        self._draws = draws
        self.draws_changed.emit(draws)
        shape = Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def place_default(self) -> None:
        """Put a box of the usual size on the current page."""
        if len(self.page_layout):
            self.placement.place_default(self.current_page)
            self._reveal_box()
            self.setFocus()

    def go_to_field(self, step: int) -> bool:
        """Bring the next or previous empty field into view; tell whether there is one."""
        position = self._field_at + step
        if not 0 <= position < len(self._field_items):
            self._field_at = -1 if step > 0 else len(self._field_items)
            return False
        self._field_at = position
        item = self._field_items[position]
        self.ensureVisible(item.mapToScene(item.boundingRect()).boundingRect(), 40, 40)
        self._say(self.tr("Field {name}. Enter signs there.").format(name=item.field.name))
        return True

    def place_in_words(self) -> str:
        """Say what is chosen: where the box stands, which field, or nothing."""
        place, field_name = self.placement.place, self.placement.choice.field_name
        if place is not None:
            page_height = self.page_layout.rects[place.page_index].height()
            shown = self.placement.rules.shown_rect(place)
            return place_words(place.page_index, shown, page_height)
        if field_name is not None:
            return self.tr("Signature in the field {name}").format(name=field_name)
        return ""

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        super().take_theme(tokens)
        self._box_item.tokens = tokens
        self._bar.take_theme(tokens)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the box, of a field, or begin to draw."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point, field = self._scene_point(event), None
        if not self.placement.handle_under(point, self.px_per_pt):
            field = self.placement.field_under(point)
        if field is not None:
            self.placement.choose_field(field.name)
        else:
            self.placement.press(point, self.px_per_pt, draws=self._draws)
        self.setFocus()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what a press would take hold of."""
        point = self._scene_point(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            snaps = not event.modifiers() & Qt.KeyboardModifier.AltModifier
            self.placement.drag(point, self.px_per_pt, snaps=snaps)
        elif not self._draws:
            held = self.placement.handle_under(point, self.px_per_pt)
            over_field = self.placement.field_under(point) is not None
            self.viewport().setCursor(_cursor(held, over_field=over_field))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Settle the drag."""
        before = self.placement.choice
        self.placement.release(self._scene_point(event), self.px_per_pt)
        if self._draws and self.placement.choice != before:
            self.set_draws(False)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize and delete the box; go through the fields."""
        if not self._key_for_box(event) and not self._key_for_field(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Let Tab go through the empty fields before it leaves the pages."""
        return self.go_to_field(1 if forward else -1) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar beside the box."""
        super().resizeEvent(event)
        self._show_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the bar beside the box."""
        super().scrollContentsBy(dx, dy)
        self._show_bar()

    def _key_for_box(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.placement.draft is not None:
            self.placement.cancel()
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.placement.remove()
            return True
        if self.placement.place is None:
            return False
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            return False
        modifiers = event.modifiers()
        points = 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        alters = modifiers & Qt.KeyboardModifier.AltModifier
        act = self.placement.resize_by if alters else self.placement.nudge
        act(arrow[0] * points, arrow[1] * points)
        return True

    def _key_for_field(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or not 0 <= self._field_at < len(self._field_items):
            return False
        self.placement.choose_field(self._field_items[self._field_at].field.name)
        return True

    def _take_fields(self, fields: Sequence[FieldOnPage]) -> None:
        self.placement.set_fields(fields)
        for item in self._field_items:
            self.scene().removeItem(item)
        self._field_at = -1
        self._field_items = self._add_fields()
        self._show_state()

    def _add_fields(self) -> list[FieldItem]:
        items = []
        for field in self.placement.fields:
            if not field.signed:
                item = FieldItem(field, self.placement.field_scene_rect(field), self.tokens)
                self.scene().addItem(item)
                items.append(item)
        return items

    def _scene_point(self, event: QMouseEvent) -> QPointF:
        return self.viewportTransform().inverted()[0].map(event.position())

    def _show_state(self) -> None:
        for item in self._field_items:
            item.is_chosen = item.field.name == self.placement.choice.field_name
        self._show_bar()
        if self.placement.place is not None and self.placement.draft is None:
            self._say(self.place_in_words())
        self.viewport().update()

    def _show_bar(self) -> None:
        if not hasattr(self, "_bar"):
            return  # Qt lays the view out before this class has built its own parts
        rect = self.placement.scene_rect()
        if rect is None or self.placement.draft is not None:
            self._bar.hide()
            return
        box_px = self.mapFromScene(rect).boundingRect()
        words = size_words(rect)
        self._bar.show_at(box_px, words)

    def _reveal_box(self) -> None:
        rect = self.placement.scene_rect()
        if rect is not None:
            self.ensureVisible(rect, 60, 60)

    def _tell_stop(self, refusal: Refusal) -> None:
        self._say(self.tr("Stopped: {why}.").format(why=refusal_words(refusal)))

    def _say(self, words: str) -> None:
        self._spoken = words
        self._speech.start()

    def _speak(self) -> None:
        self.setAccessibleDescription(self._spoken)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._spoken))


def _cursor(held: Edges, *, over_field: bool) -> Qt.CursorShape:
    if held == ALL_EDGES:
        return Qt.CursorShape.SizeAllCursor
    if held in (Edges.LEFT, Edges.RIGHT):
        return Qt.CursorShape.SizeHorCursor
    if held in (Edges.TOP, Edges.BOTTOM):
        return Qt.CursorShape.SizeVerCursor
    if held in (Edges.LEFT | Edges.TOP, Edges.RIGHT | Edges.BOTTOM):
        return Qt.CursorShape.SizeFDiagCursor
    if held:
        return Qt.CursorShape.SizeBDiagCursor
    return Qt.CursorShape.PointingHandCursor if over_field else Qt.CursorShape.ArrowCursor
