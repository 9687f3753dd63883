"""OAuth 2.0 as a client speaks it, by Authlib: codes with PKCE, credentials, refreshing, revoking.

RFC 6749, 7636, 8252, 9207, 7009; RFC 9700 says which of their ways are used.
"""

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import ServiceFailed, SignInAgain, SignInFailed
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account
from paraph.domain.service.base_url import base_url_of
from paraph.remote.authorization_server import Metadata, find_metadata
from paraph.remote.http_client import HttpTrouble, Reply, Sending, Wanted
from paraph.remote.loopback import LoopbackRedirect
from paraph.remote.problem_words import body_of
from paraph.remote.routes import SIGN_IN, SIGN_OUT
from paraph.remote.service_troubles import of_refusal, of_trouble
from paraph.remote.system_browser import open_browser
from paraph.remote.tokens import Tokens

_CALL_S, _MOST_BYTES = 30.0, 1 << 18
_USUAL_LIFE_S, _LONGEST_LIFE_S = 300, 365 * 86_400
_MOST_LETTERS = 16_384
_ENDED = ("invalid_grant", "invalid_client", "unauthorized_client")
_PASSES = ("temporarily_unavailable", "server_error", "slow_down")
# Where what a server says cannot be what it should be, whatever Authlib makes of it.
_GARBAGE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class OAuth:
    """One account's authorization server, which is found at its base URL."""

    def __init__(
        self,
        http: Sending,
        account: Account,
        now: Callable[[], datetime],
        browser: Callable[[str], None] = open_browser,
    ) -> None:
        self._http, self._account, self._now = http, account, now
        self._open_browser = browser
        self._base_url = base_url_of(account.base_url)
        self._found: Metadata | None = None

    def by_browser(
        self,
        scopes: Sequence[str],
        show: Callable[[str], None],
        timeout_s: float,
        stop: threading.Event,
    ) -> Tokens:
        """Let a person sign in at the system's browser.

        Raises SignInFailed, SignInTimeout, SignInCancelled, ServiceUnreachable, ServiceFailed.
        """
        server = self._metadata()
        if server.authorization is None:
            raise SignInFailed(why="no_sign_in_offered")
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        with LoopbackRedirect(state) as waiting:
            client = self._client(
                None,
                redirect_uri=waiting.redirect_uri,
                scope=" ".join(_asked(server, scopes)),
                code_challenge_method="S256",
            )
            address, _ = client.create_authorization_url(
                server.authorization, state=state, code_verifier=verifier
            )
            show(address)
            self._open_browser(address)
            answer = waiting.answer(timeout_s, stop)
        _check(answer, server)
        return self._token(
            client,
            lambda: client.fetch_token(
                server.token,
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=verifier,
            ),
        )

    def by_program(self, secret: Secret, scopes: Sequence[str]) -> Tokens:
        """Sign in with the program's own credentials (RFC 6749, 4.4). Raises SignInAgain too."""
        server = self._metadata()
        client = self._client(secret, scope=" ".join(server.offered(tuple(scopes))))
        return self._token(
            client, lambda: client.fetch_token(server.token, grant_type="client_credentials")
        )

    def refreshed(self, spent: Tokens | None) -> Tokens:
        """Use a refresh token up. Raises SignInAgain, ServiceUnreachable, ServiceFailed."""
        if spent is None or spent.refresh is None:
            raise SignInAgain(account=self._account.name, why="no_refresh_token")
        refresh, server, client = spent.refresh, self._metadata(), self._client(None)
        tokens = self._token(
            client,
            lambda: client.refresh_token(server.token, refresh_token=refresh.reveal()),
        )
        return tokens if tokens.refresh is not None else tokens._replace(refresh=refresh)

    def revoke(self, tokens: Tokens, secret: Secret | None) -> None:
        """End a sign-in (RFC 7009). Raises ServiceUnreachable, ServiceFailed, SignInFailed."""
        server, client = self._metadata(), self._client(secret)
        if server.revocation is None:
            return
        shown = tokens.refresh or tokens.access
        hint = "refresh_token" if tokens.refresh is not None else "access_token"
        reply = self._called(
            client, lambda: client.revoke_token(server.revocation, shown.reveal(), hint).reply
        )
        if reply.status >= 400:
            raise of_refusal(reply, body_of(reply), server.revocation, self._account.name)

    def _metadata(self) -> Metadata:
        if self._found is None:
            self._found = find_metadata(self._http, self._base_url)
        return self._found

    def _client(self, secret: Secret | None, **more: str) -> Any:
        methods = self._metadata().methods
        method = "none"
        if secret is not None:
            # RFC 6749, 2.3.1 encodes what stands in Basic, and not all servers do; in the body it
            # is one thing.
            is_posted = not methods or "client_secret_post" in methods
            method = "client_secret_post" if is_posted else "client_secret_basic"
        return OAuth2Client(
            _Session(self._http, self._metadata()),
            self._account.client_id,
            secret.reveal() if secret is not None else None,
            token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method,
            **more,
        )

    def _token(self, client: Any, ask: Callable[[], Any]) -> Tokens:
        told = self._called(client, ask)
        try:
            return _tokens(told, self._now())
        except _GARBAGE as error:
            raise self._not_understood(client.session.last) from error

    def _called(self, client: Any, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except HttpTrouble as trouble:
            raise of_trouble(trouble) from trouble
        except OAuth2Error as error:
            raise self._refusal(error, client.session.last) from None
        except (_Unusable, *_GARBAGE) as error:
            raise self._not_understood(client.session.last) from error

    def _refusal(self, error: OAuth2Error, reply: Reply | None) -> ParaphError:
        why, detail = _line(error.error), _line(error.description)
        status = reply.status if reply is not None else None
        if why in _PASSES or status == 429:
            return ServiceFailed(status=status, service_code=why, detail=detail)
        if why in _ENDED:
            return SignInAgain(account=self._account.name, why=why)
        return SignInFailed(why=why, detail=detail)

    def _not_understood(self, reply: Reply | None) -> ParaphError:
        if reply is None:
            return SignInFailed(why="not_understood")
        refusal = of_refusal(reply, body_of(reply), self._base_url, self._account.name)
        if reply.status < 400 and isinstance(refusal, ServiceFailed):
            return ServiceFailed(status=reply.status, service_code="not_understood")
        return refusal


class _Unusable(Exception):
    """A token endpoint's answer that is none."""


class _Response:
    """A reply as Authlib reads one."""

    def __init__(self, reply: Reply) -> None:
        self.reply, self.status_code = reply, reply.status

    def json(self) -> Any:
        """Read it. Raises ValueError."""
        try:
            return json.loads(self.reply.body)
        except RecursionError as error:
            raise ValueError("nested without end") from error

    def raise_for_status(self) -> None:
        """Raise: Authlib asks only where it can make nothing of it."""
        raise _Unusable


class _Session:
    """The program's HTTP as Authlib calls it."""

    def __init__(self, http: Sending, server: Metadata) -> None:
        self._http, self._server = http, server
        self.last: Reply | None = None

    def post(
        self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any
    ) -> _Response:
        """Send a form. Raises HttpTrouble."""
        # Authlib hands out one dictionary of headers to all, and writes credentials into it.
        url, told, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        route = SIGN_OUT if url == self._server.revocation else SIGN_IN
        wanted = Wanted("POST", url, _CALL_S, _MOST_BYTES, body.encode(), told, route=route)
        self.last = self._http.send(wanted._replace(names_private=True, follows=False))
        return _Response(self.last)


def _asked(server: Metadata, scopes: Sequence[str]) -> tuple[str, ...]:
    more = ("offline_access",) if "offline_access" in server.scopes else ()  # OpenID Connect, 11
    return (*server.offered(tuple(scopes)), *more)


def _check(answer: Mapping[str, str], server: Metadata) -> None:
    """Raise SignInFailed unless an answer is this server's, and a code."""
    issuer = answer.get("iss")
    # RFC 9207, 2.4: another server's answer is not taken for this one's.
    told = issuer is not None or server.tells_issuer
    if told and not hmac.compare_digest((issuer or "").encode(), server.issuer.encode()):
        raise SignInFailed(why="issuer_differs", expected=server.issuer)
    if "error" in answer:
        raise SignInFailed(
            why=_line(answer["error"]), detail=_line(answer.get("error_description", ""))
        )
    if not answer.get("code"):
        raise SignInFailed(why="no_code")


def _tokens(told: Mapping[str, Any], now: datetime) -> Tokens:
    if str(told.get("token_type", "bearer")).lower() != "bearer":
        raise ValueError("not a bearer token")
    refresh = told.get("refresh_token")
    life_s = int(told.get("expires_in") or _USUAL_LIFE_S)
    scope = told.get("scope")
    return Tokens(
        _secret(told["access_token"]),
        _secret(refresh) if refresh else None,
        now + timedelta(seconds=max(0, min(life_s, _LONGEST_LIFE_S))),
        scope[:2000] if isinstance(scope, str) else "",
    )


def _secret(value: object) -> Secret:
    # RFC 6749, A.12 and A.17: visible ASCII; else it could be no header.
    if not isinstance(value, str) or not value or len(value) > _MOST_LETTERS:
        raise ValueError("not a token")
    if not all("\x20" < each < "\x7f" for each in value):
        raise ValueError("not a token")
    return Secret(value)


def _line(told: object) -> str:
    text = told if isinstance(told, str) else ""
    return "".join(each if each.isprintable() else " " for each in text)[:500]
