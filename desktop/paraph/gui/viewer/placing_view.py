"""The page view in which one signs: keys, fields, the search for a place, and what is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.box_view import BoxView
from paraph.gui.viewer.field_stops import FieldStops
from paraph.gui.viewer.page_marks import of_qt
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.place_finder import PlaceFinder
from paraph.gui.viewer.place_rules import Refusal
from paraph.gui.viewer.place_words import place_words, refusal_words
from paraph.gui.viewer.speech import Speech
from paraph.ports.documents import FieldOnPage

if TYPE_CHECKING:
    from paraph.domain.placing.placing_rule import Find
    from paraph.domain.placing.signature_extras import Extras
    from paraph.gui.viewer.extras_item import ExtrasItem
    from paraph.gui.viewer.extras_state import ExtrasState

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlacingView(BoxView):
    """Pages with the fields they have and the box being placed."""

    beneath_changed = Signal()  # when it is known what the box stands on
    extras_made = Signal(object)  # ExtrasState, when it is first asked for
    extras_changed = Signal()  # when what comes with the signature is another

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._fields = FieldStops(self.scene(), self.placement, tokens)
        self.speech = Speech(self)
        self._place_said = ""
        self._extras: ExtrasState | None = None
        self._extras_item: ExtrasItem | None = None
        self._draws_if_none = False
        self._finder = PlaceFinder(self.page_layout, self.marks, self)
        self._finder.found.connect(self._take_find)
        self.draws_changed.connect(lambda _: self._finder.stop())
        self.placement.changed.connect(self._show_state)
        self.marks.ready.connect(self._take_marks)
        self.placement.stopped.connect(self._tell_stop)
        source.signals.fields_ready.connect(self._take_fields)

    @property
    def extras(self) -> ExtrasState:
        """Give what comes with the signature; most documents never ask for it."""
        if self._extras is None:
            from paraph.gui.viewer.extras_item import ExtrasItem
            from paraph.gui.viewer.extras_state import ExtrasState

            made = self._extras = ExtrasState(self.source, self.placement, self)
            self._extras_item = ExtrasItem(made, self.page_layout, self, self.tokens)
            self.scene().addItem(self._extras_item)
            made.changed.connect(self.extras_changed)
            made.changed.connect(self.viewport().update)
            made.said.connect(self._say_of_extras)
            self.extras_made.emit(made)
        return self._extras

    @property
    def chosen_extras(self) -> Extras | None:
        """Give what was chosen to come with the signature."""
        return self._extras.extras if self._extras is not None else None

    def put_box(self, page_index: int, rect: QRectF) -> bool:
        """Put the box somewhere and show it; tell whether it may stand there."""
        is_put = self.placement.put(page_index, rect, self.tr("Place the box"))
        self._show_found_box()
        return is_put

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the search up: the person has begun to place the box."""
        self._finder.stop()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize and delete the box; go through the fields."""
        if not self._key_for_box(event) and not self._key_for_field(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Let Tab go through the empty fields before it leaves the pages."""
        return self.go_to_field(1 if forward else -1) or super().focusNextPrevChild(forward)

    def _say_of_extras(self, words: str) -> None:
        if words:
            self.speech.say(words)

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
            self.placement.put(find.page_index, of_qt(find.rect), self.tr("Place the box"))
            self._show_found_box()
            self.setFocus()
        elif self._draws_if_none:
            self.set_draws(True)
            self.speech.say(self.tr("No line to sign on was found. Click where you sign."))
        else:
            self.place_default()

    def _show_state(self) -> None:
        self._fields.show_choice()
        place = self.placement.place
        if place is not None and self.placement.draft is None:
            self._place_said = self.place_in_words()
            self.speech.say(self._place_said)
            if self.marks.get(place.page_index) is None:
                self.marks.want(place.page_index)
        self.viewport().update()

    def _tell_stop(self, refusal: Refusal) -> None:
        self.speech.say(self.tr("Stopped: {why}.").format(why=refusal_words(refusal)))

    def _on_what(self) -> str:
        beneath = self.beneath_in_words()
        return f"{beneath}." if beneath else ""
