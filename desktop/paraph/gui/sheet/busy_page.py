"""While the card works: what is going on, in words."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from paraph.gui.common.controls import label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class BusyPage(SheetPage):
    """Shows that work goes on. A signature that a card makes is not broken off."""

    def __init__(self, title: str, document_name: str, words: str, tokens: Tokens) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 26)
        column.setSpacing(14)
        column.addLayout(title_row("signature", title, document_name, tokens))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(6)
        bar.setAccessibleName(title)
        column.addWidget(bar)
        column.addWidget(label(words, "small"))
