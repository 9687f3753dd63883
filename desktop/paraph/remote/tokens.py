"""Tokens and keys as calls show them: kept by `AccountSecrets`, renewed in time, by one at a time.

An access token is renewed 60 s before it expires. Refresh tokens are used up: who comes second,
in whatever process, finds what the first was given (RFC 9700, 4.14.2).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from paraph.domain.errors.service import SignInAgain
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.ports.service import AccountSecrets

API_KEY, CLIENT_SECRET, TOKENS = "api_key", "client_secret", "tokens"
_BEFORE = timedelta(seconds=60)


class Tokens(NamedTuple):
    """What a service gave; `expires` is by this computer's clock."""

    access: Secret
    refresh: Secret | None
    expires: datetime
    scope: str

    def are_fresh(self, now: datetime) -> bool:
        """Tell whether they may be shown a while longer."""
        return now < self.expires - _BEFORE


class Renewing(Protocol):
    """Gives new tokens. Raises SignInAgain, ServiceUnreachable, ServiceFailed, NetworkSignIn."""

    def __call__(self, spent: Tokens | None) -> Tokens:
        """Give them in place of those that are spent."""
        ...


class KeptTokens:
    """Where an account's tokens are."""

    def __init__(self, account: Account, secrets: AccountSecrets) -> None:
        self._account, self._secrets = account, secrets

    def find(self) -> Tokens | None:
        """Give them; what cannot be read counts as none."""
        found = self._secrets.find(self._account.id, TOKENS)
        return _read(found) if found is not None else None

    def put(self, tokens: Tokens) -> None:
        """Keep them in place of the last ones."""
        told = {
            "access": tokens.access.reveal(),
            "refresh": tokens.refresh.reveal() if tokens.refresh is not None else None,
            "expires": tokens.expires.isoformat(),
            "scope": tokens.scope,
        }
        self._secrets.put(self._account.id, TOKENS, Secret(json.dumps(told)))


class KeyBearer:
    """Shows a static API key."""

    def __init__(self, account: Account, secrets: AccountSecrets) -> None:
        self._account, self._secrets = account, secrets

    def token(self) -> Secret:
        """Give the key. Raises SignInAgain."""
        found = self._secrets.find(self._account.id, API_KEY)
        if found is None:
            raise SignInAgain(account=self._account.name, why="secret_missing")
        return found

    def after_refusal(self, used: Secret) -> Secret | None:
        """Give a key that was put in place of the refused one meanwhile."""
        found = self._secrets.find(self._account.id, API_KEY)
        return found if found != used else None


class TokenBearer:
    """Shows access tokens, and renews them."""

    def __init__(
        self,
        account: Account,
        secrets: AccountSecrets,
        renew: Renewing,
        now: Callable[[], datetime],
    ) -> None:
        self._account, self._secrets = account, secrets
        self._kept = KeptTokens(account, secrets)
        self._renew, self._now = renew, now

    def token(self) -> Secret:
        """Give one that holds a while. Raises SignInAgain, ServiceUnreachable, ServiceFailed."""
        found = self._kept.find()
        if found is not None and found.are_fresh(self._now()):
            return found.access
        return self._renewed(None)

    def after_refusal(self, used: Secret) -> Secret | None:
        """Give another one. Raises as `token`."""
        return self._renewed(used)

    def _renewed(self, used: Secret | None) -> Secret:
        with self._secrets.renewing(self._account.id):
            found = self._kept.find()
            # Another has renewed them while this one waited for its turn.
            if found is not None and found.access != used and found.are_fresh(self._now()):
                return found.access
            tokens = self._renew(found)
            self._kept.put(tokens)
            return tokens.access


def _read(secret: Secret) -> Tokens | None:
    try:
        told = json.loads(secret.reveal())
        expires = datetime.fromisoformat(told["expires"])
        refresh = Secret(told["refresh"]) if told["refresh"] else None
        return Tokens(Secret(told["access"]), refresh, expires.astimezone(UTC), told["scope"])
    except (ValueError, KeyError, TypeError):
        return None
