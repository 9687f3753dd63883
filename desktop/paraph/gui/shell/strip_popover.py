"""What a click on the strip opens above it: a few lines, and one act."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label

_WIDTH_PX, _EDGE_PX = 360, 8


class StripPopover(QFrame):
    """Within the window, so that it leaves no screen's edge; Esc or a click elsewhere closes it."""

    def __init__(self, above: QWidget, title: str) -> None:
        super().__init__(above.window())
        self.setObjectName("popover")
        self._above = above
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(8)
        head = label(title, "strong")
        head.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(head)
        self.setAccessibleName(title)
        self.act: QPushButton | None = None
        self.told: list[str] = [title]

    def say(self, words: str, kind: str = "small") -> QLabel:
        """Add a line."""
        line = label(words, kind)
        line.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(line)
        self.told.append(words)
        return line

    def add(self, widget: QWidget) -> None:
        """Add something else."""
        self._column.addWidget(widget)

    def offer(self, words: str, kind: str = "") -> QPushButton:
        """Add the act."""
        self.act = act_button(words, kind)
        self.act.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.act)
        self._column.addLayout(row)
        return self.act

    def open(self) -> None:
        """Show it above its button."""
        window = self._above.window()
        self.setFixedWidth(min(_WIDTH_PX, window.width() - 2 * _EDGE_PX))
        for each in self.findChildren(QWidget):
            each.ensurePolished()
        height = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(height, self.sizeHint().height()))
        at = self._above.mapTo(window, QPoint(0, 0))
        left = max(_EDGE_PX, min(at.x(), window.width() - self.width() - _EDGE_PX))
        self.move(left, max(_EDGE_PX, at.y() - self.height() - _EDGE_PX))
        self.setAccessibleDescription(" ".join(self.told[1:]))
        self.show()
        self.raise_()
        window.installEventFilter(self)
        if self.act is not None:
            self.act.installEventFilter(self)
            self.act.setFocus()
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()

    def leave(self) -> None:
        """Close it."""
        self.hide()
        self._above.window().removeEventFilter(self)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, and give the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self._above.setFocus()
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close once the focus goes elsewhere, or the window changes its size."""
        is_left = watched is self.act and event.type() == QEvent.Type.FocusOut
        if self.isVisible() and (is_left or event.type() == QEvent.Type.Resize):
            self.leave()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close once the focus goes elsewhere, also where there is no act."""
        super().focusOutEvent(event)
        if self.isVisible() and self.act is None:
            self.leave()
