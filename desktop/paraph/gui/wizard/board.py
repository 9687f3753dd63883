"""The fields that are being placed, which one is chosen, and the way back."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from paraph.domain.placing.signature_field import Place
from paraph.domain.service.prepared import SIGNATURE, FieldToPlace, PreparedPerson

Fields = tuple[FieldToPlace, ...]


class Board(QObject):
    """Holds all fields of one draft; it knows nothing of pages."""

    changed = Signal()  # when fields, people or the choice are others
    fields_changed = Signal(object)  # Fields, when a person has changed them

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.people: tuple[PreparedPerson, ...] = ()
        self.fields: Fields = ()
        self.selected: int | None = None
        self.person = 0  # for whom the next field is

    def load(self, people: tuple[PreparedPerson, ...], fields: Fields) -> None:
        """Take other people and fields; nothing of before can be undone."""
        self.people, self.fields = people, fields
        self.undo_stack.clear()
        self.selected = None
        keys = [each.key for each in people if each.signs]
        if self.person not in keys:
            self.person = keys[0] if keys else 0
        self.changed.emit()

    @property
    def chosen(self) -> FieldToPlace | None:
        """Give the field that is chosen."""
        return self.field(self.selected) if self.selected is not None else None

    def field(self, key: int) -> FieldToPlace | None:
        """Give a field."""
        return next((each for each in self.fields if each.key == key), None)

    def person_of(self, field: FieldToPlace) -> PreparedPerson | None:
        """Give whose a field is."""
        return next((each for each in self.people if each.key == field.person), None)

    def last_key(self) -> int:
        """Give the highest number that a person or field has."""
        people = [each.key for each in self.people]
        return max([*people, *(each.key for each in self.fields)], default=0)

    def number_of(self, person: int) -> int:
        """Give a person's place among all, from 1: their colour goes by it."""
        return [each.key for each in self.people].index(person) + 1

    def signature_of(self, person: int) -> FieldToPlace | None:
        """Give a person's signature field; each signs once."""
        own = (each for each in self.fields if each.person == person)
        return next((each for each in own if each.kind == SIGNATURE), None)

    def choose_person(self, person: int) -> None:
        """Let the next field be somebody's."""
        self.person = person
        self.changed.emit()

    def choose(self, key: int | None) -> None:
        """Choose a field, or none."""
        self.selected = key
        if self.chosen is not None:
            self.person = self.chosen.person
        self.changed.emit()

    def add(self, kind: str, place: Place, anchor: str = "") -> int:
        """Add a field for the person in turn, and choose it; gives its key."""
        field = FieldToPlace(self.last_key() + 1, self.person, kind, *place, anchor)
        self._push((*self.fields, field), self.tr("Place the field"), field.key)
        return field.key

    def replace(self, field: FieldToPlace, words: str, merge_id: int = -1) -> None:
        """Change a field; steps of one kind in a row are undone as one."""
        if self.field(field.key) != field:
            every = tuple(field if each.key == field.key else each for each in self.fields)
            self._push(every, words, self.selected, merge_id)

    def add_all(self, fields: Fields) -> None:
        """Add several in one step."""
        if fields:
            self._push((*self.fields, *fields), self.tr("Propose fields"), None)

    def remove(self, key: int) -> None:
        """Take a field away."""
        rest = tuple(each for each in self.fields if each.key != key)
        self._push(rest, self.tr("Delete the field"), None)

    def settle(self, field: FieldToPlace) -> None:
        """Take over what became known of a field; that is no step."""
        self.fields = tuple(field if each.key == field.key else each for each in self.fields)
        self.fields_changed.emit(self.fields)

    def _push(self, after: Fields, words: str, chosen: int | None, merge_id: int = -1) -> None:
        step = _Step(words, self._apply, (self.fields, self.selected), (after, chosen), merge_id)
        self.undo_stack.push(step)

    def _apply(self, fields: Fields, chosen: int | None) -> None:
        self.fields = fields
        self.selected = chosen if chosen is not None and self.field(chosen) else None
        self.fields_changed.emit(fields)
        self.changed.emit()


_State = tuple[Fields, int | None]


class _Step(QUndoCommand):
    """Goes from one state to another."""

    def __init__(
        self,
        words: str,
        apply: Callable[[Fields, int | None], None],
        before: _State,
        after: _State,
        merge_id: int,
    ) -> None:
        super().__init__(words)
        self._apply, self._before, self.after, self._merge_id = apply, before, after, merge_id

    def id(self) -> int:
        """Tell Qt which steps may be merged."""
        return self._merge_id

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later step of the same field into this one."""
        self.after = cast("_Step", other).after
        return True

    def redo(self) -> None:
        """Put the later state in force."""
        self._apply(*self.after)

    def undo(self) -> None:
        """Put the earlier state in force."""
        self._apply(*self._before)
