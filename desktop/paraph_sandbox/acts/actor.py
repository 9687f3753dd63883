"""In whose name an act is done, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """An account's client at an address, at a moment of business time; `key` is its
    Idempotency-Key.
    """

    account: str
    client: str
    ip_address: str
    now: datetime
    key: str | None = None
