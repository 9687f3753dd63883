"""The bar over the pages in which one looks for words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from paraph.gui.common.icons import icon
from paraph.gui.common.pause import make_pause
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.find_session import FindSession, Hit
from paraph.gui.viewer.hits_item import HitsItem
from paraph.gui.viewer.placing_view import PlacingView

_TYPING_MS = 150
_SLOW_MS = 1000
_EDGE_PX = 14
_FIELD_PX = 230


class FindBar(QFrame):
    """Hidden until it is asked for; it floats at the upper right of its view."""

    def __init__(self, view: PlacingView, tokens: Tokens) -> None:
        super().__init__(view)
        self.setObjectName("findBar")
        self._view = view
        self.session = FindSession(view.source, self)
        self._hits = HitsItem(self.session, view.page_layout, view)
        view.scene().addItem(self._hits)
        self.field = self._make_field()
        self.count = QLabel()
        self.count.setProperty("kind", "small")
        self.previous = self._button(self.tr("Previous (Shift+F3)"), self.tr("Previous hit"))
        self.next = self._button(self.tr("Next (F3)"), self.tr("Next hit"))
        self.stop = self._button(self.tr("Stop looking"), self.tr("Stop looking"))
        self.close_button = self._button(self.tr("Close (Esc)"), self.tr("Close the search"))
        self._typing = make_pause(self, _TYPING_MS, self._start)
        self._slow = make_pause(self, _SLOW_MS, self._show_state)
        self._lay_out()
        self._connect()
        self.take_theme(tokens)
        self.hide()
        view.room_changed.connect(self._take_place)

    def open(self) -> None:
        """Show the bar with what was looked for last."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._start()
        self._take_place()

    def close_search(self) -> None:
        """Stop looking, take the marks away and go back to the pages."""
        self._typing.stop()
        self.session.start("", 0)
        self.hide()
        self._view.setFocus()

    def step(self, by: int) -> None:
        """Go to the next or previous hit; opens the bar where there is no search."""
        if not self.isVisible():
            self.open()
            return
        if self._typing.isActive() or self.session.needle != self.field.text().strip():
            self._start()
        else:
            self.session.step(by)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        icons = {
            self.previous: "chevron-up",
            self.next: "chevron-down",
            self.stop: "player-stop",
            self.close_button: "x",
        }
        for button, name in icons.items():
            button.setIcon(icon(name, tokens.colours["textSecondary"]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter go on, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setFixedWidth(_FIELD_PX)
        field.setPlaceholderText(self.tr("Find in this document"))
        field.setAccessibleName(self.tr("Find in this document"))
        return field

    def _button(self, tip: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tool")
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tip)
        button.setAccessibleName(name)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addSpacing(4)
        row.addWidget(self.count)
        for button in (self.stop, self.previous, self.next, self.close_button):
            row.addWidget(button)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._typing.start)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.stop.clicked.connect(self.session.stop)
        self.close_button.clicked.connect(self.close_search)
        self.session.changed.connect(self._show_state)
        self.session.reached.connect(self._bring_into_view)

    def _start(self) -> None:
        self._typing.stop()
        self._slow.start()
        self.session.start(self.field.text().strip(), self._view.current_page)

    def _show_state(self) -> None:
        session = self.session
        self.stop.setVisible(session.is_searching and not self._slow.isActive())
        words = self._state_in_words()
        if words != self.count.text():
            self.count.setText(words)
            self.count.setAccessibleName(words)
            self._take_place()
        if session.needle and not session.is_searching:
            self._view.speech.say(words)
        self._view.viewport().update()

    def _state_in_words(self) -> str:
        session = self.session
        if not session.needle:
            return ""
        if session.count:
            words = (
                self.tr("{position} of {count} so far")
                if session.is_searching
                else self.tr("{position} of {count}")
            )
            return words.format(position=session.position, count=session.count)
        if session.is_searching:
            words = self.tr("Looking, page {done} of {count}")
            return words.format(done=session.pages_done, count=session.page_count)
        return self.tr("Nothing found")

    def _bring_into_view(self, hit: Hit) -> None:
        page_index, rect = hit
        room = self.height() + 2 * _EDGE_PX
        self._view.ensureVisible(self._view.page_layout.to_scene(page_index, rect), 40, room)

    def _take_place(self) -> None:
        self.adjustSize()
        # A side panel that lies over the pages would hide it.
        right = self._view.viewport().x() + self._view.free_rect().right()
        self.move(max(0, right - self.width() - _EDGE_PX), _EDGE_PX)
