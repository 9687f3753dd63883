"""Accounts at e-signature services: whose they are, how one signs in, what holds them up."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

# The provider asks for quarterly rotation; the warning comes in time for it.
_ROTATION_WARNED_AFTER = timedelta(days=80)


class SignInWay(StrEnum):
    """How an account proves itself."""

    API_KEY = "api_key"
    PROGRAM = "client_credentials"  # RFC 6749, 4.4
    PERSON = "authorization_code"  # RFC 6749, 4.1, with PKCE (RFC 7636)


class Environment(StrEnum):
    """Whether what is done there counts; UNKNOWN until the service was asked."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    UNKNOWN = "unknown"


class Account(NamedTuple):
    """An account. Its secrets are not here: `ports.service.AccountSecrets` has them.

    `base_url` has no `/v2` and no slash at its end. `own_addresses` are the e-mail addresses of who
    works at this desk: a signatory with one of them is "me"; without any, each who signs with a
    card is. `filing` is a folder or a WebDAV address. `paused` is the code of what a person has to
    settle before anything leaves.
    """

    id: str
    name: str
    base_url: str
    way: SignInWay
    client_id: str = ""
    environment: Environment = Environment.UNKNOWN
    own_addresses: tuple[str, ...] = ()
    filing: str = ""
    filing_pattern: str = ""
    added: datetime | None = None
    secret_since: datetime | None = None
    paused: str | None = None

    def is_due_for_rotation(self, now: datetime) -> bool:
        """Tell whether its API key is so old that it should be replaced; it still works."""
        if self.way is not SignInWay.API_KEY or self.secret_since is None:
            return False
        return now - self.secret_since >= _ROTATION_WARNED_AFTER

    def is_mine(self, address: str | None, *, signs_with_card: bool) -> bool:
        """Tell whether a signatory with this e-mail address is who works at this desk."""
        if self.own_addresses:
            return (address or "").casefold() in {own.casefold() for own in self.own_addresses}
        return signs_with_card
