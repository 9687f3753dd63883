"""The pages for those who do not see them: the fields and the box as children of the view.

Qt exposes no items of a scene by itself. The interface objects are kept for the life of the
program: Qt holds bare pointers to them, also after their view is gone. PySide's stubs do not say
that most answers may be None; hence the `Any`.
"""

from functools import cache
from typing import Any
from weakref import ref

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from paraph.gui.viewer.placing_view import PlacingView
from paraph.ports.documents import FieldOnPage

_KEPT: list[QAccessibleInterface] = []
_OF_VIEWS: dict[int, "PagesAccess"] = {}


class _Part(QAccessibleInterface):
    """A field or the box."""

    def __init__(self, view: PlacingView, field: FieldOnPage | None) -> None:
        super().__init__()
        self._view = ref(view)
        self.field = field
        _KEPT.append(self)

    def isValid(self) -> bool:
        """Tell whether the view is still there."""
        return self._view() is not None

    def object(self) -> Any:
        """Give no object: a part of the scene is none."""
        return None

    def window(self) -> Any:
        """Give no window of its own."""
        return None

    def parent(self) -> Any:
        """Give the pages."""
        view = self._view()
        return None if view is None else QAccessible.queryAccessibleInterface(view)

    def child(self, _index: int) -> Any:
        """Give nothing: a part has no parts."""
        return None

    def childAt(self, _x: int, _y: int) -> Any:
        """Give nothing, as above."""
        return None

    def childCount(self) -> int:
        """Count nothing, as above."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Find nothing, as above."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """Say what it is and where it stands."""
        view = self._view()
        if view is None or kind is not QAccessible.Text.Name:
            return ""
        if self.field is None:
            return view.place_in_words()
        words = (
            QCoreApplication.translate("PagesAccess", "Field {name}, page {page}, signed")
            if self.field.signed
            else QCoreApplication.translate("PagesAccess", "Field {name}, page {page}, empty")
        )
        return words.format(name=self.field.name, page=self.field.page_index + 1)

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing from outside."""

    def rect(self) -> QRect:
        """Give where it lies on the screen."""
        view = self._view()
        if view is None:
            return QRect()
        placement = view.placement
        if self.field is None:
            lies = placement.scene_rect() or QRectF()
        else:
            lies = placement.field_scene_rect(self.field)
        seen = view.mapFromScene(lies).boundingRect()
        return QRect(view.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def role(self) -> QAccessible.Role:
        """Give a button's role to what can be chosen with Enter."""
        is_empty_field = self.field is not None and not self.field.signed
        return QAccessible.Role.PushButton if is_empty_field else QAccessible.Role.Graphic

    def state(self) -> QAccessible.State:
        """Tell whether it is chosen."""
        state, view = QAccessible.State(), self._view()
        if view is not None and self.field is not None:
            state.selected = view.placement.choice.field_name == self.field.name
        return state


class PagesAccess(QAccessibleWidget):
    """The view as a document whose parts are its fields and the box."""

    def __init__(self, view: PlacingView) -> None:
        super().__init__(view, QAccessible.Role.Document)
        self._view = ref(view)
        self._box = _Part(view, None)
        self._fields: list[_Part] = []
        _KEPT.append(self)

    def childCount(self) -> int:
        """Count fields and box."""
        return len(self._parts())

    def child(self, index: int) -> Any:
        """Give a field, or the box after them."""
        parts = self._parts()
        return parts[index] if 0 <= index < len(parts) else None

    def childAt(self, x: int, y: int) -> Any:
        """Give what lies under a point of the screen."""
        return next((part for part in self._parts() if part.rect().contains(QPoint(x, y))), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give a part's place among the others."""
        return next((i for i, part in enumerate(self._parts()) if part is child), -1)

    def is_of(self, view: object) -> bool:
        """Tell whether these are the pages of a view."""
        return self._view() is view

    def _parts(self) -> list[_Part]:
        view = self._view()
        if view is None:
            return []
        if [part.field for part in self._fields] != view.placement.fields:
            self._fields = [_Part(view, field) for field in view.placement.fields]
        has_box = view.placement.place is not None
        return [*self._fields, self._box] if has_box else self._fields


@cache
def expose_pages() -> None:
    """Let Qt ask here for the parts of every view; once for the process."""
    QAccessible.installFactory(_make)


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, PlacingView):
        return None
    known = _OF_VIEWS.get(id(thing))
    if known is None or not known.is_of(thing):
        known = _OF_VIEWS[id(thing)] = PagesAccess(thing)
    return known
