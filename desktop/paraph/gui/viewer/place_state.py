"""Where the signature is to stand, and the commands that change it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QUndoCommand

from paraph.domain.placing.signature_field import Place


class Choice(NamedTuple):
    """One place at most: a box that was drawn, or a field the document already has."""

    place: Place | None = None
    field_name: str | None = None


class ChangeChoice(QUndoCommand):
    """Goes from one choice to another; steps of one kind in a row are undone as one."""

    def __init__(
        self,
        words: str,
        apply: Callable[[Choice], None],
        before: Choice,
        after: Choice,
        merge_id: int = -1,
    ) -> None:
        super().__init__(words)
        self._apply = apply
        self._before = before
        self.after = after
        self._merge_id = merge_id

    def id(self) -> int:
        """Tell Qt which commands may be merged."""
        return self._merge_id

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later step into this one."""
        if not isinstance(other, ChangeChoice):
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        """Put the later choice in force."""
        self._apply(self.after)

    def undo(self) -> None:
        """Put the earlier choice in force."""
        self._apply(self._before)
