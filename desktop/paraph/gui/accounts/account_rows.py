"""The accounts among the settings: added, signed in, signed out, removed; saved at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from paraph.gui.accounts.account_card import AccountCard
from paraph.gui.accounts.account_words import trouble_words
from paraph.gui.common.controls import act_button, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from paraph.domain.errors import ParaphError
    from paraph.domain.service.account import Account
    from paraph.gui.accounts.sign_ins import SignIns
    from paraph.gui.common.tokens import Tokens
    from paraph.usecases.service_health import AccountHealth
    from paraph.usecases.sync_desk import KnownAccounts


class AccountRows(QFrame):
    """Reads the accounts anew each time it is shown, beside the window's thread."""

    shown = Signal()  # when the accounts stand there

    def __init__(self, sign_ins: SignIns, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._sign_ins, self._tokens = sign_ins, tokens
        self.known: KnownAccounts | None = None
        self.cards: dict[str, AccountCard] = {}
        self.add = act_button(self.tr("Add an account…"))
        self.add.clicked.connect(self._add)
        self.note = label(self.tr("Looking…"), "small")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._list)
        column.addLayout(foot)
        sign_ins.changed.connect(self.read)

    def read(self) -> None:
        """Ask which accounts there are."""
        if self.isVisible():
            self._sign_ins.read(self._show, self._tell)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew."""
        super().showEvent(event)
        self.read()

    def _show(self, known: KnownAccounts) -> None:
        self.known = known
        focus = next((key for key, card in self.cards.items() if _has_focus(card)), None)
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.cards = {}
        for status in known.accounts:
            self._add_card(status.account.id)
        words = self.tr("An account is how requests reach those who sign elsewhere.")
        if not known.are_kept:
            words = self.tr(
                "This computer has no keychain that opens: a key or sign-in is kept only for as"
                " long as Paraph is open."
            )
        self.note.setText(words)
        if focus in self.cards:
            self.cards[focus].sign_in.setFocus()
        self.shown.emit()

    def show_health(self, days: Sequence[AccountHealth]) -> None:
        """Show at each account how its service answered in the last day."""
        for account, health in days:
            if account.id in self.cards:
                self.cards[account.id].health.show_health(health)

    def _add_card(self, account: str) -> None:
        known = self.known
        if known is None:
            return
        status = next(each for each in known.accounts if each.account.id == account)
        card = AccountCard(status, self._tokens(), are_kept=known.are_kept)
        tell = partial(self._tell_at, account)
        asks = self._sign_ins
        card.sign_in_asked.connect(lambda: asks.sign_in(status.account))
        card.sign_out_asked.connect(lambda: asks.sign_out(status.account, tell))
        card.remove_asked.connect(lambda: asks.ask_remove(status.account, tell))
        card.password_asked.connect(lambda: asks.ask_filing_password(status.account))
        saved = partial(self._take_saved, account)
        card.filing_changed.connect(lambda wish: asks.set_filing(account, wish, saved, tell))
        card.addresses_changed.connect(lambda all_: asks.set_addresses(account, all_, saved, tell))
        self.cards[account] = card
        self._list.addWidget(card)

    def _take_saved(self, key: str, account: Account) -> None:
        if key in self.cards:
            self.cards[key].take_account(account)

    def _add(self) -> None:
        self._sign_ins.add(are_kept=self.known is None or self.known.are_kept)

    def _tell_at(self, account: str, error: ParaphError) -> None:
        if account in self.cards:
            self.cards[account].show_trouble(trouble_words(error))

    def _tell(self, error: ParaphError) -> None:
        self.note.setText(trouble_words(error))


def _has_focus(card: AccountCard) -> bool:
    focus = card.focusWidget()
    return focus is not None and focus.hasFocus()
