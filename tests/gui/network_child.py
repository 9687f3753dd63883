"""Listens to a network of its own that comes and goes, and prints what was told.

With `route` it runs in `unshare --net` and has a default route by loopback, or none; with `bus` it
runs in `dbus-run-session` and talks to `tests.rigs.network_manager`.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from paraph.gui.common.reachability import Reach
from paraph.gui.proof.network_watch import NetworkWatch
from paraph.gui.proof.system_network import system_network

AWAY, PORTAL, THERE = "20 1", "60 2", "70 4"


def wait(app: QCoreApplication, is_so: Callable[[], bool], most_ms: int = 20_000) -> bool:
    loop = QEventLoop(app)
    tick, end = QTimer(loop), QTimer(loop)
    tick.timeout.connect(lambda: is_so() and loop.quit())
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    tick.start(20)
    end.start(most_ms)
    loop.exec()
    return is_so()


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def by_route() -> Callable[[str], None]:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)

    def say(state: str) -> None:
        act = "add" if state == THERE else "del"
        subprocess.run(["ip", "route", act, "default", "dev", "lo"], check=True)

    return say


def by_bus() -> Callable[[str], None]:
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    rig = Path(__file__).parents[1] / "rigs" / "network_manager.py"
    manager = subprocess.Popen(
        ["/usr/bin/python3", str(rig)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert manager.stdout is not None
    assert manager.stdout.readline() == "ready\n"

    def say(state: str) -> None:
        assert manager.stdin is not None
        manager.stdin.write(f"{state}\n")
        manager.stdin.flush()

    return say


def main(how: str) -> None:
    app = QCoreApplication([])
    say = by_route() if how == "route" else by_bus()
    system = system_network(app)
    assert system is not None
    backs: list[Reach] = []
    watch = NetworkWatch(system, app, rest_ms=200, least_between_ms=0)
    watch.back.connect(lambda: backs.append(system.reach))
    tell(system.reach.name)
    if how == "bus":
        heard: list[None] = []
        system.changed.connect(lambda: heard.append(None))
        say(PORTAL)
        wait(app, lambda: bool(heard))
        tell("portal", wait(app, lambda: bool(backs), most_ms=1_000), system.reach.name)
    say(THERE)
    tell("there", wait(app, lambda: bool(backs)), system.reach.name, len(backs))
    say(AWAY)
    tell("away", wait(app, lambda: watch.is_away), len(backs))
    wait(app, lambda: False, most_ms=500)  # it has come to rest
    for state in (THERE, AWAY, THERE, AWAY, THERE):
        say(state)
    tell("flapping", wait(app, lambda: len(backs) > 1), wait(app, lambda: len(backs) > 2, 1_000))


if __name__ == "__main__":
    main(sys.argv[1])
