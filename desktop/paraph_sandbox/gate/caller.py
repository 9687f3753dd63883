"""Who calls, and what the caller may do."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from paraph.wire.names import Scope
from paraph_sandbox.gate.services import Services
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.oauth import access_tokens
from paraph_sandbox.oauth.credentials import secret_hash

_bearer = HTTPBearer(auto_error=False)


@dataclass(frozen=True)
class Caller:
    """An account's client, perhaps for a person. `client` is an id, never a secret.

    `key_created_at` is when an API key was made: its holder changes it every quarter.
    """

    account: str
    client: str
    scopes: frozenset[str]
    ip_address: str
    user: str | None = None
    key_created_at: str | None = None


Identify = Callable[[Services, str, str], Caller | None]


def services_of(request: Request) -> Services:
    """Give the parts of the sandbox that answers this call."""
    services: Services = request.app.state.services
    return services


def identified(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """Tell who calls. Raises Problem 401 `unauthorized`, which means: sign in again.

    Raises Problem 400 `malformed` for two `Authorization` headers: which of them counts?
    """
    if len(request.headers.getlist("Authorization")) > 1:
        raise Problem(400, "malformed", "There is more than one Authorization header.")
    services = services_of(request)
    address = request.client.host if request.client else ""
    caller = None
    if bearer is not None:
        for identify in request.app.state.identify:
            caller = caller or cast("Identify", identify)(services, bearer.credentials, address)
    if caller is None:
        # RFC 6750, 3.1: a call without a token is not told of an error.
        challenge = "Bearer" if bearer is None else 'Bearer error="invalid_token"'
        headers = {"WWW-Authenticate": challenge}
        raise Problem(401, "unauthorized", "Sign in again.", headers=headers)
    # Everybody's desktop is one client: each person has a rate of their own.
    told = services.rate.take(f"{caller.client} {caller.user or ''}")
    if caller.key_created_at is not None:
        told["X-Api-Key-Created"] = caller.key_created_at
    request.state.answer_headers = told
    return caller


def may(scope: Scope) -> Callable[..., Caller]:
    """Give the dependency that lets a caller with this scope through.

    It raises Problem 403 `insufficient_scope`, which names the scope.
    """

    def check(caller: Annotated[Caller, Depends(identified)]) -> Caller:
        if scope not in caller.scopes:
            detail = f"The token lacks the scope {scope}."
            challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
            raise Problem(
                403,
                "insufficient_scope",
                detail,
                headers={"WWW-Authenticate": challenge},
                more={"scope": str(scope)},
            )
        return caller

    return check


def by_api_key(services: Services, bearer: str, address: str) -> Caller | None:
    """Know an API key (`ak_…`), from the addresses that it is allowed at."""
    if not bearer.startswith("ak_") or not bearer.isascii():
        return None
    with services.database.read() as tx:
        sql = "SELECT * FROM api_keys WHERE sha256 = ? AND revoked_at IS NULL"
        row = tx.first(sql, secret_hash(bearer))
    if row is None or not _is_allowed_at(address, row["addresses"]):
        return None
    scopes = frozenset(row["scopes"].split())
    return Caller(row["account"], row["id"], scopes, address, key_created_at=row["created_at"])


def by_access_token(services: Services, bearer: str, address: str) -> Caller | None:
    """Know an access token that was signed here, is not over and was not ended."""
    issuer, now = services.options.address, services.clock.now()
    token = access_tokens.read(services.signer, issuer, bearer, now)
    if token is None:
        return None
    with services.database.read() as tx:
        account = access_tokens.account_of(tx, token)
    if account is None:
        return None
    user = None if token.family is None else token.subject
    return Caller(account, token.client, token.scopes, address, user)


def _is_allowed_at(address: str, networks: str | None) -> bool:
    if not networks:
        return True
    try:
        at = ip_address(address)
    except ValueError:
        return False
    if isinstance(at, IPv6Address) and at.ipv4_mapped:
        at = at.ipv4_mapped
    return any(at in ip_network(network) for network in networks.split())
