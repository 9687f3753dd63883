"""What will be removed one day: its answers say since when, and until when (RFC 9745, RFC 8594).

The guide promises twelve months between the two.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTICE = timedelta(days=365)


@dataclass(frozen=True)
class Removal:
    """A method of an address, and when it is taken back; `more` is where one reads why."""

    method: str
    template: str
    deprecated: datetime
    sunset: datetime
    more: str | None = None

    def __post_init__(self) -> None:
        if self.sunset - self.deprecated < NOTICE:
            raise ValueError("a removal is announced twelve months before")

    @property
    def headers(self) -> dict[str, str]:
        """What the answers carry."""
        told = {
            "Deprecation": f"@{int(self.deprecated.timestamp())}",
            "Sunset": format_datetime(self.sunset, usegmt=True),
        }
        if self.more is not None:
            told["Link"] = f'<{self.more}>; rel="deprecation"'
        return told


REMOVALS: tuple[Removal, ...] = ()


class Removals:
    """Puts the headers on the answers of what will be removed."""

    def __init__(self, app: ASGIApp, removals: tuple[Removal, ...]) -> None:
        self._app = app
        self._removals = {(each.method, each.template): each.headers for each in removals}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        address = scope["state"].get("address") if scope["type"] == "http" else None
        headers = address and self._removals.get((scope["method"], address.template))
        if not headers:
            await self._app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self._app(scope, receive, telling)
