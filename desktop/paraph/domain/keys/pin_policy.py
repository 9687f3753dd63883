"""How long a PIN is kept: for nothing, one batch, or some minutes; in the token's process alone.

It ends at once when the screen is locked, the person changes, the computer sleeps or the card goes.
"""

from enum import StrEnum
from typing import NamedTuple

MOST_MINUTES = 60


class PinKeeping(StrEnum):
    """What a PIN once typed is good for."""

    NEVER = "never"  # one signature
    BATCH = "batch"  # all documents that are signed together
    MINUTES = "minutes"  # whatever is signed within so many minutes


class PinPolicy(NamedTuple):
    """The policy in force, and whether an administrator made it."""

    keeping: PinKeeping = PinKeeping.BATCH
    minutes: int = 0
    by_administrator: bool = False

    @property
    def keep_s(self) -> float:
        """For how many seconds a login stays after its last signature."""
        return self.minutes * 60.0 if self.keeping is PinKeeping.MINUTES else 0.0

    @property
    def covers_batch(self) -> bool:
        """Tell whether one PIN is enough for several documents."""
        return self.keeping is not PinKeeping.NEVER

    def where(self, *, leaving_is_seen: bool) -> "PinPolicy":
        """Give what holds here: minutes only where it is seen that the person leaves."""
        if leaving_is_seen or self.keeping is not PinKeeping.MINUTES:
            return self
        return PinPolicy(PinKeeping.BATCH, 0, self.by_administrator)


def pin_policy(decided: str | int | None, chosen: str | int) -> PinPolicy:
    """Give the policy: what an administrator `decided`, else what the person has `chosen`.

    Minutes may be text, as settings hold them; a word that is none of ours means the usual batch.
    """
    value = chosen if decided is None else decided
    by_administrator = decided is not None
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if isinstance(value, int):
        minutes = max(1, min(value, MOST_MINUTES))
        return PinPolicy(PinKeeping.MINUTES, minutes, by_administrator)
    keeping = PinKeeping.NEVER if value == "never" else PinKeeping.BATCH
    return PinPolicy(keeping, 0, by_administrator)
