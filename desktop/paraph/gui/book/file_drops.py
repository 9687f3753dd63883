"""Files that are dropped on one page of the window, before the window itself opens them."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from paraph.gui.desk.drops import read_drop


class FileDrops(QObject):
    """Takes drops on a widget that hold PDFs, or files with another ending that is wanted."""

    dropped = Signal(object)  # list[Path]

    def __init__(self, target: QWidget, also: tuple[str, ...] = ()) -> None:
        super().__init__(target)
        self._also = also
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the PDFs; everything else goes its way."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            files = self._wanted(event)
            if files:
                event.acceptProposedAction()
                self.dropped.emit(files)
                return True
        if isinstance(event, QDragEnterEvent) and self._wanted(event):
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _wanted(self, event: QDropEvent) -> list[Path]:
        drop = read_drop(event.mimeData())
        return [*drop.pdfs, *(each for each in drop.others if each.suffix.lower() in self._also)]
