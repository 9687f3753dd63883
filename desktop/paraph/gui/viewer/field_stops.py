"""The empty fields of a document as items in the scene, and the walk through them with Tab."""

from PySide6.QtWidgets import QGraphicsScene

from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.field_item import FieldItem
from paraph.gui.viewer.placement import Placement


class FieldStops:
    """Knows at which field one stands."""

    def __init__(self, scene: QGraphicsScene, placement: Placement, tokens: Tokens) -> None:
        self._scene = scene
        self._placement = placement
        self._tokens = tokens
        self.items: list[FieldItem] = []
        self._at = -1
        self.renew()

    @property
    def current(self) -> FieldItem | None:
        """Give the field one stands at."""
        return self.items[self._at] if 0 <= self._at < len(self.items) else None

    def renew(self) -> None:
        """Show the fields the document has now; one stands before the first."""
        for item in self.items:
            self._scene.removeItem(item)
        self._at = -1
        self.items = []
        for field in self._placement.fields:
            if not field.signed:
                rect = self._placement.field_scene_rect(field)
                item = FieldItem(field, rect, self._tokens)
                self._scene.addItem(item)
                self.items.append(item)

    def step(self, by: int) -> FieldItem | None:
        """Go to the next or previous field; None when one leaves them."""
        position = self._at + by
        if not 0 <= position < len(self.items):
            self._at = -1 if by > 0 else len(self.items)
            return None
        self._at = position
        return self.items[position]

    def show_choice(self) -> None:
        """Mark the field that is chosen."""
        for item in self.items:
            item.is_chosen = item.field.name == self._placement.choice.field_name
