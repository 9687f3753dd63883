"""The header: the menus, the way to search and commands, and the button that opens a PDF."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QPushButton, QWidget

from paraph.gui.common.controls import keycap
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens

_SEARCH_PX = (240, 360)


class Header(QFrame):
    """Holds the menu bar; the window fills it."""

    open_asked = Signal()
    search_asked = Signal()

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
        self.search = self._make_search()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.menus)
        row.addStretch(1)
        row.addWidget(self.search, 20)
        row.addStretch(2)
        row.addWidget(self._open)
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icon in the theme's colour."""
        self._open.setIcon(button_icon("folder", tokens.colours["text"]))
        self.search.setIcon(button_icon("search", tokens.colours["textMuted"]))

    def _make_search(self) -> QPushButton:
        button = QPushButton(self.tr("Search, or run a command"))
        button.setObjectName("search")
        button.setAccessibleName(self.tr("Search, or run a command"))
        button.setToolTip(self.tr("Search, or run a command (Ctrl+K)"))
        button.setIconSize(BUTTON_ICON)
        button.setMinimumWidth(_SEARCH_PX[0])
        button.setMaximumWidth(_SEARCH_PX[1])
        button.clicked.connect(self.search_asked)
        inner = QHBoxLayout(button)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addStretch()
        inner.addWidget(keycap(self.tr("Ctrl K")))
        return button
