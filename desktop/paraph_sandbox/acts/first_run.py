"""What a new data folder is given: an account, people who can sign in, a key, two programs."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph_sandbox.acts.clients import (
    make_api_key,
    make_confidential_client,
    make_person,
    make_public_client,
)
from paraph_sandbox.acts.ids import new_id
from paraph_sandbox.store.database import Writing

DESKTOP_CLIENT = "paraph-desktop"
PROGRAM_CLIENT = "cabinet-program"
_REDIRECTS = ["http://127.0.0.1/callback", "http://[::1]/callback"]
_PEOPLE = (("claire", "Claire Fontaine"), ("marc", "Marc Aubry"))


@dataclass(frozen=True)
class Welcome:
    """What is told once: it cannot be read from the folder afterwards.

    `client_id` is the desktop's, for people; `program` is an id and a secret, for programs.
    """

    api_key: str
    client_id: str
    program: tuple[str, str]
    logins: tuple[tuple[str, str], ...]


def make_account(tx: Writing, name: str, now: datetime) -> str:
    """Make an account and give its id."""
    account = new_id("acc")
    tx.insert("accounts", id=account, name=name, created_at=rfc3339(now))
    return account


def welcome(tx: Writing, now: datetime) -> Welcome | None:
    """Fill a new folder and give what is told about it; None when it was filled before."""
    if tx.value("SELECT count(*) FROM accounts"):
        return None
    account = make_account(tx, "Cabinet Fontaine", now)
    logins = tuple((login, secrets.token_urlsafe(9)) for login, _ in _PEOPLE)
    for (login, password), (_, name) in zip(logins, _PEOPLE, strict=True):
        make_person(tx, account, login, password, name)
    make_public_client(tx, DESKTOP_CLIENT, "Paraph", _REDIRECTS)
    secret = make_confidential_client(tx, account, PROGRAM_CLIENT, "Firm’s own program")
    api_key = make_api_key(tx, account, now)
    return Welcome(api_key, DESKTOP_CLIENT, (PROGRAM_CLIENT, secret), logins)
