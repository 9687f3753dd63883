"""The authorization server: Authlib's, made for each call around its transaction.

What is refused may still have an effect (a code shown twice ends its family): the transaction is
committed with the refusal.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    InvalidRequestError,
    OAuth2Error,
    OAuth2Request,
)
from authlib.oauth2.rfc9207 import IssuerParameter

from paraph.wire.names import Scope
from paraph_sandbox.oauth.access_tokens import Tokens
from paraph_sandbox.oauth.clients import Client, find_client
from paraph_sandbox.oauth.exchange import Exchange
from paraph_sandbox.oauth.families import RefreshToken, keep_refresh_token
from paraph_sandbox.oauth.grants import S256, AuthorizationCode, ClientCredentials, Refresh
from paraph_sandbox.oauth.parameters import OAuthRequest, one_authorization, read_form
from paraph_sandbox.oauth.people import Person
from paraph_sandbox.oauth.revocation import Revocation

# Authlib writes whole tokens at DEBUG; no log may hold them, however it is set.
logging.getLogger("authlib").setLevel(logging.INFO)

# RFC 6749, 5.2: what a description may be made of.
_NOT_IN_DESCRIPTIONS = re.compile(r"[^\x20-\x21\x23-\x5b\x5d-\x7e]")
_MAX_DESCRIPTION = 200


@dataclass
class Reply:
    """An answer before HTTP: a JSON body, or a `location` to send the browser to."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def location(self) -> str | None:
        """Where the browser is sent."""
        return self.headers.get("Location")

    @location.setter
    def location(self, value: str) -> None:
        self.headers["Location"] = value


class Issuer(IssuerParameter):
    """Names the server in every answer through the browser (RFC 9207, 2)."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    def get_issuer(self) -> str:
        """Give the issuer's address."""
        return self._issuer


@dataclass(frozen=True)
class Posted:
    """A form that came, before it is read."""

    content_type: str
    body: bytes
    authorization: list[str]


class Server(AuthorizationServer):
    """Answers one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(scopes_supported=list(Scope))
        self.exchange = exchange
        self.register_token_generator("default", Tokens(exchange))
        self.register_grant(ClientCredentials)
        self.register_grant(AuthorizationCode, [S256()])
        self.register_grant(Refresh)
        self.register_endpoint(Revocation)

    def query_client(self, client_id: str) -> Client | None:
        """Find a client."""
        return find_client(self.exchange.tx, client_id)

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Keep what was given. An access token is kept by nobody: it tells itself."""
        exchange = self.exchange
        if exchange.family is None or "refresh_token" not in token:
            return
        # RFC 6749, 6: the next refresh token is for all that the first was for.
        before: RefreshToken | None = request.refresh_token
        scope = before.scope if before else token["scope"]
        made = RefreshToken("", exchange.family, request.client.id, request.user.id, scope)
        keep_refresh_token(exchange.tx, token["refresh_token"], made, exchange.now)

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Tell nobody: these are the signals of web frameworks that Authlib has plugins for."""

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        """Pass on what was read by `OAuthRequest`."""
        return request

    def handle_response(self, status: int, body: Any, headers: Sequence[tuple[str, str]]) -> Reply:
        """Give the answer."""
        return Reply(status, body, dict(headers))

    def token(self, posted: Posted) -> Reply:
        """Answer at the token endpoint (RFC 6749, 3.2)."""

        def answer(request: OAuthRequest) -> Reply:
            if "grant_type" not in request.form:
                raise InvalidRequestError("Missing 'grant_type' in request.")
            reply: Reply = self.create_token_response(request)
            return reply

        return self._posted(posted, answer)

    def revoke(self, posted: Posted) -> Reply:
        """Answer at the revocation endpoint (RFC 7009, 2)."""
        return self._posted(
            posted, lambda request: self.create_endpoint_response("revocation", request)
        )

    def _posted(self, posted: Posted, answer: Any) -> Reply:
        try:
            told = read_form(posted.content_type, posted.body)
            authorization = one_authorization(posted.authorization, told)
            reply: Reply = answer(OAuthRequest(self.exchange.issuer, "POST", told, authorization))
        except OAuth2Error as error:
            return self.refusal(error)
        return reply

    def asked(self, parameters: dict[str, str]) -> AuthorizationCode:
        """Give what a person is asked to grant (RFC 6749, 4.1.1).

        Raises OAuth2Error; one with a `redirect_uri` is told to the client through the browser.
        """
        # Authlib 1.9 repeats the response type in its refusal, and fails on one that is not ASCII.
        kind = _NOT_IN_DESCRIPTIONS.sub("?", parameters.get("response_type", ""))
        told = {**parameters, "response_type": kind[:_MAX_DESCRIPTION]}
        request = OAuthRequest(self.exchange.issuer, "GET", told, None)
        grant: AuthorizationCode = self.get_consent_grant(request)
        return grant

    def decided(self, grant: AuthorizationCode, person: Person | None) -> Reply:
        """Send the browser back with a code, or with `access_denied` when there is no person."""
        reply: Reply = self.create_authorization_response(grant.request, person, grant)
        return self._named(reply)

    def refusal(self, error: OAuth2Error) -> Reply:
        """Give a refusal: JSON, or through the browser when the client may hear of it."""
        return self._named(self.handle_response(*error()))

    def _named(self, reply: Reply) -> Reply:
        Issuer(self.exchange.issuer).add_issuer_parameter(self, reply)
        return reply
