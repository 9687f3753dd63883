"""Connections for deliveries: a name is looked up once, judged, and what was judged is called.

A name that answers differently the next time gains nothing; TLS and `Host` still name the name.
"""

from collections.abc import Iterable
from typing import Any

import httpcore2

from paraph_sandbox.delivery.addresses import check_address, resolve


class UnknownHost(Exception):
    """The name has no address, or there is no network to ask for one."""


class GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Opens TCP connections to addresses that a webhook may lead to."""

    def __init__(self, *, private_too: bool) -> None:
        self._private_too = private_too
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, judge and connect. Raises UnknownHost, AddressRefused and httpcore's errors."""
        try:
            addresses = await resolve(host.strip("[]"), port)
        except OSError as error:
            raise UnknownHost(host) from error
        for each in addresses:
            check_address(each, private_too=self._private_too)
        failure: Exception = UnknownHost(host)
        for each in addresses:
            try:
                return await self._inner.connect_tcp(
                    each, port, timeout, local_address, socket_options
                )
            except httpcore2.ConnectError as error:
                failure = error
        raise failure
