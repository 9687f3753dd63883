"""Access tokens: JWTs that say who may do what for 15 minutes (RFC 9068).

`sub` is the person, or the client when there is none; `sid` is the family of the sign-in, by
whose end the token ends too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from paraph.wire.common import rfc3339
from paraph_sandbox.oauth.clients import Client, find_client
from paraph_sandbox.oauth.exchange import Exchange
from paraph_sandbox.oauth.families import family_lives, new_refresh_token
from paraph_sandbox.oauth.people import Person, find_person
from paraph_sandbox.oauth.signer import ALGORITHM, Signer
from paraph_sandbox.store.database import Reading, Writing

LIFETIME_S = 15 * 60


class Tokens(JWTBearerTokenGenerator):
    """Makes the tokens of one call, by business time."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.issuer, ALGORITHM, lambda **_: new_refresh_token(), LIFETIME_S)
        self._exchange = exchange

    def get_jwks(self) -> KeySet:
        """Give the key that signs; its `kid` goes into the header."""
        return self._exchange.signer.keys

    def get_audiences(self, client: Client, user: Person | None, scope: str) -> str:
        """Give whom the token is for: the API beside this authorization server."""
        return audience(self._exchange.issuer)

    def get_extra_claims(
        self, client: Client, grant_type: str, user: Person | None, scope: str
    ) -> dict[str, Any]:
        """Give the times of the sandbox's own clock, and the family."""
        now_s = int(self._exchange.now.timestamp())
        claims: dict[str, Any] = {"iat": now_s, "exp": now_s + LIFETIME_S}
        family = self._exchange.family
        return claims if family is None else {**claims, "sid": family}


@dataclass(frozen=True)
class AccessToken:
    """An access token that was signed here. `expires_at_s` is in seconds since 1970."""

    jti: str
    client: str
    subject: str
    scopes: frozenset[str]
    family: str | None
    expires_at_s: int

    def check_client(self, client: Client) -> bool:
        """Tell whether the token is this client's."""
        return self.client == client.id


def audience(issuer: str) -> str:
    """Give what an issuer's access tokens are for."""
    return f"{issuer}/v2"


def read(signer: Signer, issuer: str, token: str, now: datetime) -> AccessToken | None:
    """Give what an access token says, or None for one that was not signed here or is over."""
    # Only the header that Authlib writes here is read: what else one may hold (`alg`, `crit`,
    # `jwk`) is never weighed. joserfc 1.8 fails with a TypeError on some of it.
    header, _, _ = token.partition(".")
    if header != signer.header:
        return None
    try:
        told = jwt.decode(token, signer.keys, algorithms=[ALGORITHM])
        _wanted(issuer, now).validate(told.claims)
    except (JoseError, ValueError):
        return None
    claims = told.claims
    return AccessToken(
        jti=claims["jti"],
        client=claims["client_id"],
        subject=claims["sub"],
        scopes=frozenset(claims["scope"].split()),
        family=claims.get("sid"),
        expires_at_s=claims["exp"],
    )


def _wanted(issuer: str, now: datetime) -> jwt.JWTClaimsRegistry:
    must: jwt.ClaimsOption = {"essential": True}
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": audience(issuer)},
        exp=must, iat=must, jti=must, sub=must, client_id=must, scope=must,
    )  # fmt: skip


def account_of(tx: Reading, token: AccessToken) -> str | None:
    """Give the account that a token speaks for, or None for one that was ended before its time."""
    if tx.value("SELECT count(*) FROM revoked_tokens WHERE jti = ?", token.jti):
        return None
    client = find_client(tx, token.client)
    if client is None:
        return None
    if token.family is None:
        return client.account
    person = find_person(tx, token.subject)
    return person.account if person and family_lives(tx, token.family) else None


def revoke_access_token(tx: Writing, token: AccessToken, now: datetime) -> None:
    """Refuse an access token from now on; those that are over by themselves are forgotten."""
    tx.run("DELETE FROM revoked_tokens WHERE expires_at < ?", rfc3339(now))
    expires_at = rfc3339(datetime.fromtimestamp(token.expires_at_s, now.tzinfo))
    tx.run("INSERT OR IGNORE INTO revoked_tokens VALUES (?, ?)", token.jti, expires_at)
