"""The page view with the box on it: the mouse draws it, moves it and pulls its handles.

What keys do, the search for a place and what is spoken are `placing_view`.
"""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from paraph.domain.placing.signature_field import Place
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.box_bar import BoxBar
from paraph.gui.viewer.box_item import BoxItem
from paraph.gui.viewer.page_marks import PageMarks
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.place_words import beneath_words, corner_words, size_words
from paraph.gui.viewer.placement import Placement
from paraph.gui.viewer.snapping import ALL_EDGES, Edges


class BoxView(PageView):
    """Pages with the box being placed."""

    draws_changed = Signal(bool)  # when drawing begins or ends

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self.marks = PageMarks(source, self)
        self.placement = Placement(self.page_layout, list(source.fields), self.marks, self)
        self._draws = False
        self._holds_box_in_sight = False
        self._box_item = BoxItem(self.placement, tokens)
        self.scene().addItem(self._box_item)
        self._bar = BoxBar(self.viewport(), tokens)
        self._bar.delete_asked.connect(self.placement.remove)
        self.placement.changed.connect(self._show_bar)
        self.room_changed.connect(self._take_room)
        self.verticalScrollBar().sliderPressed.connect(self._leave_box)
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
        self.placement.leave()
        self.draws_changed.emit(draws)
        shape = Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

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

    def reveal(self, place: Place) -> None:
        """Bring a place into view."""
        shown = self.placement.rules.shown_rect(place)
        self.ensureVisible(self.page_layout.to_scene(place.page_index, shown), 60, 60)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the box, of a field, or begin to draw."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
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

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the bar beside the box."""
        super().scrollContentsBy(dx, dy)
        self._show_bar()

    def go_to_page(self, page_index: int) -> None:
        """Leave the box behind."""
        self._leave_box()
        super().go_to_page(page_index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the box behind."""
        self._leave_box()
        super().wheelEvent(event)

    def _leave_box(self) -> None:
        self._holds_box_in_sight = False

    def _show_found_box(self) -> None:
        # A panel that opens at the side takes room from the view: once more when that is done.
        self._reveal_box()
        self._holds_box_in_sight = True

    def _take_room(self) -> None:
        if self._holds_box_in_sight:
            self._reveal_box()
        self._show_bar()

    def _reveal_box(self) -> None:
        rect = self.placement.scene_rect()
        if rect is not None:
            self.ensureVisible(rect, 60, 60)
            over = self.mapFromScene(rect).boundingRect().right() + 20 - self.free_rect().right()
            if self._covered_px and over > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() + over)

    def _scene_point(self, event: QMouseEvent) -> QPointF:
        return self.viewportTransform().inverted()[0].map(event.position())

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
