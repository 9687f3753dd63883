"""Reads how the services answered, for whatever shows it; not more often than is of use."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.gui.outbox.sync_watch import SyncWatch
    from paraph.gui.request_acts import RequestActs
    from paraph.usecases.service_health import AccountHealth

    Show = Callable[[Sequence[AccountHealth]], None]

_AGAIN_S = 20.0  # a day's figures are summed up anew each time


class HealthReading:
    """One for a place that shows it."""

    def __init__(self, requests: RequestActs, watch: SyncWatch, show: Show) -> None:
        self._requests, self._watch, self._show = requests, watch, show
        self._read_s = -_AGAIN_S

    def read(self, *, anew: bool = False) -> None:
        """Show how they answered; `anew`, whenever it was shown last."""
        now_s = time.monotonic()
        if anew or now_s - self._read_s >= _AGAIN_S:
            self._read_s = now_s
            # A record that does not open is told by whoever reads more of it.
            self._watch.read(self._requests.health, self._show, lambda _: None)
