"""The record and the clock in memory: `ports.record`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from paraph.domain.errors import ParaphError
from paraph.ports.record import Body, Entry

_ENDS = ("signature_made", "signature_failed", "signature_abandoned")


@dataclass
class FixedClock:
    """A clock that stands."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        return self.moment


@dataclass
class MemoryAuditLog:
    """Appends to a list; `fails_at` maps a kind to the error its writing meets."""

    entries: list[Entry] = field(default_factory=list)
    fails_at: dict[str, ParaphError] = field(default_factory=dict)
    told: ParaphError | None = None

    def append(self, kind: str, intent: str, body: Body) -> int:
        if kind in self.fails_at:
            raise self.fails_at[kind]
        seq = len(self.entries) + 1
        self.entries.append(Entry(seq, kind, intent, "2026-01-01T00:00:00.000Z", dict(body)))
        return seq

    def unfinished(self) -> Sequence[Sequence[Entry]]:
        by_intent: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_intent.setdefault(entry.intent, []).append(entry)
        return [
            entries
            for _, entries in sorted(by_intent.items())
            if any(e.kind == "signature_requested" for e in entries)
            and not any(e.kind in _ENDS for e in entries)
        ]

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries]

    def codes(self) -> list[object]:
        return [e.body.get("code") for e in self.entries if e.kind == "signature_failed"]
