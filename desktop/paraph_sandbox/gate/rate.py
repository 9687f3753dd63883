"""A token bucket for each client."""

import math
import threading
import time
from collections import OrderedDict

from paraph_sandbox.lifecycle.problems import Problem

_MANY = 10_000


class Rate:
    """So many calls a minute for each client, all of them at once if it waited for them."""

    def __init__(self, calls_per_minute: int) -> None:
        self.limit = calls_per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> dict[str, str]:
        """Take one call and give the headers that tell how many are left.

        Raises Problem 429 with `Retry-After` in seconds when none is.
        """
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.get(client, (float(self.limit), now))
            left = min(self.limit, left + (now - since) * self.limit / 60)
            self._keep(client, left - 1 if left >= 1 else left, now)
        if left < 1:
            wait_s = math.ceil((1 - left) * 60 / self.limit)
            detail = f"More than {self.limit} calls in a minute. Try again in {wait_s} s."
            headers = {"Retry-After": str(wait_s), **self._told(0)}
            raise Problem(429, "rate_limited", detail, headers=headers)
        return self._told(int(left - 1))

    def give_back(self, client: str) -> None:
        """Give a call back that does not count."""
        with self._lock:
            left, since = self._buckets.get(client, (float(self.limit), time.monotonic()))
            self._keep(client, min(self.limit, left + 1), since)

    def _keep(self, client: str, left: float, since: float) -> None:
        # The longest silent go first: strangers' names do not fill the memory.
        self._buckets[client] = (left, since)
        self._buckets.move_to_end(client)
        if len(self._buckets) > _MANY:
            self._buckets.popitem(last=False)

    def _told(self, left: int) -> dict[str, str]:
        # draft-ietf-httpapi-ratelimit-headers: the quota of a minute, and what is left of it.
        policy = f'"calls";q={self.limit};w=60'
        return {"RateLimit-Policy": policy, "RateLimit": f'"calls";r={left}'}
