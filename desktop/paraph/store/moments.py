"""Times in columns: ISO 8601 in UTC, so that their order is that of their text."""

from datetime import UTC, datetime


def text_of(moment: datetime | None) -> str | None:
    """Write a time for a column."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str | None) -> datetime | None:
    """Read a time of a column."""
    return datetime.fromisoformat(text) if text is not None else None


def known_moment_of(text: str) -> datetime:
    """Read a time of a column that is NOT NULL."""
    return datetime.fromisoformat(text)
