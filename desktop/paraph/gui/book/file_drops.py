"""PDFs that are dropped on one page of the window, before the window itself opens them."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from paraph.gui.desk.drops import read_drop


class FileDrops(QObject):
    """Takes drops on a widget that hold PDFs."""

    dropped = Signal(object)  # list[Path]

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the PDFs; everything else goes its way."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            pdfs = list(read_drop(event.mimeData()).pdfs)
            if pdfs:
                event.acceptProposedAction()
                self.dropped.emit(pdfs)
                return True
        if isinstance(event, QDragEnterEvent) and read_drop(event.mimeData()).pdfs:
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
