"""Lengths of time as calendars count them."""

import calendar
from datetime import date, timedelta


def calendar_days(start: date, months: int, days: int) -> int:
    """The days of so many months and days from `start`: months are added to the date, not multiplied by thirty."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(start.day, last)) + timedelta(days=days)
    return (end - start).days
