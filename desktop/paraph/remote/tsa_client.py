"""`ports.time_stamping.TimeStampService` over HTTP (RFC 3161, 3.4).

Whether the answer holds is `pades.timestamping.answer`'s; here it is only told from something else.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from paraph.domain.errors.levels import (
    ProxyAccountRefused,
    ProxyUnsupported,
    TimestampAccountRefused,
    TimestampServerUnverified,
    TimestampUnavailable,
)
from paraph.domain.keys.secret import Secret
from paraph.ports.time_stamping import ServicePasswords
from paraph.remote.http_client import ClientCertificate, HttpClient, HttpTrouble, Reply, Wanted
from paraph.time_servers import TimeServer

# A token has to fit into the 16 kB that a signature reserves for it.
_MOST_BYTES = 1 << 18
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/timestamp-response")
_DER_SEQUENCE = b"\x30"
_OF_THE_ACCOUNT = (
    "credentials_need_https",
    "password_missing",
    "credentials_refused",
    "client_certificate",
)


class HttpTimeStampService:
    """One service; `password` opens the account, `key_password` the client certificate's key.

    Both are asked for when they are needed; this object keeps neither.
    """

    def __init__(
        self,
        client: HttpClient,
        server: TimeServer,
        password: Callable[[], Secret | None],
        key_password: Callable[[], Secret | None],
    ) -> None:
        self._client = client
        self._server = server
        self._password = password
        self._key_password = key_password

    @property
    def name(self) -> str:
        """The address, without credentials."""
        scheme, _, rest = self._server.url.partition("://")
        authority, slash, path = rest.partition("/")
        return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"

    @property
    def policy_oid(self) -> str | None:
        """The policy to ask for."""
        return self._server.policy_oid or None

    def ask(self, request_der: bytes) -> bytes:
        """Post a request. Raises TimestampUnavailable, with `why` and the server's address.

        TimestampAccountRefused, TimestampServerUnverified, ProxyUnsupported and ProxyAccountRefused
        where a person has to act.
        """
        try:
            reply = self._client.send(self._wanted(request_der))
        except HttpTrouble as trouble:
            raise self._unavailable(trouble.why) from trouble
        return self._answer(reply)

    def _wanted(self, request_der: bytes) -> Wanted:
        server = self._server
        password, certificate = None, None
        if server.user or server.certificate or "@" in server.url:
            # Before the password is so much as looked for.
            if not server.url.lower().startswith("https://"):
                raise self._unavailable("credentials_need_https")
            if server.user:
                password = self._password()
                if password is None:
                    raise self._unavailable("password_missing")
        if server.certificate:
            certificate = ClientCertificate(Path(server.certificate), self._key_password())
        return Wanted(
            "POST",
            server.url,
            server.timeout_s,
            _MOST_BYTES,
            request_der,
            {"Content-Type": _QUERY, "Accept": _REPLY},
            server.user,
            password,
            certificate,
            names_private=True,  # a person or an administrator named this server
        )

    def _answer(self, reply: Reply) -> bytes:
        if reply.status in (401, 403):
            raise self._unavailable("credentials_refused", status=reply.status)
        if reply.status == 407:
            raise self._unavailable("proxy_account", status=reply.status)
        if reply.status != 200:
            raise self._unavailable("status", status=reply.status)
        is_reply = reply.kind == _REPLY or reply.kind in _UNTOLD
        if not is_reply or not reply.body.startswith(_DER_SEQUENCE):
            # A captive portal answers 200 with its own page.
            raise self._unavailable("not_a_timestamp")
        return reply.body

    def _unavailable(self, why: str, **details: object) -> TimestampUnavailable:
        kind: type[TimestampUnavailable] = TimestampUnavailable
        if why in _OF_THE_ACCOUNT:
            kind = TimestampAccountRefused
        elif why in ("proxy_script", "proxy_socks"):
            kind = ProxyUnsupported
        elif why == "proxy_account":
            kind = ProxyAccountRefused
        elif why == "tls":
            kind = TimestampServerUnverified
        return kind(why=why, server=self.name, **details)


def time_stamp_services(
    client: HttpClient, servers: Iterable[TimeServer], passwords: ServicePasswords
) -> list[HttpTimeStampService]:
    """Give the services behind a list of servers, in its order."""

    def finder(name: str, user: str) -> Callable[[], Secret | None]:
        return lambda: passwords.find(name, user)

    return [
        HttpTimeStampService(
            client,
            server,
            finder(server.url, server.user),
            finder(server.certificate, "") if server.certificate else _no_secret,
        )
        for server in servers
    ]


def _no_secret() -> Secret | None:
    return None
