"""One line of a result: the proof that was asked for, being added, there, or owed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.gui.common.controls import label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.proof_words import owed_words, proof_name


class ProofLine(QWidget):
    """Hidden where no proof was asked for."""

    def __init__(self, asked: PadesLevel, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state = ("clock", "accentText")
        self._sign = QLabel()
        self._title = label(proof_name(asked), "strong")
        self._words = label("", "small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if asked is PadesLevel.B_B:
            self.hide()
        self._show("clock", "accentText", self.tr("Being added…"))

    def show_paid(self) -> None:
        """Say that all of it is there."""
        self._show("circle-check", "valid", self.tr("Added, and read back."))

    def show_owed(self, debt: OwedLevel, of_password: str = "") -> None:
        """Say why it is owed, and of a locked document what became of its password."""
        words = f"{owed_words(debt)} {of_password}".strip()
        if debt.needs_person is not None:
            self._show("alert-triangle", "changed", words)
        else:
            self._show("clock", "accentText", words)

    def words(self) -> str:
        """Give what is said of it."""
        return self._words.text()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the sign in the theme's colours."""
        self._tokens = tokens
        name, tone = self._state
        self._sign.setPixmap(pixmap(name, tokens.colours[tone], 18))

    def _show(self, icon_name: str, tone: str, words: str) -> None:
        self._state = (icon_name, tone)
        self._words.setText(words)
        self.setAccessibleName(f"{self._title.text()}. {words}")
        self.take_theme(self._tokens)
