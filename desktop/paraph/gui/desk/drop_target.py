"""Takes what is dropped on the window: opens the PDFs, and says what to do with the rest."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.desk_page import DeskPage
from paraph.gui.desk.drops import Drop, DropHint, read_drop


class DropTarget(QObject):
    """Watches a window's drag events."""

    def __init__(
        self, window: QWidget, desk: DeskPage, tokens: Tokens, open_path: Callable[[Path], object]
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._open_path = open_path
        self.take_many: Callable[[Sequence[Path]], object] | None = None  # where there are batches
        self.hint = DropHint(tokens, desk)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.hint.tokens = tokens
        self.hint.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags over the window; everything else goes its way."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hide()
            event.acceptProposedAction()
            self._take(read_drop(event.mimeData()))
            return True
        if isinstance(event, QDragEnterEvent):
            drop = read_drop(event.mimeData())
            if drop:
                event.acceptProposedAction()
                self._show(drop)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._hide()
        return super().eventFilter(watched, event)

    def _show(self, drop: Drop) -> None:
        signs_many = self.take_many is not None
        is_many = signs_many and drop.is_many
        if self._desk.current is not None or not drop.pdfs or is_many:
            self.hint.show_for(drop, signs_many=signs_many)
        else:
            self._desk.empty.zone.set_hot(True)

    def _hide(self) -> None:
        self.hint.hide()
        self._desk.empty.zone.set_hot(False)

    def _take(self, drop: Drop) -> None:
        if self.take_many is not None and drop.is_many:
            self.take_many(drop.paths)
            return
        if drop.refusal is not None:
            self._desk.tell(*drop.refusal)
        for path in drop.pdfs:
            self._open_path(path)
