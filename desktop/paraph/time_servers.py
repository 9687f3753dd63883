"""How a time-stamping service is written down in the settings and in the administrator's rules.

No password is in either: those are in the system's keychain, under the address and the user.
"""

from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

USUAL_TIMEOUT_S = 10.0
LONGEST_TIMEOUT_S = 120.0
_WORDS = ("url", "user", "certificate", "policy_oid")


class TimeServer(NamedTuple):
    """One service (RFC 3161); `certificate` is a PEM file of a client certificate and its key."""

    url: str
    user: str = ""
    timeout_s: float = USUAL_TIMEOUT_S
    certificate: str = ""
    policy_oid: str = ""


def parse_server(found: Any) -> TimeServer:
    """Read one, an address alone or an object of the fields. Raises ValueError.

    What opens an account goes over https only, so that http with a user or certificate is refused.
    """
    given = {"url": found} if isinstance(found, str) else found
    if not isinstance(given, dict) or "url" not in given or set(given) - set(TimeServer._fields):
        raise ValueError("time_stamping")
    if not all(isinstance(given.get(word, ""), str) for word in _WORDS):
        raise ValueError("time_stamping")
    seconds = given.get("timeout_s", USUAL_TIMEOUT_S)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise ValueError("timeout_s")  # noqa: TRY004 - one kind of error for what is damaged
    if not 0 < seconds <= LONGEST_TIMEOUT_S:
        raise ValueError("timeout_s")
    server = TimeServer(**{**given, "timeout_s": float(seconds)})
    address = _address(server.url)
    if (server.user or server.certificate) and address.scheme != "https":
        raise ValueError("credentials_need_https")
    return server


def parse_servers(found: Any) -> tuple[TimeServer, ...]:
    """Read a list of them, in the order in which they are asked. Raises ValueError."""
    if not isinstance(found, list | tuple):
        raise ValueError("time_stamping")  # noqa: TRY004 - one kind of error for what is damaged
    return tuple(map(parse_server, found))


def as_json(server: TimeServer) -> dict[str, Any]:
    """Write one down, without what is as usual."""
    usual = TimeServer("")
    pairs = zip(TimeServer._fields, server, usual, strict=True)
    return {name: value for name, value, unset in pairs if value != unset}


def _address(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("url")
    parts.port  # noqa: B018 - raises ValueError for one that is none
    return parts
