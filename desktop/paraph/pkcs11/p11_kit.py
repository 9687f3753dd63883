"""p11-kit's configuration (pkcs11.conf(5)): the modules that a system has registered.

It is read here rather than through p11-kit's proxy, which holds all modules in one process: one
that crashes would take the others with it. The proxy is used for what only it can do.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_OURS, _PROXY = "paraph", "p11-kit-proxy"
# A file further left wins over one of the same name further right, field by field.
_FOLDERS = ("etc/pkcs11/modules", "usr/share/p11-kit/modules")
_OTHER_FOLDERS = (
    "usr/local/etc/pkcs11/modules",
    "usr/local/share/p11-kit/modules",
    "opt/homebrew/etc/pkcs11/modules",
    "opt/homebrew/share/p11-kit/modules",
)
_MAIN = "etc/pkcs11/pkcs11.conf"
_TRUE = {"yes", "true", "1", "on"}


class Registered(NamedTuple):
    """An entry: the file's name without its ending, and its fields."""

    name: str
    fields: dict[str, str]

    @property
    def module(self) -> str:
        """The path or bare file name of the module; empty where there is none to load."""
        return self.fields.get("module", "")

    @property
    def is_trust(self) -> bool:
        """Tell whether it holds trust anchors and no keys."""
        return self.fields.get("trust-policy", "").lower() in _TRUE

    @property
    def needs_proxy(self) -> bool:
        """Tell whether only p11-kit can start it: it wants arguments at C_Initialize."""
        return bool(self.fields.get("x-init-reserved"))

    @property
    def is_ours(self) -> bool:
        """Tell whether this program may use it."""
        return self._enabled_in(_OURS)

    @property
    def is_in_proxy(self) -> bool:
        """Tell whether the proxy shows it too."""
        return self._enabled_in(_PROXY)

    def _enabled_in(self, program: str) -> bool:
        if "enable-in" in self.fields:
            return program in _words(self.fields["enable-in"])
        return program not in _words(self.fields.get("disable-in", ""))


def registered_modules(root: Path, home: Path) -> list[Registered]:
    """Read the entries under a file system's root and a person's home, trust modules left out."""
    merged: dict[str, dict[str, str]] = {}
    for folder in _folders(root, home):
        for file in _files(folder):
            fields = merged.setdefault(file.stem, {})
            for key, value in _fields(file):
                fields.setdefault(key, value)
    entries = [Registered(name, fields) for name, fields in sorted(merged.items())]
    return [each for each in entries if each.module and not each.is_trust]


def module_path(named: str, folders: Sequence[str]) -> Path | None:
    """Resolve what `module:` names: a bare name lies in p11-kit's own folder of modules."""
    given = Path(named)
    if given.is_absolute():
        return given if given.exists() else None
    places = (Path(folder) / named for folder in folders)
    return next((place for place in places if place.exists()), None)


def _folders(root: Path, home: Path) -> list[Path]:
    of_system = [root / name for name in (*_FOLDERS, *_OTHER_FOLDERS)]
    of_person = [home / ".config" / "pkcs11" / "modules"]
    mode = dict(_fields(root / _MAIN)).get("user-config", "merge")
    if mode == "none":
        return of_system
    return of_person if mode == "only" else [*of_person, *of_system]


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.module"))
    except OSError:
        return []  # a folder that may not be read hides no other


def _fields(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return  # not there, or not for us: p11-kit passes over it too
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon and not line.lstrip().startswith("#"):
            yield key.strip().lower(), value.strip()


def _words(value: str) -> set[str]:
    return set(re.split(r"[\s,]+", value)) - {""}
