"""`ports.signing_in.SigningIn`, and the bearer that each way of signing in has."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import SignInAgain
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.scopes import USUAL, scopes_of
from paraph.ports.service import AccountSecrets
from paraph.remote.http_client import Sending
from paraph.remote.oauth import OAuth
from paraph.remote.rest_client import Bearer
from paraph.remote.system_browser import open_browser
from paraph.remote.tokens import CLIENT_SECRET, KeptTokens, KeyBearer, TokenBearer, Tokens


class SignIns:
    """Signs in, and keeps what comes of it."""

    def __init__(
        self,
        http: Callable[[Account], Sending],
        secrets: AccountSecrets,
        now: Callable[[], datetime],
        browser: Callable[[str], None] = open_browser,
    ) -> None:
        self._http, self._secrets, self._now = http, secrets, now
        self._browser = browser

    def by_browser(
        self,
        account: Account,
        scopes: Sequence[str],
        show: Callable[[str], None],
        timeout_s: float,
        stop: threading.Event,
    ) -> None:
        """Let a person sign in at the browser."""
        tokens = self._oauth(account).by_browser(scopes, show, timeout_s, stop)
        with self._secrets.renewing(account.id):
            KeptTokens(account, self._secrets).put(tokens)

    def by_program(self, account: Account, scopes: Sequence[str]) -> None:
        """Sign in with the account's own secret."""
        with self._secrets.renewing(account.id):
            tokens = self._oauth(account).by_program(self._secret(account), scopes)
            KeptTokens(account, self._secrets).put(tokens)

    def end(self, account: Account) -> bool:
        """Tell the service that the tokens hold no more; False where it was not told."""
        tokens = KeptTokens(account, self._secrets).find()
        if tokens is None:
            return True
        try:
            secret = self._secrets.find(account.id, CLIENT_SECRET)
            self._oauth(account).revoke(tokens, secret)
        except ParaphError:
            return False  # they expire by themselves; here they are forgotten in any case
        return True

    def bearer(self, account: Account) -> Bearer:
        """Give what calls show of an account."""
        if account.way is SignInWay.API_KEY:
            return KeyBearer(account, self._secrets)

        def renew(spent: Tokens | None) -> Tokens:
            if account.way is SignInWay.PERSON:
                return self._oauth(account).refreshed(spent)
            return self._oauth(account).by_program(self._secret(account), _scopes(spent))

        return TokenBearer(account, self._secrets, renew, self._now)

    def _oauth(self, account: Account) -> OAuth:
        return OAuth(self._http(account), account, self._now, self._browser)

    def _secret(self, account: Account) -> Secret:
        found = self._secrets.find(account.id, CLIENT_SECRET)
        if found is None:
            raise SignInAgain(account=account.name, why="secret_missing")
        return found


def _scopes(spent: Tokens | None) -> Sequence[str]:
    """Give what is asked for again: what was granted the last time."""
    return spent.scope.split() if spent is not None and spent.scope else scopes_of(USUAL)
