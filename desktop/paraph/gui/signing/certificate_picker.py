"""Choosing as whom to sign: the certificate in use, and a list of all with the reasons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.card_words import card_line, day_words, initials, validity_words, why_words
from paraph.usecases.choose_certificate import Candidate

_ROW_PX = 96


class CertificatePicker(QWidget):
    """A card with the certificate in use. `chosen` tells of another one."""

    chosen = Signal(object)  # Candidate | None

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.candidates: Sequence[Candidate] = ()
        self.current: Candidate | None = None
        self.card = QPushButton()
        self.card.setProperty("kind", "card")
        self.card.setMinimumHeight(58)
        self.card.clicked.connect(self.open_list)
        self._mark = QLabel()
        self._mark.setObjectName("initials")
        self._mark.setFixedSize(34, 34)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = QLabel()
        self._name.setProperty("kind", "strong")
        self._detail = QLabel()
        self._detail.setProperty("kind", "small")
        self._chevron = QLabel()
        self._others = QPushButton()
        self._others.setProperty("kind", "link")
        self._others.clicked.connect(self.open_list)
        self._lay_out()
        self.list = _CandidateList(self)
        self.list.chosen.connect(self.choose)
        self.take_theme(tokens)
        self.show_reading()

    def show_reading(self) -> None:
        """Say that the cards are being looked at."""
        if self.current is None:
            self._say(self.tr("Looking for cards…"), "", can_choose=False)

    def show_cards(self, candidates: Sequence[Candidate], remembered: str) -> None:
        """Show what was found; keep the choice, else the one remembered, else the only one."""
        self.candidates = candidates
        wanted = self.current.facts.sha256 if self.current is not None else remembered
        able = [candidate for candidate in candidates if candidate.bar is None]
        named = [candidate for candidate in able if candidate.facts.sha256 == wanted]
        fitting = named or (able if len(able) == 1 else [])
        self.choose(fitting[0] if fitting else None)

    def choose(self, candidate: Candidate | None) -> None:
        """Take a certificate into use, or none."""
        self.current = candidate
        barred = sum(each.bar is not None for each in self.candidates)
        if candidate is not None:
            until = self.tr("valid to {day}").format(day=day_words(candidate.facts.not_after))
            self._say(candidate.facts.holder, until, can_choose=True)
            self._mark.setText(initials(candidate.facts.holder))
        elif len(self.candidates) > barred:
            self._say(
                self.tr("Choose a certificate"), self.tr("Several can sign."), can_choose=True
            )
        elif self.candidates:
            self._say(
                self.tr("No certificate can sign"),
                self.tr("The list says why."),
                can_choose=True,
            )
        else:
            self._say(
                self.tr("No card"),
                self.tr("Put your card in its reader; it is found by itself."),
                can_choose=False,
            )
        words = self.tr("%n other certificate(s) cannot sign. Why?", "", barred)
        self._others.setText(words)
        self._others.setAccessibleName(words)
        self._others.setVisible(barred > 0)
        self.chosen.emit(candidate)

    def open_list(self) -> None:
        """Open the list of all certificates under the card."""
        self.list.show_under(self.card, self.candidates, self.current)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        self._chevron.setPixmap(pixmap("chevron-down", tokens.colours["textSecondary"], 18))

    def _say(self, name: str, detail: str, *, can_choose: bool) -> None:
        self._name.setText(name)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._mark.setVisible(self.current is not None)
        self._chevron.setVisible(can_choose)
        self.card.setEnabled(can_choose)
        self.card.setAccessibleName(
            self.tr("Signing as {name}. {detail}").format(name=name, detail=detail)
        )

    def _lay_out(self) -> None:
        for label in (self._mark, self._name, self._detail, self._chevron):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for label in (self._name, self._detail):
            label.setWordWrap(True)
        row = QHBoxLayout(self.card)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._name)
        words.addWidget(self._detail)
        words.addStretch()
        row.addLayout(words, 1)
        row.addWidget(self._chevron)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.card)
        column.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)


class _CandidateList(QFrame):
    """The list that opens under the card; those that cannot sign are grey, with the reason."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._candidates: Sequence[Candidate] = ()
        self._card: QWidget = parent
        self.rows = QListWidget()
        self.rows.setObjectName("candidates")
        self.rows.setAccessibleName(self.tr("Certificates"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._take)
        self.rows.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.rows)
        self.hide()

    def show_under(
        self, card: QWidget, candidates: Sequence[Candidate], current: Candidate | None
    ) -> None:
        """Fill and open."""
        self._candidates, self._card = candidates, card
        self.rows.clear()
        for candidate in candidates:
            self._add(candidate, is_current=candidate == current)
        # Within the window rather than a window of its own: it can leave no screen's edge.
        window = card.window()
        self.setParent(window)
        self.resize(card.width(), min(_ROW_PX * max(1, len(candidates)) + 16, 420))
        self.move(card.mapTo(window, QPoint(0, card.height() + 4)))
        self.show()
        self.raise_()
        self.rows.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with Enter and Space; close with Esc and when the focus goes elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._card.setFocus()
                self.hide()
                return True
            is_choice = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            item = self.rows.currentItem()
            if is_choice and item is not None:
                self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _add(self, candidate: Candidate, *, is_current: bool) -> None:
        detail = why_words(candidate) or validity_words(candidate)
        item = QListWidgetItem(f"{candidate.facts.holder}\n{detail}\n{card_line(candidate)}")
        item.setSizeHint(QSize(0, _ROW_PX))
        item.setToolTip(item.text())
        if candidate.bar is not None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.rows.addItem(item)
        if is_current:
            self.rows.setCurrentItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self.chosen.emit(self._candidates[self.rows.row(item)])
