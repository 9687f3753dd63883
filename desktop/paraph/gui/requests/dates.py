"""Days and hours as lists and heads of requests say them, in the person's language and clock."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

translate = QCoreApplication.translate


def moment_words(at: datetime, now: datetime) -> str:
    """Give the time of today, or the day."""
    local = at.astimezone()
    if local.date() == now.astimezone().date():
        moment = QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
        return QLocale().toString(moment, "HH:mm")
    return day_words(at, now)


def day_words(at: datetime, now: datetime) -> str:
    """Give a day, with its year where it is another one."""
    day = at.astimezone().date()
    pattern = translate("Requests", "d MMM")
    if day.year != now.astimezone().year:
        pattern = translate("Requests", "d MMM yyyy")
    return QLocale().toString(_qdate(day), pattern)


def long_moment_words(at: datetime, now: datetime) -> str:
    """Give a moment as a sentence has it."""
    moment = QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
    clock, days = QLocale().toString(moment, "HH:mm"), days_between(now, at)
    if days == 0:
        return translate("Requests", "Today {time}").format(time=clock)
    return f"{_long_day(at, now, weekday=True)}, {clock}"


def due_words(at: datetime, now: datetime, *, weekday: bool = True) -> str:
    """Say until when, as the head of a request has it."""
    return translate("Requests", "due {day}").format(day=_long_day(at, now, weekday=weekday))


def utc_now() -> datetime:
    """Give the moment that words are relative to."""
    return datetime.fromtimestamp(QDateTime.currentSecsSinceEpoch(), UTC)


def days_between(now: datetime, at: datetime) -> int:
    """Count the nights between two moments, by this computer's clock."""
    return (at.astimezone().date() - now.astimezone().date()) // timedelta(days=1)


def _long_day(at: datetime, now: datetime, *, weekday: bool) -> str:
    day = at.astimezone().date()
    is_this_year = day.year == now.astimezone().year
    patterns = {
        (True, True): translate("Requests", "dddd d MMMM"),
        (True, False): translate("Requests", "dddd d MMMM yyyy"),
        (False, True): translate("Requests", "d MMMM"),
        (False, False): translate("Requests", "d MMMM yyyy"),
    }
    return QLocale().toString(_qdate(day), patterns[weekday, is_this_year])


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
