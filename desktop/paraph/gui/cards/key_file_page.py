"""The password of a key file (.p12, .pfx) that is seen for the first time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from paraph.domain.keys.secret import Secret
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note, title_row


class KeyFilePage(SheetPage):
    """Asks for one password, which may be empty: some files have none."""

    given = Signal(object)  # Secret
    stopped = Signal()

    def __init__(self, file_name: str, tokens: Tokens, *, was_refused: bool) -> None:
        super().__init__()
        self.password = QLineEdit()
        self.password.setObjectName("pin")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Password of the key file"))
        self.password.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.password.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.password.setMinimumHeight(44)
        self.use = act_button(self.tr("Use this file"), "primary")
        self.stop = act_button(self.tr("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("Type the password of the key file")
        column.addLayout(title_row("lock", title, file_name, tokens))
        column.addWidget(self._note(tokens, was_refused=was_refused))
        column.addWidget(self.password)
        promise = self.tr("It is used for this look only; it is asked again for signing.")
        column.addWidget(label(promise, "small"))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.use)
        column.addLayout(foot)
        self.password.returnPressed.connect(self._give)
        self.use.clicked.connect(self._give)
        self.stop.clicked.connect(self.stopped)

    def take_focus(self) -> None:
        """Begin in the field."""
        self.password.setFocus()

    def esc(self) -> None:
        """Use no file."""
        self.password.clear()
        self.stopped.emit()

    def _note(self, tokens: Tokens, *, was_refused: bool) -> QFrame:
        if was_refused:
            title = self.tr("The password does not open this file.")
            words = self.tr("The file is unchanged. Type the password again.")
        else:
            title = self.tr("A key in a file gives an advanced signature, without a device.")
            words = self.tr(
                "Whoever has the file and its password can sign as you. A card cannot be copied."
            )
        return note("alert-triangle", "changed", title, words, tokens)

    def _give(self) -> None:
        secret = Secret(self.password.text())
        self.password.clear()
        self.given.emit(secret)
