"""Bells: whoever waits for an account's events is told that there are some.

A waiter is a future of the event loop and holds no thread; the bell is rung from any thread.
"""

import asyncio
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager


class Listener:
    """One that waits. Look first, then wait: what was rung since the last look counts."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def looks(self) -> None:
        """Forget what was rung until now: a look follows that sees it."""
        self._rung.clear()

    async def hears(self) -> None:
        """Wait until it rings."""
        await self._rung.wait()

    def ring(self) -> None:
        """Tell it, from any thread."""
        self._loop.call_soon_threadsafe(self._rung.set)


class Bells:
    """One bell an account. Once they are over nobody waits any more."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._lock = threading.Lock()
        self.over = False

    @contextmanager
    def listening(self, account: str) -> Iterator[Listener]:
        """Be told of an account's events inside the block; of the loop's thread alone."""
        listener = Listener()
        with self._lock:
            self._listeners.setdefault(account, set()).add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners[account].discard(listener)
                if not self._listeners[account]:
                    del self._listeners[account]

    def ring(self, accounts: Collection[str]) -> None:
        """Tell everybody who waits for events of these accounts."""
        with self._lock:
            for account in accounts:
                for listener in self._listeners.get(account, ()):
                    listener.ring()

    def end(self) -> None:
        """Send everybody home: the server ends."""
        self.over = True
        with self._lock:
            everybody = list(self._listeners)
        self.ring(everybody)
