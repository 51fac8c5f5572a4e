"""Legal dates and delays. Every date is a day in Europe/Paris, where the law counts them."""

import calendar as _calendar
import datetime as dt
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
EARLIEST: Final = dt.date(1789, 7, 14)
LATEST: Final = dt.date(2199, 12, 31)
"""Bounds of a legal date: outside them a date is a slip of the pen."""

_MICROSECOND: Final = dt.timedelta(microseconds=1)
_DAY: Final = dt.timedelta(days=1)


def paris_day(instant: dt.datetime) -> dt.date:
    """The day it is in Paris at an aware instant."""
    return instant.astimezone(PARIS).date()


def end_of_paris_day(day: dt.date) -> dt.datetime:
    """The last microsecond of a day in Paris, in UTC."""
    midnight = dt.datetime.combine(day + _DAY, dt.time(), PARIS)
    return midnight.astimezone(dt.UTC) - _MICROSECOND


def add_months(day: dt.date, months: int) -> dt.date:
    """Same day of the month, months later; the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def clear_days_between(sent_on: dt.date, held_on: dt.date) -> int:
    """Clear days (jours francs): neither the day of sending nor the day of the meeting counts, every other day does.

    Saturdays, Sundays and holidays count and nothing is extended (CGCT L2121-12).
    """
    return max((held_on - sent_on).days - 1, 0)


def friday_of_week(start: dt.date, week: int) -> dt.date:
    """The Friday of the ``week``-th week after ``start`` (CGCT L5211-6: installation of the assembly).

    A week runs from Monday to Sunday and week 1 is the one that follows the week of ``start``.
    """
    monday = start - dt.timedelta(days=start.weekday())
    return monday + dt.timedelta(weeks=week, days=4)


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)
