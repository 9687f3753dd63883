"""A token bucket: calls stay below a service's limit, whatever is waiting to be sent."""

import threading
import time
from collections.abc import Callable

# The guide names 100 calls a minute as the lowest limit of a plan; other desks may share it.
USUAL_PER_MINUTE = 90
USUAL_BURST = 20


class TokenBucket:
    """So many calls a minute, `burst` of them at once; by a clock that nobody sets back."""

    def __init__(
        self,
        per_minute: int = USUAL_PER_MINUTE,
        burst: int = USUAL_BURST,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._per_s = per_minute / 60
        self._burst = float(burst)
        self._clock = clock
        self._wait = wait or threading.Event().wait
        self._left, self._since = self._burst, clock()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Take one call, after waiting for it."""
        while (wait_s := self._taken()) > 0:
            self._wait(wait_s)

    def empty(self) -> None:
        """Leave nothing for now: the service said that it was too much."""
        with self._lock:
            self._fill()
            self._left = 0.0

    def _taken(self) -> float:
        with self._lock:
            self._fill()
            if self._left < 1:
                return (1 - self._left) / self._per_s
            self._left -= 1
            return 0.0

    def _fill(self) -> None:
        now = self._clock()
        # A computer that slept gets its burst, not all of the night's calls.
        self._left = min(self._burst, self._left + max(0.0, now - self._since) * self._per_s)
        self._since = now
