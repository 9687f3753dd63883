"""A real X screen of its own with a window manager, and a person's hands on it."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool", "import")
_PATIENCE_S = 60
_TRIES = 10
_never = threading.Event()


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def try_until(what: str, is_so, act, rest_s: float = 3.0) -> None:
    """Do something again until it has come about: a window still being made hears nothing."""

    def go() -> object:
        if is_so():
            return True
        act()
        end = time.monotonic() + rest_s
        while time.monotonic() < end:
            if is_so():
                return True
            _never.wait(0.1)
        return False

    wait_until(what, go)


def wait_until(what: str, is_so) -> object:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        _never.wait(0.1)
    raise AssertionError(f"not within {_PATIENCE_S} s: {what}")


class Screen:
    def __init__(self, width: int = 1440, height: int = 940) -> None:
        read, write = os.pipe()
        size = f"{width}x{height}x24"
        # Without -noreset it begins anew, and refuses whoever comes, when its last client leaves.
        self._server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write),
                "-screen",
                "0",
                size,
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as number:
            self.display = f":{number.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self._manager = self._managed()

    def _managed(self) -> "subprocess.Popen[bytes]":
        """Start the window manager; one that cannot open the display ends at once, and is retried.

        Without one no window ever has the keyboard.
        """
        for _ in range(_TRIES):
            manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL)
            try:
                manager.wait(1)
            except subprocess.TimeoutExpired:
                return manager
        raise AssertionError(f"no window manager on {self.display}")

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)

    def start(
        self, home: Path, *words: object, within: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        """Start the program; `within` is the environment of a session that it belongs to."""
        own = {name: self.environment[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
        return subprocess.Popen(
            [sys.executable, "-m", "paraph", *map(str, words)],
            env={**(within or self.environment), **own, "PARAPH_HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
        )

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Wait for a window of this title and bring it to the front."""
        search = ("search", "--onlyvisible", "--name", f"^{title}$")
        found = str(wait_until(f"a window {title!r}", lambda: self.do(*search))).split()[0]
        self.do("windowactivate", "--sync", found)
        return found

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", x, y, "click", 1)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Draw the mouse with its button down, as a hand does: on the way, too."""
        self.do("mousemove", *start, "mousedown", 1)
        for step in range(1, 6):
            x, y = (a + (b - a) * step // 5 for a, b in zip(start, end, strict=True))
            self.do("mousemove", x, y, "sleep", 0.1)
        self.do("mouseup", 1)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        raw = subprocess.run(
            ["import", "-window", "root", "-crop", f"1x1+{x}+{y}", "-depth", "8", "rgb:-"],
            env=self.environment,
            capture_output=True,
            timeout=30,
            check=True,
        ).stdout
        return raw[0], raw[1], raw[2]

    def picture(self, path: Path) -> None:
        subprocess.run(
            ["import", "-window", "root", str(path)], env=self.environment, timeout=30, check=True
        )
