"""The password of a locked document whose proof is owed, typed to add it now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from paraph.domain.keys.secret import Secret
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.keep_password import KeepPassword
from paraph.gui.sheet.password_field import PasswordField, foot_of
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class ProofPasswordPage(SheetPage):
    """Asks for one password."""

    given = Signal(object, bool)  # Secret, and whether it may be kept until the proof is there
    stopped = Signal()

    def __init__(self, document_name: str, tokens: Tokens) -> None:
        super().__init__()
        self.keep = KeepPassword()
        self.add = act_button(self.tr("Add the proof"), "primary")
        name = self.tr("Password of the document")
        self.password = PasswordField(name, self.add, self._give)
        self.stop = act_button(self.tr("Not now"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("Type the password of this PDF")
        column.addLayout(title_row("lock", title, document_name, tokens))
        words = self.tr("It is locked, and its proof can only be added with its password.")
        column.addWidget(label(words, "secondary"))
        column.addWidget(self.password)
        column.addWidget(self.keep)
        column.addLayout(foot_of(self.stop, self.add))
        self.stop.clicked.connect(self.stopped)

    def take_focus(self) -> None:
        """Begin in the field."""
        self.password.setFocus()

    def esc(self) -> None:
        """Leave it for later."""
        self.stopped.emit()

    def _give(self, secret: Secret) -> None:
        self.given.emit(secret, self.keep.is_wanted)
