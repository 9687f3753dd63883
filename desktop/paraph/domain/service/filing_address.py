"""The place for client files, as a person gives it: a folder, or an address of WebDAV."""

from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from paraph.domain.errors.filing import FilingAddressRefused
from paraph.domain.service.base_url import is_loopback


class WebDavAddress(NamedTuple):
    """The root, with a slash at its end and without a user; `user` is "" for nobody."""

    url: str
    user: str = ""


def is_address(place: str) -> bool:
    """Tell whether a place is an address and no folder."""
    return place.lower().startswith(("http://", "https://"))


def webdav_address(text: str) -> WebDavAddress:
    """Read an address. Raises FilingAddressRefused: a password in it would be kept in the open.

    `why`: no_address, has_password, needs_https.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FilingAddressRefused(why="no_address") from error
    if parts.password is not None:
        raise FilingAddressRefused(why="has_password")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise FilingAddressRefused(why="no_address")
    if parts.scheme == "http" and not is_loopback(host):
        raise FilingAddressRefused(why="needs_https")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    path = quote(parts.path.rstrip("/"), safe="/%~")
    return WebDavAddress(f"{parts.scheme}://{netloc}{path}/", unquote(parts.username or ""))
