"""The record of what was done, and the clock it is told by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Body = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded act; `intent` joins the entries of one act."""

    seq: int
    kind: str
    intent: str
    at_utc: str
    body: Body


class AuditLog(Protocol):
    """Append-only, durable before it answers."""

    def append(self, kind: str, intent: str, body: Body) -> int:
        """Write one entry and give its sequence number. Raises StoreBusy, DiskFull."""
        ...

    def unfinished(self) -> Sequence[Sequence[Entry]]:
        """Give the entries of every signing intent that has no end yet."""
        ...


class Clock(Protocol):
    """The time of day."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...
