"""What follows an attempt: delivered, tried again by the table, or given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from paraph.wire.events import DeliveryState

# The table of Standard Webhooks; the first attempt is at once.
RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
GONE = 410
REFUSED_ADDRESS = "refused_address"
# "Not now", in the words of HTTP; every other 3xx and 4xx is the receiver's answer.
_NOT_NOW = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: the status that answered, or what went wrong instead.

    `failure`: timeout, unknown_host, refused_address, not_reached, tls, broken_answer.
    """

    status: int | None = None
    failure: str | None = None

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def may_change(self) -> bool:
        """Whether another attempt makes sense."""
        if self.status is None:
            return self.failure != REFUSED_ADDRESS
        return self.status >= 500 or self.status in _NOT_NOW


def follows(
    outcome: Outcome, attempts: int, now: datetime
) -> tuple[DeliveryState, datetime | None]:
    """Give the state after attempt number `attempts`, and when the next one is."""
    if outcome.is_delivered:
        return DeliveryState.DELIVERED, None
    if not outcome.may_change or attempts > len(RETRY_AFTER):
        return DeliveryState.FAILED, None
    return DeliveryState.WAITING, now + RETRY_AFTER[attempts - 1]
