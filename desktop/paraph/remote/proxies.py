"""The proxy that the system names for an address: environment, macOS' and Windows' settings.

Automatic configuration scripts (PAC) are not run. Loopback never goes through a proxy.
"""

import urllib.request

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def system_proxy(scheme: str, host: str) -> str | None:
    """Give the proxy's address for a scheme and host, None for going straight."""
    if host in _LOOPBACK or urllib.request.proxy_bypass(host):
        return None
    named = urllib.request.getproxies()
    proxy = named.get(scheme) or named.get("all")
    if not proxy:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
