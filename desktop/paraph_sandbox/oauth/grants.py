"""The three ways to a token (RFC 6749), on Authlib's, with what RFC 9700 asks beyond them."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Request, grants
from authlib.oauth2.rfc7636 import CodeChallenge

from paraph_sandbox.oauth.clients import Client
from paraph_sandbox.oauth.credentials import secret_hash
from paraph_sandbox.oauth.exchange import AnswersOne
from paraph_sandbox.oauth.families import (
    Code,
    RefreshToken,
    begin_family,
    find_code,
    find_refresh_token,
    keep_code,
    spend,
)
from paraph_sandbox.oauth.people import Person, find_person

AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]


class ClientCredentials(grants.ClientCredentialsGrant):
    """A program on its own account."""

    server: AnswersOne
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]  # noqa: RUF012


class AuthorizationCode(grants.AuthorizationCodeGrant):
    """A program for a person who granted it in the browser."""

    server: AnswersOne
    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    @staticmethod
    def validate_authorization_redirect_uri(request: OAuth2Request, client: Client) -> str:
        """Give the registered address. Raises InvalidRequestError, which goes nowhere else."""
        asked = request.payload.redirect_uri
        # Authlib repeats the address in its refusal, and fails on one that is not plain ASCII.
        if not asked or not client.check_redirect_uri(asked):
            raise InvalidRequestError("The redirect_uri is missing or not one of the client's.")
        return str(asked)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        """Keep the code of a person who consented."""
        told = request.payload
        made = Code(
            secret_hash(code),
            request.user.id,
            told.redirect_uri,
            request.scope,
            told.data["code_challenge"],
        )
        exchange = self.server.exchange
        keep_code(exchange.tx, code, made, request.client, exchange.now)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """Find a code that may be used."""
        return find_code(self.server.exchange.tx, code, client, self.server.exchange.now)

    def authenticate_user(self, authorization_code: Code) -> Person | None:
        """Give the person who consented, and begin what the consent gives."""
        exchange = self.server.exchange
        person = find_person(exchange.tx, authorization_code.user)
        if person is not None:
            exchange.family = begin_family(
                exchange.tx, authorization_code, self.request.client, person
            )
        return person

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Leave it: it was marked as used, and is known again if somebody else shows it."""


class Refresh(grants.RefreshTokenGrant):
    """A program that goes on for the same person."""

    server: AnswersOne
    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> RefreshToken | None:
        """Find a refresh token that may be used."""
        exchange = self.server.exchange
        client = self.request.client
        found = find_refresh_token(exchange.tx, refresh_token, client, exchange.now)
        exchange.family = found.family if found else None
        return found

    def authenticate_user(self, refresh_token: RefreshToken) -> Person | None:
        """Give the person of the sign-in."""
        return find_person(self.server.exchange.tx, refresh_token.user)

    def revoke_old_credential(self, refresh_token: RefreshToken) -> None:
        """Mark the old token as spent."""
        spend(self.server.exchange.tx, refresh_token, self.server.exchange.now)


class S256(CodeChallenge):
    """PKCE with S256 from every client, public or not (RFC 9700, 2.1.1); never `plain`."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012 - Authlib's own name

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Raise InvalidRequestError for a request without a challenge, or of another method."""
        # Authlib lets a request through that has neither, and takes a missing method for `plain`.
        if grant.request.payload.data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is needed: code_challenge_method=S256.")
        super().validate_code_challenge(grant, redirect_uri)
