"""The way to an address: by the proxy that was named by hand, else by the one the system names.

The system's is that of the environment, else that of `system_proxies`. Automatic configuration
scripts (PAC) are not run, SOCKS is not spoken. Loopback never goes through a proxy.
"""

import urllib.request
from collections.abc import Mapping
from functools import cached_property
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from paraph.domain.keys.secret import Secret
from paraph.named_proxy import STRAIGHT, NamedProxy
from paraph.ports.proxy_route import NamedBy, NotSpoken, ProxyRoute
from paraph.ports.time_stamping import ServicePasswords
from paraph.remote.system_proxies import SystemProxies, system_proxies

_BY_NOBODY = NamedProxy()
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Proxies:
    """Says the way for each call; `by` is who named the proxy by hand."""

    def __init__(
        self,
        named: NamedProxy = _BY_NOBODY,
        by: NamedBy = NamedBy.SETTINGS,
        passwords: ServicePasswords | None = None,
    ) -> None:
        self._named, self._by, self._passwords = named, by, passwords

    @classmethod
    def decided(
        cls,
        by_rules: NamedProxy | None,
        by_settings: NamedProxy,
        passwords: ServicePasswords | None,
    ) -> Self:
        """Give those of a profile: what the administrator named comes before its settings."""
        if by_rules is not None:
            return cls(by_rules, NamedBy.ADMINISTRATOR, passwords)
        return cls(by_settings, NamedBy.SETTINGS, passwords)

    def route(self, scheme: str, host: str) -> ProxyRoute:
        """Give the way to a host."""
        if host in _LOOPBACK:
            return ProxyRoute()
        if self._named.url:
            excepted = {"no": ",".join(self._named.exceptions)}
            if self._named.url == STRAIGHT or _is_excepted(host, excepted):
                return ProxyRoute(None, self._by)
            return ProxyRoute(self._address, self._by)
        environment = urllib.request.getproxies_environment()
        if set(environment) - {"no"}:
            if _is_excepted(host, environment):
                return ProxyRoute(None, NamedBy.ENVIRONMENT)
            return _spoken(environment, scheme, NamedBy.ENVIRONMENT)
        return self._by_system(scheme, host)

    def _by_system(self, scheme: str, host: str) -> ProxyRoute:
        system = self._system
        if system.named and not system.is_excepted(host):
            return _spoken(system.named, scheme, NamedBy.SYSTEM)
        if system.has_script:
            return ProxyRoute(None, NamedBy.SYSTEM, NotSpoken.SCRIPT)
        return ProxyRoute(None, NamedBy.SYSTEM if system.named else None)

    @cached_property
    def _system(self) -> SystemProxies:
        # Asking costs a process on some systems: once for all calls.
        return system_proxies()

    @cached_property
    def _address(self) -> str:
        parts = urlsplit(self._named.url)
        host = parts.netloc.rpartition("@")[2]
        if not parts.username or self._passwords is None:
            return self._named.url
        # As `DOMAIN%5Cuser` it is written in an address; the keychain has it as it is.
        user = unquote(parts.username)
        password = self._passwords.find(f"{parts.scheme}://{host}", user) or Secret("")
        return f"{parts.scheme}://{quote(user, '')}:{quote(password.reveal(), '')}@{host}"


def without_user(address: str) -> str:
    """Give a proxy's address as it may be told."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _spoken(named: Mapping[str, str], scheme: str, by: NamedBy) -> ProxyRoute:
    proxy = named.get(scheme) or named.get("all") or named.get("socks")
    if not proxy:
        return ProxyRoute(None, by)
    if proxy == named.get("socks") or proxy.lower().startswith("socks"):
        return ProxyRoute(None, by, NotSpoken.SOCKS)
    return ProxyRoute(proxy if "://" in proxy else f"http://{proxy}", by)


def _is_excepted(host: str, environment: Mapping[str, str]) -> bool:
    bypasses = urllib.request.proxy_bypass_environment  # type: ignore[attr-defined]
    return bool(bypasses(host, dict(environment)))
