"""Where a browser may be sent back to: exactly what was registered, on any loopback port."""

import re

# RFC 8252, 7.3 and 8.3: the loopback address in digits, never `localhost`; the port is the one
# that the desktop got. All else is compared as it is written, so that nothing is read in two ways.
_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::([0-9]{1,5}))?(/.*)")


def is_registered(asked: str, registered: list[str]) -> bool:
    """Tell whether a client that registered these addresses may be answered at `asked`."""
    loopback = _LOOPBACK.fullmatch(asked)
    if loopback is None:
        return asked in registered and not asked.startswith("http:")
    origin, port, path = loopback.groups()
    if port is not None and not 1 <= int(port) <= 65535:
        return False
    return f"{origin}{path}" in registered


def origin_of(redirect_uri: str) -> str:
    """Give the origin of a registered address, as it is shown to a person."""
    return "/".join(redirect_uri.split("/", 3)[:3])
