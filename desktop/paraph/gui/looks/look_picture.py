"""A picture of a look: chosen from a file, or removed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from paraph.gui.common.controls import act_button

_SMALL_PX = 32


class PictureRow(QWidget):
    """Holds a PNG file or None. `asked` wants a file, `changed` tells of another picture."""

    asked = Signal()
    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.png: bytes | None = None
        self._small = QLabel()
        self._words = QLabel(name)
        self.choose = act_button(self.tr("Choose…"))
        self.choose.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self.remove = act_button(self.tr("Remove"))
        self.remove.setAccessibleName(self.tr("Remove: {name}").format(name=name))
        self.choose.clicked.connect(self.asked)
        self.remove.clicked.connect(lambda: self.put(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self._small)
        row.addStretch()
        row.addWidget(self.remove)
        row.addWidget(self.choose)
        self.take(None)

    def take(self, png: bytes | None) -> None:
        """Show a picture, and tell nobody."""
        self.png = png
        drawn = QPixmap()
        if png is not None:
            drawn.loadFromData(png, "PNG")
            drawn = drawn.scaledToHeight(_SMALL_PX)
        self._small.setPixmap(drawn)
        self.remove.setVisible(png is not None)

    def put(self, png: bytes | None) -> None:
        """Take another picture."""
        self.take(png)
        self.changed.emit()
