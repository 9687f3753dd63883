"""The password of a locked document: used once for this opening, never kept on disk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.password_field import PasswordField, foot_of
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note, title_row


class PasswordPage(SheetPage):
    """Asks for one password. `promise` says how long it is kept, `below` stands under the field."""

    given = Signal(object)  # Secret
    stopped = Signal()

    def __init__(
        self,
        document_name: str,
        tokens: Tokens,
        *,
        was_refused: bool,
        promise: str = "",
        below: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.open = act_button(self.tr("Open"), "primary")
        name = self.tr("Password of the document")
        self.password = PasswordField(name, self.open, self.given.emit)
        self.stop = act_button(self.tr("Leave it closed"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("lock", self.tr("This PDF is locked"), document_name, tokens))
        if was_refused:
            column.addWidget(
                note(
                    "alert-triangle",
                    "changed",
                    self.tr("The password does not open this PDF."),
                    self.tr("It is unchanged. Type the password again."),
                    tokens,
                )
            )
        column.addWidget(self.password)
        if below is not None:
            column.addWidget(below)
        promise = promise or self.tr("It is used for this document only and not kept.")
        column.addWidget(label(promise, "small"))
        column.addLayout(foot_of(self.stop, self.open))
        self.stop.clicked.connect(self.stopped)

    def take_focus(self) -> None:
        """Begin in the field."""
        self.password.setFocus()

    def esc(self) -> None:
        """Leave it closed."""
        self.stopped.emit()
