"""The person leaves: told over a real D-Bus of our own, as a desktop tells it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus tells it on Linux")

SO = ["boolean:true"]
_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from paraph.gui.shell.session_watch import SessionWatch
application = QApplication(["paraph"])
window = QWidget()
watch = SessionWatch(window)
watch.left.connect(lambda: print("left", flush=True))
print("sees" if watch.sees else "blind", flush=True)
sys.stdin.close()
QTimer.singleShot(30000, application.quit)
application.exec()
"""


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    if shutil.which("dbus-daemon") is None:
        if os.environ.get("CI"):
            pytest.fail("dbus-daemon is missing")
        pytest.skip("dbus-daemon is missing")
    words = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    daemon = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        # One bus plays both: what logind says on the system's bus comes from there too.
        yield os.environ | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "DBUS_SYSTEM_BUS_ADDRESS": address,
            "QT_QPA_PLATFORM": "offscreen",
        }
    finally:
        daemon.terminate()
        daemon.communicate()


@pytest.fixture
def watching(bus: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    words = [sys.executable, "-c", _PROGRAM]
    program = subprocess.Popen(words, env=bus, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "sees\n"
        yield program
    finally:
        program.kill()
        program.communicate()


def say(bus: dict[str, str], path: str, member: str, *arguments: str) -> None:
    words = ["dbus-send", "--session", "--type=signal", path, member, *arguments]
    subprocess.run(words, env=bus, check=True)


@pytest.mark.parametrize(
    ("path", "member", "arguments"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", SO),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", SO),
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", SO),
        ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock", []),
    ],
)
def test_who_leaves_is_noticed(bus, watching, path, member, arguments):
    say(bus, path, member, *arguments)
    assert watching.stdout.readline() == "left\n"


def test_who_comes_back_is_not_taken_for_leaving(bus, watching):
    name = "org.gnome.ScreenSaver.ActiveChanged"
    say(bus, "/org/gnome/ScreenSaver", name, "boolean:false")
    say(bus, "/org/freedesktop/login1", "org.freedesktop.login1.Session.Lock")
    assert watching.stdout.readline() == "left\n"
    watching.terminate()
    assert watching.stdout.read() == ""


_ANOTHER_USER = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
application = QCoreApplication([])
told = QDBusMessage.createSignal(
    "/org/freedesktop/login1/session/_32", "org.freedesktop.DBus.Properties", "PropertiesChanged"
)
changed = {"Active": sys.argv[1] == "back"}
told.setArguments(["org.freedesktop.login1.Session", changed, ["IdleHint"]])
assert QDBusConnection.sessionBus().send(told)
"""


def test_another_user_at_the_screen_is_noticed(bus, watching):
    for moves in ("back", "away"):
        subprocess.run([sys.executable, "-c", _ANOTHER_USER, moves], env=bus, check=True)
    assert watching.stdout.readline() == "left\n"
    watching.terminate()
    assert watching.stdout.read() == ""
