"""Signing in at a service, as use cases see it. What comes of it goes into `AccountSecrets`."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from paraph.domain.service.account import Account


class SigningIn(Protocol):
    """Raises ServiceUnreachable, NetworkSignIn, ServiceFailed, SignInFailed."""

    def by_browser(
        self,
        account: Account,
        scopes: Sequence[str],
        show: Callable[[str], None],
        timeout_s: float,
        stop: threading.Event,
    ) -> None:
        """Let a person sign in at the browser; `show` is given the address that is opened.

        Raises SignInTimeout, and SignInCancelled once `stop` is set.
        """
        ...

    def by_program(self, account: Account, scopes: Sequence[str]) -> None:
        """Sign in with the account's own secret. Raises SignInAgain where it is refused."""
        ...

    def end(self, account: Account) -> bool:
        """Tell the service that the tokens hold no more; False where it was not reached."""
        ...
