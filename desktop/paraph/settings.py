"""What a person set for a profile: one small JSON file in the profile's folder."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from paraph import named_proxy
from paraph.named_proxy import NamedProxy, parse_proxy
from paraph.span_collector import parse_collector
from paraph.time_servers import TimeServer, as_json, parse_servers

LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")
_FILE = "settings.json"


class Settings(NamedTuple):
    """The settings; a value that is not in the file is the usual one."""

    output_pattern: str = "{name}-signed"
    usual_reason: str = ""
    usual_location: str = ""
    pkcs11_modules: tuple[str, ...] = ()
    """Modules added by hand, beside those that are found by themselves."""
    pin_keeping: str = "batch"
    """How long a PIN is kept: never, batch, or minutes as text; see `domain.keys.pin_policy`."""
    level: str = LEVELS[0]
    """What a signature is to carry in the end; see `domain.pades_level`."""
    time_stamping: tuple[TimeServer, ...] = ()
    """Time-stamping services, in the order in which they are asked."""
    private_addresses: bool = False
    """Whether issuers and revocation data are fetched from within the firm's network too."""
    system_trust: bool = False
    """Whether the operating system's trust anchors count beside the person's own."""
    proxy: NamedProxy = NamedProxy()
    """The proxy named by hand, in place of the system's; see `named_proxy`."""
    book_folder: str = ""
    """The shared folder in which signature books are handed over."""
    own_name: str = ""
    """The person's own name, as signature books say it."""
    names_in_notes: bool = False
    """Whether notifications of the desktop name a request: a locked screen shows them, too."""
    otlp: str = ""
    """Where traces of the services' calls are sent; see `span_collector`. Empty: nowhere."""


def load_settings(home: Path) -> Settings:
    """Read a profile's settings. A damaged file is put aside, and the usual values hold."""
    path = home / _FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(found, dict):
            raise TypeError(type(found))
        known = {name: found[name] for name in Settings._fields if name in found}
        known = {name: _value(name, value) for name, value in known.items()}
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, RecursionError):
        path.replace(path.with_suffix(".damaged"))
        return Settings()
    return Settings(**known)


def put_aside(home: Path) -> Path | None:
    """Give the damaged settings that the usual ones stand for; None once there are new ones."""
    damaged = (home / _FILE).with_suffix(".damaged")
    return damaged if damaged.exists() and not (home / _FILE).exists() else None


def _value(name: str, found: Any) -> Any:
    """Give a value as the settings hold it. Raises ValueError for one of another kind."""
    usual = Settings._field_defaults[name]
    if name == "time_stamping":
        return parse_servers(found)
    if name == "proxy":
        return parse_proxy(found)
    if name == "otlp":
        return parse_collector(found)
    if isinstance(usual, bool):
        return _held(found, name, is_right=isinstance(found, bool))
    if isinstance(usual, tuple):
        is_right = isinstance(found, list) and all(isinstance(word, str) for word in found)
        return tuple(_held(found, name, is_right=is_right))
    is_known = name != "level" or found in LEVELS
    return _held(found, name, is_right=isinstance(found, str) and is_known)


def _held(found: Any, name: str, *, is_right: bool) -> Any:
    if not is_right:
        raise ValueError(name)
    return found


def save_settings(home: Path, settings: Settings) -> None:
    """Write a profile's settings; the file is the old one or the whole new one."""
    path = home / _FILE
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(_as_json(settings), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _as_json(settings: Settings) -> dict[str, Any]:
    servers = [as_json(server) for server in settings.time_stamping]
    proxy = named_proxy.as_json(settings.proxy)
    return {**settings._asdict(), "time_stamping": servers, "proxy": proxy}
