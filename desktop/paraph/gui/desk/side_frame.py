"""The frame of the panel at the right of a document's pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class SideFrame(QFrame):
    """Holds one panel, and closes with Esc."""

    left = Signal()  # when Esc is pressed in the panel

    def __init__(self, panel: QWidget, width_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setFixedWidth(width_px)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; what is open within the panel takes the key first."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
