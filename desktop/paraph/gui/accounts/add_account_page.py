"""Adding an account: what it is called, where its service is, how one proves who one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import SignInWay
from paraph.gui.accounts.account_words import trouble_words, way_words
from paraph.gui.common.controls import Choice, act_button, label
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row
from paraph.usecases.accounts import NewAccount

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.gui.common.tokens import Tokens

_WAYS = (SignInWay.PERSON, SignInWay.API_KEY, SignInWay.PROGRAM)
_MOST_LETTERS = 4096


class AddAccountPage(SheetPage):
    """`given` tells of a new account; a secret leaves its field once."""

    width_px = 620
    given = Signal(object)  # NewAccount
    left = Signal()

    def __init__(self, tokens: Tokens, *, are_kept: bool) -> None:
        super().__init__()
        self._tokens = tokens
        self.name = self._edit(self.tr("Name"), self.tr("as in Office"))
        self.address = self._edit(self.tr("Address"), "https://")
        self.way = Choice(self.tr("How you prove who you are"))
        self.client = self._edit(self.tr("Client id"), "")
        self.secret = self._edit(self.tr("Key or secret"), "")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret_label, self._client_label = QLabel(), QLabel(self.tr("Client id"))
        self.note = label("", "small")
        self.trouble = label("")
        self.trouble.setProperty("tone", "invalid")
        self.trouble.hide()
        self.add = act_button(self.tr("Add the account"), "primary")
        self.stop = act_button(self.tr("Not now"))
        self._lay_out(are_kept=are_kept)
        self.way.currentIndexChanged.connect(lambda _: self._show_way())
        for each in (self.name, self.address, self.client, self.secret):
            each.textChanged.connect(lambda _: self._check())
            each.returnPressed.connect(self._give)
        self.add.clicked.connect(self._give)
        self.stop.clicked.connect(self.left)
        self._show_way()

    def take_focus(self) -> None:
        """Begin with the name."""
        self.name.setFocus()

    def esc(self) -> None:
        """Add nothing."""
        self.left.emit()

    def show_busy(self) -> None:
        """Say that the service is asked."""
        self.trouble.hide()
        self.add.setEnabled(False)
        self.add.setText(self.tr("Asking the service…"))

    def show_trouble(self, error: ParaphError) -> None:
        """Say why it was not added; what was typed stays, a secret does not."""
        self.trouble.setText(trouble_words(error))
        self.trouble.show()
        self.add.setText(self.tr("Add the account"))
        self._check()
        self.trouble.setAccessibleName(self.trouble.text())
        (self.secret if self._wants_secret else self.address).setFocus()

    @property
    def _way(self) -> SignInWay:
        return _WAYS[max(0, self.way.currentIndex())]

    @property
    def _wants_secret(self) -> bool:
        return self._way is not SignInWay.PERSON

    @property
    def _wants_client(self) -> bool:
        return self._way is not SignInWay.API_KEY

    def _show_way(self) -> None:
        is_key = self._way is SignInWay.API_KEY
        self._secret_label.setText(self.tr("API key") if is_key else self.tr("Secret"))
        for each in (self.secret, self._secret_label):
            each.setVisible(self._wants_secret)
        for each in (self.client, self._client_label):
            each.setVisible(self._wants_client)
        self._check()

    def _check(self) -> None:
        fields = [self.name, self.address]
        fields += [self.secret] if self._wants_secret else []
        fields += [self.client] if self._wants_client else []
        lacks = [each for each in fields if not each.text().strip()]
        self.add.setEnabled(not lacks)
        names = [each.accessibleName() for each in lacks[:1]]
        why = "".join(self.tr("Still missing: {name}").format(name=name) for name in names)
        self.add.setToolTip(why)
        self.add.setAccessibleDescription(why)

    def _give(self) -> None:
        if not self.add.isEnabled():
            return
        secret = Secret(self.secret.text().strip()) if self._wants_secret else None
        self.secret.clear()
        client = self.client.text().strip() if self._wants_client else ""
        self.given.emit(
            NewAccount(
                self.name.text().strip(), self.address.text().strip(), self._way, client, secret
            )
        )

    def _edit(self, name: str, hint: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.setPlaceholderText(hint)
        edit.setMaxLength(_MOST_LETTERS)
        edit.setMinimumHeight(34)
        return edit

    def _lay_out(self, *, are_kept: bool) -> None:
        for each in _WAYS:
            self.way.addItem(way_words(each), each)
        self.way.take_theme(self._tokens)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(QLabel(self.tr("Name")), self.name)
        form.addRow(QLabel(self.tr("Address")), self.address)
        form.addRow(QLabel(self.tr("You prove who you are by")), self.way)
        form.addRow(self._client_label, self.client)
        form.addRow(self._secret_label, self.secret)
        self.note.setText(
            self.tr("Keys and sign-ins are kept in this computer’s keychain, and nowhere else.")
            if are_kept
            else self.tr(
                "This computer has no keychain that opens: a key or sign-in is kept only for as"
                " long as Paraph is open."
            )
        )
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        head = self.tr("Add an account"), self.tr("At the service through which others sign")
        column.addLayout(title_row("building-bank", *head, self._tokens))
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.trouble)
        column.addLayout(foot)
