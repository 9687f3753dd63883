"""Folders in which a signed copy would be lost or refused: of mails, temporary, read-only."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# Where mail programs and browsers put a file that was only opened.
_PASSING_PARTS = (
    "content.outlook",
    "inetcache",
    "temporary internet files",
    "com.apple.mail",
    "mail downloads",
    "mozilla_",
    ".thunderbird",
    "evolution-",
    "kontact",
)


def why_not_beside(source: Path, kept: Sequence[Path] = ()) -> str | None:
    """Say why no copy should be put beside `source`: "temporary", "read_only", or None."""
    folder = source.resolve().parent
    is_kept = any(folder.is_relative_to(root.resolve()) for root in kept)
    if is_passing(folder) and not is_kept:
        return "temporary"
    return None if os.access(folder, os.W_OK | os.X_OK) else "read_only"


def is_passing(folder: Path) -> bool:
    """Tell whether a folder is one that is emptied without asking."""
    if any(folder.is_relative_to(root) for root in _temporary_roots()):
        return True
    parts = [part.lower() for part in folder.parts]
    return any(part.startswith(mark) for part in parts for mark in _PASSING_PARTS)


def _temporary_roots() -> list[Path]:
    roots = [Path(tempfile.gettempdir())]
    if sys.platform == "win32":
        roots.append(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Temp")
    else:
        roots += [Path("/tmp"), Path("/var/tmp"), Path(f"/run/user/{os.getuid()}")]  # noqa: S108
    return [root.resolve() for root in roots]
