"""When an act is tried again: exponential, with full jitter; the service's own word comes first."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from paraph.domain.service.outbox_entry import LONGEST_WAIT

_BASE_S = 1.0
_MOST_WATCHED_S = 60.0
_MOST_ALONE_S = 3600.0


def next_attempt(
    attempts: int, jitter: float, now: datetime, *, watched: bool, told: timedelta | None = None
) -> datetime:
    """Say when the next try is, after so many; `jitter` is between 0 and 1.

    `told` is the service's Retry-After. `watched`: a person looks at the window.
    """
    if told is not None:
        # Not all of the firm's desks at the same second, and never before its time.
        return now + min(told, LONGEST_WAIT) + timedelta(seconds=jitter)
    most_s = _MOST_WATCHED_S if watched else _MOST_ALONE_S
    cap_s = min(most_s, _BASE_S * 2 ** min(attempts, 20))
    return now + timedelta(seconds=cap_s * jitter)


def retry_after(value: str | None, answered_at: datetime | None) -> timedelta | None:
    """Read a Retry-After (RFC 9110, 10.2.3): seconds, or a date; None for neither.

    A date is held against the service's own `Date`, where it sent one: our clock may be wrong.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # A number of thousands of digits is none that Python reads.
        return min(timedelta(seconds=int(text[:12])), LONGEST_WAIT)
    moment = http_date(text)
    if moment is None or answered_at is None:
        return None
    return max(timedelta(0), min(moment - answered_at, LONGEST_WAIT))


def http_date(text: str | None) -> datetime | None:
    """Read a date of HTTP (RFC 9110, 5.6.7); None for what is none."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None
