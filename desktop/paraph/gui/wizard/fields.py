"""Small parts of the wizard's forms."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from paraph.gui.common.controls import Choice, section
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Theme, Tokens, load_tokens

_INKS = 4
_SOFT = "signatory{}Soft"


class Picked(Choice):
    """A list of values with their words; the wheel scrolls the page, and never changes it."""

    def __init__(self, name: str, choices: Sequence[tuple[object, str]], tokens: Tokens) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)
        self.take_theme(tokens)

    def offer(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other values."""
        with QSignalBlocker(self):
            self.clear()
            for value, words in choices:
                self.addItem(words, value)

    def pick(self, value: object) -> None:
        """Show a value, without telling of it."""
        with QSignalBlocker(self):
            found = [n for n in range(self.count()) if self.itemData(n) == value]
            self.setCurrentIndex(found[0] if found else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class Badge(QWidget):
    """A person's number in their colour."""

    def __init__(self, number: int, tokens: Tokens, size_px: int = 30) -> None:
        super().__init__()
        self.number, self._tokens = number, tokens
        self.setFixedSize(size_px, size_px)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring with the number."""
        ink, soft = person_colours(self._tokens, self.number)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.8))
        painter.setBrush(soft)
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(ink)
        painter.setFont(ui_font(14 if self.width() >= 28 else 11, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))


def person_colours(tokens: Tokens, number: int) -> tuple[QColor, QColor]:
    """Give a person's colour and the soft one behind it, in the window's theme."""
    index = (number - 1) % _INKS + 1
    with suppress(KeyError):
        return tokens.colour(f"signatory{index}"), tokens.colour(_SOFT.format(index))
    light = load_tokens(Theme.LIGHT)
    return light.colour(f"signatory{index}"), light.colour(_SOFT.format(index))


def line_edit(name: str, hint: str = "", most: int = 200) -> QLineEdit:
    """Make a field for one line."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMaxLength(most)
    return made


def titled(title: str, field: QWidget | QLayout, stretch: int = 0) -> QVBoxLayout:
    """Put a small title above a field, or a row of them."""
    column = QVBoxLayout()
    column.setSpacing(5)
    column.addWidget(section(title))
    if isinstance(field, QLayout):
        column.addLayout(field)
    else:
        column.addWidget(field)
    if stretch:
        column.addStretch(stretch)
    return column


def put_text(edit: QLineEdit, text: str, *, also_typed: bool = False) -> None:
    """Show a text, without telling of it; what is being typed stays, but for `also_typed`."""
    if edit.text() != text and (also_typed or not edit.hasFocus()):
        with QSignalBlocker(edit):
            edit.setText(text)


def side_by_side(*columns: QVBoxLayout, spacing: int = 14) -> QHBoxLayout:
    """Put titled fields beside each other, equally wide."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for column in columns:
        row.addLayout(column, 1)
    return row
