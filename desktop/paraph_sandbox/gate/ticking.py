"""Does what is due, again and again, in a thread of its own."""

import logging
import threading

from paraph_sandbox.acts.due import Due
from paraph_sandbox.clock import Clock

_EVERY_S = 0.5
_log = logging.getLogger(__name__)


class Ticker:
    """Looks twice a second for what business time has brought."""

    def __init__(self, due: Due, clock: Clock) -> None:
        self._due = due
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="what is due", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the last look is over."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_EVERY_S):
            try:
                self._due.settle(self._clock.now())
            except Exception:  # noqa: BLE001 - told, and tried again
                # A look that fails is tried again; the calls of clients go on meanwhile.
                _log.exception("what is due could not be done")
