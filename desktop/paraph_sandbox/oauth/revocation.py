"""Revocation (RFC 7009): a refresh token ends its family, an access token itself alone."""

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc7009 import RevocationEndpoint

from paraph_sandbox.oauth.access_tokens import AccessToken, read, revoke_access_token
from paraph_sandbox.oauth.clients import Client
from paraph_sandbox.oauth.exchange import AnswersOne
from paraph_sandbox.oauth.families import RefreshToken, known_refresh_token, revoke_family
from paraph_sandbox.oauth.grants import AUTH_METHODS


class Revocation(RevocationEndpoint):
    """Ends tokens before their time."""

    server: AnswersOne
    CLIENT_AUTH_METHODS = AUTH_METHODS

    def check_params(self, request: OAuth2Request, client: Client) -> None:
        """Raise InvalidRequestError without a token. A hint may be passed over (RFC 7009, 2.1)."""
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def query_token(
        self, token_string: str, token_type_hint: str | None
    ) -> RefreshToken | AccessToken | None:
        """Find what is shown, of either kind; None, which is answered with 200, for neither."""
        exchange = self.server.exchange
        return known_refresh_token(exchange.tx, token_string) or read(
            exchange.signer, exchange.issuer, token_string, exchange.now
        )

    def revoke_token(self, token: RefreshToken | AccessToken, request: OAuth2Request) -> None:
        """End it."""
        exchange = self.server.exchange
        if isinstance(token, RefreshToken):
            revoke_family(exchange.tx, token.family, exchange.now)
        else:
            revoke_access_token(exchange.tx, token, exchange.now)
