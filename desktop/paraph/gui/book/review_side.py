"""Beside the pages under review: what was said of the document, the decision, and the way on."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from paraph.domain.findings import pages_in_words
from paraph.domain.many.signature_book import BookDocument, Decision
from paraph.gui.batch.kit import KeyHolder
from paraph.gui.book.book_words import (
    NO_KEY,
    DocumentState,
    barred_code,
    document_state,
    document_words,
    extras_words,
    place_words,
)
from paraph.gui.cards.certificate_picker import CertificatePicker
from paraph.gui.common.controls import act_button, keycap, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words
from paraph.gui.sheet.sheet_parts import marked_row, note, panel_scroll
from paraph.usecases.review_book import Reviewing


class ReviewSide(QFrame):
    """One document, and the whole book at its foot."""

    decided = Signal(object, str)  # Decision, and the note of what is set aside
    place_asked = Signal()
    page_asked = Signal(int)  # index of a page that was never shown
    sign_asked = Signal()
    return_asked = Signal()
    password_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setFixedWidth(tokens.sizes["sidePanel"])
        self._tokens = tokens
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        self.note = QPlainTextEdit()
        self.agree = act_button(self.tr("Agree"))
        self.aside = act_button(self.tr("Set aside…"))
        self.keep_note = act_button(self.tr("Set aside"))
        self.undo = act_button(self.tr("Take it back"), "link")
        self.picker = CertificatePicker(tokens, self)
        self.sign = act_button("", "primary")
        self.give_back = act_button(self.tr("Return the book…"))
        self._why_not = label("", "small")
        self._note_part = QWidget()
        self._never: tuple[int, ...] = ()
        self._from = ""  # who prepared the book
        self._lay_out()
        self._connect()

    @property
    def key(self) -> KeyHolder:
        """Give what holds the key that is chosen."""
        return KeyHolder.of(self.picker.current) if self.picker.current is not None else NO_KEY

    @property
    def writes_note(self) -> bool:
        """Tell whether a note is being written."""
        return not self._note_part.isHidden()

    def show_document(
        self,
        now: Reviewing,
        document: BookDocument,
        seen: tuple[int, ...],
        *,
        is_closed: bool = False,
    ) -> None:
        """Show one document; `seen` are the pages that were shown by now.

        One that `is_closed` waits for its password.
        """
        self._note_part.hide()
        self._from = now.opened.book.prepared_by
        state, review = document_state(now, document.number), now.review(document.number)
        self._never = review.having_seen(seen).never_shown(document.page_count)
        _clear(self._cards)
        if is_closed and state is not DocumentState.BARRED:
            for part in self._locked():
                self._cards.addWidget(part)
        for made in self._cards_of(now, document, state):
            self._cards.addWidget(made)
        is_settled = state in (DocumentState.SIGNED, DocumentState.BARRED)
        self.agree.setVisible(state in (DocumentState.OPEN, DocumentState.SET_ASIDE))
        self.aside.setVisible(state is not DocumentState.SIGNED)
        self.undo.setVisible(not is_settled and state is not DocumentState.OPEN)
        if state is DocumentState.SET_ASIDE:
            self.note.setPlainText(review.note)
        else:
            self.note.clear()

    def show_book(self, now: Reviewing) -> None:
        """Show how many are ready, and what keeps one from going on."""
        count, candidate = len(now.to_sign()), self.picker.current
        words = self.tr("Check and sign %n", "", count) if count else self.tr("Check and sign")
        self.sign.setText(words)
        self.sign.setAccessibleName(words)
        why_not = ""
        if not count:
            why_not = self.tr("Agree to a document first.")
        elif candidate is None or candidate.bar is not None:
            why_not = self.tr("Choose a certificate first.")
        self.sign.setEnabled(not why_not)
        self.sign.setToolTip(why_not)
        self._why_not.setText(why_not)

    def ask_note(self) -> None:
        """Let the person say why a document is set aside."""
        self._note_part.show()
        self.note.setFocus()
        # In a low window it lies below what is in sight; its place is known once it is laid out.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._note_part))

    def put_note_away(self) -> None:
        """Set nothing aside."""
        self._note_part.hide()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.picker.take_theme(tokens)
        self.sign.setIcon(button_icon("signature", tokens.colours["onAccent"]))
        self.agree.setIcon(button_icon("check", tokens.colours["text"]))
        self.aside.setIcon(button_icon("minus", tokens.colours["text"]))
        for each in (self.sign, self.agree, self.aside):
            each.setIconSize(BUTTON_ICON)

    def _cards_of(
        self, now: Reviewing, document: BookDocument, state: DocumentState
    ) -> list[QWidget]:
        tokens, colours = self._tokens, self._tokens.colours
        made: list[QWidget] = []
        icon_name, tone = state.value
        if state is DocumentState.BARRED:
            what, more = error_words(barred_code(now, document.number), *self.key)
            made.append(note("octagon-minus", "invalid", what, more, tokens))
        else:
            words = document_words(now, document.number, self.key)
            made.append(self._card(icon_name, colours[tone], words, ""))
        if document.note:
            title = self.tr("{name} writes").format(name=now.opened.book.prepared_by)
            made.append(self._card("file-text", colours["accentText"], title, document.note))
        if document.earlier_note:
            title = self.tr("You set it aside before")
            made.append(self._card("refresh", colours["changed"], title, document.earlier_note))
        where = place_words(document)
        place = self._card(
            "signature", colours["accentText"], self.tr("You sign here: {where}").format(
                where=where
            ), document.reason and self.tr("Reason: {reason}").format(reason=document.reason)
        )  # fmt: skip
        made.append(place)
        for icon_name, words in extras_words(document.extras):
            made.append(self._card(icon_name, colours["accentText"], words, ""))
        if document.place is not None or document.field is not None:
            show = act_button(self.tr("Show the place"), "link")
            show.clicked.connect(self.place_asked)
            made.append(show)
        made.append(self._pages())
        return made

    def _pages(self) -> QFrame:
        colours = self._tokens.colours
        if not self._never:
            return self._card("eye", colours["valid"], self.tr("Every page was shown"), "")
        words = self.tr("Not shown yet: page {pages}").format(pages=pages_in_words(self._never))
        frame = self._card("eye-off", colours["changed"], words, "")
        go = act_button(self.tr("Go there"), "link")
        go.clicked.connect(lambda: self.page_asked.emit(self._never[0]))
        layout = frame.layout()
        assert layout is not None  # noqa: S101 - every card has one
        layout.addWidget(go)
        return frame

    def _locked(self) -> list[QWidget]:
        colours = self._tokens.colours
        words = self.tr("It opens with a password, which is not in the book. Ask {name} for it.")
        frame = self._card(
            "lock", colours["changed"], self.tr("This PDF is locked"), words.format(name=self._from)
        )
        ask = act_button(self.tr("Type its password…"), "link")
        ask.clicked.connect(self.password_asked)
        return [frame, ask]

    def _card(self, icon_name: str, colour: str, title: str, words: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        lines = [label(title, "strong"), *([label(words, "small")] if words else [])]
        row = marked_row(icon_name, colour, 20, *lines)
        row.setContentsMargins(14, 10, 12, 10)
        frame.setLayout(row)
        return frame

    def _connect(self) -> None:
        self.agree.clicked.connect(lambda: self.decided.emit(Decision.AGREED, ""))
        self.undo.clicked.connect(lambda: self.decided.emit(Decision.OPEN, ""))
        self.aside.clicked.connect(self.ask_note)
        self.keep_note.clicked.connect(
            lambda: self.decided.emit(Decision.SET_ASIDE, self.note.toPlainText())
        )
        self.sign.clicked.connect(self.sign_asked)
        self.give_back.clicked.connect(self.return_asked)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 18, 22, 12)
        column.setSpacing(10)
        column.addLayout(self._cards)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.agree)
        buttons.addWidget(self.aside)
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._make_note_part())
        column.addStretch(1)
        column.addLayout(self._keys())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = panel_scroll(body)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot())
        self.take_theme(self._tokens)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("panelFoot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(22, 12, 22, 14)
        below.setSpacing(8)
        below.addWidget(section(self.tr("AS WHOM")))
        below.addWidget(self.picker)
        below.addWidget(self._why_not)
        row = QHBoxLayout()
        row.addWidget(self.give_back)
        row.addStretch(1)
        row.addWidget(self.sign)
        below.addLayout(row)
        return foot

    def _make_note_part(self) -> QWidget:
        self.note.setAccessibleName(self.tr("Why it is set aside"))
        self.note.setPlaceholderText(self.tr("Why? The note goes back with it."))
        self.note.setFixedHeight(84)
        self.note.setTabChangesFocus(True)
        column = QVBoxLayout(self._note_part)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Ctrl+Enter sets it aside, Esc does not."), "small"), 1)
        row.addWidget(self.keep_note)
        column.addLayout(row)
        self._note_part.hide()
        return self._note_part

    def _keys(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(5)
        for key, words in (
            (self.tr("Space"), self.tr("next page")),
            (self.tr("Enter"), self.tr("agree, and go on")),
            ("S", self.tr("set aside with a note")),
            ("← →", self.tr("another document")),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(keycap(key))
            row.addWidget(label(words, "small"), 1)
            column.addLayout(row)
        return column


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
