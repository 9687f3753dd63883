"""What a module's file is made for, read from its header before anything of it is loaded.

ELF (gABI 4.1), PE (Microsoft's PE format, 3.3) and Mach-O (mach-o/loader.h).
"""

import platform
import struct
import sys
import sysconfig
from pathlib import Path

from paraph.domain.errors import ModuleForeign, ModuleMissing, ModuleNotPkcs11, ModuleUnusable

_HEADER_BYTES = 4096
_ELF = {3: "x86", 40: "arm", 62: "x86_64", 183: "arm64", 243: "riscv64"}
_PE = {0x14C: "x86", 0x8664: "x86_64", 0xAA64: "arm64"}
_MACH_O = {7: "x86", 0x01000007: "x86_64", 0x0100000C: "arm64"}
_FAT_MACH_O = b"\xca\xfe\xba\xbe"
_NAMES = {"amd64": "x86_64", "aarch64": "arm64", "i386": "x86", "i686": "x86", "win32": "x86"}
_SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}


def refuse_foreign(module: str) -> None:
    """Raise ModuleMissing, ModuleNotPkcs11 or ModuleForeign for a file that cannot be loaded."""
    try:
        with Path(module).open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise ModuleMissing(module=module) from error
    except OSError as error:
        raise ModuleUnusable(module=module, why=type(error).__name__) from error
    made_for = _made_for(header)
    if made_for is None:
        raise ModuleNotPkcs11(module=module, why="no_library")
    system, machines = made_for
    needed_system, needed_machine = _SYSTEMS.get(sys.platform, "Linux"), machine_here()
    if system != needed_system or (machines and needed_machine not in machines):
        told = f"{system} {' '.join(machines)}".strip()
        raise ModuleForeign(
            module=module, made_for=told, needed=f"{needed_system} {needed_machine}"
        )


def machine_here() -> str:
    """Name the processor this process is built for: an x86 process loads no x86_64 module."""
    if sys.platform == "win32":
        # The host's name is another where Windows for Arm runs a process of x86_64.
        return _named(sysconfig.get_platform().removeprefix("win-"))
    found = _named(platform.machine())
    return "x86" if found == "x86_64" and sys.maxsize < 1 << 32 else found


def _named(machine: str) -> str:
    return _NAMES.get(machine.lower(), machine.lower())


def _made_for(header: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Give system and processors, none where the processor has no name here."""
    try:
        if header[:4] == b"\x7fELF":
            (number,) = struct.unpack_from("<H" if header[5] == 1 else ">H", header, 18)
            return "Linux", _machine(_ELF, number)
        if header[:2] == b"MZ":
            (place,) = struct.unpack_from("<I", header, 0x3C)
            signature, number = struct.unpack_from("<4sH", header, place)
            return ("Windows", _machine(_PE, number)) if signature == b"PE\0\0" else None
        if header[:4] in (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"):
            (number,) = struct.unpack_from("<I", header, 4)
            return "macOS", _machine(_MACH_O, number)
        if header[:4] == _FAT_MACH_O:
            (count,) = struct.unpack_from(">I", header, 4)
            numbers = [struct.unpack_from(">I", header, 8 + 20 * n)[0] for n in range(count)]
            return "macOS", tuple(name for each in numbers for name in _machine(_MACH_O, each))
    except (struct.error, IndexError):
        return None  # cut off: a library has more of a header
    return None


def _machine(names: dict[int, str], number: int) -> tuple[str, ...]:
    return (names[number],) if number in names else ()
