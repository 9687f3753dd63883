"""GNOME Keyring on a message bus of its own: commands run within it, as in a person's session.

The keyring's file lies in a folder of the test; it is opened with a password, or stays locked.
"""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.rigs import processes

_OPEN = "printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"


def in_session(
    folder: Path,
    *commands: Sequence[object],
    stdin: str = "",
    unlocked: bool = True,
    environment: Mapping[str, str] | None = None,
) -> list[subprocess.CompletedProcess[str]]:
    """Run commands one after another in one session; each reads `stdin`."""
    processes.need("gnome-keyring-daemon", "dbus-run-session", root=False)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stdin").write_text(stdin)
    lines = [_OPEN] if unlocked else []
    for number, command in enumerate(commands):
        words = shlex.join(map(str, command))
        place = shlex.quote(str(folder / str(number)))
        stdin_file = shlex.quote(str(folder / "stdin"))
        lines.append(f"{words} <{stdin_file} >{place}.out 2>{place}.err; echo $? >{place}.rc")
    # The daemon ends with its session: the bus goes, and it sees that.
    values = {**os.environ, **(environment or {})}
    for name in ("XDG_DATA_HOME", "HOME"):
        values[name] = str(folder / name.lower())
        Path(values[name]).mkdir(exist_ok=True, mode=0o700)
    values.pop("DISPLAY", None)
    values.pop("PYTHON_KEYRING_BACKEND", None)
    script = "\n".join(lines)
    # Its sockets lie here: their paths have 107 letters at most, and a test's folder may have more.
    with tempfile.TemporaryDirectory(prefix="keyring") as runtime:
        values["XDG_RUNTIME_DIR"] = runtime
        subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", script], env=values, timeout=300, check=False
        )
    return [_finished(folder, number, command) for number, command in enumerate(commands)]


@contextmanager
def session(folder: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a session that lasts, with its keyring open."""
    processes.need("gnome-keyring-daemon", "dbus-run-session", root=False)
    folder.mkdir(parents=True, exist_ok=True)
    values = {
        name: str(folder / name.lower()) for name in ("XDG_DATA_HOME", "HOME", "XDG_CONFIG_HOME")
    }
    for each in values.values():
        Path(each).mkdir(exist_ok=True, mode=0o700)
    usual = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    with tempfile.TemporaryDirectory(prefix="keyring") as runtime:
        values["XDG_RUNTIME_DIR"] = runtime
        script = f"{_OPEN}\necho $DBUS_SESSION_BUS_ADDRESS\nexec cat"
        held = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", script],
            env=usual | values, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert held.stdin is not None
        assert held.stdout is not None
        try:
            address = held.stdout.readline().strip()
            yield usual | values | {"DBUS_SESSION_BUS_ADDRESS": address}
        finally:
            held.stdin.close()
            held.wait(30)
            held.stdout.close()


def _finished(
    folder: Path, number: int, command: Sequence[object]
) -> subprocess.CompletedProcess[str]:
    def said(ending: str) -> str:
        return (folder / f"{number}.{ending}").read_text()

    return subprocess.CompletedProcess(command, int(said("rc")), said("out"), said("err"))
