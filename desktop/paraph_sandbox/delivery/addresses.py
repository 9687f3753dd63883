"""Where webhooks may be delivered: to public addresses, to private ones only if started so.

Whoever may make a webhook chooses where this server connects to. Without this it could be made to
call the firm's own machines, or the service that hands out a cloud machine's credentials.
"""

import asyncio
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from paraph_sandbox.lifecycle.problems import invalid

_OWN = tuple(
    ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128",
                 "fc00::/7")
)  # fmt: skip
# Where clouds tell a machine its credentials, as far as it is not link-local.
_METADATA = frozenset(
    ip_address(each) for each in ("168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)
# Special by IANA's registries (RFC 6890), and global to Python 3.11's tables.
_SPECIAL = tuple(ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20"))
_UNICAST = ip_network("2000::/3")  # RFC 4291, 2.4: all of IPv6 that is given out
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052, 2.1
_IPV4_BITS = 0xFFFFFFFF


class AddressRefused(Exception):
    """A webhook leads to an address that nothing is delivered to."""


def check_address(text: str, *, private_too: bool) -> None:
    """Raise AddressRefused for an address that is not public, what it embeds included (RFC 6890).

    `private_too` admits loopback and private networks, and nothing else.
    """
    address = _embedded(ip_address(text.partition("%")[0]))
    if address in _METADATA:
        raise AddressRefused(text)
    if private_too and any(address in network for network in _OWN):
        return
    if not _is_public(address):
        raise AddressRefused(text)


def check_host(host: str, *, private_too: bool) -> None:
    """Raise Problem 422 for a host (without brackets) that is an address and never delivered to.

    A name is judged when something is delivered, by the addresses that it has then.
    """
    try:
        check_address(host, private_too=private_too)
    except ValueError:
        if ":" in host:
            raise invalid("url", "the host is not an address of IPv6") from None
    except AddressRefused:
        raise invalid("url", "nothing is delivered to this address") from None


async def resolve(host: str, port: int) -> list[str]:
    """Give a host's addresses, as the system orders them. Raises OSError for an unknown one."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[list[str]] = loop.create_future()

    def answer(found: list[str] | OSError) -> None:
        if told.done():
            return
        if isinstance(found, OSError):
            told.set_exception(found)
        else:
            told.set_result(found)

    def ask() -> None:
        found = _asked(host, port)
        try:
            loop.call_soon_threadsafe(answer, found)
        except RuntimeError:
            return  # the worker ended meanwhile, and nobody waits

    # The system's resolver knows no time-out of ours; a thread that waits for it is left behind.
    threading.Thread(target=ask, name="name look-up", daemon=True).start()
    return await told


def _asked(host: str, port: int) -> list[str] | OSError:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError:
        return socket.gaierror(socket.EAI_NONAME, "not a host name")
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = IPv4Address(int(address) & _IPV4_BITS)
    return inner or address
