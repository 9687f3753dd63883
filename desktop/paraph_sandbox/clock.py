"""Business time: the machine's, moved on as tests ask. Certificates, timestamps and revocation
data never follow it: they are of the machine's own time."""

import threading
from datetime import UTC, datetime, timedelta


def machine_time() -> datetime:
    """Give the machine's own time, in UTC, to the second: that of certificates and timestamps."""
    return datetime.now(UTC).replace(microsecond=0)


class Clock:
    """The sandbox's business time; safe from every thread."""

    def __init__(self, offset_s: float = 0) -> None:
        self._offset = timedelta(seconds=offset_s)
        self._lock = threading.Lock()

    @property
    def offset_s(self) -> float:
        """By how many seconds business time is ahead."""
        return self._offset.total_seconds()

    def now(self) -> datetime:
        """Give business time, in UTC, to the millisecond."""
        moment = datetime.now(UTC) + self._offset
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def advance(self, seconds: float) -> None:
        """Move on. Raises OverflowError past the year 9999."""
        with self._lock:
            moved = self._offset + timedelta(seconds=seconds)
            _ = datetime.now(UTC) + moved
            self._offset = moved
