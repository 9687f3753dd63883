"""Choosing as whom to sign: the certificate in use, and a list of all with the reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.gui.cards.card_words import (
    caution_words,
    initials,
    joined,
    kind_words,
    place_line,
    purpose_words,
    short_place,
    validity_words,
)
from paraph.gui.cards.certificate_rows import CandidateList, caution_row
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.usecases.choose_certificate import Candidate, only_able, remembered

_CARD_PX = 58


class CertificatePicker(QWidget):
    """A card with the certificate in use. `chosen` tells of another one, `picked` by whom."""

    chosen = Signal(object)  # Candidate | None
    picked = Signal(object)  # Candidate; a person took it from the list
    key_file_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.candidates: Sequence[Candidate] = ()
        self.current: Candidate | None = None
        self.offers_key_files = False
        self.card = QPushButton()
        self.card.setProperty("kind", "card")
        self.card.clicked.connect(self.open_list)
        self._mark = _initials_mark()
        self._name = QLabel()
        self._name.setProperty("kind", "strong")
        self._detail = QLabel()
        self._detail.setProperty("kind", "small")
        self._place = QLabel()
        self._place.setProperty("kind", "small")
        self._warnings = QWidget()
        self._chevron = QLabel()
        self._others = QPushButton()
        self._others.setProperty("kind", "link")
        self._others.clicked.connect(self.open_list)
        self._card_row = QHBoxLayout(self.card)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.list = CandidateList(self)
        self.list.chosen.connect(self._pick)
        self.list.key_file_asked.connect(self.key_file_asked)
        self.take_theme(tokens)
        self.show_reading()

    def show_reading(self) -> None:
        """Say that the cards are being looked at."""
        if self.current is None:
            self._say(self.tr("Looking for cards…"), "", can_choose=False)

    def show_cards(self, candidates: Sequence[Candidate], before: str) -> None:
        """Show what was found; keep the choice, else that of `before` (SHA-256), else the only one.

        Where several can sign and none was chosen before, a person chooses.
        """
        self.candidates = candidates
        found = self._still_there() or remembered(candidates, before) or only_able(candidates)
        self.choose(found)

    def show_unseen(self) -> None:
        """Say that a card or token is there and none of its certificates is seen."""
        words = self.tr("What is there cannot be used yet. The reason is below.")
        self._say(self.tr("No certificate"), words, can_choose=self.offers_key_files)

    def choose(self, candidate: Candidate | None) -> None:
        """Take a certificate into use, or none."""
        self.current = candidate
        barred = sum(each.bar is not None for each in self.candidates)
        if candidate is not None:
            facts = candidate.facts
            kind = joined(*kind_words(facts)) or purpose_words(candidate)
            until = joined(kind, validity_words(candidate))
            self._say(facts.holder, until, short_place(candidate, self.candidates), can_choose=True)
            self._mark.setText(initials(facts.holder))
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
                can_choose=self.offers_key_files,
            )
        self.card.setToolTip(place_line(candidate, self.candidates) if candidate else "")
        self._warn(candidate)
        words = self.tr("%n other certificate(s) cannot sign. Why?", "", barred)
        self._others.setText(words)
        self._others.setAccessibleName(words)
        self._others.setVisible(barred > 0)
        self.chosen.emit(candidate)

    def open_list(self) -> None:
        """Open the list of all certificates under the card."""
        self.list.offers_key_files = self.offers_key_files
        self.list.show_under(self.card, self.candidates, self.current, self._tokens)

    def take_from(self, module: str) -> Candidate | None:
        """Take the certificate of a module that can sign into use; None when there is none."""
        able = [each for each in self.candidates if each.bar is None]
        found = next((each for each in able if each.token.module == module), None)
        if found is not None:
            self.choose(found)
        return found

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        self._chevron.setPixmap(pixmap("chevron-down", tokens.colours["textSecondary"], 18))
        self._warn(self.current)

    def _pick(self, candidate: Candidate) -> None:
        self.choose(candidate)
        self.picked.emit(candidate)

    def _still_there(self) -> Candidate | None:
        """Find the one in use again: a card may have moved to another reader meanwhile."""
        if self.current is None:
            return None
        place = self.current.place
        here = [each for each in self.candidates if each.bar is None and each.place == place]
        return here[0] if len(here) == 1 else None

    def _warn(self, candidate: Candidate | None) -> None:
        found = candidate.cautions if candidate is not None else ()
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(2, 0, 0, 0)
        column.setSpacing(2)
        for each in found:
            column.addLayout(caution_row(each, self._tokens))
        self._column.replaceWidget(self._warnings, fresh)
        self._warnings.hide()
        self._warnings.deleteLater()
        self._warnings = fresh
        fresh.setVisible(bool(found))
        self.card.setAccessibleDescription(" ".join(" ".join(caution_words(e)) for e in found))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the card the height that its words take."""
        super().resizeEvent(event)
        self._fit_card()

    def _fit_card(self) -> None:
        # A push button takes no size from a layout of its own.
        height = self._card_row.heightForWidth(self.width())
        self.card.setFixedHeight(max(_CARD_PX, height))

    def _say(self, name: str, detail: str, place: str = "", *, can_choose: bool) -> None:
        self._name.setText(name)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._place.setText(place)
        self._place.setVisible(bool(place))
        self._mark.setVisible(self.current is not None)
        self._chevron.setVisible(can_choose)
        self.card.setEnabled(can_choose)
        self.card.setAccessibleName(
            self.tr("Signing as {name}. {detail}").format(name=name, detail=joined(detail, place))
        )
        self._fit_card()

    def _lay_out(self) -> None:
        for label in (self._mark, self._name, self._detail, self._place, self._chevron):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for label in (self._name, self._detail, self._place):
            label.setWordWrap(True)
        row = self._card_row
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._name)
        words.addWidget(self._detail)
        words.addWidget(self._place)
        words.addStretch()
        row.addLayout(words, 1)
        row.addWidget(self._chevron)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.card)
        column.addWidget(self._warnings)
        column.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)


def _initials_mark() -> QLabel:
    mark = QLabel()
    mark.setObjectName("initials")
    mark.setFixedSize(34, 34)
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return mark
