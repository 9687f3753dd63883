"""`ports.looks.LookShelf`: one JSON file in the profile; pictures are in it, as PNG in base64.

{"Camille Roux": {"used": "Contracts", "looks": [{"name": "Contracts", "lines": ["name", …], …}]}}
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from paraph.domain.errors.files import writing_error
from paraph.domain.stamp.appearance import Appearance, DateForm, Looks, Part, StampLanguage

_FILE = "looks.json"
_PICTURES = ("image", "logo")


class JsonLooks:
    """Reads the file anew each time: another process of the same profile may have written it."""

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE

    def read(self, holder: str) -> Looks:
        """Give a person's looks."""
        return self._all().get(holder, Looks())

    def write(self, holder: str, looks: Looks) -> None:
        """Keep a person's looks; the file is the old one or the whole new one."""
        every = {**self._all(), holder: looks}
        told = {name: _to_json(each) for name, each in every.items() if each.every}
        part = self._file.with_suffix(".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError as error:
            raise writing_error(error, str(self._file.parent)) from error

    def _all(self) -> dict[str, Looks]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return {str(name): _from_json(each) for name, each in found.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError):
            # What was drawn for a signature is in the document; here a person chooses anew.
            self._file.replace(self._file.with_suffix(".damaged"))
            return {}


def _to_json(looks: Looks) -> dict[str, Any]:
    return {"used": looks.used, "looks": [_look_to_json(each) for each in looks.every]}


def _from_json(found: dict[str, Any]) -> Looks:
    return Looks(tuple(map(_look_from_json, found["looks"])), str(found["used"]))


def _look_to_json(look: Appearance) -> dict[str, Any]:
    values = asdict(look)
    pictures = {name: values[name] and b64encode(values[name]).decode() for name in _PICTURES}
    return {**values, **pictures}


def _look_from_json(found: dict[str, Any]) -> Appearance:
    """Give a look as it is held. Raises ValueError, TypeError or KeyError for anything else."""
    known = {each.name: found[each.name] for each in fields(Appearance) if each.name in found}
    return Appearance(**{name: _held(name, value) for name, value in known.items()})


def _held(name: str, value: Any) -> Any:
    if name in _KINDS:
        return _KINDS[name](value)
    wanted = bool if name in ("clears_white", "has_qr") else str
    if not isinstance(value, wanted):
        raise TypeError(name)
    return value


def _lines(value: Any) -> tuple[Part, ...]:
    return tuple(Part(word) for word in value)


def _picture(value: Any) -> bytes | None:
    return None if value is None else b64decode(value, validate=True)


_KINDS: dict[str, Callable[[Any], Any]] = {
    "lines": _lines,
    "language": StampLanguage,
    "date_form": DateForm,
    **dict.fromkeys(_PICTURES, _picture),
}
