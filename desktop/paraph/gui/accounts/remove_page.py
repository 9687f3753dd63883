"""Before an account is removed: what goes with it, and what stays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.password_field import foot_of
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class RemoveAccountPage(SheetPage):
    """The safe way out is chosen first."""

    width_px = 520
    may_quit = True
    agreed = Signal()
    left = Signal()

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__()
        self.keep = act_button(self.tr("Keep it"))
        self.remove = act_button(self.tr("Remove the account"))
        self.keep.clicked.connect(self.left)
        self.remove.clicked.connect(self.agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("trash", self.tr("Remove this account"), name, tokens))
        column.addWidget(
            label(
                self.tr(
                    "Its sign-in is forgotten here and at the service. Requests and what was filed"
                    " stay where they are; nothing new of them arrives here any more."
                )
            )
        )
        column.addLayout(foot_of(self.remove, self.keep))

    def take_focus(self) -> None:
        """Begin at the safe choice."""
        self.keep.setFocus()

    def esc(self) -> None:
        """Keep it."""
        self.left.emit()
