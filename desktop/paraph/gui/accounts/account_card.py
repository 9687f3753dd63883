"""One account among the settings: what it is, how it stands, who one is there, where it files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.service.account import Environment, SignInWay
from paraph.domain.service.filing_address import is_address
from paraph.domain.service.filing_name import DEFAULT_PATTERN
from paraph.gui.accounts.account_words import standing_words, way_words
from paraph.gui.accounts.health_part import HealthPart
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.usecases.set_filing import FilingWish

if TYPE_CHECKING:
    from paraph.domain.service.account import Account
    from paraph.gui.common.tokens import Tokens
    from paraph.usecases.accounts import AccountStatus

translate = QCoreApplication.translate
_MOST_LETTERS = 1000


class AccountCard(QFrame):
    """Tells what was asked; it shows what holds when it is made anew."""

    sign_in_asked = Signal()
    sign_out_asked = Signal()
    remove_asked = Signal()
    password_asked = Signal()
    filing_changed = Signal(object)  # FilingWish
    addresses_changed = Signal(tuple)

    def __init__(self, status: AccountStatus, tokens: Tokens, *, are_kept: bool) -> None:
        super().__init__()
        self.status, self._tokens = status, tokens
        account = status.account
        self.setProperty("kind", "group")
        self.setAccessibleName(account.name)
        words, tone = standing_words(status, are_kept=are_kept)
        self.standing = label(words)
        self.standing.setProperty("tone", tone)
        self.trouble = label("")
        self.trouble.setProperty("tone", "invalid")
        self.trouble.hide()
        self.sign_in = act_button(self._sign_in_words())
        self.sign_out = act_button(self.tr("Sign out"))
        self.remove = act_button(self.tr("Remove…"))
        self.password = act_button(self.tr("Its password…"))
        self.choose = act_button(self.tr("Choose a folder…"))
        self.mine = self._edit(self.tr("Your e-mail addresses"), ", ".join(account.own_addresses))
        self.mine.setPlaceholderText(self.tr("as in camille@roux.example; several with commas"))
        self.place = self._edit(self.tr("Where results are filed"), account.filing)
        self.place.setPlaceholderText(self.tr("a folder, or an address of WebDAV: https://…"))
        pattern = self._edit(self.tr("How the names are made"), account.filing_pattern)
        self.pattern = pattern
        self.pattern.setPlaceholderText(DEFAULT_PATTERN)
        self.health = HealthPart(account.name, tokens)
        self._lay_out()
        self._connect()

    def take_account(self, account: Account) -> None:
        """Take over what was saved; what is being typed beside stays."""
        self.status = self.status._replace(account=account)
        self.show_trouble("")
        self.password.setVisible(is_address(account.filing))

    def show_trouble(self, words: str) -> None:
        """Say why something did not come through."""
        self.trouble.setText(words)
        self.trouble.setAccessibleName(words)
        self.trouble.setVisible(bool(words))

    def _connect(self) -> None:
        self.sign_in.clicked.connect(self.sign_in_asked)
        self.sign_out.clicked.connect(self.sign_out_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.password.clicked.connect(self.password_asked)
        self.choose.clicked.connect(self._choose)
        self.mine.editingFinished.connect(self._take_addresses)
        self.place.editingFinished.connect(self._take_place)
        self.pattern.editingFinished.connect(self._take_pattern)

    def _sign_in_words(self) -> str:
        account, has = self.status.account, self.status.has_secret
        if account.way is SignInWay.PERSON:
            return self.tr("Sign in again…") if has else self.tr("Sign in…")
        return self.tr("New key…") if account.way is SignInWay.API_KEY else self.tr("New secret…")

    def _take_addresses(self) -> None:
        parts = self.mine.text().replace(";", ",").split(",")
        found = tuple(dict.fromkeys(each.strip() for each in parts if each.strip()))
        wrong = [each for each in found if "@" not in each.strip("@")]
        if wrong:
            told = self.tr("This is no e-mail address: {address}").format(address=wrong[0])
            self.show_trouble(told)
        elif found != self.status.account.own_addresses:
            self.addresses_changed.emit(found)

    def _take_place(self) -> None:
        place = self.place.text().strip()
        if place != self.status.account.filing:
            self.filing_changed.emit(FilingWish(place=place))

    def _take_pattern(self) -> None:
        pattern = self.pattern.text().strip()
        if pattern != self.status.account.filing_pattern:
            self.filing_changed.emit(FilingWish(pattern=pattern))

    def _choose(self) -> None:
        start = self.place.text() if Path(self.place.text()).is_dir() else str(Path.home())
        title = self.tr("Where signed documents and their proof are filed")
        found = QFileDialog.getExistingDirectory(self.window(), title, start)
        if found:
            self.place.setText(found)
            self._take_place()

    def _edit(self, name: str, words: str) -> QLineEdit:
        edit = QLineEdit(words)
        edit.setAccessibleName(name)
        edit.setMaxLength(_MOST_LETTERS)
        edit.setCursorPosition(0)
        return edit

    def _head(self) -> QHBoxLayout:
        account = self.status.account
        name, where = QLabel(account.name), QLabel()
        name.setProperty("kind", "strong")
        where.setProperty("kind", "small")
        where.setText(f"{account.base_url} · {way_words(account.way)}")
        for each in (name, where):
            each.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(name)
        line.addWidget(environment_mark(self.status.environment, self._tokens))
        line.addStretch()
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(line)
        words.addWidget(where)
        words.addWidget(self.standing)
        words.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.sign_in, self.sign_out, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if not self.status.has_secret:
            self.sign_out.hide()
        return row

    def _lay_out(self) -> None:
        beside = QWidget()
        pair = QHBoxLayout(beside)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(8)
        pair.addWidget(self.place, 1)
        pair.addWidget(self.choose)
        pair.addWidget(self.password)
        if not is_address(self.status.account.filing):
            self.password.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(QLabel(self.tr("Your e-mail addresses")), self.mine)
        form.addRow(QLabel(self.tr("Results are filed in")), beside)
        form.addRow(QLabel(self.tr("Named by")), self.pattern)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(self.health)
        column.addLayout(form)


def environment_mark(environment: Environment, tokens: Tokens) -> QWidget:
    """Make what tells apart where things count: the violet pill is of the sandbox alone."""
    if environment is Environment.SANDBOX:
        pill, sign = QFrame(), QLabel()
        pill.setProperty("kind", "sandboxPill")
        sign.setPixmap(pixmap("flask", tokens.colours["sandbox"], 14))
        row = QHBoxLayout(pill)
        row.setContentsMargins(9, 0, 10, 0)
        row.setSpacing(5)
        row.addWidget(sign)
        row.addWidget(QLabel(translate("AccountCard", "SANDBOX no legal value")))
        return pill
    if environment is Environment.PRODUCTION:
        return label(translate("AccountCard", "Production"), "small")
    return label(translate("AccountCard", "Not known yet whether it counts"), "small")
