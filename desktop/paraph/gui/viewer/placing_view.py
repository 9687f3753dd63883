"""The page view with the box on it: hands mouse and keys to `Placement`, and speaks its state."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from paraph.domain.signature_field import Place
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.best_place import Find
from paraph.gui.viewer.box_bar import BoxBar
from paraph.gui.viewer.box_item import BoxItem
from paraph.gui.viewer.field_stops import FieldStops
from paraph.gui.viewer.page_marks import PageMarks
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.place_finder import PlaceFinder
from paraph.gui.viewer.place_rules import Refusal
from paraph.gui.viewer.place_words import (
    beneath_words,
    corner_words,
    place_words,
    refusal_words,
    size_words,
)
from paraph.gui.viewer.placement import Placement
from paraph.gui.viewer.snapping import ALL_EDGES, Edges
from paraph.gui.viewer.speech import Speech
from paraph.ports.documents import FieldOnPage

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlacingView(PageView):
    """Pages with the fields they have and the box being placed."""

    draws_changed = Signal(bool)  # when drawing begins or ends
    beneath_changed = Signal()  # when it is known what the box stands on

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self.marks = PageMarks(source, self)
        self.placement = Placement(self.page_layout, list(source.fields), self.marks, self)
        self._draws = False
        self._draws_if_none = False
        self._fields = FieldStops(self.scene(), self.placement, tokens)
        self._box_item = BoxItem(self.placement, tokens)
        self.scene().addItem(self._box_item)
        self._bar = BoxBar(self.viewport(), tokens)
        self._bar.delete_asked.connect(self.placement.remove)
        self.speech = Speech(self)
        self._place_said = ""
        self._holds_box_in_sight = False
        self._finder = PlaceFinder(self.page_layout, self.marks, self)
        self._finder.found.connect(self._take_find)
        self.placement.changed.connect(self._show_state)
        self.marks.ready.connect(self._take_marks)
        self.placement.stopped.connect(self._tell_stop)
        source.signals.fields_ready.connect(self._take_fields)
        self.viewport().setMouseTracking(True)

    @property
    def draws(self) -> bool:
        """Tell whether the next drag on a page draws a box."""
        return self._draws

    def set_draws(self, draws: bool) -> None:  # noqa: FBT001 - a slot for `toggled`
        """Let the next drag or click on a page make a box."""
        self._finder.stop()
        if draws == self._draws:
            return
        self._draws = draws
        self.placement.leave()
        self.draws_changed.emit(draws)
        shape = Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def place_at_best(self, *, draws_if_none: bool = False) -> None:
        """Look for the place where one signs and put a box there.

        Without one the box goes to the first free spot of the current page, or follows the mouse.
        """
        if len(self.page_layout):
            self._draws_if_none = draws_if_none
            self._finder.start(self.placement.rules)

    def place_default(self) -> None:
        """Put a box of the usual size on the current page."""
        if len(self.page_layout):
            self.placement.place_default(self.current_page)
            self._show_found_box()
            self.setFocus()

    def go_to_field(self, step: int) -> bool:
        """Bring the next or previous empty field into view; tell whether there is one."""
        item = self._fields.step(step)
        if item is None:
            return False
        self.ensureVisible(item.mapToScene(item.boundingRect()).boundingRect(), 40, 40)
        self.speech.say(self.tr("Field {name}. Enter signs there.").format(name=item.field.name))
        return True

    def place_in_words(self) -> str:
        """Say what is chosen: where the box stands, which field, or nothing."""
        place, field_name = self.placement.place, self.placement.choice.field_name
        if place is not None:
            page_height = self.page_layout.rects[place.page_index].height()
            shown = self.placement.rules.shown_rect(place)
            return f"{place_words(place.page_index, shown, page_height)} {self._on_what()}".strip()
        if field_name is not None:
            return self.tr("Signature in the field {name}").format(name=field_name)
        return ""

    def corner_in_words(self) -> str:
        """Say on which page the box stands and in which part of it."""
        place = self.placement.place
        if place is None:
            return ""
        page = self.page_layout.rects[place.page_index].size()
        return corner_words(place.page_index, self.placement.rules.shown_rect(place), page)

    def beneath_in_words(self) -> str:
        """Say which line the box stands on, or which words it covers; empty for neither."""
        place = self.placement.place
        marks = self.marks.get(place.page_index) if place is not None else None
        if place is None or marks is None:
            return ""
        return beneath_words(self.placement.rules.shown_rect(place), marks)

    def size_in_words(self) -> str:
        """Give the box's size in millimetres."""
        rect = self.placement.scene_rect()
        return size_words(rect) if rect is not None else ""

    def set_stamp(self, image: QImage | None) -> None:
        """Show in the box how the signature will look, or only that it is one."""
        self._box_item.stamp = image
        self.viewport().update()

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
        self._finder.stop()
        self._holds_box_in_sight = False
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
        elif self._draws:
            snaps = not event.modifiers() & Qt.KeyboardModifier.AltModifier
            self.placement.hover(point, self.px_per_pt, snaps=snaps)
        else:
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

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the box that follows the mouse away when the mouse leaves."""
        if event.type() == QEvent.Type.Leave and hasattr(self, "placement"):
            self.placement.leave()
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the box behind."""
        self._holds_box_in_sight = False
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize and delete the box; go through the fields."""
        if not self._key_for_box(event) and not self._key_for_field(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Let Tab go through the empty fields before it leaves the pages."""
        return self.go_to_field(1 if forward else -1) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a box in sight that was just found, and the bar beside it."""
        super().resizeEvent(event)
        if getattr(self, "_holds_box_in_sight", False):
            self._reveal_box()
        self._show_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the bar beside the box."""
        super().scrollContentsBy(dx, dy)
        self._show_bar()

    def _key_for_box(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and (self._draws or self.placement.draft is not None):
            self.placement.cancel()
            self.set_draws(False)
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
        if not is_enter or self._fields.current is None:
            return False
        self.placement.choose_field(self._fields.current.field.name)
        return True

    def _take_fields(self, fields: Sequence[FieldOnPage]) -> None:
        self.placement.set_fields(fields)
        self._fields.renew()
        self._show_state()

    def _take_marks(self, page_index: int) -> None:
        place = self.placement.place
        if place is not None and place.page_index == page_index:
            self.beneath_changed.emit()
            self.speech.correct(self._place_said, self.place_in_words())

    def _take_find(self, find: Find | None) -> None:
        if find is not None:
            self.placement.put(find.page_index, find.rect, self.tr("Place the box"))
            self._show_found_box()
            self.setFocus()
        elif self._draws_if_none:
            self.set_draws(True)
            self.speech.say(self.tr("No line to sign on was found. Click where you sign."))
        else:
            self.place_default()

    def _scene_point(self, event: QMouseEvent) -> QPointF:
        return self.viewportTransform().inverted()[0].map(event.position())

    def _show_state(self) -> None:
        self._fields.show_choice()
        self._show_bar()
        place = self.placement.place
        if place is not None and self.placement.draft is None:
            self._place_said = self.place_in_words()
            self.speech.say(self._place_said)
            if self.marks.get(place.page_index) is None:
                self.marks.want(place.page_index)
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

    def reveal(self, place: Place) -> None:
        """Bring a place into view."""
        shown = self.placement.rules.shown_rect(place)
        self.ensureVisible(self.page_layout.to_scene(place.page_index, shown), 60, 60)

    def _show_found_box(self) -> None:
        # A panel that opens at the side takes room from the view: once more when that is done.
        self._reveal_box()
        self._holds_box_in_sight = True

    def _reveal_box(self) -> None:
        rect = self.placement.scene_rect()
        if rect is not None:
            self.ensureVisible(rect, 60, 60)
            free = self.viewport().width() - self._covered_px
            over = self.mapFromScene(rect).boundingRect().right() + 20 - free
            if self._covered_px and over > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() + over)

    def _tell_stop(self, refusal: Refusal) -> None:
        self.speech.say(self.tr("Stopped: {why}.").format(why=refusal_words(refusal)))

    def _on_what(self) -> str:
        beneath = self.beneath_in_words()
        return f"{beneath}." if beneath else ""


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
