"""Which way a call to a host goes: straight, or through a proxy, and who named that."""

from enum import StrEnum
from typing import NamedTuple


class NamedBy(StrEnum):
    """Who decides on the proxy, the strongest first."""

    ADMINISTRATOR = "administrator"
    SETTINGS = "settings"
    ENVIRONMENT = "environment"
    SYSTEM = "system"


class NotSpoken(StrEnum):
    """What is named and cannot be used."""

    SCRIPT = "script"  # an automatic configuration script (PAC); it is not run
    SOCKS = "socks"


class ProxyRoute(NamedTuple):
    """The proxy's address, None for going straight; `named_by` None where nobody names one."""

    proxy: str | None = None
    named_by: NamedBy | None = None
    not_spoken: NotSpoken | None = None
