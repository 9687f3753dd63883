"""Programs and people that may sign in, and API keys."""

import json
from datetime import datetime
from ipaddress import ip_network

from paraph.wire.common import rfc3339
from paraph.wire.names import Scope
from paraph_sandbox.acts.ids import new_id
from paraph_sandbox.lifecycle.problems import invalid, not_found
from paraph_sandbox.oauth.credentials import new_secret, password_hash, secret_hash
from paraph_sandbox.store.database import Reading, Row, Writing

EVERY_SCOPE = " ".join(Scope)


def make_person(tx: Writing, account: str, login: str, password: str, name: str) -> str:
    """Let a person of an account sign in, and give the person's id."""
    user = new_id("usr")
    tx.insert(
        "users",
        id=user,
        account=account,
        login=login,
        password=password_hash(password),
        name=name,
    )
    return user


def make_public_client(
    tx: Writing, client: str, name: str, redirect_uris: list[str], scopes: str = EVERY_SCOPE
) -> str:
    """Let a program ask people of every account in the browser (RFC 8252), and give its id."""
    tx.insert(
        "clients",
        id=client,
        account=None,
        name=name,
        secret=None,
        redirect_uris=json.dumps(redirect_uris),
        scopes=scopes,
        grants="authorization_code refresh_token",
    )
    return client


def make_confidential_client(
    tx: Writing, account: str, client: str, name: str, scopes: str = EVERY_SCOPE
) -> str:
    """Let a program act for an account by itself, and give its secret; only its hash is kept."""
    secret = new_secret("cs_")
    tx.insert(
        "clients",
        id=client,
        account=account,
        name=name,
        secret=secret_hash(secret),
        redirect_uris="[]",
        scopes=scopes,
        grants="client_credentials",
    )
    return secret


def make_api_key(
    tx: Writing, account: str, now: datetime, scopes: str = EVERY_SCOPE, addresses: str = ""
) -> str:
    """Make an API key and give it; only its hash is kept.

    `addresses` are networks (`192.0.2.7 10.0.0.0/8`) that alone may use it, every one when empty.
    Raises Problem 422 for a scope or a network that is not one.
    """
    for scope in scopes.split():
        if scope not in tuple(Scope):
            raise invalid("scopes", f"{scope} is not a scope")
    for address in addresses.split():
        try:
            ip_network(address)
        except ValueError as error:
            raise invalid("addresses", f"{address} is not an address or a network") from error
    key = new_secret("ak_")
    tx.insert(
        "api_keys",
        id=new_id("key"),
        account=account,
        sha256=secret_hash(key),
        scopes=scopes,
        created_at=rfc3339(now),
        addresses=addresses or None,
    )
    return key


def api_keys(tx: Reading) -> list[Row]:
    """Give every API key that is in force, oldest first."""
    return tx.all("SELECT * FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at, id")


def revoke_api_key(tx: Writing, key_id: str, now: datetime) -> None:
    """Refuse an API key from now on. Raises Problem 404 when none in force has this id."""
    sql = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"
    if not tx.run(sql, rfc3339(now), key_id):
        raise not_found("API key")
