"""Preparing a signature book: documents with their places, for whom, and a note on each."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from paraph.domain.many.signature_book import MOST_NAME_LETTERS, MOST_NOTE_LETTERS
from paraph.gui.batch.document_list import DocumentList
from paraph.gui.batch.list_model import Shown
from paraph.gui.batch.rule_card import RuleCard
from paraph.gui.book.file_drops import FileDrops
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import note, panel_scroll


class PreparePage(QWidget):
    """`hand_over_asked` comes with everything filled in; `add_asked` wants more documents."""

    hand_over_asked = Signal()
    add_asked = Signal()
    left = Signal()
    note_changed = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._tokens = tokens
        self.rule, self.documents = RuleCard(tokens), DocumentList(tokens)
        self._extras = label("", "small")
        self.holder, self.title, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QPlainTextEdit()
        self._note_head, self._about = section(self.tr("NOTE ON")), label("", "small")
        self._trouble = QVBoxLayout()
        self.add = act_button(self.tr("Add documents…"))
        self.back = act_button(self.tr("Cancel"))
        self.hand_over = act_button("", "primary")
        self._why_not = label("", "small")
        self._title, self._below = label("", "title"), label("", "small")
        self.drops = FileDrops(self)
        self.documents.filters[Shown.SIGNED].hide()
        self._lay_out()
        self.add.clicked.connect(self.add_asked)
        self.back.clicked.connect(self.left)
        self.hand_over.clicked.connect(self.hand_over_asked)
        self.note.textChanged.connect(lambda: self.note_changed.emit(self.note.toPlainText()))
        self.take_theme(tokens)

    def say(self, count: int, folder: str) -> None:
        """Show the words at the top."""
        self._title.setText(self.tr("Hand over %n document(s)", "", count))
        self._below.setText(self.tr("Copies go to {folder}").format(folder=folder))
        self.setAccessibleName(self._title.text())

    def show_way_on(self, why_not: str) -> None:
        """Say what is missing before it can be handed over."""
        name = " ".join(self.holder.text().split())
        words = self.tr("Hand over to {name}").format(name=name) if name else self.tr("Hand over")
        self.hand_over.setText(words)
        self.hand_over.setAccessibleName(words)
        self.hand_over.setEnabled(not why_not)
        self.hand_over.setToolTip(why_not)
        self._why_not.setText(why_not)

    def show_note(self, title: str, words: str) -> None:
        """Show the note on the document that is chosen."""
        self._about.setText(title)
        self._note_head.setVisible(bool(title))
        self._about.setVisible(bool(title))
        self.note.setVisible(bool(title))
        with QSignalBlocker(self.note):
            self.note.setPlainText(words)

    def show_extras(self, words: str) -> None:
        """Say what comes with each signature."""
        self._extras.setText(words)
        self._extras.setVisible(bool(words))

    def tell(self, title: str, words: str) -> None:
        """Say what went wrong; empty words take it away."""
        while (item := self._trouble.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if title:
            self._trouble.addWidget(note("octagon-minus", "invalid", title, words, self._tokens))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for part in (self.rule, self.documents):
            part.take_theme(tokens)
        self.add.setIcon(button_icon("plus", tokens.colours["text"]))
        self.hand_over.setIcon(button_icon("send", tokens.colours["onAccent"]))
        for each in (self.add, self.hand_over):
            each.setIconSize(BUTTON_ICON)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._below)
        head.addLayout(words, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        main = QVBoxLayout()
        main.setContentsMargins(28, 20, 24, 18)
        main.setSpacing(14)
        main.addLayout(head)
        main.addWidget(self.rule)
        main.addWidget(self._extras)
        main.addWidget(self.documents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(main, 1)
        row.addWidget(self._side())

    def _name_fields(self) -> None:
        for field, name, hint in (
            (self.holder, self.tr("Who signs"), self.tr("as in Me Roux")),
            (self.title, self.tr("Name of the book"), self.tr("as in Courrier du 25 novembre")),
            (self.reason, self.tr("Reason"), self.tr("none")),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
        self.holder.setMaxLength(MOST_NAME_LETTERS)
        self.title.setMaxLength(MOST_NAME_LETTERS)
        self.reason.setMaxLength(MOST_NOTE_LETTERS)
        self.note.setAccessibleName(self.tr("Note on the chosen document"))
        self.note.setFixedHeight(96)
        self.note.setTabChangesFocus(True)

    def _side(self) -> QFrame:
        self._name_fields()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 20, 22, 12)
        column.setSpacing(8)
        for title, field in (
            (self.tr("WHO SIGNS"), self.holder),
            (self.tr("NAME OF THE BOOK"), self.title),
            (self.tr("REASON, FOR ALL DOCUMENTS"), self.reason),
        ):
            column.addWidget(section(title))
            column.addWidget(field)
            column.addSpacing(6)
        for part in (self._note_head, self._about, self.note):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(self._trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.hand_over)
        lower = QFrame()
        lower.setObjectName("panelFoot")
        below = QVBoxLayout(lower)
        below.setContentsMargins(22, 10, 22, 14)
        below.addWidget(self._why_not)
        below.addLayout(foot)
        side = QFrame()
        side.setObjectName("sidePanel")
        side.setFixedWidth(self._tokens.sizes["sidePanel"])
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panel_scroll(body), 1)
        outer.addWidget(lower)
        return side
