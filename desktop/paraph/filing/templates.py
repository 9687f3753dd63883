"""`ports.placing.TemplateShelf`: one JSON file in the profile.

{"Lease": {"box": {"page": -1, "corner": "lower-right", …}, "initials": {…}, …}}
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from paraph.domain.errors.files import writing_error
from paraph.domain.errors.placing import TemplateUnknown
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.placing_rule import AnchorRule, Where
from paraph.domain.placing.plain_extras import initials_from, plain, text

_FILE = "templates.json"


class JsonTemplates:
    """Reads the file anew each time: another process of the same profile may have written it."""

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE

    def names(self) -> list[str]:
        """Give the names in the order of the alphabet."""
        return sorted(self._all(), key=str.casefold)

    def read(self, name: str) -> Template:
        """Give one. Raises TemplateUnknown."""
        every = self._all()
        if name not in every:
            raise TemplateUnknown(name=name)
        return every[name]

    def write(self, template: Template) -> None:
        """Keep one in place of that of its name."""
        self._put({**self._all(), template.name: template})

    def remove(self, name: str) -> None:
        """Forget one. Raises TemplateUnknown."""
        every = self._all()
        if name not in every:
            raise TemplateUnknown(name=name)
        del every[name]
        self._put(every)

    def _put(self, every: Mapping[str, Template]) -> None:
        told = {name: _to_json(each) for name, each in every.items()}
        part = self._file.with_suffix(".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError as error:
            raise writing_error(error, str(self._file.parent)) from error

    def _all(self) -> dict[str, Template]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return {str(name): _from_json(str(name), each) for name, each in found.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError):
            # The file is kept for whoever can read it; nothing that was signed depends on it.
            self._file.replace(self._file.with_suffix(".damaged"))
            return {}


def _to_json(template: Template) -> dict[str, Any]:
    told = {name: plain(value) for name, value in template._asdict().items() if value}
    del told["name"]
    return told


def _from_json(name: str, found: dict[str, Any]) -> Template:
    """Give a template as it is held. Raises ValueError, TypeError or KeyError for anything else."""
    parts = {key: read(found[key]) for key, read in _PARTS.items() if found.get(key) is not None}
    return Template(name, **parts)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(type(value).__name__)
    return float(value)


def _box(found: dict[str, Any]) -> TemplateBox:
    edges = ("from_side_pt", "from_edge_pt", "width_pt", "height_pt")
    return TemplateBox(
        int(_number(found["page"])), Corner(found["corner"]), *(_number(found[e]) for e in edges)
    )


def _pair(found: Any) -> tuple[float, float]:
    one, other = found
    return _number(one), _number(other)


def _anchor(found: dict[str, Any]) -> AnchorRule:
    size, hit = found.get("size_pt"), found.get("hit")
    return AnchorRule(
        text(found["text"]),
        Where(found.get("where", Where.BEST)),
        int(_number(hit)) if hit is not None else None,
        _pair(size) if size is not None else None,
        _pair(found.get("offset_pt", (0, 0))),
    )


_PARTS: dict[str, Callable[[Any], Any]] = {
    "field": text,
    "box": _box,
    "anchor": _anchor,
    "initials": initials_from,
    "certification": Certification,
    "reason": text,
    "location": text,
}
