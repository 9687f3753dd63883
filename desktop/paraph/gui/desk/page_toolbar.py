"""The bar above the pages: which page, how large, and the button that draws the box."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from paraph.gui.common.controls import ToolButton, rule
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.view_actions import ViewActions
from paraph.gui.viewer.placing_view import PlacingView


class PageToolbar(QFrame):
    """Works on one view."""

    menu_asked = Signal(QPoint)  # on the screen, where the menu's right edge is to be

    def __init__(
        self, view: PlacingView, actions: ViewActions, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setFixedHeight(tokens.sizes["toolbar"])
        self._view = view
        self._buttons = {
            name: ToolButton(action, icon_name, tokens, self)
            for name, action, icon_name in actions.on_toolbar()
        }
        self.page_edit = self._make_page_edit()
        self._zoom = QLabel()
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(56)
        self.signature = self._make_signature_button()
        self.more = self._make_more_button()
        self._lay_out()
        view.current_page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._show_zoom)
        self._show_page(view.current_page)
        self._show_zoom(view.zoom_percent)
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        for button in self._buttons.values():
            button.take_theme(tokens)
        colours = tokens.colours
        self.signature.setIcon(button_icon("signature", colours["text"], colours["accentText"]))
        self.more.setIcon(icon("dots", colours["text"]))

    def ask_for_page(self) -> None:
        """Put the cursor into the page number."""
        self.page_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page_edit.selectAll()

    def _make_page_edit(self) -> QLineEdit:
        edit = QLineEdit()
        digits = edit.fontMetrics().horizontalAdvance(str(len(self._view.page_layout)))
        edit.setFixedWidth(max(44, digits + 26))
        edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edit.setAccessibleName(self.tr("Page number"))
        edit.setToolTip(self.tr("Page number (Ctrl+L)"))
        edit.setValidator(QIntValidator(1, max(1, len(self._view.page_layout)), edit))
        edit.returnPressed.connect(self._go_to_typed_page)
        return edit

    def _make_signature_button(self) -> QPushButton:
        button = QPushButton(self.tr("Signature"))
        button.setCheckable(True)
        button.setIconSize(BUTTON_ICON)
        button.setAccessibleName(self.tr("Signature"))
        button.setToolTip(
            self.tr("Puts a box at the line to sign on; click again to draw it yourself (Ctrl+G)")
        )
        button.clicked.connect(self._begin_signature)
        self._view.draws_changed.connect(self._show_mode)
        self._view.placement.place_changed.connect(self._show_mode)
        return button

    def _make_more_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "frame")
        button.setFixedSize(34, 34)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(self.tr("More for this document"))
        button.setToolTip(self.tr("More for this document (Ctrl+M)"))
        button.setShortcut(QKeySequence("Ctrl+M"))
        button.clicked.connect(self._ask_for_menu)
        return button

    def _ask_for_menu(self) -> None:
        below = self.more.rect().bottomRight() + QPoint(0, 4)
        self.menu_asked.emit(self.more.mapToGlobal(below))

    def _begin_signature(self) -> None:
        view = self._view
        if view.draws or view.placement.place is not None:
            view.set_draws(not view.draws)
        else:
            view.place_at_best(draws_if_none=True)
        self._show_mode()

    def _show_mode(self) -> None:
        view = self._view
        self.signature.setChecked(view.draws or view.placement.place is not None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._buttons["thumbnails"])
        row.addWidget(rule(self))
        row.addWidget(self._buttons["previous"])
        row.addWidget(self.page_edit)
        count = QLabel(self.tr("of {count}").format(count=len(self._view.page_layout)))
        count.setProperty("kind", "secondary")
        row.addWidget(count)
        row.addWidget(self._buttons["next"])
        row.addWidget(rule(self))
        row.addWidget(self._buttons["zoom_out"])
        row.addWidget(self._zoom)
        for name in ("zoom_in", "fit_width", "fit_page"):
            row.addWidget(self._buttons[name])
        row.addWidget(rule(self))
        row.addWidget(self._buttons["find"])
        row.addStretch()
        row.addWidget(self.signature)
        row.addSpacing(2)
        row.addWidget(self.more)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go in reading order, whatever was made first."""
        buttons = self._buttons
        order = [
            *(buttons["thumbnails"], buttons["previous"], self.page_edit, buttons["next"]),
            *(buttons[name] for name in ("zoom_out", "zoom_in", "fit_width", "fit_page", "find")),
            *(self.signature, self.more),
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _go_to_typed_page(self) -> None:
        self._view.go_to_page(int(self.page_edit.text()) - 1)
        self._view.setFocus()

    def _show_page(self, page_index: int) -> None:
        self.page_edit.setText(str(page_index + 1))

    def _show_zoom(self, percent: float) -> None:
        self._zoom.setText(self.tr("{percent} %").format(percent=round(percent)))
