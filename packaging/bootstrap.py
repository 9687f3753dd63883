"""Set up a machine and run Paraph: `bootstrap.py demo` or `bootstrap.py test`.

Needs Python 3.11 and, on Debian or Ubuntu, apt. Everything else is installed from here; running
it again is quick and changes nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"

PROGRAM_PACKAGES = (
    "python3-venv", "softhsm2",
    "libglib2.0-0", "libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0",
)
TEST_PACKAGES = ("opensc", "openssl", "poppler-utils")


def main(arguments: list[str]) -> int:
    """Run one of the two acts and give its exit status."""
    if not arguments or arguments[0] not in ("demo", "test"):
        print("usage: bootstrap.py demo [--headless] | test [--full]", file=sys.stderr)
        return 2
    act, rest = arguments[0], arguments[1:]
    packages = PROGRAM_PACKAGES + (TEST_PACKAGES if act == "test" else ())
    timed("system packages", lambda: install_system_packages(packages))
    timed("Python packages", install_python_packages)
    if act == "demo":
        return run("-m", "paraph", "demo", "--dir", str(ROOT / ".demo"), *rest)
    return run_tests(rest)


def timed(part: str, act) -> None:
    """Run a part of the set-up and say how long it took."""
    start = time.monotonic()
    act()
    print(f"[{part}: {(time.monotonic() - start) / 60:.1f} min]", flush=True)


def install_system_packages(packages: tuple[str, ...]) -> None:
    """Install what is missing with apt; elsewhere say what is missing."""
    if shutil.which("dpkg-query") is None:
        if shutil.which("softhsm2-util") is None:
            print("Not found: SoftHSM 2 (softhsm2-util). Install it for the demo and the tests.")
        return
    missing = [name for name in packages if not is_installed(name)]
    if not missing:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*as_root, "apt-get", "-o", "DPkg::Lock::Timeout=500"]
    subprocess.run([*apt, "update", "-q"], check=True, env=environment)
    subprocess.run(
        [*apt, "install", "-q", "-y", "--no-install-recommends", *missing],
        check=True, env=environment,
    )


def is_installed(name: str) -> bool:
    """Ask dpkg; a package that another one provides counts too (64-bit time names)."""
    for candidate in (name, f"{name}t64"):
        done = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Status}", candidate],
            capture_output=True, text=True, check=False,
        )
        if done.stdout.endswith("ok installed"):
            return True
    return False


def install_python_packages() -> None:
    """Make .venv from the lock file; a stamp of its hash makes the second run quick."""
    stamp = VENV / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    subprocess.run(
        [str(python()), "-m", "pip", "install", "-q", "--disable-pip-version-check",
         "--require-hashes", "-r", str(LOCK)],
        check=True,
    )
    found = subprocess.run(
        [str(python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    )
    Path(found.stdout.strip(), "paraph.pth").write_text(f"{ROOT / 'desktop'}\n")
    stamp.write_text(wanted)


def python() -> Path:
    """Give the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*words: str) -> int:
    """Run the environment's Python in the project's root."""
    return subprocess.run([str(python()), *words], cwd=ROOT, check=False).returncode


def run_tests(rest: list[str]) -> int:
    """Run every check; the first that fails does not hide the others."""
    tool = ("-m",)
    parts = (
        ("lint", (*tool, "ruff", "check", "desktop", "tests")),
        ("types", (*tool, "mypy")),
        ("architecture", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
        ("tests", (*tool, "pytest", *rest)),
    )
    failed = []
    for name, words in parts:
        start = time.monotonic()
        status = run(*words)
        print(f"[{name}: {(time.monotonic() - start) / 60:.1f} min, exit {status}]", flush=True)
        if status:
            failed.append(name)
    if failed:
        print("failed: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
