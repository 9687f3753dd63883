"""Connections with one deadline for a whole call, to addresses that were looked at.

A name is resolved once, every address that it has is judged, and the connection goes to what was
judged: a name that answers differently the next time gains nothing.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2

from paraph.remote.addresses import PrivateAddress, is_public, resolve


class Deadline(threading.local):
    """The moment by which this thread's call has to end, by the monotonic clock.

    `has_written` tells whether any byte of the call left for the server, or may have: one that was
    written inside of `tls_layers`, for what goes before is a handshake, or a proxy's (CONNECT).
    """

    at = 0.0
    idle_s = 0.0
    tls_layers = 0
    has_written = False

    @contextmanager
    def within(self, seconds: float, idle_s: float | None = None) -> Iterator[None]:
        """Set it for what runs inside; within it nothing may stand still for `idle_s`."""
        self.at = time.monotonic() + seconds
        self.idle_s = seconds if idle_s is None else idle_s
        self.has_written = False
        yield

    def left_s(self, kind: type[Exception]) -> float:
        """Give the seconds that remain for one step. Raises `kind` when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise kind("the time for this call has passed")
        return min(left, self.idle_s)


class GuardedNetwork(httpcore2.NetworkBackend):
    """Opens TCP connections; to other than public addresses only with `may_be_private`."""

    def __init__(self, deadline: Deadline, *, may_be_private: bool) -> None:
        self._deadline = deadline
        self._may_be_private = may_be_private
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, judge and connect. Raises PrivateAddress and httpcore2's errors."""
        addresses = self._addresses(host, port)
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for number, address in enumerate(addresses):
            share_s = self._deadline.left_s(httpcore2.ConnectTimeout) / (len(addresses) - number)
            try:
                stream = self._inner.connect_tcp(
                    address, port, share_s, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: addresses name hosts."""
        raise httpcore2.UnsupportedProtocol(path)

    def _addresses(self, host: str, port: int) -> list[str]:
        left_s = self._deadline.left_s(httpcore2.ConnectTimeout)
        try:
            found = resolve(host, port, left_s)
        except socket.gaierror as error:
            raise UnknownHost(host) from error
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(host) from error
        except OSError as error:
            raise httpcore2.ConnectError(host) from error
        if not self._may_be_private and not all(map(is_public, found)):
            raise PrivateAddress(host)
        return found


class UnknownHost(httpcore2.ConnectError):
    """The name has no address, or there is no network to ask for one."""


class _Stream(httpcore2.NetworkStream):
    def __init__(
        self, inner: httpcore2.NetworkStream, deadline: Deadline, tls_layers: int = 0
    ) -> None:
        self._inner, self._tls_layers = inner, tls_layers
        self._left_s: Callable[[type[Exception]], float] = deadline.left_s
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left_s(httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left_s = self._left_s(httpcore2.WriteTimeout)
        if self._tls_layers >= self._deadline.tls_layers:
            self._deadline.has_written = True
        self._inner.write(buffer, left_s)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left_s = self._left_s(httpcore2.ConnectTimeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left_s)
        return _Stream(inner, self._deadline, self._tls_layers + 1)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
