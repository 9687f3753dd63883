"""The demo's own desk: its processes, given what the demo's sandbox gives, and its journey."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from paraph.domain.errors import ParaphError
from paraph.remote.sandbox_child import SandboxTrouble
from paraph.request_engine import SyncEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from paraph.domain.verification import FileReport
    from paraph.trying import Demo
    from paraph.usecases.demo_journey import Desk, Journey, Step


class DemoSyncEngine(SyncEngine):
    """Gives each process that it starts a key of the sandbox, and has the inbox filled.

    Where there is a keychain the key is kept there, for other commands of the demo's profile.
    """

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self._demo = demo
        # While the window is being made: its first round finds what waits in the inbox.
        self._filling = threading.Thread(target=self._fill, name="demo inbox", daemon=True)
        self._filling.start()

    def _start(self) -> None:
        super()._start()
        self._filling.join()
        key = self._demo.key() if self._demo.account else None
        if key is not None and self.pid is not None:  # it may have been closed meanwhile
            # What does not answer, or has ended meanwhile, is told by the round that comes next.
            with suppress(ParaphError):
                self.put_secret(self._demo.account, key)

    def _fill(self) -> None:
        if self._demo.account:
            self._demo.fill_inbox()


def travel_headless(
    demo: Demo, check: Callable[[Path], FileReport], tell: Callable[[Step], None]
) -> Journey:
    """Do the demo's journey with the window's own processes. Raises as `demo_journey.travel`."""
    from paraph.usecases.demo_journey import JourneyBroken, JourneyPorts, travel

    ports = JourneyPorts(
        lambda: _open_desk(demo),
        demo.go_away,
        demo.come_back,
        demo.calls,
        demo.record,
        check,
        demo.account,
        demo.token.contract,
        demo.token.certificate_der,
        demo.token.pin,
    )
    try:
        return travel(ports, tell)
    except SandboxTrouble as error:
        raise JourneyBroken(f"the sandbox: {error}") from error


@contextmanager
def _open_desk(demo: Demo) -> Iterator[Desk]:
    """Open the window's processes, without the window; with its end they end."""
    from paraph.engine import Engine
    from paraph.prepare_engine import PrepareEngine
    from paraph.request_engine import RequestEngine
    from paraph.usecases.demo_journey import Desk

    preparing, board, sync = PrepareEngine(), RequestEngine(), SyncEngine()
    signing = Engine(demo.token.anchors_der)
    engines = (preparing, board, signing, sync)
    try:
        key = demo.key()
        if key is not None:
            sync.lend(demo.account, key)
        yield Desk(
            preparing,
            board,
            signing,
            sync,
            lambda: frozenset(each.pid for each in engines if each.pid is not None),
        )
    finally:
        for each in engines:
            each.close()
