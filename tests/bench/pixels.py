"""An X screen of its own and a cheap look at its pixels, straight from libX11.

One look at a small part of the screen costs the server some microseconds, so that looking every
few milliseconds takes nothing from the program that is measured.
"""

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.documents import folder
from tests.bench.measure import Broken

WIDTH, HEIGHT = 1440, 940
_ALL_PLANES = ctypes.c_ulong(-1)
_Z_PIXMAP = 2
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_quiet = _HANDLER(lambda _display, _event: 0)  # a window that vanished is no end of the bench


class _Image(ctypes.Structure):
    _fields_ = [
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
        ("bits_per_pixel", ctypes.c_int),
    ]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the screen."""

    left: int
    top: int
    width: int
    height: int


SCREEN = Area(0, 0, WIDTH, HEIGHT)


class Pixels:
    """Looks at one screen. Gives the green of every pixel: enough to tell ink from paper."""

    def __init__(self, display: str) -> None:
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XGetImage.restype = ctypes.POINTER(_Image)
        x11.XSetErrorHandler(_quiet)
        self._x11 = x11
        self._display = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
        if not self._display.value:
            raise Broken(f"no X server at {display}")
        self._root = ctypes.c_ulong(x11.XDefaultRootWindow(self._display))

    def green(self, area: Area) -> bytes:
        """Give the green of every pixel of an area, row by row."""
        found = self._x11.XGetImage(
            self._display,
            self._root,
            area.left,
            area.top,
            ctypes.c_uint(area.width),
            ctypes.c_uint(area.height),
            _ALL_PLANES,
            _Z_PIXMAP,
        )
        if not found:
            raise Broken("the screen cannot be read")
        try:
            image = found.contents
            raw = ctypes.string_at(image.data, image.bytes_per_line * area.height)
        finally:
            self._x11.XDestroyImage(found)
        return raw[1::4]  # blue, green, red, nothing

    def close(self) -> None:
        """Leave the server."""
        self._x11.XCloseDisplay(self._display)


@dataclass(frozen=True, slots=True)
class Screen:
    """A running X server, what to start programs with, and a look at it."""

    environment: dict[str, str]
    pixels: Pixels
    home: Path

    def save_picture(self, path: Path) -> None:
        """Write the screen as a grey picture, to see what was measured."""
        header = f"P5 {WIDTH} {HEIGHT} 255\n".encode()
        path.write_bytes(header + self.pixels.green(SCREEN))


@contextmanager
def own_screen() -> Iterator[Screen]:
    """Start Xvfb, with a session bus where there is one, and a home that is thrown away."""
    if shutil.which("Xvfb") is None:
        raise Broken("Xvfb is not installed")
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-")))
        display = stack.enter_context(_server())
        environment = _environment(home, display)
        stack.enter_context(_session_bus(environment))
        pixels = Pixels(display)
        stack.callback(pixels.close)
        yield Screen(environment, pixels, home)


def child_environment() -> dict[str, str]:
    """Give an environment in which compiled modules are kept, as they are on a person's machine.

    Where Python may not write beside the sources, it would compile all of them at every start.
    """
    dropped = (
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "PYTHONDONTWRITEBYTECODE",
        "PARAPH_HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    )
    inherited = {name: value for name, value in os.environ.items() if name not in dropped}
    return inherited | {"PYTHONPYCACHEPREFIX": str(folder() / "compiled")}


def _environment(home: Path, display: str) -> dict[str, str]:
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    return child_environment() | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "GDK_BACKEND": "x11",
        "GSETTINGS_BACKEND": "memory",
        "NO_AT_BRIDGE": "1",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
    }


@contextmanager
def _server() -> Iterator[str]:
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-br"]
    # Without -noreset the server starts anew whenever its last client has gone.
    server = subprocess.Popen([*words, "-noreset"], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def _session_bus(environment: dict[str, str]) -> Iterator[None]:
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    if shutil.which("dbus-daemon") is None:
        yield
        return
    words = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    bus = subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    try:
        yield
    finally:
        bus.terminate()
        bus.wait(10)
