"""Small controls made the same way everywhere."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens


class ToolButton(QToolButton):
    """A flat button with an icon, for an action; name and tip come from the action."""

    def __init__(self, action: QAction, icon_name: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setProperty("kind", "tool")
        self.setIconSize(QSize(18, 18))
        self.setAccessibleName(plain(action.text()))
        self._icon_name = icon_name
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icon in the theme's colours."""
        colours = tokens.colours
        drawn = icon(
            self._icon_name, colours["textSecondary"], selected_colour=colours["accentText"]
        )
        self.defaultAction().setIcon(drawn)


def plain(words: str) -> str:
    """Give an action's words without its accelerator mark and dots."""
    return words.replace("&", "").removesuffix("…")


def rule(parent: QWidget, height_px: int = 20) -> QFrame:
    """Make a thin upright line between groups of buttons."""
    line = QFrame(parent)
    line.setProperty("kind", "rule")
    line.setFixedSize(1, height_px)
    return line
