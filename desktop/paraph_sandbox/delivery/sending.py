"""One attempt: a POST within five seconds, redirects not followed, no proxy, no cookies."""

import asyncio
import ssl
import sys

import httpcore2
import httpx2

from paraph_sandbox.delivery.addresses import AddressRefused
from paraph_sandbox.delivery.guarded_network import GuardedNetwork, UnknownHost
from paraph_sandbox.delivery.parcels import Parcel
from paraph_sandbox.delivery.retrying import REFUSED_ADDRESS, Outcome
from paraph_sandbox.delivery.signatures import guide_signature, standard_signature

TIMEOUT_S = 5.0
# Shorter than what servers keep a silent connection for, or it ends as the next delivery starts.
_KEEP_ALIVE_S = 2.0
_IDLE_CONNECTIONS = 32
_ENOUGH_BYTES = 65_536


class Sender:
    """Sends parcels, many at a time; of one event loop."""

    def __init__(self, *, private_too: bool) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=sys.maxsize,
            max_keepalive_connections=_IDLE_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_S,
            network_backend=GuardedNetwork(private_too=private_too),
        )

    async def send(self, parcel: Parcel, at_s: int) -> Outcome:
        """Deliver once; `at_s` is the machine's time in seconds, which a receiver compares."""
        answered: list[int] = []
        try:
            async with asyncio.timeout(TIMEOUT_S):
                await self._exchange(parcel, at_s, answered)
        except _TROUBLES as trouble:
            # Whoever has said 200 has taken it, however the rest of the answer went.
            if not answered:
                return Outcome(failure=_told(trouble))
        return Outcome(answered[-1])

    async def close(self) -> None:
        """Close what is kept open."""
        await self._pool.aclose()

    async def _exchange(self, parcel: Parcel, at_s: int, answered: list[int]) -> None:
        wanted = _request(parcel, at_s)
        url = httpcore2.URL(
            scheme=wanted.url.raw_scheme,
            host=wanted.url.raw_host,
            port=wanted.url.port,
            target=wanted.url.raw_path,
        )
        async with self._pool.stream(
            "POST", url, headers=wanted.headers.raw, content=parcel.body
        ) as response:
            answered.append(response.status)
            await _read_some(response)


_TROUBLES = (
    TimeoutError,
    UnknownHost,
    AddressRefused,
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    ssl.SSLError,
    OSError,
)


def _request(parcel: Parcel, at_s: int) -> httpx2.Request:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Paraph-Sandbox",
        "Accept-Encoding": "identity",
        "X-Certyneo-Signature": guide_signature(parcel.secret, parcel.body),
        "webhook-id": parcel.event_id,
        "webhook-timestamp": str(at_s),
        "webhook-signature": standard_signature(
            parcel.standard_secret, parcel.event_id, at_s, parcel.body
        ),
    }
    return httpx2.Request("POST", parcel.url, headers=headers, content=parcel.body)


async def _read_some(response: httpcore2.Response) -> None:
    """Read a short answer to its end, so that the connection serves again; leave a long one."""
    read = 0
    async for chunk in response.aiter_stream():
        read += len(chunk)
        if read > _ENOUGH_BYTES:
            return


def _told(trouble: BaseException) -> str:
    if isinstance(trouble, TimeoutError | httpcore2.TimeoutException):
        return "timeout"
    if isinstance(trouble, UnknownHost):
        return "unknown_host"
    if isinstance(trouble, AddressRefused):
        return REFUSED_ADDRESS
    if isinstance(trouble, httpcore2.ProtocolError | httpcore2.ReadError):
        return "broken_answer"
    # httpcore maps OpenSSL's error, and keeps it as the argument alone.
    is_tls = any(isinstance(each, ssl.SSLError) for each in (trouble, *trouble.args))
    return "tls" if is_tls else "not_reached"
