"""What an administrator decided for everybody on this computer: one small JSON file of the system.

Linux `/etc/paraph/policy.json`, macOS `/Library/Application Support/Paraph/policy.json`, Windows
`%ProgramData%\\Paraph\\policy.json`. Only an administrator can write there, and nothing that a
person sets or an environment names takes its place:

    {"pin": "never" | "batch" | 5, "key_files": false}
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

MOST_MINUTES = 60


class Rules(NamedTuple):
    """What is decided; None leaves it to the person. `trouble` says why a file does not count."""

    pin: str | int | None = None  # never, batch, or for how many minutes a PIN is kept
    key_files: bool = True
    file: str | None = None
    trouble: str | None = None


def load_rules(file: Path | None = None) -> Rules:
    """Read the rules. A file that cannot be understood forbids what it could have forbidden."""
    path = file or _system_file()
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Rules()
    except (OSError, ValueError) as error:
        return _strictest(path, type(error).__name__)
    trouble = _trouble(found)
    if trouble is not None:
        return _strictest(path, trouble)
    return Rules(found.get("pin"), found.get("key_files", True), str(path))


def _strictest(path: Path, trouble: str) -> Rules:
    return Rules("never", key_files=False, file=str(path), trouble=trouble)


def _trouble(found: Any) -> str | None:
    if not isinstance(found, dict):
        return "not_an_object"
    unknown = sorted(set(found) - {"pin", "key_files"})
    if unknown:
        return f"unknown:{unknown[0]}"
    if not isinstance(found.get("key_files", True), bool):
        return "key_files"
    pin = found.get("pin", "batch")
    minutes = isinstance(pin, int) and not isinstance(pin, bool) and 1 <= pin <= MOST_MINUTES
    return None if minutes or pin in ("never", "batch") else "pin"


def _system_file() -> Path:
    if sys.platform == "win32":
        # By the system's own answer: the environment is the person's.
        return Path(_program_data()) / "Paraph" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Paraph/policy.json")
    return Path("/etc/paraph/policy.json")


def _program_data() -> str:
    if sys.platform != "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    import ctypes

    buffer = ctypes.create_unicode_buffer(260)
    common_app_data = 0x23  # CSIDL_COMMON_APPDATA
    ctypes.windll.shell32.SHGetFolderPathW(None, common_app_data, None, 0, buffer)
    return buffer.value or os.path.join(os.environ["SYSTEMDRIVE"] + os.sep, "ProgramData")  # noqa: PTH118
