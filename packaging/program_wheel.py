"""Installs the program itself: a line that finds its source, and its commands.

An editable wheel (PEP 660) of a few lines. pip writes the commands from it, as each system wants
them, and for paths with blanks and accents. It is made here, for hatchling would have to be
fetched.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from system_packages import CannotSetUp

ROOT = Path(__file__).resolve().parents[1]
FINDER = "paraph.pth"


def provide(python: Path, stamp: Path) -> None:
    """Install the program into the environment of `python`, unless it is there as it is now.

    `stamp` is a file of the environment that keeps what was installed. Raises CannotSetUp.
    """
    there, told = site_packages(python), project()
    files = contents(told, path_line(there))
    wanted = "\n".join((str(ROOT), *files.values()))
    if is_installed(wanted, stamp, [Path(there, FINDER), *commands(told, python.parent)]):
        return
    with tempfile.TemporaryDirectory() as folder:
        _install(python, make_wheel(Path(folder), files))
    stamp.write_text(wanted, encoding="utf-8")


def is_installed(wanted: str, stamp: Path, files: list[Path]) -> bool:
    """Tell whether just this was installed, and all its files are there."""
    was_installed = stamp.is_file() and stamp.read_text("utf-8") == wanted
    return was_installed and all(file.is_file() for file in files)


def project() -> dict:
    """Read pyproject's `[project]`, with the version from its home. Raises CannotSetUp."""
    import tomllib  # an older Python gets as far as being told

    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    home = ROOT / told["tool"]["hatch"]["version"]["path"]
    version = re.search(r'^__version__ = "(.+)"$', home.read_text("utf-8"), re.MULTILINE)
    if version is None:
        raise CannotSetUp(f"{home} tells no version.")
    return {**told["project"], "version": version[1]}


def contents(told: dict, finder: str) -> dict[str, str]:
    """Give the wheel's files by their names; the folder of its metadata comes last."""
    name, version = told["name"], told["version"]
    scripts = [f"{command} = {place}" for command, place in told["scripts"].items()]
    info = f"{name}-{version}.dist-info"
    files = {
        FINDER: finder,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "\n".join(["[console_scripts]", *scripts, ""]),
    }
    record = f"{info}/RECORD"
    return {**files, record: "".join(f"{each},,\n" for each in (*files, record))}


def make_wheel(folder: Path, files: dict[str, str]) -> Path:
    """Write the wheel and give its path."""
    wheel = folder / f"{[*files][-1].partition('.dist-info')[0]}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def commands(told: dict, folder: Path) -> list[Path]:
    """Give where the commands lie."""
    ending = ".exe" if os.name == "nt" else ""
    return [folder / f"{name}{ending}" for name in told["scripts"]]


def site_packages(python: Path) -> str:
    """Ask the environment where its packages lie."""
    words = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def path_line(there: str) -> str:
    """Give the line by which the environment finds this checkout's program.

    It is relative: Python reads it in the locale's encoding, and ROOT can have an accent.
    """
    return os.path.relpath(ROOT / "desktop", there) + "\n"


def _install(python: Path, wheel: Path) -> None:
    # Isolated: what a person set for pip, an index or another place, has no part in this.
    command = [
        str(python), "-m", "pip", "--isolated", "--disable-pip-version-check", "install", "-q",
        "--no-index", "--no-deps", "--force-reinstall", str(wheel),
    ]  # fmt: skip
    if subprocess.run(command, check=False).returncode != 0:
        raise CannotSetUp("The commands could not be installed; the reason is above.")
