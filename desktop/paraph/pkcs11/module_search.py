"""Where PKCS#11 modules lie on this system: the known places, p11-kit's list, those added by hand.

Nothing is loaded here. A module that two ways lead to counts once.
"""

import os
import platform
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paraph.pkcs11.known_lists import ListedModule, listed_modules
from paraph.pkcs11.p11_kit import Registered, module_path, registered_modules
from paraph.ports.finding import FoundModule, Origin

_SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
# The left one shows the cards of the right one again, with some of their slots hidden.
_SECOND_FACE_OF: dict[str | None, str] = {"opensc-onepin": "opensc"}
_PROXY = "p11-kit-proxy"
# `p11_module_path` of p11-kit's build, as the distributions set it.
_P11_KIT_MODULES = (
    "usr/lib/{arch}/pkcs11",
    "usr/{lib}/pkcs11",
    "usr/local/lib/pkcs11",
    "opt/homebrew/lib/pkcs11",
)
_VERSION = re.compile(r"(?<=\.so)[.\d]+$")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Machine:
    """A system to search: its name in modules.json, what placeholders stand for, its root."""

    system: str
    places: Mapping[str, Sequence[str]]
    home: Path
    root: Path = Path("/")

    def files(self, path: str) -> Iterator[str]:
        """Give every path that one with placeholders can mean."""
        found = _PLACEHOLDER.search(path)
        if found is None:
            yield str(self.root / path.lstrip("/")) if self.system != "windows" else path
            return
        for place in self.places.get(found[1], ()):
            yield from self.files(path.replace(found[0], place))


def this_machine() -> Machine:
    """Give the machine this program runs on."""
    environment, home = os.environ, Path.home()
    arch = sysconfig.get_config_var("MULTIARCH") or f"{platform.machine()}-linux-gnu"
    system32 = str(Path(environment.get("SYSTEMROOT", r"C:\Windows")) / "System32")
    places = {
        "arch": (str(arch),),
        "lib": ("lib64", "lib") if sys.maxsize > 2**32 else ("lib",),
        "home": (str(home),),
        "system32": (system32,),
        "programfiles": (environment.get("PROGRAMFILES", r"C:\Program Files"),),
        "programfiles86": (environment.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)"),),
    }
    return Machine(_SYSTEM, places, home)


def find_modules(by_hand: Sequence[str] = (), machine: Machine | None = None) -> list[FoundModule]:
    """List what is there, each once: the known ones, p11-kit's, then those added by hand."""
    machine = machine or this_machine()
    listed = list(_listed(machine))
    registered = _registered(machine)
    proxies = [pair for pair in listed if pair[0].driver.driver_id == _PROXY][:1]
    in_proxy = _shown_by_proxy(registered) if proxies else set()
    found: dict[Path, FoundModule] = {}

    def add(module: FoundModule) -> None:
        if _real(module.path) not in in_proxy:
            found.setdefault(_real(module.path), module)

    for each, path in listed:
        if each.driver.driver_id != _PROXY or (in_proxy and (each, path) in proxies):
            add(_listed_module(each, path))
    facts = {_real(path): each for each, path in listed}
    for entry, path in registered:
        if entry.is_ours and not entry.needs_proxy:
            add(_other_module(path, Origin.P11_KIT, facts))
    # What a person added stays although its file may have gone: so it is told.
    for path in by_hand:
        found.setdefault(_real(path), _other_module(path, Origin.BY_HAND, facts))
    return _without_second_faces(found.values())


def softhsm_modules() -> list[str]:
    """Give the paths of SoftHSM, which the demo makes its token in."""
    return [path for each, path in _listed(this_machine()) if each.driver.driver_id == "softhsm2"]


def _listed(machine: Machine) -> Iterator[tuple[ListedModule, str]]:
    for each in listed_modules():
        # A 32-bit module cannot be loaded; it is told of where there is no other.
        for kind in (machine.system, f"{machine.system}32"):
            paths = each.paths.get(kind, ())
            there = [file for path in paths for file in machine.files(path) if _is_file(file)]
            yield from ((each, file) for file in there)
            if there:
                break


def _registered(machine: Machine) -> list[tuple[Registered, str]]:
    if machine.system == "windows":
        return []
    folders = [folder for path in _P11_KIT_MODULES for folder in machine.files(path)]
    found = []
    for entry in registered_modules(machine.root, machine.home):
        path = module_path(entry.module, folders)
        if path is not None:
            found.append((entry, str(path)))
    return found


def _shown_by_proxy(registered: Iterable[tuple[Registered, str]]) -> set[Path]:
    """Give what p11-kit's proxy has to show; nothing as long as no module needs the proxy."""
    entries = [(entry, path) for entry, path in registered if entry.is_in_proxy]
    if not any(entry.needs_proxy for entry, _ in entries):
        return set()
    return {_real(path) for _, path in entries}


def _listed_module(each: ListedModule, path: str) -> FoundModule:
    return FoundModule(path, Origin.KNOWN, each.driver.name, each.kind, each.driver.driver_id)


def _other_module(path: str, origin: Origin, facts: Mapping[Path, ListedModule]) -> FoundModule:
    each = facts.get(_real(path)) or _listed_by_file_name().get(_file_name(path))
    if each is None:
        return FoundModule(path, origin, Path(path).name)
    return FoundModule(path, origin, each.driver.name, each.kind, each.driver.driver_id)


@cache
def _listed_by_file_name() -> dict[str, ListedModule]:
    """Give what a module of a known name is, wherever it was put."""
    found: dict[str, ListedModule] = {}
    for each in listed_modules():
        for path in (path for paths in each.paths.values() for path in paths):
            found.setdefault(_file_name(path), each)
    return found


def _file_name(path: str) -> str:
    """Give a file's name without the version that a library of Linux ends in."""
    return _VERSION.sub("", re.split(r"[/\\]", path)[-1]).lower()


def _without_second_faces(found: Iterable[FoundModule]) -> list[FoundModule]:
    """Leave out modules that show the cards of another one that is there."""
    every = list(found)
    ids = {each.driver_id for each in every if each.driver_id is not None}
    return [
        each
        for each in every
        if each.origin is Origin.BY_HAND or _SECOND_FACE_OF.get(each.driver_id) not in ids
    ]


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False  # a folder that may not be looked into


def _real(path: str) -> Path:
    return Path(path).resolve()
