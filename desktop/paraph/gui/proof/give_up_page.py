"""Whether a file is taken off the list of proof that is owed: what stays, and what is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from paraph.domain.owed import OwedLevel
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.password_field import foot_of
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class GiveUpPage(SheetPage):
    """Esc leaves it on the list."""

    agreed = Signal()
    stopped = Signal()

    def __init__(self, debt: OwedLevel, tokens: Tokens) -> None:
        super().__init__()
        self.stop = act_button(self.tr("Leave it on the list"), "primary")
        self.agree = act_button(self.tr("Take it off"))
        words = (
            self.tr("Its long-term proof is renewed no more, and nobody looks whether it is there.")
            if debt.renews
            else self.tr("What its signature still lacks is not added any more.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("Take this document off the list?")
        column.addLayout(title_row("clock", title, debt.path.name, tokens))
        column.addWidget(label(words))
        stays = self.tr(
            "The file and its signature stay as they are. The log keeps that you did so."
        )
        column.addWidget(label(stays, "secondary"))
        column.addLayout(foot_of(self.agree, self.stop))
        self.stop.clicked.connect(self.stopped)
        self.agree.clicked.connect(self.agreed)

    def take_focus(self) -> None:
        """Begin where nothing is lost."""
        self.stop.setFocus()

    def esc(self) -> None:
        """Leave it on the list."""
        self.stopped.emit()
