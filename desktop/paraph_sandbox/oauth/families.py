"""What one sign-in gave: a code, then refresh tokens that follow each other, in one family.

Whoever shows a code or a refresh token a second time ends the family, with the access tokens that
name it: one of the two who held it is a thief, and nobody can tell which (RFC 9700, 4.14.2).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from paraph.wire.common import rfc3339
from paraph_sandbox.oauth.clients import Client
from paraph_sandbox.oauth.credentials import new_secret, secret_hash
from paraph_sandbox.oauth.people import Person
from paraph_sandbox.store.database import Reading, Row, Writing

CODE_LIFETIME = timedelta(seconds=60)
# As long as a lawyer may be away from the desk: the outbox of the desktop waits as long.
REFRESH_LIFETIME = timedelta(days=90)
_KEEP_CODES = timedelta(days=1)


@dataclass(frozen=True)
class Code:
    """An authorization code that can be used, as Authlib asks about it."""

    sha256: str
    user: str
    redirect_uri: str
    scope: str
    code_challenge: str
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        """Give the address that the code was sent to."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Give what the person granted."""
        return self.scope


@dataclass(frozen=True)
class RefreshToken:
    """A refresh token, as Authlib asks about it."""

    sha256: str
    family: str
    client: str
    user: str
    scope: str

    def check_client(self, client: Client) -> bool:
        """Tell whether the token is this client's."""
        return self.client == client.id

    def get_scope(self) -> str:
        """Give what the person granted."""
        return self.scope


def revoke_family(tx: Writing, family: str, now: datetime) -> None:
    """End a family; its refresh tokens and access tokens are refused from now on."""
    tx.run(
        "UPDATE families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        rfc3339(now),
        family,
    )


def family_lives(tx: Reading, family: str) -> bool:
    """Tell whether a family was begun and not ended."""
    sql = "SELECT count(*) FROM families WHERE id = ? AND revoked_at IS NULL"
    return bool(tx.value(sql, family))


def keep_code(tx: Writing, code: str, made: Code, client: Client, now: datetime) -> None:
    """Keep a new code for a minute, and those that were used for a day, to know them again."""
    tx.run("DELETE FROM codes WHERE expires_at < ?", rfc3339(now - _KEEP_CODES))
    tx.insert(
        "codes",
        sha256=secret_hash(code),
        client=client.id,
        user=made.user,
        redirect_uri=made.redirect_uri,
        scope=made.scope,
        challenge=made.code_challenge,
        expires_at=rfc3339(now + CODE_LIFETIME),
    )


def find_code(tx: Writing, code: str, client: Client, now: datetime) -> Code | None:
    """Give a code that its client may use now. One that was used ends its family."""
    sql = "SELECT * FROM codes WHERE sha256 = ? AND client = ?"
    row = tx.first(sql, secret_hash(code), client.id)
    if row is None:
        return None
    if row["family"] is not None:
        revoke_family(tx, row["family"], now)
        return None
    if row["expires_at"] <= rfc3339(now):
        return None
    return Code(row["sha256"], row["user"], row["redirect_uri"], row["scope"], row["challenge"])


def begin_family(tx: Writing, code: Code, client: Client, person: Person) -> str:
    """Begin the family of a code that is used now, and give its id."""
    family = f"fam_{secrets.token_hex(12)}"
    tx.insert("families", id=family, client=client.id, user=person.id)
    tx.change("codes", ("sha256", code.sha256), family=family)
    return family


def keep_refresh_token(tx: Writing, token: str, made: RefreshToken, now: datetime) -> None:
    """Keep the next refresh token of a family."""
    tx.run("DELETE FROM refresh_tokens WHERE expires_at < ?", rfc3339(now))
    tx.insert(
        "refresh_tokens",
        sha256=secret_hash(token),
        family=made.family,
        client=made.client,
        user=made.user,
        scope=made.scope,
        expires_at=rfc3339(now + REFRESH_LIFETIME),
    )


def new_refresh_token() -> str:
    """Give a refresh token; only its hash is kept."""
    return new_secret("rt_")


def _row_of(tx: Reading, token: str, client: Client) -> Row | None:
    return tx.first(
        "SELECT refresh_tokens.*, families.revoked_at FROM refresh_tokens"
        " JOIN families ON families.id = family WHERE sha256 = ? AND refresh_tokens.client = ?",
        secret_hash(token),
        client.id,
    )


def _told(row: Row) -> RefreshToken:
    return RefreshToken(row["sha256"], row["family"], row["client"], row["user"], row["scope"])


def find_refresh_token(
    tx: Writing, token: str, client: Client, now: datetime
) -> RefreshToken | None:
    """Give a refresh token that its client may use now. A spent one ends its family."""
    row = _row_of(tx, token, client)
    if row is None or row["revoked_at"] is not None or row["expires_at"] <= rfc3339(now):
        return None
    if row["spent_at"] is not None:
        revoke_family(tx, row["family"], now)
        return None
    return _told(row)


def known_refresh_token(tx: Reading, token: str) -> RefreshToken | None:
    """Give a refresh token, spent or not, whoever shows it."""
    row = tx.first("SELECT * FROM refresh_tokens WHERE sha256 = ?", secret_hash(token))
    return None if row is None else _told(row)


def spend(tx: Writing, token: RefreshToken, now: datetime) -> None:
    """Mark a refresh token as used."""
    tx.change("refresh_tokens", ("sha256", token.sha256), spent_at=rfc3339(now))
