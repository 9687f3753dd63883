"""What a person does with accounts, each in its sheet; the services are asked beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors.service import SignInCancelled
from paraph.domain.service.account import SignInWay
from paraph.gui.accounts.account_words import trouble_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.domain.service.account import Account
    from paraph.gui.accounts.sign_in_page import BrowserPage, NewKeyPage
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.request_acts import SyncActs
    from paraph.gui.sheet.sheet import Sheet, SheetPage
    from paraph.usecases.accounts import AccountStatus, NewAccount
    from paraph.usecases.set_filing import FilingWish
    from paraph.usecases.sync_desk import KnownAccounts
    from paraph.workers.lane import Result

    class Watch(Protocol):
        """What asks the services beside the window's thread: `gui.outbox.sync_watch`."""

        def ask(
            self,
            work: Callable[[], Result],
            done: Callable[[Result], None],
            failed: Callable[[ParaphError], None],
            *,
            is_change: bool = True,
        ) -> None:
            """Ask something; after a change of an account there is a round."""
            ...

        def stop_asking(self) -> None:
            """End a signing in that waits for the browser."""
            ...

    Saved = Callable[[Account], None]
    Tell = Callable[[ParaphError], None]

_PATIENCE_S = 300.0


class SignIns(QObject):
    """`changed` says that an account may be another than it was."""

    changed = Signal()
    _address = Signal(str)  # from the lane's thread

    def __init__(
        self, acts: SyncActs, watch: Watch, sheet: Sheet, tokens: Callable[[], Tokens]
    ) -> None:
        super().__init__(sheet)
        self._acts, self._watch, self._sheet, self._tokens = acts, watch, sheet, tokens
        self._address.connect(self._show_address)

    def read(self, done: Callable[[KnownAccounts], None], failed: Tell) -> None:
        """Give the accounts with what the keychain has of them."""
        self._watch.ask(self._acts.known_accounts, done, failed, is_change=False)

    def add(self, *, are_kept: bool = True) -> None:
        """Add an account, and sign in there where a person does."""
        from paraph.gui.accounts.add_account_page import AddAccountPage

        if self._sheet.page is not None:
            return
        page = AddAccountPage(self._tokens(), are_kept=are_kept)

        def take(new: NewAccount) -> None:
            page.show_busy()
            self._watch.ask(lambda: self._acts.add_account(new), added, failed)

        def added(status: AccountStatus) -> None:
            is_waited_for = self._sheet.page is page
            if is_waited_for:
                self._sheet.close_page()
            self.changed.emit()
            if is_waited_for and status.account.way is SignInWay.PERSON:
                self.sign_in(status.account)

        def failed(error: ParaphError) -> None:
            if self._sheet.page is page:
                page.show_trouble(error)
                self._sheet.refit()

        page.given.connect(take)
        page.left.connect(self._sheet.close_page)
        self._sheet.show_page(page)

    def sign_in(self, account: Account) -> None:
        """Sign in again, the way that the account has."""
        if self._sheet.page is not None:
            return
        if account.way is SignInWay.PERSON:
            self._sign_in_at_browser(account)
        else:
            self._ask_key(account)

    def sign_out(self, account: Account, tell: Tell) -> None:
        """Forget the sign-in; what waits stays."""
        self._change(lambda: self._acts.sign_out(account.id), tell)

    def ask_remove(self, account: Account, tell: Tell) -> None:
        """Ask, as nothing brings the sign-in back; then remove."""
        from paraph.gui.accounts.remove_page import RemoveAccountPage

        if self._sheet.page is not None:
            return
        page = RemoveAccountPage(account.name, self._tokens())

        def agreed() -> None:
            self._sheet.close_page()
            self._change(lambda: self._acts.remove_account(account.id), tell)

        page.agreed.connect(agreed)
        page.left.connect(self._sheet.close_page)
        self._sheet.show_page(page)

    def set_filing(self, account: str, wish: FilingWish, saved: Saved, tell: Tell) -> None:
        """Set where results are filed."""
        self._watch.ask(lambda: self._acts.set_filing(account, wish), saved, tell)

    def set_addresses(
        self, account: str, addresses: Sequence[str], saved: Saved, tell: Tell
    ) -> None:
        """Set who works at this desk."""
        self._watch.ask(lambda: self._acts.set_own_addresses(account, addresses), saved, tell)

    def ask_filing_password(self, account: Account) -> None:
        """Take the password of the WebDAV user into the keychain."""
        from paraph.gui.accounts.sign_in_page import NewKeyPage

        if self._sheet.page is not None:
            return
        page = NewKeyPage(account.filing, self.tr("Password of the filing place"), self._tokens())

        def keep(password: Secret) -> bool:
            self._acts.keep_filing_password(account.id, password)
            return True

        self._take_secret(page, keep)

    def _ask_key(self, account: Account) -> None:
        from paraph.gui.accounts.sign_in_page import NewKeyPage

        is_key = account.way is SignInWay.API_KEY
        what = self.tr("New API key") if is_key else self.tr("New secret")
        is_held = account.paused is not None
        page = NewKeyPage(account.name, what, self._tokens(), offers_old=is_held)
        self._take_secret(page, lambda secret: self._acts.put_secret(account.id, secret))

        def try_old() -> None:
            page.old.setEnabled(False)
            self._watch.ask(
                lambda: self._acts.sign_in(account.id, self._address.emit, _PATIENCE_S),
                lambda _: self._end(page),
                lambda error: self._tell_at(page, error),
            )

        page.old_asked.connect(try_old)

    def _take_secret(self, page: NewKeyPage, keep: Callable[[Secret], object]) -> None:
        def take(secret: Secret) -> None:
            self._watch.ask(
                lambda: keep(secret),
                lambda _: self._end(page),
                lambda error: self._tell_at(page, error),
            )

        page.given.connect(take)
        page.left.connect(self._sheet.close_page)
        self._sheet.show_page(page)

    def _sign_in_at_browser(self, account: Account) -> None:
        from paraph.gui.accounts.sign_in_page import BrowserPage

        page = BrowserPage(account.name, self._tokens())
        ended: list[bool] = []

        def done(_: AccountStatus) -> None:
            self._close(page)
            self.changed.emit()

        def failed(error: ParaphError) -> None:
            ended.append(True)
            if self._sheet.page is page:
                page.show_trouble(trouble_words(error))
                self._sheet.refit()

        def stop() -> None:
            if not ended:
                ended.append(True)
                self._watch.stop_asking()
            self._close(page)

        def again() -> None:
            self._close(page)
            self._sign_in_at_browser(account)

        page.stopped.connect(stop)
        page.again_asked.connect(again)
        self._sheet.show_page(page)
        self._watch.ask(lambda: self._signed_in(account, ended), done, failed)

    def _signed_in(self, account: Account, ended: Sequence[bool]) -> AccountStatus:
        """Sign in, in the lane; what was stopped while a round ran before opens no browser."""
        if ended:
            raise SignInCancelled
        return self._acts.sign_in(account.id, self._address.emit, _PATIENCE_S)

    def _show_address(self, address: str) -> None:
        page = self._browser_page
        if page is not None:
            page.show_address(address)
            self._sheet.refit()

    @property
    def _browser_page(self) -> BrowserPage | None:
        from paraph.gui.accounts.sign_in_page import BrowserPage

        page = self._sheet.page
        return page if isinstance(page, BrowserPage) else None

    def _end(self, page: SheetPage) -> None:
        self._close(page)
        self.changed.emit()

    def _tell_at(self, page: NewKeyPage, error: ParaphError) -> None:
        if self._sheet.page is page:
            page.show_trouble(trouble_words(error))
            page.old.setEnabled(True)
            self._sheet.refit()

    def _close(self, page: SheetPage) -> None:
        if self._sheet.page is page:
            self._sheet.close_page()

    def _change(self, act: Callable[[], object], tell: Tell) -> None:
        self._watch.ask(act, lambda _: self.changed.emit(), tell)
