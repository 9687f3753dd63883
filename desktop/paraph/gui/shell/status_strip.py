"""The strip at the foot: the states others report, and a line about the work at hand.

A state nobody has reported is not shown.
"""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from paraph.gui.common.controls import ElidedLabel, verbatim
from paraph.gui.common.icons import SMALL_BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens


class StripPart(Enum):
    """The parts of the strip from left to right."""

    CARD = "card"
    NETWORK = "network"
    ACCOUNT = "account"
    OUTBOX = "outbox"
    BATCH = "batch"


class StripState(NamedTuple):
    """What a part shows: icon, words, the token of the icon's colour, and more under the mouse."""

    icon_name: str
    words: str
    tone: str = "textSecondary"
    details: str = ""


class StatusStrip(QFrame):
    """Shows reported states; a click asks for the details."""

    details_asked = Signal(object)  # StripPart

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Status"))
        self.setFixedHeight(tokens.sizes["statusStrip"])
        self._tokens = tokens
        self._states: dict[StripPart, StripState] = {}
        self._buttons = {part: self._make_button(part) for part in StripPart}
        self._note = ElidedLabel()
        self._note.setProperty("kind", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._note, 1)

    def show_state(self, part: StripPart, state: StripState) -> None:
        """Show what was reported for a part."""
        self._states[part] = state
        button = self._buttons[part]
        button.setText(verbatim(state.words))
        button.setAccessibleName(state.words)
        button.setAccessibleDescription(state.details)
        button.setToolTip(state.details)
        button.setProperty("tone", state.tone)
        button.style().unpolish(button)
        button.style().polish(button)
        colour = self._tokens.colours[state.tone]
        button.setIcon(button_icon(state.icon_name, colour, size_px=16))
        button.show()

    def button(self, part: StripPart) -> QToolButton:
        """Give what a part is shown by."""
        return self._buttons[part]

    def hide_state(self, part: StripPart) -> None:
        """Show nothing of a part any more."""
        self._states.pop(part, None)
        self._buttons[part].hide()

    def set_note(self, words: str) -> None:
        """Show a line at the right."""
        self._note.say(words)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        for part, state in self._states.items():
            self.show_state(part, state)

    def _make_button(self, part: StripPart) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "strip")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(SMALL_BUTTON_ICON)
        button.clicked.connect(lambda: self.details_asked.emit(part))
        button.hide()
        return button
