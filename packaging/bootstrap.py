"""Set up a machine and run Paraph: `bootstrap.py demo` or `bootstrap.py test`.

Needs Python 3.11 and, on Debian or Ubuntu, apt. Everything else is installed from here; running
it again is quick and changes nothing. The system's packages are `system_packages`'.
"""

from __future__ import annotations  # an older Python gets as far as being told

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import api_judges
import eu_dss
import program_wheel
import system_packages
from system_packages import CannotSetUp

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
DEMO = ROOT / ".demo"
USAGE = """usage: bootstrap.py demo [--headless]
       bootstrap.py test [--full] [arguments of pytest]"""
CHECKS = (
    ("lint", ("-m", "ruff", "check", "packaging", "desktop", "tests")),
    ("types", ("-m", "mypy")),
    ("translations", ("packaging/update_translations.py", "--check")),
    ("architecture", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
)

# Half of the tests' time is waiting, for cards, processes and windows. A file stays in one worker.
WORKERS = ("-n", "2", "--dist", "loadfile")

_minutes: list[str] = []


def main(arguments: list[str]) -> int:
    """Run one of the two acts and give its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it may well be run with an older one
        print(f"Paraph needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 2
    if not is_understood(arguments):
        print(USAGE, file=sys.stderr)
        return 2
    act, rest = arguments[0], arguments[1:]
    try:
        timed("system packages", lambda: system_packages.provide(for_tests=act == "test"))
        timed("Python packages", install_python_packages)
        if act == "test":
            timed("EU DSS", lambda: eu_dss.provide(python()))
            timed("judges of the API", lambda: api_judges.provide(python()))
    except CannotSetUp as told:
        print(told, file=sys.stderr)
        return 1
    return run_demo(rest) if act == "demo" else run_tests(rest)


def is_understood(arguments: list[str]) -> bool:
    """Tell at once whether the call makes sense, before minutes of installing."""
    if arguments[:1] == ["demo"]:
        return arguments[1:] in ([], ["--headless"])
    return arguments[:1] == ["test"]


def timed(part: str, act):
    """Run a part, say how long it took, and keep it for the closing line."""
    start = time.monotonic()
    result = act()
    spent = f"{part} {(time.monotonic() - start) / 60:.1f}"
    _minutes.append(spent)
    print(f"[{spent} min]", flush=True)
    return result


def install_python_packages() -> None:
    """Make .venv from the lock file, with the program in it; stamps make the second run quick."""
    stamp = VENV / "made-from"
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {ROOT}"
    is_new = not is_made_from(wanted, stamp)
    if is_new:
        make_environment()
    program_wheel.provide(python(), VENV / "program")
    if is_new:
        # Compiled at once, whatever the environment says: a start reads a thousand modules.
        # Quietly: some packages ship templates that only look like Python.
        there = program_wheel.site_packages(python())
        run("-m", "compileall", "-qq", there, str(ROOT / "desktop"))
        stamp.write_text(wanted, encoding="utf-8")


def make_environment() -> None:
    """Make .venv anew with the packages of the lock file. Raises CannotSetUp."""
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
        subprocess.run(
            [str(python()), "-m", "pip", "install", "-q", "--disable-pip-version-check",
             "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)],
            check=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise CannotSetUp(
            "The Python packages could not be installed; the reason is above. Run this again."
        ) from error


def is_made_from(wanted: str, stamp: Path) -> bool:
    """Tell whether .venv is of this lock file and place, and its Python still runs."""
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted or not python().exists():
        return False
    # A new Python of the system leaves the environment there, but empty.
    return run("-c", "import click") == 0


def python() -> Path:
    """Give the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*words: str, **more: str) -> int:
    """Run the environment's Python in the project's root; `more` goes into the environment."""
    command = [str(python()), *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **more}, check=False).returncode


def run_demo(rest: list[str]) -> int:
    """Open the window on the sample, or sign it without one."""
    why = None if rest else what_keeps_the_window()
    if why is not None:
        print(f"The demo runs without a window: {why}", flush=True)
        rest = ["--headless"]
    DEMO.mkdir(mode=0o700, exist_ok=True)
    # A profile of its own, around the agreement: the demo's signatures do not go into the person's
    # log, and the signed copy lies beside the agreement wherever this folder is.
    home = str(DEMO)
    return run("-m", "paraph", "demo", "--dir", str(DEMO), *rest, PARAPH_HOME=home)


def what_keeps_the_window() -> str | None:
    """Give the reason why no window can open; DISPLAY can name a screen that is long gone."""
    if not names_a_display(sys.platform, os.environ):
        return "there is no display."
    probe = [str(python()), "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    return next(iter(done.stderr.splitlines()), "the display does not answer.")


def names_a_display(system: str, environment) -> bool:
    """Tell whether there should be a screen; macOS and Windows always have one."""
    if system in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def run_tests(rest: list[str]) -> int:
    """Run every check; the first that fails does not hide the others."""
    print(corpus_line(os.environ), flush=True)
    parts = (*CHECKS, ("tests", ("-m", "pytest", *WORKERS, *rest)))
    failed = [name for name, words in parts if timed(name, lambda words=words: run(*words)) != 0]
    print("Minutes: " + ", ".join(_minutes))
    if failed:
        print("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def corpus_line(environment) -> str:
    """Say where the shared corpus is, or that the tests that need it are skipped."""
    corpus = Path(environment.get("PARAPH_CORPUS") or ROOT.parent / "shared" / "corpus")
    if corpus.is_dir():
        return f"Corpus: {corpus}"
    return f"Corpus: not at {corpus}, so the tests that need it are skipped; set PARAPH_CORPUS."


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
