"""What a person set for a profile: one small JSON file in the profile's folder."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

_FILE = "settings.json"


class Settings(NamedTuple):
    """The settings; a value that is not in the file is the usual one."""

    output_pattern: str = "{name}-signed"
    usual_reason: str = ""
    usual_location: str = ""
    pkcs11_modules: tuple[str, ...] = ()
    """Modules added by hand, beside those that are found by themselves."""
    pin_keeping: str = "batch"
    """How long a PIN is kept: never, batch, or minutes as text; see `domain.pin_policy`."""


def load_settings(home: Path) -> Settings:
    """Read a profile's settings. A damaged file is put aside, and the usual values hold."""
    path = home / _FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = {name: found[name] for name in Settings._fields if name in found}
        known = {name: _value(name, value) for name, value in known.items()}
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError):
        path.replace(path.with_suffix(".damaged"))
        return Settings()
    return Settings(**known)


def _value(name: str, found: Any) -> Any:
    """Give a value as the settings hold it. Raises ValueError for one of another kind."""
    is_list = isinstance(Settings._field_defaults[name], tuple)
    words = found if is_list and isinstance(found, list) else [found]
    if not all(isinstance(word, str) for word in words) or is_list is not (words is found):
        raise ValueError(name)
    return tuple(words) if is_list else found


def save_settings(home: Path, settings: Settings) -> None:
    """Write a profile's settings; the file is the old one or the whole new one."""
    path = home / _FILE
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(settings._asdict(), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
