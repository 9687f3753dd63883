"""What an OAuth call brings, read strictly: one value a name, in UTF-8, shown in one way."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl

from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

FORM = "application/x-www-form-urlencoded"
MAX_QUERY = 8_192
# A page's form carries the query along, encoded once more.
_MAX_FORM = 4 * MAX_QUERY


def read_parameters(encoded: str, max_characters: int = MAX_QUERY) -> dict[str, str]:
    """Read a query or a form. Raises InvalidRequestError.

    A name without a value counts as left out, and none may come twice (RFC 6749, 3.1 and 3.2).
    """
    if len(encoded) > max_characters:
        raise InvalidRequestError("The request is too long.")
    try:
        pairs = parse_qsl(encoded, errors="strict")
    except ValueError as error:
        raise InvalidRequestError("The request cannot be read.") from error
    told = dict(pairs)
    if len(told) != len(pairs):
        raise InvalidRequestError("A parameter came twice.")
    return told


def read_form(content_type: str, body: bytes) -> dict[str, str]:
    """Read a posted form. Raises InvalidRequestError for any other kind of body."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() != FORM:
        raise InvalidRequestError(f"The body must be {FORM}.")
    if not body.isascii():
        raise InvalidRequestError("The body must be percent-encoded.")
    return read_parameters(body.decode("ascii"), _MAX_FORM)


class OAuthRequest(OAuth2Request):
    """A call as Authlib reads it; `address` is where the sandbox is, whatever Host says.

    Raises InsecureTransportError when that is neither HTTPS nor on loopback (RFC 6749, 3.1).
    """

    def __init__(
        self, address: str, method: str, parameters: dict[str, str], authorization: str | None
    ) -> None:
        headers: Mapping[str, str] = {"Authorization": authorization} if authorization else {}
        super().__init__(method, address, headers=headers)
        self.payload = BasicOAuth2Payload(parameters)

    @property
    def args(self) -> dict[str, str]:
        """Give the parameters of the query."""
        return dict(self.payload.data)

    @property
    def form(self) -> dict[str, str]:
        """Give the parameters of the form."""
        return dict(self.payload.data)


def one_authorization(values: list[str], parameters: dict[str, str]) -> str | None:
    """Give the one `Authorization` of a call, or None.

    Raises InvalidRequestError for several or for a client that shows itself in two ways
    (RFC 6749, 2.3), InvalidClientError for one that is not Basic with a name and a secret.
    """
    if not values:
        return None
    if len(values) > 1 or "client_secret" in parameters:
        raise InvalidRequestError("The client must show itself in one way.")
    scheme, _, told = values[0].partition(" ")
    try:
        name, colon, secret = base64.b64decode(told.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        scheme, name, colon, secret = "", "", "", ""
    if scheme.lower() != "basic" or not (name and colon and secret):
        raise InvalidClientError(status_code=401, description="Basic credentials are needed.")
    return values[0]
