"""The box for the signature: drawing, moving, resizing and choosing it, with undo.

It knows pages and rectangles, no widgets: the view tells it what mouse and keys do.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QUndoStack

from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.signature_field import Place
from paraph.gui.viewer.gestures import Gesture, at_least_minimum, default_rect, handle_at
from paraph.gui.viewer.page_layout import PageLayout
from paraph.gui.viewer.page_marks import PageMarks, shown
from paraph.gui.viewer.place_rules import PlaceRules, Refusal
from paraph.gui.viewer.place_state import ChangeChoice, Choice
from paraph.gui.viewer.snapping import ALL_EDGES, Edges, SnapLine, snap, snap_lines, stretched
from paraph.ports.documents import FieldOnPage

SNAP_PX = 6
HANDLE_REACH_PX = 12
_CLICK_PX = 4
_NUDGE_ID, _RESIZE_ID = 1, 2


class Draft(NamedTuple):
    """A box in the mouse's hand: where it would land, what it snapped to, why it may not."""

    page_index: int
    rect: QRectF  # from the page's top left
    lines: Sequence[SnapLine] = ()
    refusal: Refusal | None = None


class Placement(QObject):
    """Holds the choice of place for one document."""

    place_changed = Signal(object)  # Place | None, in user space, when a place is settled
    field_chosen = Signal(object)  # str | None, when an existing field is chosen or let go
    changed = Signal()  # when anything to be drawn has changed
    stopped = Signal(object)  # Refusal, when a box could not go where it was sent

    def __init__(
        self, layout: PageLayout, fields: list[FieldOnPage], marks: PageMarks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.layout = layout
        self.marks = marks
        self.fields = fields
        self._prepared: list[FieldOnPage] = []
        self.rules = PlaceRules(layout.geometries, fields)
        self.undo_stack = QUndoStack(self)
        self.choice = Choice()
        self.draft: Draft | None = None
        self._gesture: Gesture | None = None
        self._ghost: Draft | None = None
        self._pressed_ghost: Draft | None = None

    def set_fields(self, fields: Sequence[FieldOnPage]) -> None:
        """Take the document's fields, once they are known."""
        self.fields = list(fields)
        self.keep_clear(self._prepared)

    def keep_clear(self, prepared: Sequence[FieldOnPage]) -> None:
        """Let no box cover a field that the document has, or one that is to come with it."""
        self._prepared = list(prepared)
        self.rules = PlaceRules(self.layout.geometries, [*self.fields, *self._prepared])
        self.changed.emit()

    @property
    def place(self) -> Place | None:
        """Give the settled place."""
        return self.choice.place

    def scene_rect(self) -> QRectF | None:
        """Give the settled box in the scene."""
        if self.place is None:
            return None
        return self.layout.to_scene(self.place.page_index, self.rules.shown_rect(self.place))

    def handle_under(self, point: QPointF, px_per_pt: float) -> Edges:
        """Give what a press at a point of the scene would take hold of."""
        rect = self.scene_rect()
        if rect is None:
            return Edges.NONE
        handle = handle_at(rect, point, HANDLE_REACH_PX / px_per_pt)
        return handle or (ALL_EDGES if rect.contains(point) else Edges.NONE)

    def field_scene_rect(self, wanted: FieldOnPage) -> QRectF:
        """Give a field's rectangle in the scene."""
        shown = self.rules.shown_rect(Place(wanted.page_index, wanted.box))
        return self.layout.to_scene(wanted.page_index, shown)

    def chosen_field_rect(self) -> QRectF | None:
        """Give the rectangle in the scene of the field that was chosen."""
        named = [each for each in self.fields if each.name == self.choice.field_name]
        return self.field_scene_rect(named[0]) if named else None

    def field_under(self, point: QPointF) -> FieldOnPage | None:
        """Give the empty field under a point of the scene."""
        for candidate in self.fields:
            if not candidate.signed and self.field_scene_rect(candidate).contains(point):
                return candidate
        return None

    def press(self, point: QPointF, px_per_pt: float, *, draws: bool) -> bool:
        """Begin a drag at a point of the scene; tell whether there was anything to begin."""
        edges, rect = self.handle_under(point, px_per_pt), self.scene_rect()
        if edges and rect is not None and self.place is not None:
            self._gesture = Gesture(self.place.page_index, point, rect, edges)
            return True
        page_index = self.layout.page_at(point)
        if not draws or page_index is None:
            return False
        ghost, self._ghost = self._ghost, None
        if ghost is not None and ghost.page_index == page_index:
            self._pressed_ghost = ghost
        self._gesture = Gesture(page_index, point, QRectF(point, point), ALL_EDGES, draws=True)
        return True

    def hover(self, point: QPointF, px_per_pt: float, *, snaps: bool = True) -> None:
        """Let a box of the usual size follow the mouse, as a click would put it."""
        page_index = self.layout.page_at(point)
        if page_index is None:
            self.leave()
            return
        page = QRectF(QPointF(0, 0), self.layout.rects[page_index].size())
        centre = point - self.layout.rects[page_index].topLeft()
        rect, lines = _pushed_inside(default_rect(centre), page), list[SnapLine]()
        if snaps:
            rect, lines = snap(rect, ALL_EDGES, self._lines(page_index), SNAP_PX / px_per_pt)
        refusal = self.rules.refusal(self._to_place(page_index, rect))
        self.draft = self._ghost = Draft(page_index, rect, lines, refusal)
        self.changed.emit()

    def leave(self) -> None:
        """Take the box that follows the mouse away."""
        if self._ghost is not None:
            self.draft = self._ghost = None
            self.changed.emit()

    def drag(self, point: QPointF, px_per_pt: float, *, snaps: bool = True) -> None:
        """Follow the mouse; `snaps` is False while Alt is held."""
        gesture = self._gesture
        if gesture is None:
            return
        page_index = gesture.page_index
        if gesture.moves:
            under = self.layout.page_at(point)
            page_index = page_index if under is None else under
        rect = self.layout.to_page(page_index, gesture.rect_at(point))
        edges, lines = gesture.edges_at(point), list[SnapLine]()
        if snaps:
            rect, lines = snap(rect, edges, self._lines(page_index), SNAP_PX / px_per_pt)
            if not gesture.moves and not gesture.draws:
                rect = at_least_minimum(rect, edges)
        refusal = None if gesture.draws else self.rules.refusal(self._to_place(page_index, rect))
        self.draft = Draft(page_index, rect, lines, refusal)
        self.changed.emit()

    def release(self, point: QPointF, px_per_pt: float) -> None:
        """End the drag; a refused box goes back to its last good place."""
        gesture, draft, ghost = self._gesture, self.draft, self._pressed_ghost
        self.cancel()
        if gesture is None:
            return
        moved = (point - gesture.start).manhattanLength() * px_per_pt
        if gesture.draws and moved < _CLICK_PX:
            if ghost is not None:
                self.put(ghost.page_index, ghost.rect, self.tr("Place the box"))
            else:
                self.place_default(gesture.page_index, gesture.start)
        elif gesture.draws and draft is not None:
            rect = at_least_minimum(draft.rect, gesture.edges_at(point))
            self.put(draft.page_index, rect, self.tr("Draw the box"))
        elif draft is not None and moved > 0:
            words = self.tr("Move the box") if gesture.moves else self.tr("Resize the box")
            self.put(draft.page_index, draft.rect, words)

    def cancel(self) -> None:
        """Drop what is in the mouse's hand."""
        self._gesture = self.draft = self._ghost = self._pressed_ghost = None
        self.changed.emit()

    def put(self, page_index: int, rect: QRectF, words: str, merge_id: int = -1) -> bool:
        """Settle a box on a page; tell whether it may stand there."""
        place = self._to_place(page_index, rect)
        refusal = self.rules.refusal(place)
        if refusal is not None:
            self.stopped.emit(refusal)
            return False
        self._change(Choice(place=place), words, merge_id)
        return True

    def place_default(self, page_index: int, scene_point: QPointF | None = None) -> bool:
        """Put a box of 72 by 32 mm near a point, or at the first free spot from the foot up.

        A spot is free where it covers no field, and no words as far as they are known.
        """
        words = self.tr("Place the box")
        page = QRectF(QPointF(0, 0), self.layout.rects[page_index].size())
        if scene_point is not None:
            centre = scene_point - self.layout.rects[page_index].topLeft()
            return self.put(page_index, _pushed_inside(default_rect(centre), page), words)
        marks = self.marks.get(page_index) or Marks()
        free = [
            rect
            for rect in _free_spots(page)
            if self.rules.refusal(self._to_place(page_index, rect)) is None
        ]
        clear = (rect for rect in free if not marks.words_in(shown(rect)))
        best = next(clear, free[0] if free else None)
        if best is not None:
            return self.put(page_index, best, words)
        return self.put(page_index, _pushed_inside(default_rect(page.center()), page), words)

    def show(self, place: Place | None) -> None:
        """Hold another box, without a step to undo: who calls keeps a history of its own."""
        self._apply(Choice(place=place))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the box by points, as far as it may go."""
        self._step(ALL_EDGES, dx, dy, self.tr("Move the box"), _NUDGE_ID)

    def resize_by(self, dx: int, dy: int) -> None:
        """Pull the lower right corner by points, as far as it may go."""
        self._step(Edges.RIGHT | Edges.BOTTOM, dx, dy, self.tr("Resize the box"), _RESIZE_ID)

    def remove(self) -> None:
        """Take the box away."""
        if self.choice != Choice():
            self._change(Choice(), self.tr("Delete the box"))

    def choose_field(self, name: str) -> None:
        """Choose a field the document already has; a drawn box makes way."""
        if self.choice.field_name != name:
            self._change(Choice(field_name=name), self.tr("Choose a field"))

    def _step(self, edges: Edges, dx: int, dy: int, words: str, merge_id: int) -> None:
        if self.place is None:
            return
        page_index, start = self.place.page_index, self.rules.shown_rect(self.place)
        steps, best, refusal = max(abs(dx), abs(dy)), None, None
        for done in range(1, steps + 1):
            rect = stretched(start, edges, dx * done / steps, dy * done / steps)
            if at_least_minimum(rect, edges) != rect and edges != ALL_EDGES:
                refusal = Refusal("too_small")
            else:
                refusal = self.rules.refusal(self._to_place(page_index, rect))
            if refusal is not None:
                break
            best = rect
        if best is not None:
            self.put(page_index, best, words, merge_id)
        if refusal is not None:
            self.stopped.emit(refusal)

    def _change(self, after: Choice, words: str, merge_id: int = -1) -> None:
        self.undo_stack.push(ChangeChoice(words, self._apply, self.choice, after, merge_id))

    def _apply(self, choice: Choice) -> None:
        before, self.choice = self.choice, choice
        if before.place != choice.place:
            self.place_changed.emit(choice.place)
        if before.field_name != choice.field_name:
            self.field_chosen.emit(choice.field_name)
        self.changed.emit()

    def _to_place(self, page_index: int, rect: QRectF) -> Place:
        return self.rules.to_place(page_index, rect)

    def _lines(self, page_index: int) -> list[SnapLine]:
        page = QRectF(QPointF(0, 0), self.layout.rects[page_index].size())
        if self.marks.get(page_index) is None:
            self.marks.want(page_index)
        return snap_lines(page, self.rules.shown_fields(page_index), self.marks.get(page_index))


def _pushed_inside(rect: QRectF, page: QRectF) -> QRectF:
    left = max(page.left(), min(rect.left(), page.right() - rect.width()))
    top = max(page.top(), min(rect.top(), page.bottom() - rect.height()))
    return QRectF(left, top, rect.width(), rect.height()).intersected(page)


def _free_spots(page: QRectF) -> list[QRectF]:
    usual = default_rect(QPointF(0, 0))
    inset = min(71.0, max(0.0, (page.width() - usual.width()) / 2))
    lowest = page.bottom() - min(71.0, max(0.0, page.height() - usual.height())) - usual.height()
    lefts = (page.left() + inset, page.right() - inset - usual.width())
    tops = [lowest - step * 20 for step in range(60) if lowest - step * 20 >= page.top()]
    return [QRectF(x, y, usual.width(), usual.height()) for y in tops for x in lefts]
