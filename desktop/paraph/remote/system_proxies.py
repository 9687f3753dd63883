"""The proxy in the system's own settings: Windows' registry, macOS' services, GNOME's settings."""

import ast
import fnmatch
import ipaddress
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

_PATIENCE_S = 2.0
_SCHEMA = "org.gnome.system.proxy"


class SystemProxies(NamedTuple):
    """Addresses by scheme (`socks` among them), and whether a script (PAC) is named beside them."""

    named: Mapping[str, str] = {}
    has_script: bool = False
    is_excepted: Callable[[str], bool] = lambda _: False


def system_proxies() -> SystemProxies:
    """Ask the system."""
    if sys.platform == "win32":
        return _of_system(has_script=_windows_script())
    if sys.platform == "darwin":
        return _of_system(has_script=names_script(_told(["/usr/sbin/scutil", "--proxy"])))
    if shutil.which("gsettings") is None:
        return SystemProxies()
    return of_gnome(_told(["gsettings", "list-recursively", _SCHEMA]))


def _of_system(*, has_script: bool) -> SystemProxies:
    """Take what Python reads of it."""
    return SystemProxies(
        urllib.request.getproxies(),
        has_script,
        lambda host: bool(urllib.request.proxy_bypass(host)),
    )


def names_script(told: str) -> bool:
    """Tell from `scutil --proxy` whether a script is named, or looked for in the network."""
    lines = {line.replace(" ", "") for line in told.splitlines()}
    return bool(lines & {"ProxyAutoConfigEnable:1", "ProxyAutoDiscoveryEnable:1"})


def of_gnome(told: str) -> SystemProxies:
    """Read what `gsettings list-recursively org.gnome.system.proxy` prints."""
    found = dict(_gnome_value(line) for line in told.splitlines() if line.startswith(_SCHEMA))
    mode = found.get(f"{_SCHEMA} mode")
    if mode != "manual":
        return SystemProxies(has_script=mode == "auto")
    named = {}
    for scheme in ("http", "https", "socks"):
        host, port = found.get(f"{_SCHEMA}.{scheme} host"), found.get(f"{_SCHEMA}.{scheme} port")
        if host:
            named[scheme] = f"{host}:{port}" if port else str(host)
    ignored = found.get(f"{_SCHEMA} ignore-hosts")
    patterns = [str(each) for each in ignored] if isinstance(ignored, list) else []
    return SystemProxies(named, is_excepted=lambda host: _is_ignored(host, patterns))


def _gnome_value(line: str) -> tuple[str, Any]:
    schema, key, value = (*line.split(" ", 2), "", "")[:3]
    try:
        # Strings, numbers and lists are written as in Python.
        return f"{schema} {key}", ast.literal_eval(value.removeprefix("@as "))
    except (SyntaxError, ValueError):
        return f"{schema} {key}", value


def _is_ignored(host: str, patterns: list[str]) -> bool:
    return any(_fits(host.lower(), pattern.strip().lower()) for pattern in patterns)


def _fits(host: str, pattern: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(pattern, strict=False)
    except ValueError:  # one of them is a name
        bare = pattern.lstrip("*.")
        return fnmatch.fnmatch(host, pattern) or bool(bare and f".{host}".endswith(f".{bare}"))


def _told(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command of the system
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""  # then nothing is named, as where there is no such program
    return done.stdout


def _windows_script() -> bool:
    if sys.platform != "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    import winreg

    key = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as settings:
            return bool(winreg.QueryValueEx(settings, "AutoConfigURL")[0])
    except OSError:
        return False  # there is no such value
