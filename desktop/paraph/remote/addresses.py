"""Which addresses may be reached: those of the public internet, others only by policy.

A certificate names where its issuer and its revocation data are, and anybody can make one: without
this a file could make Paraph ask the router, the ERP or a service of this computer.
"""

import ipaddress
import queue
import socket
import threading

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052, 2.1
_IPV4_BITS = 0xFFFFFFFF


class PrivateAddress(Exception):
    """A name leads to an address that is not of the public internet."""


def is_public(address: str) -> bool:
    """Tell whether an address (text) is global unicast, what it embeds included (RFC 6890)."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is None and parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & _IPV4_BITS)
        if inner is not None:
            return is_public(str(inner))
        if parsed.teredo is not None:
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def names_private_host(host: str) -> bool:
    """Tell of a name that no public server has, for where a proxy resolves names, not we."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return not is_public(bare)
    except ValueError:
        inner = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet")
        # Something like 127.1 or 0x7f000001 is an address for a proxy, and no name (RFC 1123, 2.1).
        is_number = bare.rpartition(".")[2][:1].isdigit()
        return "." not in bare or is_number or bare.endswith(inner)


def resolve(host: str, port: int, timeout_s: float) -> list[str]:
    """Give a host's addresses, as the system orders them. Raises OSError, TimeoutError."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            answer.put(error)
        except UnicodeError:
            answer.put(socket.gaierror(socket.EAI_NONAME, "not a host name"))
        else:
            answer.put(list(dict.fromkeys(str(each[4][0]) for each in found)))

    # The system's resolver knows no time-out of ours; a thread that waits for it is left behind.
    threading.Thread(target=ask, daemon=True).start()
    try:
        told = answer.get(timeout=max(timeout_s, 0.001))
    except queue.Empty:
        raise TimeoutError(host) from None
    if isinstance(told, OSError):
        raise told
    return told
