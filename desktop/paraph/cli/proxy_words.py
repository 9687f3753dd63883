"""Which proxy is used for what, as `paraph doctor` prints it."""

from collections.abc import Mapping, Sequence
from typing import Any

from paraph.ports.proxy_route import NotSpoken, ProxyRoute

_REMEDY = 'Name the proxy by hand, as "proxy" in settings.json or the administrator\'s rules.'
_NOT_SPOKEN = {
    NotSpoken.SCRIPT: "named by a script (PAC), which is not run; it is tried without a proxy.",
    NotSpoken.SOCKS: "named as SOCKS, which is not spoken; it is not asked.",
}


def proxies_json(routes: Sequence[tuple[str, ProxyRoute]]) -> list[dict[str, Any]]:
    """Give the ways in the contract's shape; `server` null is any other address."""
    return [
        {
            "server": server or None,
            "proxy": route.proxy,
            "named_by": str(route.named_by) if route.named_by is not None else None,
            "not_spoken": str(route.not_spoken) if route.not_spoken is not None else None,
        }
        for server, route in routes
    ]


def proxy_lines(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say them, and what to do where one cannot be used."""
    lines = [_line(each) for each in found]
    if any(each["not_spoken"] is not None for each in found):
        lines.append(f"  {_REMEDY}")
    return lines


def _line(route: Mapping[str, Any]) -> str:
    where = f"Proxy for {route['server'] or 'other addresses'}"
    if route["not_spoken"] is not None:
        return f"{where}: {_NOT_SPOKEN[NotSpoken(route['not_spoken'])]}"
    by = f", named by the {route['named_by']}" if route["named_by"] is not None else ""
    return f"{where}: {route['proxy'] or 'none'}{by}."
