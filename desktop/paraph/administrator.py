"""What an administrator decided for everybody on this computer: one small JSON file of the system.

Linux `/etc/paraph/policy.json`, macOS `/Library/Application Support/Paraph/policy.json`, Windows
`%ProgramData%\\Paraph\\policy.json`. Only an administrator can write there, and nothing that a
person sets or an environment names takes its place:

    {"pin": "never" | "batch" | 5, "key_files": false,
     "time_stamping": ["https://tsa.example/"], "private_addresses": true, "trust": "add" | "only",
     "proxy": "http://proxy.example:3128" | "none", "otlp": "https://collector.example/" | "none",
     "watch": ["SHA-256 of a certificate", ...]}

Trust anchors for everybody lie in the folder `trust` beside it; with `"trust": "only"` they are the
only ones. Time-stamping services, the proxy and the collector of traces (`otlp`) are written as in
the settings (`time_servers`, `named_proxy`, `span_collector`).

`watch` lists the certificates of seals and hardware security modules that `paraph watch` may sign
with unattended; without it there is none. It holds for them whatever `pin` says.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from paraph.named_proxy import NamedProxy, parse_proxy
from paraph.span_collector import parse_ruled
from paraph.time_servers import TimeServer, parse_servers

MOST_MINUTES = 60


class Rules(NamedTuple):
    """What is decided; None leaves it to the person. `trouble` says why a file does not count.

    `trust` is `add` (the administrator's anchors beside the person's) or `only`.
    """

    pin: str | int | None = None  # never, batch, or for how many minutes a PIN is kept
    key_files: bool = True
    file: str | None = None
    trouble: str | None = None
    time_stamping: tuple[TimeServer, ...] | None = None
    private_addresses: bool | None = None
    trust: str = "add"
    proxy: NamedProxy | None = None
    watch: tuple[str, ...] = ()  # SHA-256 of certificates, in lower case
    otlp: str | None = None  # "" forbids it


def trust_folder(file: Path | None = None) -> Path:
    """Give the folder of the trust anchors for everybody on this computer."""
    return (file or _system_file()).parent / "trust"


def load_rules(file: Path | None = None) -> Rules:
    """Read the rules. A file that cannot be understood forbids what it could have forbidden."""
    path = file or _system_file()
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Rules()
    except (OSError, ValueError, RecursionError) as error:
        return _strictest(path, type(error).__name__)
    trouble = _trouble(found)
    if trouble is not None:
        return _strictest(path, trouble)
    servers = found.get("time_stamping")
    return Rules(
        found.get("pin"),
        found.get("key_files", True),
        str(path),
        time_stamping=None if servers is None else parse_servers(servers),
        private_addresses=found.get("private_addresses"),
        trust=found.get("trust", "add"),
        proxy=parse_proxy(found["proxy"]) if "proxy" in found else None,
        watch=tuple(_bare(each) for each in found.get("watch", ())),
        otlp=parse_ruled(found["otlp"]) if "otlp" in found else None,
    )


def _bare(sha256: str) -> str:
    return sha256.replace(":", "").strip().lower()


def _strictest(path: Path, trouble: str) -> Rules:
    return Rules(
        "never",
        key_files=False,
        file=str(path),
        trouble=trouble,
        time_stamping=(),
        private_addresses=False,
        trust="only",
        otlp="",
    )


def _trouble(found: Any) -> str | None:
    if not isinstance(found, dict):
        return "not_an_object"
    unknown = sorted(set(found) - set(_UNDERSTOOD))
    if unknown:
        return f"unknown:{unknown[0]}"
    wrong = (name for name, is_understood in _UNDERSTOOD.items() if name in found
             and not is_understood(found[name]))  # fmt: skip
    return next(wrong, None)


def _is_pin(found: Any) -> bool:
    minutes = isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= MOST_MINUTES
    return minutes or found in ("never", "batch")


def _is_sha256(found: Any) -> bool:
    bare = _bare(found) if isinstance(found, str) else ""
    return len(bare) == 64 and not set(bare) - set("0123456789abcdef")


def _is_collector(found: Any) -> bool:
    try:
        parse_ruled(found)
    except ValueError:
        return False
    return True


def _are_servers(found: Any) -> bool:
    try:
        parse_servers(found)
    except ValueError:
        return False
    return True


def _is_proxy(found: Any) -> bool:
    try:
        parse_proxy(found)
    except ValueError:
        return False
    return True


_UNDERSTOOD: dict[str, Callable[[Any], bool]] = {
    "pin": _is_pin,
    "key_files": lambda found: isinstance(found, bool),
    "time_stamping": _are_servers,
    "private_addresses": lambda found: isinstance(found, bool),
    "trust": lambda found: found in ("add", "only"),
    "proxy": _is_proxy,
    "otlp": _is_collector,
    "watch": lambda found: isinstance(found, list) and all(map(_is_sha256, found)),
}


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
