"""HTTP for the whole program: the system's trust store and proxy, one deadline, bounded answers.

No cookies, no netrc, no compression, and a redirect only to the same scheme. What goes wrong is
an HttpTrouble; turning it into what a person is told is each adapter's.
"""

import base64
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

import httpcore2
import httpx2

from paraph import __version__
from paraph.domain.keys.secret import Secret
from paraph.ports.proxy_route import NotSpoken, ProxyRoute
from paraph.remote.addresses import PrivateAddress, names_private_host
from paraph.remote.guarded_network import Deadline, GuardedNetwork, UnknownHost
from paraph.remote.http_body import (
    FileBody,
    FileChanged,
    NotIdentity,
    TooLarge,
    headers_of,
    received,
)
from paraph.remote.proxies import Proxies

USER_AGENT = f"Paraph/{__version__}"
_MOST_REDIRECTS = 3
_SEE_OTHER = (301, 302, 303)
_SAME_METHOD = (307, 308)
_KEEP_ALIVE_S = 15.0
_TROUBLES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    TooLarge,
    NotIdentity,
    FileChanged,
)


class HttpTrouble(Exception):
    """No answer that can be used; `why` is a stable word, `host` has no credentials.

    `why`: address, unknown_host, not_reached, timeout, tls, proxy, proxy_account, proxy_script,
    proxy_socks, private_address, redirect, too_large, damaged, client_certificate. Without
    `may_have_arrived` no byte of the call was written.
    """

    def __init__(self, why: str, host: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(why)
        self.why, self.host, self.may_have_arrived = why, host, may_have_arrived


class ClientCertificate(NamedTuple):
    """A PEM file of a certificate and its key, and the key's password."""

    file: Path
    password: Secret | None = None


class Wanted(NamedTuple):
    """One call. `names_private` says that a person chose the host, wherever it is.

    The body is `upload`, where there is one. With `into` an answer of status 200 is written there,
    up to `max_bytes`. `idle_s` is how long nothing may move. Without `follows` a redirect is an
    answer like another. `route` is how the call is named where calls are noted; `waits_s` is how
    long it asks the server to wait.
    """

    method: str
    url: str
    timeout_s: float
    max_bytes: int
    body: bytes = b""
    headers: Mapping[str, str] = {}
    user: str = ""
    password: Secret | None = None
    certificate: ClientCertificate | None = None
    names_private: bool = False
    bearer: Secret | None = None
    upload: FileBody | None = None
    into: Path | None = None
    idle_s: float | None = None
    follows: bool = True
    route: str = ""
    waits_s: float = 0.0


class Reply(NamedTuple):
    """What came; `kind` is the media type without parameters, in small letters.

    `headers` are by their names in small letters. `sha256` is of what was written into a file.
    `waited_s` passed from the last byte of the call, as far as the system took it, to the first of
    the answer; of a call without an upload, from its beginning.
    """

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = {}
    sha256: str = ""
    waited_s: float = 0.0


class Sending(Protocol):
    """What does a call: the client itself, or what notes calls on their way to it."""

    def send(self, wanted: Wanted) -> Reply:
        """Do one call. Raises HttpTrouble."""
        ...


class _Since:
    """When an answer began to be waited for."""

    def __init__(self) -> None:
        self._moment = time.perf_counter()

    def after(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Give the pieces of an upload, and begin anew when the last has gone."""
        yield from pieces
        self._moment = time.perf_counter()

    def seconds(self) -> float:
        """Give how long it is since."""
        return time.perf_counter() - self._moment


class _Way(NamedTuple):
    """Calls that may share connections."""

    proxy: str | None
    may_be_private: bool
    certificate: Path | None


class HttpClient:
    """Shared by all that is fetched; threads may call it at the same time."""

    def __init__(
        self,
        *,
        private_addresses: bool = False,
        route_to: Callable[[str, str], ProxyRoute] | None = None,
    ) -> None:
        self._private_addresses = private_addresses
        self._route_to = route_to or Proxies().route
        self._deadline = Deadline()
        self._pools: dict[_Way, httpcore2.ConnectionPool] = {}
        self._contexts: dict[Path | None, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def send(self, wanted: Wanted) -> Reply:
        """Do one call, redirects included, within its time. Raises HttpTrouble."""
        with self._deadline.within(wanted.timeout_s, wanted.idle_s):
            for _ in range(_MOST_REDIRECTS + 1):
                reply, location = self._once(wanted)
                if location is None:
                    return reply
                wanted = _redirected(wanted, reply.status, location)
        raise HttpTrouble("redirect", host_of(wanted.url))

    def close(self) -> None:
        """Close what is kept open."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _once(self, wanted: Wanted) -> tuple[Reply, str | None]:
        url = _url(wanted.url)
        try:
            return self._exchange(wanted, url)
        except PrivateAddress as error:
            raise HttpTrouble("private_address", url.host) from error
        except httpcore2.ProxyError as error:
            # RFC 9110, 15.5.8: the status is all that httpcore says of a refused CONNECT.
            why = "proxy_account" if str(error).startswith("407") else "proxy"
            raise HttpTrouble(why, url.host) from error
        except _TROUBLES as error:
            may_have_arrived = self._deadline.has_written
            why = self._why(error, url)
            raise HttpTrouble(why, url.host, may_have_arrived=may_have_arrived) from error

    def _why(self, error: Exception, url: httpx2.URL) -> str:
        if isinstance(error, UnknownHost):
            return self._unless_script(url, "unknown_host")
        if isinstance(error, httpcore2.TimeoutException):
            return self._unless_script(url, "timeout")
        if isinstance(error, httpcore2.NetworkError):
            return "tls" if _is_tls(error) else self._unless_script(url, "not_reached")
        return "too_large" if isinstance(error, TooLarge) else "damaged"

    def _unless_script(self, url: httpx2.URL, why: str) -> str:
        """Say why a host was not reached: what the system's script would say is not known."""
        route = self._route_to(url.scheme, url.host)
        return "proxy_script" if route.not_spoken is NotSpoken.SCRIPT else why

    def _exchange(self, wanted: Wanted, url: httpx2.URL) -> tuple[Reply, str | None]:
        request = httpx2.Request(
            wanted.method, url, headers=_headers(wanted), content=wanted.body or None
        )
        upload, since = wanted.upload, _Since()
        core = httpcore2.Request(
            request.method,
            httpcore2.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=since.after(upload.pieces()) if upload is not None else wanted.body or None,
            extensions={"timeout": {"pool": wanted.timeout_s}},
        )
        response = self._pool(wanted, url).handle_request(core)
        waited_s = since.seconds()
        try:
            reply, location = self._read(response, wanted)
            return reply._replace(waited_s=waited_s), location
        finally:
            response.close()

    @staticmethod
    def _read(response: httpcore2.Response, wanted: Wanted) -> tuple[Reply, str | None]:
        headers = headers_of(response)
        location = headers.get("location")
        redirects = response.status in (*_SEE_OTHER, *_SAME_METHOD) and wanted.follows
        if redirects and location:
            return Reply(response.status, "", b""), location
        body, sha256 = received(response, headers, wanted.max_bytes, wanted.into)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status, kind, body, headers, sha256), None

    def _pool(self, wanted: Wanted, url: httpx2.URL) -> httpcore2.ConnectionPool:
        may_be_private = self._private_addresses or wanted.names_private
        route = self._route_to(url.scheme, url.host)
        if route.not_spoken is NotSpoken.SOCKS:
            # Going round what was named would show the firm's traffic where it is not to be seen.
            raise HttpTrouble("proxy_socks", url.host)
        proxy = route.proxy
        through_tls = proxy is not None and proxy.lower().startswith("https:")
        self._deadline.tls_layers = int(url.scheme == "https") + int(through_tls)
        if proxy is not None and not may_be_private and names_private_host(url.host):
            raise PrivateAddress(url.host)
        certificate = wanted.certificate
        way = _Way(proxy, may_be_private, certificate.file if certificate else None)
        with self._lock:
            if way not in self._pools:
                context = self._context(certificate, url.host)
                self._pools[way] = self._new_pool(way, context, url.host)
            return self._pools[way]

    def _new_pool(self, way: _Way, context: ssl.SSLContext, host: str) -> httpcore2.ConnectionPool:
        if way.proxy is None:
            network = GuardedNetwork(self._deadline, may_be_private=way.may_be_private)
            return httpcore2.ConnectionPool(
                ssl_context=context, keepalive_expiry=_KEEP_ALIVE_S, network_backend=network
            )
        try:
            proxy = httpx2.Proxy(way.proxy)
        except (ValueError, httpx2.InvalidURL) as error:
            raise HttpTrouble("proxy", host) from error
        if proxy.url.scheme not in ("http", "https"):
            raise HttpTrouble("proxy", host)
        return httpcore2.HTTPProxy(
            proxy_url=httpcore2.URL(
                scheme=proxy.url.raw_scheme,
                host=proxy.url.raw_host,
                port=proxy.url.port,
                target=proxy.url.raw_path,
            ),
            proxy_auth=proxy.raw_auth,
            ssl_context=context,
            proxy_ssl_context=self._context(None, host) if proxy.url.scheme == "https" else None,
            keepalive_expiry=_KEEP_ALIVE_S,
            # The firm's own proxy stands in the firm's own network.
            network_backend=GuardedNetwork(self._deadline, may_be_private=True),
        )

    def _context(self, certificate: ClientCertificate | None, host: str) -> ssl.SSLContext:
        # Reading the trust store takes 15 ms: once for all calls.
        file = certificate.file if certificate is not None else None
        if file not in self._contexts:
            context = httpx2.create_ssl_context()
            if certificate is not None:
                _load(context, certificate, host)
            self._contexts[file] = context
        return self._contexts[file]


def host_of(url: str) -> str:
    """Give an address's host, for telling; empty when it has none."""
    try:
        return httpx2.URL(url).host
    except httpx2.InvalidURL:
        return ""


def _load(context: ssl.SSLContext, certificate: ClientCertificate, host: str) -> None:
    password = certificate.password
    try:
        # Without a password OpenSSL would ask for one on the terminal.
        context.load_cert_chain(
            certificate.file, password=password.reveal() if password is not None else ""
        )
    except (OSError, ValueError) as error:
        raise HttpTrouble("client_certificate", host) from error


def _url(text: str) -> httpx2.URL:
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise HttpTrouble("address", "") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise HttpTrouble("address", url.host)
    if not (url.userinfo or url.fragment):
        return url  # as nearly all are: a copy is parsed once more
    return url.copy_with(username=None, password=None, fragment=None)


def _headers(wanted: Wanted) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **wanted.headers}
    if wanted.password is not None:
        # RFC 7617, 2: in UTF-8.
        pair = f"{wanted.user}:{wanted.password.reveal()}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    elif wanted.bearer is not None:
        headers["Authorization"] = f"Bearer {wanted.bearer.reveal()}"  # RFC 6750, 2.1
    if wanted.upload is not None:
        headers["Content-Length"] = str(wanted.upload.length)
    return headers


def _redirected(wanted: Wanted, status: int, location: str) -> Wanted:
    """Give the call to where a redirect points, without credentials for another host."""
    before, after = _url(wanted.url), _url(urljoin(wanted.url, location))
    if after.scheme != before.scheme or (status in _SEE_OTHER and wanted.method != "GET"):
        raise HttpTrouble("redirect", before.host)
    if (after.host, after.port) == (before.host, before.port):
        return wanted._replace(url=str(after))
    # A person named the first host, not this one.
    return wanted._replace(
        url=str(after),
        user="",
        password=None,
        certificate=None,
        names_private=False,
        bearer=None,
    )


def _is_tls(error: Exception) -> bool:
    return isinstance(error.__cause__ or error.__context__, ssl.SSLError)
