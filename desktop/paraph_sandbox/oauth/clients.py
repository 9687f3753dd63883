"""Programs that may ask for tokens, as Authlib asks about them."""

import json

from authlib.oauth2.rfc6749 import ClientMixin

from paraph_sandbox.oauth.credentials import secret_fits
from paraph_sandbox.oauth.redirects import is_registered
from paraph_sandbox.store.database import Reading, Row


class Client(ClientMixin):
    """A row of the table `clients`; one without a secret is public (RFC 6749, 2.1)."""

    def __init__(self, row: Row) -> None:
        self.id: str = row["id"]
        self.account: str | None = row["account"]
        self.name: str = row["name"]
        self._secret: str | None = row["secret"]
        self._redirect_uris: list[str] = json.loads(row["redirect_uris"])
        self._scopes: list[str] = row["scopes"].split()
        self._grants: list[str] = row["grants"].split()

    def get_client_id(self) -> str:
        """Give the id that programs name themselves by."""
        return self.id

    def get_default_redirect_uri(self) -> None:
        """Give none: with loopback ports, only the request knows where it is waited for."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Give what is granted of what is asked, all of the client's when nothing is asked.

        None, which Authlib answers with `invalid_scope`, when nothing is left of it.
        """
        asked = self._scopes if not scope else scope.split()
        return " ".join(each for each in self._scopes if each in asked) or None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether the browser may be sent back there."""
        return is_registered(redirect_uri, self._redirect_uris)

    def check_client_secret(self, client_secret: str) -> bool:
        """Tell whether this is the client's secret."""
        return self._secret is not None and secret_fits(client_secret, self._secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Tell whether the client may show itself so: with its secret, if it has one."""
        return (method == "none") == (self._secret is None)

    def check_response_type(self, response_type: str) -> bool:
        """Tell whether the client may send people to the browser."""
        return response_type == "code" and self.check_grant_type("authorization_code")

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether the client may ask for tokens in this way."""
        return grant_type in self._grants


def find_client(tx: Reading, client_id: str) -> Client | None:
    """Give a client, or None."""
    row = tx.first("SELECT * FROM clients WHERE id = ?", client_id)
    return None if row is None else Client(row)
