"""How the visible signature will look, in the panel for signing; a click leads to the editor."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.gui.common.controls import label, section
from paraph.gui.looks.look_words import left_out_words

# As wide as the panel leaves beside its scroll bar: a wider one would make it scroll sideways.
PREVIEW_PX = QSize(308, 150)


class StampPreview(QFrame):
    """The paper with the stamp on it, and what found no room there."""

    def __init__(self, size: QSize = PREVIEW_PX) -> None:
        super().__init__()
        self._size = size
        self.setObjectName("stampPreview")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(self.tr("The visible signature as it will look"))
        self.left_out = label("", "small")
        self.left_out.setProperty("tone", "changed")
        self.left_out.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._picture)

    def show_stamp(self, image: QImage, left_out: Sequence[str]) -> None:
        """Show a stamp as large as it fits."""
        ratio = self.devicePixelRatioF()
        fitted = QPixmap.fromImage(image).scaled(
            self._size * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self._picture.setPixmap(fitted)
        words = left_out_words(left_out)
        self.left_out.setText(words)
        self.left_out.setVisible(bool(words))
        self._picture.setAccessibleDescription(words)


class LookRow(QWidget):
    """The title, the way to another look, and the preview."""

    change_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.change = QPushButton(self.tr("Change…"))
        self.change.setProperty("kind", "link")
        self.change.setAccessibleName(self.tr("Change how the signature looks"))
        self.change.clicked.connect(self.change_asked)
        self.preview = StampPreview()
        head = QHBoxLayout()
        head.addWidget(section(self.tr("HOW IT LOOKS")))
        head.addStretch()
        head.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.preview)
        column.addWidget(self.preview.left_out)
