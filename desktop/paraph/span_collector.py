"""How a collector of traces is written down in the settings and in the administrator's rules.

An address for OTLP over HTTP: with https, or with http on this computer. `/v1/traces` is added
where the address has no path. `none` in the rules forbids it.
"""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

NONE = "none"
_PATH = "/v1/traces"


def parse_collector(found: Any) -> str:
    """Read an address, or "" for none; gives where spans are sent to. Raises ValueError."""
    if not isinstance(found, str):
        raise ValueError("otlp")  # noqa: TRY004 - one kind of error for what is damaged
    if not found:
        return ""
    parts = urlsplit(found)
    parts.port  # noqa: B018 - raises ValueError for one that is none
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    if not is_safe or not host or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("otlp")
    return found if parts.path.strip("/") else found.rstrip("/") + _PATH


def parse_ruled(found: Any) -> str:
    """Read what an administrator wrote: an address, or "" where it is forbidden."""
    if found == NONE:
        return ""
    address = parse_collector(found)
    if not address:
        raise ValueError("otlp")
    return address


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
