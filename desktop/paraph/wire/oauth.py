"""Signing in: what the authorization server tells (RFC 6749, RFC 7517, RFC 8414)."""

from typing import Any

from paraph.wire.common import Told


class Metadata(Told):
    """Where the authorization server is and what it can do (RFC 8414, 2; RFC 9207, 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    jwks_uri: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[str]
    code_challenge_methods_supported: list[str]
    authorization_response_iss_parameter_supported: bool


class KeySet(Told):
    """The public keys that access tokens are verified with (RFC 7517, 5)."""

    keys: list[dict[str, Any]]


class Tokens(Told):
    """What the token endpoint gives (RFC 6749, 5.1); `expires_in` is in seconds."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str
    refresh_token: str | None = None


class OAuthError(Told):
    """A refusal at the token or revocation endpoint (RFC 6749, 5.2)."""

    error: str
    error_description: str | None = None
