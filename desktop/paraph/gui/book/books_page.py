"""The list of signature books: those that wait for this person, and those they handed over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from paraph.domain.errors import ParaphError
from paraph.gui.book.book_rows import Row, RowList
from paraph.gui.book.book_words import BookLine
from paraph.gui.book.file_drops import FileDrops
from paraph.gui.common.controls import act_button, label, section, verbatim
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words


class BooksPage(QWidget):
    """`opened` gives the BookLine that a person wants to see."""

    opened = Signal(object)
    prepare_asked = Signal()
    refresh_asked = Signal()
    folder_asked = Signal()
    name_given = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._tokens = tokens
        self._lines: list[list[BookLine]] = [[], []]
        self.name, self.folder = QLineEdit(), act_button("")
        self.prepare = act_button(self.tr("Hand documents over…"), "primary")
        self.refresh = act_button(self.tr("Look again"))
        self._trouble = QFrame()
        self._what, self._more = label("", "strong"), label("", "small")
        self.mine = RowList(self.tr("Books that wait for you"), tokens)
        self.theirs = RowList(self.tr("Books you handed over"), tokens)
        self._empty = [QLabel(), QLabel()]
        self.drops = FileDrops(self)
        self._lay_out()
        self.prepare.clicked.connect(self.prepare_asked)
        self.refresh.clicked.connect(self.refresh_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.name.editingFinished.connect(lambda: self.name_given.emit(self.name.text().strip()))
        for at, rows in enumerate((self.mine, self.theirs)):
            rows.opened.connect(lambda index, at=at: self.opened.emit(self._lines[at][index]))
        self.take_theme(tokens)

    def show_settings(self, own_name: str, folder: str) -> None:
        """Show who this person is, and where books are handed over."""
        if not self.name.hasFocus():
            self.name.setText(own_name)
        self.folder.setText(verbatim(folder) or self.tr("Choose the shared folder…"))
        self.folder.setToolTip(folder)
        self.folder.setAccessibleName(self.tr("Shared folder: {name}").format(name=folder))
        why_not = "" if own_name and folder else self.tr("First your name and the shared folder.")
        self.prepare.setEnabled(not why_not)
        self.prepare.setToolTip(why_not)
        self.refresh.setEnabled(bool(folder))

    def show_lines(self, lines: Sequence[BookLine]) -> None:
        """Show what lies in the shared folder."""
        self._trouble.hide()
        self._lines = [[e for e in lines if e.is_mine], [e for e in lines if not e.is_mine]]
        for rows, empty, of in zip((self.mine, self.theirs), self._empty, self._lines, strict=True):
            rows.show_rows([_row(each) for each in of])
            rows.setVisible(bool(of))
            empty.setVisible(not of)

    def tell(self, error: ParaphError) -> None:
        """Say why the folder cannot be read; what was seen before stays."""
        what, more = error_words(error.code)
        self._what.setText(what)
        self._more.setText(more)
        self._trouble.show()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._sign.setPixmap(pixmap("alert-triangle", tokens.colours["changed"], 20))
        self.prepare.setIcon(button_icon("send", tokens.colours["onAccent"]))
        self.refresh.setIcon(button_icon("refresh", tokens.colours["text"]))
        self.folder.setIcon(button_icon("folder", tokens.colours["text"]))
        for each in (self.prepare, self.refresh, self.folder):
            each.setIconSize(BUTTON_ICON)
        for rows in (self.mine, self.theirs):
            rows.take_theme(tokens)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("Signature books"), "title"))
        below = self.tr("Staff prepare documents and hand them over; each signs with their card.")
        words.addWidget(label(below, "small"))
        head.addLayout(words, 1)
        head.addWidget(self.refresh)
        head.addWidget(self.prepare)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._settings())
        column.addWidget(self._make_trouble())
        nothing = (
            self.tr("No book waits for you. What is handed over to your name appears here."),
            self.tr("You have handed nothing over yet."),
        )
        titles = (self.tr("WAITS FOR YOU"), self.tr("HANDED OVER"))
        for rows, empty, title, said in zip(
            (self.mine, self.theirs), self._empty, titles, nothing, strict=True
        ):
            column.addWidget(section(title))
            column.addWidget(self._framed(rows, empty, said), 1)

    def _settings(self) -> QFrame:
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setPlaceholderText(self.tr("Your name, as in Camille Roux"))
        self.name.setMinimumWidth(240)
        frame = QFrame()
        frame.setProperty("kind", "group")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        row.addWidget(label(self.tr("Your name"), "small"))
        row.addWidget(self.name)
        row.addSpacing(16)
        row.addWidget(label(self.tr("Shared folder"), "small"))
        row.addWidget(self.folder)
        row.addStretch(1)
        return frame

    def _make_trouble(self) -> QFrame:
        self._sign = QLabel()
        self._trouble.setProperty("kind", "note")
        self._trouble.setProperty("tone", "changed")
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        self._trouble.hide()
        return self._trouble

    def _framed(self, rows: RowList, empty: QLabel, words: str) -> QFrame:
        empty.setText(words)
        empty.setProperty("kind", "secondary")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        frame = QFrame()
        frame.setProperty("kind", "group")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(rows, 1)
        column.addWidget(empty, 1)
        empty.setContentsMargins(18, 16, 18, 16)
        rows.hide()
        return frame


def _row(line: BookLine) -> Row:
    icon_name, tone = line.state.value
    return Row(line.title, line.below, icon_name, tone, line.result)
