"""Who judges the remote API in the tests: schemathesis, Prism, oidc-provider; who spoils its calls.

The demo has no need of them. schemathesis and mitmproxy have environments of their own beside
.venv, for their dependencies are not ours. Prism, and oidc-provider beside it, come from npm by a
lock file; nothing of their packages is run while they are installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import node
from system_packages import CannotSetUp

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".judges"
LOCKS = ROOT / "packaging" / "judges"
VENVS = ("schemathesis", "mitmproxy")
PRISM = FOLDER / "prism"


def provide(python: Path) -> None:
    """Install each once; a stamp of the lock makes the second run quick. Raises CannotSetUp.

    `python` has pip, for Node where the system has none.
    """
    FOLDER.mkdir(exist_ok=True)
    for name in VENVS:
        lock = LOCKS / f"{name}.lock"
        _once(FOLDER / name, (lock,), lambda name=name, lock=lock: _install(FOLDER / name, lock))
    manifests = (LOCKS / "package.json", LOCKS / "package-lock.json")
    _once(PRISM, manifests, lambda: _install_prism(python, manifests))
    node.provide(python)


def _once(place: Path, locks: tuple[Path, ...], install) -> None:
    stamp = place / "made-from"
    wanted = hashlib.sha256(b"".join(each.read_bytes() for each in locks)).hexdigest()
    wanted = f"{wanted} {ROOT}"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(place, ignore_errors=True)
    try:
        install()
    except subprocess.CalledProcessError as error:
        raise CannotSetUp(
            f"{place.name} could not be installed; the reason is above. Run this again."
        ) from error
    stamp.write_text(wanted, encoding="utf-8")


def _install(venv: Path, lock: Path) -> None:
    # The lock names all there is; one of mitmproxy's own pins has no wheel, hence --no-deps.
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check",
         "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        check=True,
    )  # fmt: skip


def _install_prism(python: Path, manifests: tuple[Path, ...]) -> None:
    PRISM.mkdir()
    for each in manifests:
        shutil.copy(each, PRISM)
    words = [*node.npm(python), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(words, cwd=PRISM, check=True)
