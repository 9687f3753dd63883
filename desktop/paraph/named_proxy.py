"""How a proxy is written down in the settings and in the administrator's rules.

An address with http or https, or `none` for going straight; without one the system's holds. With
`except` it is an object: the hosts that are reached without it, as in `NO_PROXY`.

    "http://proxy.firm.example:3128"
    {"url": "http://user@proxy.firm.example:3128", "except": [".firm.example"]}

No password is in it: that of the user is in the system's keychain, under the address without user.
"""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

STRAIGHT = "none"


class NamedProxy(NamedTuple):
    """What was named by hand; an empty `url` leaves it to the system."""

    url: str = ""
    exceptions: tuple[str, ...] = ()


def parse_proxy(found: Any) -> NamedProxy:
    """Read one. Raises ValueError."""
    given = {"url": found} if isinstance(found, str) else found
    if not isinstance(given, dict) or set(given) - {"url", "except"}:
        raise ValueError("proxy")
    url, exceptions = given.get("url"), given.get("except", [])
    if not isinstance(url, str) or not isinstance(exceptions, list):
        raise ValueError("proxy")  # noqa: TRY004 - one kind of error for what is damaged
    if not all(isinstance(host, str) and host for host in exceptions):
        raise ValueError("proxy")
    if url not in ("", STRAIGHT):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.password:
            raise ValueError("proxy")
        parts.port  # noqa: B018 - raises ValueError for one that is none
    return NamedProxy(url, tuple(exceptions))


def as_json(proxy: NamedProxy) -> str | dict[str, Any]:
    """Write it down."""
    if not proxy.exceptions:
        return proxy.url
    return {"url": proxy.url, "except": list(proxy.exceptions)}
