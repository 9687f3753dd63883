"""The network that is back: noticed once, not behind a portal, and a reason to pay at once."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.reachability import Reach, Reachability
from paraph.gui.main_window import MainWindow
from paraph.gui.proof.network_watch import NetworkWatch
from paraph.gui.proof.proof_watch import ProofWatch
from paraph.settings import Settings
from tests.conftest import ROOT
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_proofs import DEBT, NOW, FakeProofs

LATER_TODAY = datetime.now(UTC) + timedelta(hours=1)
WAITS = replace(
    DEBT.after_failed_attempt(level_errors.TimestampUnavailable(), NOW, 1),
    next_attempt=LATER_TODAY,
)
PUBLISHED_LATER = replace(
    DEBT.after_failed_attempt(level_errors.RevocationTooOld(), NOW, 1),
    intent="p",
    next_attempt=LATER_TODAY,
)
REFUSED = replace(DEBT.after_failed_attempt(level_errors.CertificateRevoked(), NOW, 1), intent="r")


class FakeNetwork(Reachability):
    def __init__(self, parent: QObject | None = None, reach: Reach = Reach.AWAY) -> None:
        super().__init__(parent)
        self.now = reach

    @property
    def reach(self) -> Reach:
        return self.now

    def say(self, *reaches: Reach) -> None:
        for self.now in reaches:
            self.changed.emit()


@pytest.fixture
def network(qapp) -> FakeNetwork:
    return FakeNetwork()


@pytest.fixture
def watch(network: FakeNetwork) -> NetworkWatch:
    return NetworkWatch(network, network, rest_ms=30, least_between_ms=0)


def test_back_comes_once_when_it_has_come_to_rest(qtbot, network):
    watch = NetworkWatch(network, network, rest_ms=300, least_between_ms=0)
    backs = []
    watch.back.connect(lambda: backs.append(network.now))
    for reach in (Reach.NEAR, Reach.AWAY, Reach.NEAR, Reach.ONLINE):
        network.say(reach)
        QApplication.processEvents()
    assert backs == []
    qtbot.waitUntil(lambda: backs == [Reach.ONLINE])
    with qtbot.assertNotEmitted(watch.back, wait=100):
        network.say(Reach.ONLINE)


@pytest.mark.parametrize("reach", [Reach.AWAY, Reach.UNKNOWN])
def test_what_is_away_or_not_known_is_not_back(qtbot, network, watch, reach):
    with qtbot.assertNotEmitted(watch.back, wait=100):
        network.say(Reach.ONLINE, reach)


def test_from_not_known_to_away_is_not_back(qtbot, network):
    network.now = Reach.UNKNOWN
    watch = NetworkWatch(network, network, rest_ms=30, least_between_ms=0)
    with qtbot.assertNotEmitted(watch.back, wait=100):
        network.say(Reach.AWAY)


def test_a_short_break_is_a_reason_to_try_too(qtbot, network):
    network.now = Reach.ONLINE
    watch = NetworkWatch(network, network, rest_ms=30, least_between_ms=0)
    with qtbot.waitSignal(watch.back):
        network.say(Reach.AWAY, Reach.ONLINE)


def test_from_the_firms_own_network_to_the_wide_one_is_back_again(qtbot, network, watch):
    with qtbot.waitSignal(watch.back):
        network.say(Reach.NEAR)
    with qtbot.waitSignal(watch.back):
        network.say(Reach.ONLINE)


def test_one_that_comes_and_goes_is_told_of_again_only_after_a_while(qtbot, network):
    watch = NetworkWatch(network, network, rest_ms=10, least_between_ms=300)
    with qtbot.waitSignal(watch.back):
        network.say(Reach.ONLINE)
    with qtbot.assertNotEmitted(watch.back, wait=100):
        network.say(Reach.AWAY, Reach.ONLINE)
    with qtbot.waitSignal(watch.back):
        pass


@pytest.fixture
def proofs() -> FakeProofs:
    return FakeProofs()


@pytest.fixture
def made() -> list[FakeNetwork]:
    return []


@pytest.fixture
def window(qtbot, theme, settings, proofs, made) -> MainWindow:
    def open_network(parent: QObject) -> FakeNetwork:
        made.append(FakeNetwork(parent))
        return made[-1]

    use_cases = GuiUseCases(
        open_fake, FakeSigning(), Settings(level="B-T"), proofs=proofs, network=open_network
    )
    shown = show(qtbot, MainWindow(use_cases, settings, theme))
    shown.owed.begin()
    return shown


def owing(qtbot, window: MainWindow) -> ProofWatch:
    watch = window.signing.proofs
    assert watch is not None
    watch.look()
    qtbot.waitUntil(lambda: watch.network is not None)
    watch.network._rest.setInterval(10)
    return watch


def test_nothing_is_asked_of_the_system_before_something_is_owed(qtbot, window, proofs, made):
    window.signing.proofs.look()
    qtbot.waitUntil(lambda: proofs.closed == 1)
    assert made == []


def test_a_network_that_is_back_pays_what_waited_for_it_at_once(qtbot, window, proofs, made):
    proofs.left = [WAITS, PUBLISHED_LATER, REFUSED]
    owing(qtbot, window)
    assert proofs.calls == []
    made[0].say(Reach.ONLINE)
    qtbot.waitUntil(lambda: proofs.calls == [(["i"], True, {})])
    qtbot.wait(50)
    assert len(proofs.calls) == 1


def test_a_network_that_comes_back_while_a_server_is_asked_is_not_missed(
    qtbot, window, proofs, made
):
    proofs.left = [WAITS]
    watch = owing(qtbot, window)
    proofs.hold.clear()
    watch.pay_now()
    with qtbot.waitSignal(watch.network.back):
        made[0].say(Reach.ONLINE)
    proofs.hold.set()
    qtbot.waitUntil(lambda: proofs.calls == [(None, True, {}), (["i"], True, {})])


def test_a_network_that_comes_back_while_another_program_pays_is_not_missed(
    qtbot, window, proofs, made
):
    proofs.left = [WAITS]
    watch = owing(qtbot, window)
    proofs.busy = True
    with qtbot.waitSignal(watch.changed):
        made[0].say(Reach.ONLINE)
    qtbot.waitUntil(lambda: isinstance(watch.trouble, errors.ProofBusy))
    proofs.busy = False
    watch._timer.timeout.emit()
    qtbot.waitUntil(lambda: proofs.calls == [(None, False, {}), (["i"], True, {})])


def test_without_anything_that_tells_the_timer_goes_on(qtbot, theme, settings, proofs):
    use_cases = GuiUseCases(
        open_fake, FakeSigning(), Settings(), proofs=proofs, network=lambda _: None
    )
    window = show(qtbot, MainWindow(use_cases, settings, theme))
    window.owed.begin()
    proofs.left = [WAITS]
    window.signing.proofs.look()
    qtbot.waitUntil(window.signing.proofs._timer.isActive)
    assert window.signing.proofs.network is None


def listen(how: str, *within: str) -> list[str]:
    path = os.pathsep.join([str(ROOT / "desktop"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*within, sys.executable, "-m", "tests.gui.network_child", how],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_real_network_of_its_own_that_comes_and_goes():
    within = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if not shutil.which("ip") or subprocess.run([*within, "true"], capture_output=True).returncode:
        pytest.skip("no network namespace can be made here")
    assert listen("route", *within) == [
        "AWAY",
        "there True ONLINE 1",
        "away True 1",
        "flapping True False",
    ]


def test_what_networkmanager_says_and_its_portal():
    if not shutil.which("dbus-run-session") or not has_gi():
        pytest.skip("dbus-run-session or the system's python3-gi is not installed")
    assert listen("bus", "dbus-run-session", "--") == [
        "AWAY",
        "portal False AWAY",
        "there True ONLINE 1",
        "away True 1",
        "flapping True False",
    ]


def has_gi() -> bool:
    python = Path("/usr/bin/python3")
    return python.exists() and not subprocess.run([python, "-c", "import gi"]).returncode
