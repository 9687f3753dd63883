"""A state as a small label with its sign."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.row_words import Chip


class ChipLabel(QFrame):
    """Shows a chip; its words are its name."""

    def __init__(self, chip: Chip, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setProperty("tone", chip.tone)
        self.setAccessibleName(chip.words)
        sign, self._words = QLabel(), QLabel(chip.words)
        sign.setPixmap(pixmap(chip.icon_name, tokens.colours[chip.tone], 14))
        self._words.setProperty("kind", "chipWords")
        self._words.setProperty("tone", chip.tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 10, 0)
        row.setSpacing(5)
        row.addWidget(sign)
        row.addWidget(self._words)

    @property
    def words(self) -> str:
        """Give what it says."""
        return self._words.text()


def count_label(count: int, tone: str = "unknown") -> QLabel:
    """Make a number in a round field."""
    made = QLabel(str(count))
    made.setProperty("kind", "count")
    made.setProperty("tone", tone)
    return made
