"""Why a book cannot be opened, and the way to take it over from somebody else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from paraph.domain.errors import ParaphError
from paraph.gui.book.book_words import in_work_words
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note


class OpenTrouble(SheetPage):
    """Stays until the person decides."""

    take_over_asked = Signal()
    back = Signal()

    def __init__(self, error: ParaphError, tokens: Tokens) -> None:
        super().__init__()
        title, words = error_words(error.code)
        is_held = error.code == "book_in_work" and error.details.get("why") != "same_profile"
        if error.code == "book_in_work":
            words = f"{in_work_words(error)} {words}"
        self.take_over = act_button(self.tr("Take it over"))
        self.to_list = act_button(self.tr("Back"), "primary")
        self.take_over.clicked.connect(self.take_over_asked)
        self.to_list.clicked.connect(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addWidget(label(self.tr("The signature book"), "title"))
        tone = "changed" if is_held else "invalid"
        icon_name = "lock" if is_held else "octagon-minus"
        column.addWidget(note(icon_name, tone, title, words, tokens))
        column.addWidget(label(error.code, "small"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        if is_held:
            foot.addWidget(self.take_over)
        foot.addWidget(self.to_list)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Begin at the safe way."""
        self.to_list.setFocus()

    def esc(self) -> None:
        """Go back."""
        self.back.emit()
