"""The header: the menus and the button that opens a PDF."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QPushButton, QWidget

from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens


class Header(QFrame):
    """Holds the menu bar; the window fills it."""

    open_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(tokens.sizes["header"])
        self.menus = QMenuBar(self)
        self.menus.setFixedHeight(36)
        self.menus.setAccessibleName(self.tr("Menus"))
        self._open = QPushButton(self.tr("Open a PDF…"))
        self._open.setAccessibleName(self.tr("Open a PDF"))
        self._open.setToolTip(self.tr("Open a PDF (Ctrl+O)"))
        self._open.setIconSize(BUTTON_ICON)
        self._open.clicked.connect(self.open_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.menus, 1)
        row.addWidget(self._open)
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icon in the theme's colour."""
        self._open.setIcon(button_icon("folder", tokens.colours["text"]))
