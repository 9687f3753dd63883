"""A dialog within the window: a scrim over everything, one card, and no way round it.

Only one stands at a time; its pages turn into one another in the same frame.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from paraph.gui.common.tokens import Tokens

_SCRIM_ALPHA = 150
_MARGIN_PX = 24


class SheetPage(QWidget):
    """One page of a sheet. `esc` is its safe way out; with `may_quit` the program may end."""

    width_px = 600
    may_quit = False

    def take_focus(self) -> None:
        """Put the focus where the person goes on."""
        self.setFocus()

    def esc(self) -> None:
        """Do the safe thing."""


class Sheet(QWidget):
    """Covers its window while a page is shown."""

    closed = Signal()

    def __init__(self, window: QWidget, tokens: Tokens) -> None:
        super().__init__(window)
        self._window = window
        self._tokens = tokens
        self._page: SheetPage | None = None
        self._focus_before: QWidget | None = None
        self._card = QFrame(self)
        self._card.setObjectName("sheet")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(0, 0, 0, 0)
        shadow = QGraphicsDropShadowEffect(self._card)
        shadow.setBlurRadius(60)
        shadow.setOffset(QPoint(0, 12))
        shadow.setColor(QColor(15, 19, 28, 90))
        self._card.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        _application().focusChanged.connect(self._keep_focus)
        self.hide()

    @property
    def page(self) -> SheetPage | None:
        """Give the page that is shown."""
        return self._page

    def show_page(self, page: SheetPage) -> None:
        """Show a page in place of the one before it."""
        if self._page is None:
            self._focus_before = QApplication.focusWidget()
        else:
            self._drop_page()
        self._page = page
        page.setParent(self._card)
        self._column.addWidget(page)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.refit()
        page.take_focus()

    def close_page(self) -> None:
        """Take the sheet away and give the focus back."""
        if self._page is None:
            return
        self._drop_page()
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None
        self.closed.emit()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.update()

    def refit(self) -> None:
        """Lay the card out anew after its page has changed."""
        # Sizes count only with the style sheet's fonts, which widgets take up when first shown.
        for part in self._card.findChildren(QWidget):
            part.ensurePolished()
            layout = part.layout()
            if layout is not None:
                layout.invalidate()
        self._place_card()
        QTimer.singleShot(0, self, self._place_card)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._place_card()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies below."""
        scrim = self._tokens.colour("scrim")
        scrim.setAlpha(_SCRIM_ALPHA)
        QPainter(self).fillRect(self.rect(), scrim)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the safe way with Esc; let no key through to what lies below."""
        if event.key() == Qt.Key.Key_Escape and self._page is not None:
            self._page.esc()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take every key before it is a shortcut of what lies below."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._page is not None and self._page.may_quit and _is_quit(event):
                event.ignore()
                return False
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Keep Tab within the card."""
        inside = [
            each
            for each in self._card.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisible()
            and each.isEnabled()
        ]
        if not inside:
            return True
        focused = QApplication.focusWidget()
        at = inside.index(focused) if focused in inside else -1
        step = 1 if forward else -1
        inside[(at + step) % len(inside)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _keep_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        # A document that opens meanwhile asks for the focus; it gets it when the sheet is gone.
        if self._page is None or now is None or now.window() is not self._window:
            return
        if not self._card.isAncestorOf(now):
            self._focus_before = now
            self._page.take_focus()

    def _place_card(self) -> None:
        if self._page is None:
            return
        room = self.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        width = min(self._page.width_px, room.width())
        height = min(_height_for(self._page, width), room.height())
        left = (self.width() - width) // 2
        top = max(_MARGIN_PX, (self.height() - height) * 2 // 5)
        self._card.setGeometry(left, top, width, height)

    def _drop_page(self) -> None:
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None


def _is_quit(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Q")


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError
    return application


def _height_for(page: SheetPage, width: int) -> int:
    """Give the height a page needs at a width.

    `adjustSize` forgets words that wrap in nested frames; the page's own layout counts them, once
    it has let go of the sizes from before the style sheet's fonts.
    """
    layout = page.layout()
    if layout is None:
        return page.sizeHint().height()
    layout.invalidate()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
