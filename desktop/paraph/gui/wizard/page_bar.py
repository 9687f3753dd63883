"""The bar above the pages: which page, whether everybody has a place, the way back, how large."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QUndoStack
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from paraph.gui.common.controls import ElidedLabel, act_button, rule
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_view import PageView

_MOST_PAGE_BUTTONS = 5
_WIDE_PX = 460


class PageBar(QFrame):
    """Works on one view at a time."""

    undo_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setFixedHeight(tokens.sizes["toolbar"])
        self._tokens = tokens
        self._view: PageView | None = None
        self._first_page = 0
        self._pages_row, self._group = QHBoxLayout(), QButtonGroup(self)
        self._sign, self._state = QLabel(), ElidedLabel()
        self._state.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.undo = act_button(self.tr("Undo"), "quiet")
        self.undo.clicked.connect(self.undo_asked)
        self._zoom = QLabel()
        self.smaller, self.larger = self._tool(self.tr("Smaller")), self._tool(self.tr("Larger"))
        self._lay_out()
        self.take_theme(tokens)

    def follow(self, view: PageView) -> None:
        """Work on another view; what the one before told ends with it."""
        self._view = view
        self.smaller.clicked.connect(view.zoom_out)
        self.larger.clicked.connect(view.zoom_in)
        view.zoom_changed.connect(self._show_zoom)
        view.current_page_changed.connect(self._show_page)
        self._make_page_buttons(len(view.page_layout))
        self._show_zoom(view.zoom_percent)

    def show_lacking(self, count: int, *, is_fixed: bool = False) -> None:
        """Say how many signatories have no place to sign yet; a template's are fixed."""
        tone, sign = ("changed", "alert-triangle") if count else ("valid", "circle-check")
        self._sign.setPixmap(pixmap(sign, self._tokens.colours[tone], 16))
        if is_fixed:
            self._state.say(self.tr("The places are the template’s"))
            return
        self._state.say(
            self.tr("%n signatory(ies) without a signature field", "", count)
            if count
            else self.tr("Every signatory has a signature field")
        )

    def show_undo(self, stack: QUndoStack) -> None:
        """Say what can be undone."""
        self.undo.setEnabled(stack.canUndo())
        self.undo.setToolTip(
            self.tr("Undo: {step} (Ctrl+Z)").format(step=stack.undoText())
            if stack.canUndo()
            else self.tr("There is nothing to undo yet.")
        )

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        colour = tokens.colours["textSecondary"]
        self.undo.setIcon(button_icon("arrow-back-up", colour))
        self.undo.setIconSize(BUTTON_ICON)
        self.smaller.setIcon(icon("minus", colour))
        self.larger.setIcon(icon("plus", colour))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out a word where there is no room for it."""
        super().resizeEvent(event)
        self.undo.setText(self.tr("Undo") if self.width() > _WIDE_PX else "")

    def _make_page_buttons(self, count: int) -> None:
        while (item := self._pages_row.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QToolButton):
                self._group.removeButton(widget)
                widget.hide()
                widget.deleteLater()
        for number in range(1, min(count, _MOST_PAGE_BUTTONS) + 1):
            button = QToolButton()
            button.setProperty("kind", "page")
            button.setCheckable(True)
            button.setMinimumSize(32, 32)
            button.clicked.connect(lambda _=False, n=number: self._go_to_page(n - 1))
            self._group.addButton(button, number)
            self._pages_row.addWidget(button)
        self._show_page(0)

    def _go_to_page(self, offset: int) -> None:
        if self._view is not None:
            self._view.go_to_page(self._first_page + offset)

    def _show_page(self, page_index: int) -> None:
        """Show the numbers around the page in front."""
        count = len(self._view.page_layout) if self._view is not None else 0
        shown = min(count, _MOST_PAGE_BUTTONS)
        self._first_page = max(0, min(page_index - shown // 2, count - shown))
        for number in range(1, shown + 1):
            button, page = self._group.button(number), self._first_page + number
            button.setText(str(page))
            button.setAccessibleName(self.tr("Page {page}").format(page=page))
            button.setChecked(page == page_index + 1)

    def _show_zoom(self, percent: float) -> None:
        self._zoom.setText(self.tr("{percent} %").format(percent=round(percent)))

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tool")
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        self._zoom.setMinimumWidth(52)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setAccessibleName(self.tr("Zoom"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(self.tr("Page")))
        self._pages_row.setSpacing(2)
        row.addLayout(self._pages_row)
        row.addWidget(rule(self))
        row.addWidget(self._sign)
        row.addWidget(self._state, 1)
        parts: tuple[QWidget, ...] = (self.undo, self.smaller, self._zoom, self.larger)
        for widget in parts:
            row.addWidget(widget)
