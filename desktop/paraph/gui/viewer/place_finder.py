"""Looks through a document for the place where one signs, from its last page backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paraph.domain.placing.page_text import ShownRect
from paraph.gui.viewer.page_layout import PageLayout
from paraph.gui.viewer.page_marks import PageMarks, shown
from paraph.gui.viewer.place_rules import PlaceRules

if TYPE_CHECKING:
    from paraph.domain.placing.placing_rule import Find

_PAGES_LOOKED_AT = 24


class PlaceFinder(QObject):
    """One search at a time; a new one takes the old one's place."""

    found = Signal(object)  # Find | None, when the search has ended

    def __init__(self, layout: PageLayout, marks: PageMarks, parent: QObject) -> None:
        super().__init__(parent)
        self._layout = layout
        self._marks = marks
        self._rules: PlaceRules | None = None
        self._waits_for: int | None = None
        self._last = 0
        marks.ready.connect(self._look_at)

    @property
    def is_looking(self) -> bool:
        """Tell whether a search is under way."""
        return self._waits_for is not None

    def start(self, rules: PlaceRules) -> None:
        """Begin at the last page; `found` tells the end."""
        self._rules = rules
        self._last = max(0, len(self._layout) - _PAGES_LOOKED_AT)
        self._go_to(len(self._layout) - 1)

    def stop(self) -> None:
        """Give the search up; `found` does not come."""
        self._waits_for = None

    def _go_to(self, page_index: int) -> None:
        if page_index < self._last:
            self._end(None)
            return
        self._waits_for = page_index
        self._marks.want(page_index)

    def _look_at(self, page_index: int) -> None:
        marks = self._marks.get(page_index)
        if page_index != self._waits_for or marks is None or self._rules is None:
            return
        from paraph.domain.placing.placing_rule import (
            best_place,  # not before one looks for a place
        )

        size = self._layout.rects[page_index].size()
        page = ShownRect(0, 0, size.width(), size.height())
        taken = [shown(rect) for _, rect in self._rules.shown_fields(page_index)]
        find = best_place(page_index, page, marks, taken)
        if find is not None:
            self._end(find)
        else:
            self._go_to(page_index - 1)

    def _end(self, find: Find | None) -> None:
        self._waits_for = None
        self.found.emit(find)
