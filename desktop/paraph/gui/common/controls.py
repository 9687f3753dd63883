"""Small controls made the same way everywhere."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens


class ToolButton(QToolButton):
    """A flat button with an icon, for an action; name and tip come from the action."""

    def __init__(self, action: QAction, icon_name: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        # In a menu the icon would stand where the check mark shows whether it is on.
        action.setIconVisibleInMenu(False)
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
    return _spoken(words).removesuffix("…")


def verbatim(name: str) -> str:
    """Give a name of a person, account or document as buttons, menus and tabs show it whole.

    There an ampersand marks the letter behind it as a key, and is not shown.
    """
    return name.replace("&", "&&")


def rule(parent: QWidget, height_px: int = 20) -> QFrame:
    """Make a thin upright line between groups of buttons."""
    line = QFrame(parent)
    line.setProperty("kind", "rule")
    line.setFixedSize(1, height_px)
    return line


class ActButton(QPushButton):
    """A button that Enter presses too; outside a QDialog Qt leaves that to the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)


def act_button(words: str, kind: str = "") -> QPushButton:
    """Make a button that is named by its words."""
    made = ActButton(words)
    made.setAccessibleName(_spoken(words))
    if kind:
        made.setProperty("kind", kind)
    return made


def _spoken(words: str) -> str:
    """Give words without the marks of keys; an ampersand that is shown stays."""
    return "&".join(part.replace("&", "") for part in words.split("&&"))


def label(words: str, kind: str = "") -> QLabel:
    """Make a label whose words wrap. They are text: a name may look like markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    # A name that is written from the right stands where the others do.
    made.setAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    )
    made.setWordWrap(True)
    if kind:
        made.setProperty("kind", kind)
    return made


def keycap(words: str) -> QLabel:
    """Make the picture of a key."""
    made = QLabel(words)
    made.setProperty("kind", "keycap")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def section(words: str) -> QLabel:
    """Make the small title of a part of a panel."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", "section")
    return made


class Choice(QComboBox):
    """A list to choose from; a style sheet has no arrow in the theme's colour, so a label is it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._arrow = QLabel(self)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self._arrow.setPixmap(pixmap("chevron-down", tokens.colours["textSecondary"], 18))
        self._arrow.adjustSize()
        self._place_arrow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the arrow at the right."""
        super().resizeEvent(event)
        self._place_arrow()

    def _place_arrow(self) -> None:
        arrow = self._arrow
        arrow.move(self.width() - arrow.width() - 10, (self.height() - arrow.height()) // 2)


class ElidedLabel(QLabel):
    """A line that is cut with an ellipsis where there is no room; its tip says the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, mode, max(0, self.width() - 2)))
