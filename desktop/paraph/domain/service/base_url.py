"""The address of a service as a person names it, and as it is used."""

import ipaddress
from urllib.parse import urlsplit

from paraph.domain.errors.service import AddressRefused

_MOST_LETTERS = 500


def base_url_of(text: str) -> str:
    """Give the address without `/v2` and without a slash at its end. Raises AddressRefused.

    A person named it, so that it may be anywhere; but a secret goes there with every call, and
    over plain http only to this computer itself.
    """
    told = text.strip()
    try:
        parts = urlsplit(told)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused(why="no_address") from error
    is_plain = told.isascii() and told.isprintable() and not any(c in told for c in ' \\"<>')
    if not is_plain or len(told) > _MOST_LETTERS or not host or port == 0:
        raise AddressRefused(why="no_address")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(why="has_user")  # what it was is not repeated
    if parts.query or parts.fragment or "?" in told or "#" in told:
        raise AddressRefused(why="has_query")
    if parts.scheme == "http" and not is_loopback(host):
        raise AddressRefused(why="needs_https", address=told)
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(why="no_address", address=told)
    path = parts.path.rstrip("/").removesuffix("/v2").rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this computer itself (RFC 1122, 3.2.1.3; RFC 6761, 6.3)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
