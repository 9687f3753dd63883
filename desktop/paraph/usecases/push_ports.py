"""What sending the outbox needs, and what a process that sends remembers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

from paraph.ports.outbox import Outbox
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Clock
from paraph.ports.requests import Accounts, Requests
from paraph.ports.spool import Spool


@dataclass(slots=True)
class Memory:
    """What a process that sends remembers; by the monotonic clock, which nobody sets.

    `due_s` is of entries, `open_again_s` of accounts that are to be left alone until then.
    """

    due_s: dict[str, float] = field(default_factory=dict)
    open_again_s: dict[str, float] = field(default_factory=dict)
    retention: dict[str, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pushing:
    """The ports that sending needs; `pay` adds the proof that these intents owe. Raises ProofBusy.

    `jitter` gives a number between 0 and 1, `monotonic_s` seconds of a clock that is never set.
    """

    outbox: Outbox
    requests: Requests
    accounts: Accounts
    audit: AuditLog
    owed: OwedLevels
    spool: Spool
    clock: Clock
    monotonic_s: Callable[[], float]
    jitter: Callable[[], float]
    pay: Callable[[Collection[str]], object] = lambda _intents: None
    memory: Memory = field(default_factory=Memory)
