"""What the authorization server tells about itself (RFC 8414)."""

from paraph.wire.names import Scope
from paraph.wire.oauth import Metadata
from paraph_sandbox.oauth.grants import AUTH_METHODS


def metadata(issuer: str) -> Metadata:
    """Describe the authorization server at an address."""
    return Metadata(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/oauth/authorize",
        token_endpoint=f"{issuer}/oauth/token",
        revocation_endpoint=f"{issuer}/oauth/revoke",
        jwks_uri=f"{issuer}/oauth/jwks.json",
        scopes_supported=list(Scope),
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=["authorization_code", "client_credentials", "refresh_token"],
        token_endpoint_auth_methods_supported=AUTH_METHODS,
        revocation_endpoint_auth_methods_supported=AUTH_METHODS,
        code_challenge_methods_supported=["S256"],
        authorization_response_iss_parameter_supported=True,
    )
