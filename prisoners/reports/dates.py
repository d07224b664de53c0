"""The day that a report tells, where it tells one."""

from __future__ import annotations

from django.utils.timezone import localdate

from chronology.partial_date import PartialDate, Precision
from sources.import_list.dates import UnreadableDate, read_date_text


def day_or_month(text: str) -> PartialDate | None:
    """The day or month that the words say and that has begun; None for anything else. No day is worked out of
    “yesterday”: the day on which a report came is not known to the hour."""
    try:
        read = read_date_text(text) if text.strip() else None
    except UnreadableDate:
        return None
    if read is None or read.precision not in (Precision.DAY, Precision.MONTH) or read.value > localdate():
        return None
    return read
