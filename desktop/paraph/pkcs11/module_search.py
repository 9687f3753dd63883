"""Where PKCS#11 modules lie on this system."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

_LINUX = (
    "/usr/lib/{arch}/opensc-pkcs11.so",
    "/usr/lib64/opensc-pkcs11.so",
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib/{arch}/pkcs11/libtpm2_pkcs11.so",
)
_MACOS = (
    "/Library/OpenSC/lib/opensc-pkcs11.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
_WINDOWS = (
    r"{root}\System32\opensc-pkcs11.dll",
    r"C:\SoftHSM2\lib\softhsm2-x64.dll",
)
SOFTHSM = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    *_MACOS[1:],
    *_WINDOWS[1:],
)


def known_modules() -> list[str]:
    """Give the modules that are there, each once."""
    by_system = {"Windows": _WINDOWS, "Darwin": _MACOS}
    names = by_system.get(platform.system(), _LINUX)
    arch = f"{platform.machine()}-linux-gnu"
    root = os.environ.get("SYSTEMROOT", r"C:\Windows")
    return existing(name.format(arch=arch, root=root) for name in names)


def existing(names: Iterable[str]) -> list[str]:
    """Keep what exists; links to one file count once."""
    found: dict[Path, str] = {}
    for name in names:
        if Path(name).exists():
            found.setdefault(Path(name).resolve(), name)
    return list(found.values())
