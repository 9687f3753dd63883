"""What the system has to have beside Python: named here, installed with apt where there is apt.

Elsewhere it is only said what is missing and what it is called there. Making the Python
environment is `bootstrap`'s.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# One tuple a package, one name a release: Debian 13 and Ubuntu 24.04 renamed some for 64-bit time.
PROGRAM_PACKAGES = (
    ("softhsm2",),
    # Qt, with or without a screen
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libegl1",), ("libgl1",), ("libxkbcommon0",), ("libdbus-1-3",), ("libfontconfig1",),
    # Qt's window on X11 and on Wayland
    ("libxcb-cursor0",), ("libxcb-icccm4",), ("libxcb-keysyms1",), ("libxcb-shape0",),
    ("libxkbcommon-x11-0",), ("libwayland-cursor0",),
)  # fmt: skip
TEST_PACKAGES = (
    # what judges our files and tokens from outside, and calls the sandbox as the README tells
    ("opensc",), ("openssl",), ("poppler-utils",), ("qpdf",), ("pcscd",), ("curl",),
    # DOCX in the sandbox: Writer without a window, 84 MB to fetch and 260 MB on the disk
    ("libreoffice-writer-nogui", "libreoffice-writer"),
    # a browser that people sign in with (`tests/sandbox/chromium`), 90 MB to fetch
    ("chromium",), ("chromium-driver",),
    # EU DSS (`eu_dss`), with a compiler for the few lines that ask it
    ("openjdk-17-jdk-headless", "openjdk-21-jdk-headless", "openjdk-25-jdk-headless"),
    # PDFBox judges PDF/A-1b (`tests/preflight.py`), with BouncyCastle levels; QR codes are scanned
    ("libpdfbox2-java",), ("libjaxb-api-java",), ("libbcpkix-java",), ("libbcprov-java",),
    ("zbar-tools",),
    # tokens without hardware (tests/rigs): cards in pcscd, a TPM, NSS, openCryptoki's soft token
    ("vsmartcard-vpcd",), ("mount",),
    ("swtpm",), ("libtss2-tcti-swtpm0t64", "libtss2-tcti-swtpm0"), ("tpm2-tools",),
    ("tpm2-abrmd",), ("libtss2-tcti-tabrmd0",), ("dbus-daemon", "dbus"), ("dbus-bin", "dbus"),
    ("libtpm2-pkcs11-1",), ("libtpm2-pkcs11-tools",),
    ("libnss3",), ("libnss3-tools",), ("p11-kit",), ("p11-kit-modules",),
    ("opencryptoki",), ("libopencryptoki0",),
    # modules that crash, hang or lie, compiled from a few lines of C
    ("gcc",), ("libc6-dev",),
    # a disk that refuses, a kill at one write, and a clock that is wrong (`tests/faults`)
    ("strace",), ("faketime",),
    # a keychain (`tests/rigs/gnome_keyring`)
    ("gnome-keyring",),
    # a network file system without a network (`tests/rigs/network_share`)
    ("sshfs",), ("openssh-sftp-server",),
    # a screen, and hands and eyes on it
    ("xvfb",), ("xauth",), ("xdotool",), ("openbox",), ("x11-utils",), ("imagemagick",),
)  # fmt: skip


class Tool(NamedTuple):
    """Something to look for where there is no apt, and what it is called there."""

    what: str
    programs: tuple[str, ...]
    macos: str
    windows: str
    linux: str


PROGRAM_TOOLS = (
    Tool(
        "SoftHSM 2",
        ("softhsm2-util", r"C:\SoftHSM2\bin\softhsm2-util.exe"),
        "brew install softhsm",
        "the installer of SoftHSM2-for-Windows (disig on GitHub), into C:\\SoftHSM2",
        "the package softhsm or softhsm2",
    ),
)
TEST_TOOLS = (
    Tool(
        "OpenSC",
        ("pkcs11-tool", r"C:\Program Files\OpenSC Project\OpenSC\tools\pkcs11-tool.exe"),
        "brew install opensc",
        "winget install OpenSC.OpenSC",
        "the package opensc",
    ),
    Tool(
        "OpenSSL",
        ("openssl",),
        "brew install openssl",
        "winget install ShiningLight.OpenSSL.Light",
        "the package openssl",
    ),
    Tool(
        "Poppler with pdfsig",
        ("pdfsig",),
        "brew install poppler",
        "choco install poppler",
        "the package poppler-utils",
    ),
    Tool(
        "Java 17 or newer",
        ("javac",),
        "brew install openjdk",
        "winget install EclipseAdoptium.Temurin.21.JDK",
        "the package openjdk-21-jdk-headless or java-21-openjdk-devel",
    ),
    Tool("qpdf", ("qpdf",), "brew install qpdf", "winget install QPDF.QPDF", "the package qpdf"),
)


class CannotSetUp(Exception):
    """The set-up cannot go on; the message says what a person has to do."""


def provide(*, for_tests: bool) -> None:
    """Install what is missing with apt; elsewhere say what is missing. Raises CannotSetUp."""
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        _provide_with_apt(PROGRAM_PACKAGES + (TEST_PACKAGES if for_tests else ()))
        return
    tools = PROGRAM_TOOLS + (TEST_TOOLS if for_tests else ())
    lacking = lacking_tools(tools, is_there=_is_there)
    if lacking:
        raise CannotSetUp(advice(lacking, platform.system()))


def wanted_packages(
    packages: tuple[tuple[str, ...], ...], *, has_ensurepip: bool
) -> tuple[tuple[str, ...], ...]:
    """Add Debian's venv package when this Python cannot make an environment without it."""
    if has_ensurepip:
        return packages
    major, minor = sys.version_info[:2]
    return ((f"python{major}.{minor}-venv", "python3-venv"), *packages)


def installed_names(dpkg_output: str) -> set[str]:
    """Read lines of `dpkg-query`: a name and its state, a package once for each architecture."""
    lines = (line.split() for line in dpkg_output.splitlines())
    return {words[0] for words in lines if words[1:] == ["installed"]}


def missing_packages(
    wanted: tuple[tuple[str, ...], ...], installed: set[str]
) -> list[tuple[str, ...]]:
    """Keep the packages of which no name is installed."""
    return [names for names in wanted if not installed.intersection(names)]


def available_names(policy_output: str) -> set[str]:
    """Read `apt-cache policy`: the names that have a candidate to install."""
    name, found = "", set()
    for line in policy_output.splitlines():
        if line and not line.startswith(" "):
            name = line.rstrip(":")
        elif line.strip().startswith("Candidate:") and not line.endswith("(none)"):
            found.add(name)
    return found


def names_here(missing: list[tuple[str, ...]], available: set[str]) -> list[str]:
    """Give each package the name that it has in this release; the last one if apt knows none."""
    return [next((n for n in names if n in available), names[-1]) for names in missing]


def root_words(*, is_root: bool, has_sudo: bool) -> list[str] | None:
    """Give the words before a command that needs root; None when there is no way to it."""
    if is_root:
        return []
    return ["sudo"] if has_sudo else None


def apt_command(before: list[str], *words: str) -> list[str]:
    """Give an apt-get command that asks nothing and waits for another apt to end."""
    # sudo takes the environment away, so what apt needs of it is set behind sudo.
    return [
        *before, "env", "DEBIAN_FRONTEND=noninteractive",
        "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=500", *words,
    ]  # fmt: skip


def lacking_tools(tools: tuple[Tool, ...], *, is_there) -> list[Tool]:
    """Keep the tools of which no program is found."""
    return [tool for tool in tools if not any(is_there(name) for name in tool.programs)]


def advice(tools: list[Tool], system: str) -> str:
    """Say what is missing and how it is called on this system."""
    lines = ["Missing on this system, to be installed by hand:"]
    for tool in tools:
        how = {"Darwin": tool.macos, "Windows": tool.windows}.get(system, tool.linux)
        lines.append(f"  {tool.what}: {how}")
    return "\n".join([*lines, "Then run this again."])


def apt_advice(names: list[str], why: str) -> str:
    """Say which Debian packages are missing and the command that installs them."""
    return (
        f"{why}\nMissing packages: {' '.join(names)}\n"
        "Have an administrator run this, then run this again:\n"
        f"  apt-get update && apt-get install --no-install-recommends {' '.join(names)}"
    )


def _provide_with_apt(packages: tuple[tuple[str, ...], ...]) -> None:
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    wanted = wanted_packages(packages, has_ensurepip=has_ensurepip)
    missing = missing_packages(wanted, _installed([n for names in wanted for n in names]))
    if not missing:
        return
    before = root_words(is_root=os.geteuid() == 0, has_sudo=shutil.which("sudo") is not None)
    if before is None:
        names = names_here(missing, _available(missing))
        raise CannotSetUp(apt_advice(names, "System packages are missing, and there is no sudo."))
    _install(missing, before)


def _install(missing: list[tuple[str, ...]], before: list[str]) -> None:
    # A foreign source that does not answer fails the update, not what Debian's own sources give.
    subprocess.run(apt_command(before, "update"), check=False)
    names = names_here(missing, _available(missing))
    print("Installing with apt:", " ".join(names), flush=True)
    command = apt_command(before, "install", "--no-install-recommends", *names)
    if subprocess.run(command, check=False).returncode != 0:
        raise CannotSetUp(apt_advice(names, "apt did not install the system packages; see above."))


def _installed(names: list[str]) -> set[str]:
    form = "${Package} ${db:Status-Status}\n"
    return installed_names(_output("dpkg-query", "--show", f"--showformat={form}", *names))


def _available(missing: list[tuple[str, ...]]) -> set[str]:
    return available_names(_output("apt-cache", "policy", *(n for names in missing for n in names)))


def _output(*command: str) -> str:
    # Their words are translated; C keeps the ones that are read here.
    plain = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=plain).stdout


def _is_there(program: str) -> bool:
    return shutil.which(program) is not None or Path(program).is_file()
