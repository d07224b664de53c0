"""Dates as people write them into lists, read without inventing a day.

Day first where three numbers stand (Cuba, Spain). A month or a year alone is a good, part-known date. What can be
read in two ways is refused: a two-digit year, a day that the calendar does not have.
"""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from chronology.partial_date import FIRST_YEAR, LAST_YEAR, PartialDate
from sources.import_list.vocabularies import fold

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan", "febrero feb february", "marzo mar march", "abril abr april apr", "mayo may",
            "junio jun june", "julio jul july", "agosto ago august aug", "septiembre setiembre sep sept set september",
            "octubre oct october", "noviembre nov november", "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
CIRCA = re.compile(r"^(?:c|ca|circa|hacia|aprox|aproximadamente|about|around)\.? +")
CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?$", re.IGNORECASE)
NUMBERS_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})")
NUMBERS_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
WORDS = re.compile(r"(?:(\d{1,2}) )?([a-z]+)(?: (\d{1,2}))? (\d{2,4})")
SPREADSHEET_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)  # 1927 to 2119; smaller numbers are a day count of something else


class UnreadableDate(ValueError):
    """The message says why, for the person who sent the list."""


def read_date_text(text: str) -> PartialDate:
    """Raises UnreadableDate."""
    written = CLOCK.sub("", text.strip())
    try:
        return _sane(PartialDate.parse(written))
    except UnreadableDate:
        raise
    except ValueError as error:
        if re.fullmatch(r"(\.\./)?\d{4}-\d{2}.*", written):
            raise UnreadableDate(_("“%(text)s” is not a day of the calendar") % {"text": text}) from error
    plain = fold_words(written)
    is_circa = bool(CIRCA.match(plain))
    found = _from_numbers(CIRCA.sub("", plain)) or _from_words(CIRCA.sub("", plain))
    if found is None:
        raise UnreadableDate(
            _("“%(text)s” is not a date: write 2021-07-11, 11/07/2021, 07/2021, julio de 2021 or 2021") % {"text": text}
        )
    year, month, day = found
    return _made(year, month, day, is_circa=is_circa, text=text)


def read_date_cell(cell: object, *, serials_allowed: bool = True) -> PartialDate:
    """A cell that a spreadsheet already holds as a date, a time stamp or a number. Raises UnreadableDate.

    A whole number is a year, or, where `serials_allowed`, the day count of a spreadsheet.
    """
    match cell:
        case datetime():
            return _sane(PartialDate(_in_range(cell.date())))
        case date():
            return _sane(PartialDate(_in_range(cell)))
        case bool() | time() | timedelta():
            raise UnreadableDate(_("this cell holds a time or a truth value, not a date"))
        case int() | float() if isfinite(cell) and cell == int(cell):
            if FIRST_YEAR < cell <= LAST_YEAR:
                return PartialDate.parse(str(int(cell)))
            if serials_allowed and int(cell) in SERIALS:
                return PartialDate(SPREADSHEET_EPOCH + timedelta(days=int(cell)))
    raise UnreadableDate(_("the number %(cell)s is not a date") % {"cell": cell})


def fold_words(text: str) -> str:
    """`11 de julio de 2021` → `11 julio 2021`, `July 11th, 2021` → `july 11 2021`; numbers stay as they are."""
    if re.fullmatch(r"[\d/.\- ]+", text):
        return text.strip()
    plain = re.sub(r"(\d)(?:st|nd|rd|th|ro|º|°)\b", r"\1", fold(text))
    return " ".join(word for word in plain.split() if word not in ("de", "del", "of", "el", "the"))


def _from_numbers(text: str) -> tuple[int, int | None, int | None] | None:
    if found := NUMBERS_DAY_FIRST.fullmatch(text):
        if len(found[4]) != 4:
            raise UnreadableDate(_("“%(text)s” has a year of two digits: write four") % {"text": text})
        return int(found[4]), int(found[3]), int(found[1])
    if found := NUMBERS_YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), None
    if re.fullmatch(r"\d{4}", text):
        return int(text), None, None
    return None


def _from_words(text: str) -> tuple[int, int | None, int | None] | None:
    found = WORDS.fullmatch(text)
    if found is None or found[2] not in MONTHS or (found[1] and found[3]):
        return None
    if len(found[4]) != 4:
        raise UnreadableDate(_("“%(text)s” has a year of two digits: write four") % {"text": text})
    day = found[1] or found[3]
    return int(found[4]), MONTHS[found[2]], int(day) if day else None


def _made(year: int, month: int | None, day: int | None, *, is_circa: bool, text: str) -> PartialDate:
    written = (
        f"{year:04d}" + (f"-{month:02d}" if month is not None else "") + (f"-{day:02d}" if day is not None else "")
    )
    try:
        return _sane(PartialDate.parse(written + ("~" if is_circa and day is None else "")))
    except UnreadableDate:
        raise
    except ValueError as error:
        raise UnreadableDate(_("“%(text)s” is not a day of the calendar") % {"text": text}) from error


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableDate(_("%(day)s is not a date of our time: the cell was empty or held a number") % {"day": day})
    return day


def _sane(read: PartialDate) -> PartialDate:
    """A spreadsheet writes an empty date as a day of January 1900."""
    if read.is_exact and read.value < date(1900, 2, 1):
        raise UnreadableDate(_("%(day)s is how a spreadsheet writes an empty date") % {"day": read.value})
    return read
