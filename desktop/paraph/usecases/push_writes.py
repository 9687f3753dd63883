"""What has ended is written with what leaves next: one wait for the disk for each act, not two.

Nothing waits for a network, or is read anew, while it is not written. A crash before that finds the
act on its way, as one does that comes before the answer: it is looked up.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from paraph.ports.outbox import Outbox


class Writes:
    """The writes of one run, in their order."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._owed: list[Callable[[], None]] = []

    def soon(self, write: Callable[[], None]) -> None:
        """Write it with what is written next, or with `now`, whichever comes first."""
        self._owed.append(write)

    def now(self) -> None:
        """Write what is owed. Raises StoreBusy, DiskFull."""
        if self._owed:
            with self.transaction():
                pass

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what is owed and what is written within, or nothing. Raises StoreBusy, DiskFull."""
        owed, self._owed = self._owed, []
        try:
            with self._outbox.transaction():
                for write in owed:
                    write()
                yield
        except BaseException:
            self._owed = owed + self._owed
            raise
