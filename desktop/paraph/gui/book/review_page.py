"""Reviewing a signature book: its documents, the pages of one, and what is decided about it."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.many.signature_book import Decision, mark_of
from paraph.gui.book.book_rows import Row, RowList
from paraph.gui.book.book_words import book_title, document_state, document_words
from paraph.gui.book.review_side import ReviewSide
from paraph.gui.book.review_view import ReviewView
from paraph.gui.common.controls import ElidedLabel, act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.usecases.review_book import Reviewing

_ROWS_PX = 264


class ReviewPage(QWidget):
    """`chosen` gives the number of the document a person wants to see."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.rows = RowList(self.tr("Documents of the book"), tokens)
        self.side = ReviewSide(tokens)
        self.back = act_button(self.tr("All books"))
        self.bar = QProgressBar()
        self._title, self._below = label("", "strong"), label("", "small")
        self._counts = ElidedLabel()
        self._pages = QStackedWidget()
        self._waiting = QLabel()
        self.view: ReviewView | None = None
        self._numbers: list[int] = []
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.rows.currentRowChanged.connect(self._choose)
        self.rows.opened.connect(lambda _: self._focus_pages())
        self.side.note.installEventFilter(self)
        self.take_theme(tokens)

    def show_book(self, now: Reviewing, number: int) -> None:
        """Show how far the book is; `number` is the document in front."""
        book = now.opened.book
        self._numbers = [each.number for each in book.documents]
        self._title.setText(book.title)
        mark = self.tr("mark {mark}").format(mark=mark_of(now.opened.sha256))
        self._below.setText(f"{book_title(book)} · {mark}")
        self.rows.show_rows(
            [
                Row(
                    f"{each.number}  {each.title}",
                    document_words(now, each.number, self.side.key),
                    *document_state(now, each.number).value,
                )
                for each in book.documents
            ]
        )
        with QSignalBlocker(self.rows):
            self.rows.setCurrentRow(self._numbers.index(number))
        self._count(now)
        self.side.show_book(now)

    def show_pages(self, view: ReviewView | None, words: str = "") -> None:
        """Show the pages of the document in front, or say why they are not there."""
        before, self.view = self.view, view
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        if view is None:
            self._waiting.setText(words or self.tr("Being opened…"))
            self._pages.setCurrentWidget(self._waiting)
            return
        self._pages.addWidget(view)
        self._pages.setCurrentWidget(view)
        if not self.side.writes_note:
            view.setFocus()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.rows.take_theme(tokens)
        self.side.take_theme(tokens)
        self.back.setIcon(button_icon("chevron-left", tokens.colours["text"]))
        self.back.setIconSize(BUTTON_ICON)
        if self.view is not None:
            self.view.take_theme(tokens)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set aside with Ctrl+Enter, or not with Esc, while a note is written."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.side.put_note_away()
                self._focus_pages()
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.side.decided.emit(Decision.SET_ASIDE, self.side.note.toPlainText())
                return True
        return super().eventFilter(watched, event)

    def _focus_pages(self) -> None:
        if self.view is not None:
            self.view.setFocus()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._numbers):
            self.chosen.emit(self._numbers[row])

    def _count(self, now: Reviewing) -> None:
        every = now.opened.book.documents
        states = [document_state(now, each.number) for each in every]
        open_ones = sum(state.name == "OPEN" for state in states)
        done = len(every) - open_ones
        words = [self.tr("{done} of {all} decided").format(done=done, all=len(every))]
        for name, said in (
            ("AGREED", self.tr("%n agreed", "", sum(s.name == "AGREED" for s in states))),
            ("SET_ASIDE", self.tr("%n set aside", "", sum(s.name == "SET_ASIDE" for s in states))),
            ("SIGNED", self.tr("%n signed", "", sum(s.name == "SIGNED" for s in states))),
        ):
            if any(state.name == name for state in states):
                words.append(said)
        self._counts.say(" · ".join(words))
        self.bar.setRange(0, len(every))
        self.bar.setValue(len(every) - open_ones)
        self.bar.setAccessibleName(self._counts.toolTip())

    def _top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("toolbar")
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 8, 20, 8)
        row.setSpacing(14)
        row.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._below)
        row.addLayout(words, 3)
        progress = QVBoxLayout()
        progress.setSpacing(5)
        progress.addWidget(self._counts)
        self._counts.setProperty("kind", "small")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        progress.addWidget(self.bar)
        row.addLayout(progress, 2)
        return top

    def _lay_out(self) -> None:
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setWordWrap(True)
        self._waiting.setProperty("kind", "secondary")
        self._pages.addWidget(self._waiting)
        self.rows.setFixedWidth(_ROWS_PX)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rows)
        middle.addWidget(self._pages, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._top())
        left.addLayout(middle, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
