"""Returning a signature book: what goes back, before it does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from paraph.gui.batch.kit import KeyHolder
from paraph.gui.book.book_words import DocumentState, document_state, document_words
from paraph.gui.common.controls import act_button, label, verbatim
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import close_button, title_row
from paraph.usecases.review_book import Reviewing

_MOST_NAMED = 6


class ReturnPage(SheetPage):
    """`confirmed` returns it; afterwards nothing more is signed in it."""

    confirmed = Signal()
    back = Signal()

    def __init__(self, now: Reviewing, key: KeyHolder, tokens: Tokens) -> None:
        super().__init__()
        name = now.opened.book.prepared_by
        self.give_back = act_button(
            self.tr("Return to {name}").format(name=verbatim(name)), "primary"
        )
        self.keep = act_button(self.tr("Keep it for now"))
        self.give_back.clicked.connect(self.confirmed)
        self.keep.clicked.connect(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        head = title_row("send", self.tr("Return the book"), now.opened.book.title, tokens)
        cross = close_button(self.tr("Keep it for now"), tokens)
        cross.clicked.connect(self.back)
        head.addWidget(cross)
        column.addLayout(head)
        column.addWidget(self._counts(now, key, tokens))
        words = self.tr("Nothing more is decided or signed in it afterwards.")
        column.addWidget(label(words, "small"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.give_back)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Begin at the way on."""
        self.give_back.setFocus()

    def esc(self) -> None:
        """Keep it."""
        self.back.emit()

    def _counts(self, now: Reviewing, key: KeyHolder, tokens: Tokens) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "group")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        documents = now.opened.book.documents
        for state, words in (
            (DocumentState.SIGNED, self.tr("signed")),
            (DocumentState.SET_ASIDE, self.tr("set aside")),
            (DocumentState.BARRED, self.tr("not signed")),
            (DocumentState.AGREED, self.tr("agreed to, and not signed")),
            (DocumentState.OPEN, self.tr("not decided")),
        ):
            some = [each for each in documents if document_state(now, each.number) is state]
            if not some:
                continue
            sign = QLabel()
            sign.setPixmap(pixmap(state.value[0], tokens.colours[state.value[1]], 18))
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(sign)
            row.addWidget(label(f"{len(some)} {words}", "strong"), 1)
            column.addLayout(row)
            if state is not DocumentState.SIGNED:
                for each in some[:_MOST_NAMED]:
                    said = document_words(now, each.number, key)
                    column.addWidget(label(f"{each.title}: {said}", "small"))
        return frame
