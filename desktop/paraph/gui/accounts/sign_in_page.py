"""Signing in: at the browser, or with a new key; each can be stopped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.password_field import PasswordField, foot_of
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row


class BrowserPage(SheetPage):
    """Shows the address that the browser opens, for one that does not open it."""

    width_px = 560
    may_quit = True
    stopped = Signal()
    again_asked = Signal()

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__()
        self.words = label(
            self.tr("Sign in at the browser, then come back here. Paraph never sees the password.")
        )
        self.address = QLabel()
        self.address.setProperty("kind", "small")
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setWordWrap(True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.hide()
        self._whole = ""
        self.copy = act_button(self.tr("Copy the address"))
        self.copy.clicked.connect(self._copy)
        self.copy.hide()
        self.again = act_button(self.tr("Try again"), "primary")
        self.again.clicked.connect(self.again_asked)
        self.again.hide()
        self.stop = act_button(self.tr("Stop"))
        self.stop.clicked.connect(self.stopped)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Waiting for the browser"))
        self._lay_out(name, tokens)

    def _lay_out(self, name: str, tokens: Tokens) -> None:
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("user-circle", self.tr("Sign in"), name, tokens))
        column.addWidget(self._bar)
        column.addWidget(self.words)
        column.addWidget(self.address)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Stopping is what can be done."""
        self.stop.setFocus()

    def esc(self) -> None:
        """Stop."""
        self.stopped.emit()

    def show_address(self, address: str) -> None:
        """Show where one signs in, in case that the browser does not."""
        self._whole = address
        host = address.split("?", 1)[0]
        self.address.setText(
            self.tr("If it does not open by itself, copy the address: {host}").format(host=host)
        )
        self.address.show()
        self.copy.show()

    def show_trouble(self, words: str) -> None:
        """Say why it came to no end."""
        self._bar.hide()
        self.copy.hide()
        self.address.hide()
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.stop.setText(self.tr("Close"))
        self.again.show()
        self.again.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._whole)
        self.copy.setText(self.tr("Copied"))


class NewKeyPage(SheetPage):
    """Takes a new key or secret in place of the old one, which holds until the new one does."""

    width_px = 560
    given = Signal(object)  # Secret
    old_asked = Signal()  # the old one is to be tried again
    left = Signal()

    def __init__(self, name: str, what: str, tokens: Tokens, *, offers_old: bool = False) -> None:
        super().__init__()
        self.old = act_button(self.tr("Try the old one again"), "quiet")
        self.old.clicked.connect(self.old_asked)
        if not offers_old:
            self.old.hide()
        self._what = what
        self.act = act_button(self.tr("Put it in place"), "primary")
        self.stop = act_button(self.tr("Not now"))
        self.field = PasswordField(what, self.act, self._give)
        self.trouble = label("")
        self.trouble.setProperty("tone", "invalid")
        self.trouble.hide()
        self.stop.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("key", what, name, tokens))
        column.addWidget(
            label(self.tr("The old one holds until the service has taken the new one."), "small")
        )
        column.addWidget(self.field)
        column.addWidget(self.trouble)
        foot = foot_of(self.stop, self.act)
        foot.insertWidget(0, self.old)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Type it."""
        self.field.setFocus()

    def esc(self) -> None:
        """Leave it as it is."""
        self.left.emit()

    def show_trouble(self, words: str) -> None:
        """Say why it was not taken."""
        self.trouble.setText(words)
        self.trouble.show()
        self.field.setEnabled(True)
        self.field.setFocus()

    def _give(self, secret: object) -> None:
        self.trouble.hide()
        self.field.setEnabled(False)
        self.given.emit(secret)
