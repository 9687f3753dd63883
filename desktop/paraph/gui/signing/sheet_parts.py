"""What the pages of a sheet are made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from paraph.gui.common.controls import label
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens


def title_row(icon_name: str, title: str, detail: str, tokens: Tokens) -> QHBoxLayout:
    """Make the head of a page: icon, title, and a line below it."""
    sign = QLabel()
    sign.setPixmap(pixmap(icon_name, tokens.colours["accentText"], 28))
    head = label(title, "title")
    small = label(detail, "small")
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(head)
    words.addWidget(small)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def close_button(name: str, tokens: Tokens) -> QToolButton:
    """Make the cross at the upper right."""
    button = QToolButton()
    button.setProperty("kind", "tool")
    button.setIcon(icon("x", tokens.colours["textSecondary"]))
    button.setAccessibleName(name)
    button.setToolTip(f"{name} (Esc)")
    return button


def note(icon_name: str, tone: str, title: str, words: str, tokens: Tokens) -> QFrame:
    """Make a coloured note: sign, title and words; `tone` is a state such as `invalid`."""
    frame = QFrame()
    frame.setProperty("kind", "note")
    frame.setProperty("tone", tone)
    sign = QLabel()
    sign.setPixmap(pixmap(icon_name, tokens.colours[tone], 20))
    head = label(title, "strong")
    head.setProperty("tone", tone)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(head)
    if words:
        column.addWidget(label(words))
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 12, 16, 12)
    row.setSpacing(12)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    frame.setAccessibleName(f"{title} {words}")
    return frame
