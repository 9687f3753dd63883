"""Leaving while a batch is signed: what is safe, and three ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class LeavePage(SheetPage):
    """Esc stays."""

    finish = Signal()
    stop = Signal()
    stay = Signal()

    def __init__(self, signed: int, every: int, tokens: Tokens) -> None:
        super().__init__()
        words = self.tr("{signed} of {all} are signed and safe. The rest can go on later.")
        self.in_background = act_button(self.tr("Finish in the background"), "primary")
        self.after_this = act_button(self.tr("Stop after this document"))
        self.back = act_button(self.tr("Stay"))
        self.in_background.clicked.connect(self.finish)
        self.after_this.clicked.connect(self.stop)
        self.back.clicked.connect(self.stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("Documents are being signed")
        column.addLayout(title_row("signature", title, "", tokens))
        column.addWidget(label(words.format(signed=signed, all=every)))
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.after_this)
        foot.addWidget(self.in_background)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Begin where nothing is lost and nobody waits."""
        self.in_background.setFocus()

    def esc(self) -> None:
        """Stay."""
        self.stay.emit()
