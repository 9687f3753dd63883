"""What an authorization server says of itself (RFC 8414), as far as it is used here."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from paraph.domain.errors.service import AddressRefused, SignInFailed
from paraph.domain.service.base_url import base_url_of
from paraph.remote.http_client import HttpTrouble, Sending
from paraph.remote.problem_words import body_of
from paraph.remote.routes import SIGN_IN_SERVER
from paraph.remote.service_calls import reading
from paraph.remote.service_troubles import of_refusal, of_trouble

_S256 = "S256"
_OFFERS_NONE = (401, 403, 404, 405, 410)


class Metadata(NamedTuple):
    """Where it is asked. `tells_issuer`: its answers name it (RFC 9207, 3)."""

    issuer: str
    token: str
    authorization: str | None
    revocation: str | None
    scopes: tuple[str, ...]
    methods: tuple[str, ...]
    tells_issuer: bool

    def offered(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        """Give those of some scopes that it knows; all where it does not say."""
        return tuple(each for each in scopes if not self.scopes or each in self.scopes)


def find_metadata(http: Sending, base_url: str) -> Metadata:
    """Ask a service. Raises SignInFailed, ServiceUnreachable, ServiceFailed, NetworkSignIn."""
    for address in _addresses(base_url):
        wanted = reading("", address)._replace(route=SIGN_IN_SERVER)
        try:
            reply = http.send(wanted)
        except HttpTrouble as trouble:
            raise of_trouble(trouble) from trouble
        body = body_of(reply)
        if reply.status == 200 and body is not None:
            return _read(body, base_url)
        if reply.status not in _OFFERS_NONE:
            raise of_refusal(reply, body, address, "")
    raise SignInFailed(why="no_sign_in_offered")


def _addresses(base_url: str) -> tuple[str, str]:
    parts = urlsplit(base_url)
    host = f"{parts.scheme}://{parts.netloc}"
    # RFC 8414, 3.1: the path of the issuer comes last; 5: OpenID Connect has it first.
    return (
        f"{host}/.well-known/oauth-authorization-server{parts.path}",
        f"{base_url}/.well-known/openid-configuration",
    )


def _read(body: Mapping[str, object], base_url: str) -> Metadata:
    issuer = body.get("issuer")
    # RFC 8414, 3.3: it has to be the one that was asked, else another could stand in for it.
    if not isinstance(issuer, str) or issuer.rstrip("/") != base_url:
        raise SignInFailed(why="issuer_differs", expected=base_url)
    methods = _texts(body, "code_challenge_methods_supported")
    if methods and _S256 not in methods:
        raise SignInFailed(why="pkce_not_offered")
    token = _endpoint(body, "token_endpoint")
    if token is None:
        raise SignInFailed(why="no_sign_in_offered")
    return Metadata(
        issuer,
        token,
        _endpoint(body, "authorization_endpoint"),
        _endpoint(body, "revocation_endpoint"),
        _texts(body, "scopes_supported"),
        _texts(body, "token_endpoint_auth_methods_supported"),
        body.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(body: Mapping[str, object], name: str) -> str | None:
    """Give an address, which may be of another host, but is as safe as the account's."""
    told = body.get(name)
    if told is None:
        return None
    if not isinstance(told, str):
        raise SignInFailed(why="not_understood", name=name)
    try:
        base_url_of(told.partition("?")[0])
    except AddressRefused as refused:
        raise SignInFailed(why="endpoint_refused", name=name) from refused
    return told


def _texts(body: Mapping[str, object], name: str) -> tuple[str, ...]:
    told = body.get(name)
    return tuple(each for each in told if isinstance(each, str)) if isinstance(told, list) else ()
