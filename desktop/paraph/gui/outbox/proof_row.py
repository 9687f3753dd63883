"""A signed document in the outbox that still lacks its proof."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from paraph.domain.owed import OwedLevel
from paraph.gui.cards.card_words import day_words
from paraph.gui.common.controls import ActButton
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.outbox.chip_label import ChipLabel
from paraph.gui.proof.proof_words import missing_name
from paraph.gui.requests.row_words import Chip


class ProofRow(ActButton):
    """One line; a click opens the list of proofs."""

    def __init__(self, debt: OwedLevel, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        sign, name, lacks = QLabel(), QLabel(debt.path.name), QLabel(missing_name(debt))
        sign.setPixmap(pixmap("file-text", tokens.colours["textSecondary"], 20))
        name.setProperty("kind", "strong")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lacks.setProperty("kind", "small")
        needs = debt.needs_person is not None
        if needs:
            chip = Chip("alert-triangle", self.tr("Needs you"), "changed")
        elif debt.deadline is not None:
            words = self.tr("Owed, by {day}").format(day=day_words(debt.deadline))
            chip = Chip("clock", words, "accentText")
        else:
            chip = Chip("clock", self.tr("Added by itself"), "unknown")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 18, 8)
        row.setSpacing(14)
        for each in (sign, name, lacks, ChipLabel(chip, tokens)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(each, 1 if each is name else 0)
        self.setAccessibleName(f"{debt.path.name}, {lacks.text()}, {chip.words}")
