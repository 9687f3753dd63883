"""One row of the settings: what it is, what it means, and the control at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget


def setting_row(title: str, below: QLabel, control: QWidget) -> QFrame:
    """Make a row."""
    frame = QFrame()
    frame.setProperty("kind", "group")
    head = QLabel(title)
    head.setProperty("kind", "strong")
    below.setProperty("kind", "small")
    below.setWordWrap(True)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(head)
    words.addWidget(below)
    row = QHBoxLayout(frame)
    row.setContentsMargins(20, 14, 20, 14)
    row.setSpacing(20)
    row.addLayout(words, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return frame
