"""What the pages of a sheet are made of."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.controls import label
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens

_SPARE_PX = 16  # words that wrap take more than the body's own hint says


def title_row(icon_name: str, title: str, detail: str, tokens: Tokens) -> QHBoxLayout:
    """Make the head of a page: icon, title, and a line below it."""
    lines = (label(title, "title"), label(detail, "small"))
    return marked_row(icon_name, tokens.colours["accentText"], 28, *lines)


def marked_row(icon_name: str, colour: str, size_px: int, *lines: QWidget) -> QHBoxLayout:
    """Make a row of an icon and, beside it, lines one under another."""
    sign = QLabel()
    sign.setPixmap(pixmap(icon_name, colour, size_px))
    words = QVBoxLayout()
    words.setSpacing(2)
    for line in lines:
        words.addWidget(line)
    row = QHBoxLayout()
    row.setSpacing(12)
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


def note(
    icon_name: str, tone: str, title: str, words: str, tokens: Tokens, size_px: int = 20
) -> QFrame:
    """Make a coloured note: sign, title and words; `tone` is a state such as `invalid`."""
    frame = QFrame()
    frame.setProperty("kind", "note")
    frame.setProperty("tone", tone)
    head = label(title, "strong")
    head.setProperty("tone", tone)
    lines = (head, label(words)) if words else (head,)
    row = marked_row(icon_name, tokens.colours[tone], size_px, *lines)
    row.setContentsMargins(16, 12, 16, 12)
    frame.setLayout(row)
    frame.setAccessibleName(f"{title} {words}")
    return frame


def panel_scroll(body: QWidget) -> QScrollArea:
    """Let the body of a side panel scroll where the window is low."""
    body.setObjectName("panelBody")
    made = QScrollArea()
    made.setObjectName("panelScroll")
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(body)
    return made


class WholeScroll(QScrollArea):
    """Scrolls only where the window is too low: it asks for the height of all that is in it."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._body = body
        body.setObjectName("sheetBody")
        self.setObjectName("sheetScroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)

    def sizeHint(self) -> QSize:
        """Give the size of the body, which QScrollArea would bound."""
        return self._body.sizeHint() + QSize(0, _SPARE_PX)
