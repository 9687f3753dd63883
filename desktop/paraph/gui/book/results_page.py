"""What came back of a book that was handed over: each copy looked at, each note told."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.domain.many.signature_book import OutcomeKind, mark_of
from paraph.gui.book.book_rows import Row, RowList
from paraph.gui.book.book_words import counts_words, seen_words
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.usecases.book_results import Results, Seen
from paraph.usecases.plan_batch import LOCKED

_ICONS = {
    "valid": "circle-check",
    "changed": "minus",
    "invalid": "octagon-minus",
    "textSecondary": "circle-dashed",
}


class ResultsPage(QWidget):
    """`copy_asked` gives the signed copy that a person wants to see."""

    copy_asked = Signal(object)  # Path
    folder_asked = Signal(object)  # Path of the book
    again_asked = Signal(object)  # Path of the book
    left = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._results: Results | None = None
        self.rows = RowList(self.tr("Documents of the book"), tokens, 0.45)
        self.back, self.folder = (
            act_button(self.tr("All books")),
            act_button(self.tr("Show in folder")),
        )
        self.open = act_button(self.tr("Open the copy"), "primary")
        self.again = act_button("")
        self._title, self._below = label("", "title"), label("", "small")
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.rows.opened.connect(self._open)
        self.open.clicked.connect(lambda: self._open(self.rows.currentRow()))
        self.folder.clicked.connect(self._ask_folder)
        self.again.clicked.connect(self._ask_again)
        self.rows.currentRowChanged.connect(lambda _: self._show_can_open())
        self.take_theme(tokens)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._below)
        head.addLayout(words, 1)
        head.addWidget(self.back)
        head.addWidget(self.folder)
        frame = QFrame()
        frame.setProperty("kind", "group")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("Each copy was held against your document."), "small"), 1)
        foot.addWidget(self.again)
        foot.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(frame, 1)
        column.addLayout(foot)

    def show_results(self, found: Results) -> None:
        """Show what became of each document."""
        self._results = found
        book, answer = found.opened.book, found.opened.answer
        self._title.setText(book.title)
        is_back = answer is not None and answer.is_returned
        state = self.tr("returned by {name}") if is_back else self.tr("with {name}")
        mark = self.tr("mark {mark}").format(mark=mark_of(found.opened.sha256))
        said = state.format(name=book.holder)
        self._below.setText(" · ".join((said, counts_words(found.opened), mark)))
        self.rows.show_rows([_row(each) for each in found.seen])
        left = sum(each.outcome.kind is not OutcomeKind.SIGNED for each in found.seen)
        words = self.tr("Hand over %n again…", "", left)
        self.again.setText(words)
        self.again.setAccessibleName(words)
        self.again.setToolTip(self.tr("As the files are now, at the places of before"))
        self.again.setVisible(is_back and left > 0)
        self._show_can_open()
        self.rows.setFocus()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.rows.take_theme(tokens)
        self.back.setIcon(button_icon("chevron-left", tokens.colours["text"]))
        self.folder.setIcon(button_icon("folder", tokens.colours["text"]))
        self.again.setIcon(button_icon("send", tokens.colours["text"]))
        self.open.setIcon(button_icon("file-text", tokens.colours["onAccent"]))
        for each in (self.back, self.folder, self.again, self.open):
            each.setIconSize(BUTTON_ICON)

    def _seen_at(self, row: int) -> Seen | None:
        if self._results is None or not 0 <= row < len(self._results.seen):
            return None
        return self._results.seen[row]

    def _show_can_open(self) -> None:
        seen = self._seen_at(self.rows.currentRow())
        is_there = seen is not None and _can_be_opened(seen)
        self.open.setEnabled(is_there)
        self.open.setToolTip("" if is_there else self.tr("There is no signed copy to open."))

    def _open(self, row: int) -> None:
        seen = self._seen_at(row)
        if seen is not None and _can_be_opened(seen):
            self.copy_asked.emit(seen.copy)

    def _ask_again(self) -> None:
        if self._results is not None:
            self.again_asked.emit(self._results.opened.path)

    def _ask_folder(self) -> None:
        if self._results is not None:
            self.folder_asked.emit(self._results.opened.path / "book.json")


def _can_be_opened(seen: Seen) -> bool:
    """Tell whether there is a copy to look at; a locked one asks for its password then."""
    return seen.copy is not None and (not seen.trouble or seen.trouble in LOCKED)


def _row(seen: Seen) -> Row:
    tone, words = seen_words(seen)
    below = seen.document.note if seen.outcome.kind is not OutcomeKind.SET_ASIDE else ""
    return Row(f"{seen.document.number}  {seen.document.title}", below, _ICONS[tone], tone, words)
