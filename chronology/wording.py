"""Days and part-known dates in words, Spanish and English: never a day that nobody stated.

Spanish: “16 de enero de 2025”, “julio de 2021”, “c. 2021”. English: “16 January 2025”, “July 2021”, “c. 2021”.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.translation import get_language

from chronology.partial_date import LAST_YEAR, PartialDate, Precision

MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_WHOLE_DAY = {Precision.DAY, Precision.BEFORE, Precision.AFTER}
_CIRCA = {Precision.CIRCA_MONTH, Precision.CIRCA_YEAR}
_OPEN_ENDED = {
    ("es", Precision.BEFORE): "{} o antes",
    ("en", Precision.BEFORE): "{} or before",
    ("es", Precision.AFTER): "{} o después",
    ("en", Precision.AFTER): "{} or after",
}


def in_words(known: PartialDate | date, language: str = "") -> str:
    """What is known of the date, to be read alone: a table cell, a caption. Without a language, in the reader's."""
    known, language = _part_known(known), language or readers_language()
    return _OPEN_ENDED.get((language, known.precision), "{}").format(_plain(known, language))


def on(known: PartialDate | date, language: str) -> str:
    """The date with its preposition, for “left prison …”: “el 16 de enero de 2025”, “in July 2021”, “hacia 2021”."""
    known = _part_known(known)
    if language == "es":
        preposition = "el" if known.precision in _WHOLE_DAY else "hacia" if known.precision in _CIRCA else "en"
    else:
        preposition = "on" if known.precision in _WHOLE_DAY else "around" if known.precision in _CIRCA else "in"
    return f"{preposition} {in_words(known, language).removeprefix('c. ')}"


def since(known: PartialDate | date, language: str) -> str:
    """“desde el 16 de enero de 2025”, “since July 2021”."""
    known = _part_known(known)
    if language == "es":
        article = "el " if known.precision in _WHOLE_DAY else ""
        return f"desde {article}{in_words(known, language)}"
    return f"since {in_words(known, language)}"


def from_bounds(earliest: date | None, latest: date | None) -> PartialDate | None:
    """The part-known date with these bounds, as nearly as one can be written; None when nothing is known.

    Bounds that are neither a day, a month nor a year become “that day or before” of the later one, which is true;
    where the later one is past the last year that can be written (`2100~` may be 2101), the earlier one “or after”.
    """
    if latest is None or latest.year > LAST_YEAR:
        return PartialDate(earliest, Precision.AFTER) if earliest else None
    if earliest == latest:
        return PartialDate(latest)
    first, last = (
        latest.replace(day=1),
        latest.replace(day=monthrange(latest.year, latest.month)[1]),
    )
    if (earliest, latest) == (first, last):
        return PartialDate(first, Precision.MONTH)
    if earliest == date(latest.year, 1, 1) and latest == date(latest.year, 12, 31):
        return PartialDate(latest, Precision.YEAR)
    return PartialDate(latest, Precision.BEFORE)


def readers_language() -> str:
    """`es` or `en`: the record has no other."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def _part_known(known: PartialDate | date) -> PartialDate:
    return known if isinstance(known, PartialDate) else PartialDate(known)


def _plain(known: PartialDate, language: str) -> str:
    day, month, year = (
        known.value.day,
        MONTHS[language][known.value.month - 1],
        known.value.year,
    )
    match known.precision:
        case Precision.YEAR:
            return f"{year}"
        case Precision.CIRCA_YEAR:
            return f"c. {year}"
        case Precision.MONTH | Precision.CIRCA_MONTH:
            circa = "c. " if known.precision is Precision.CIRCA_MONTH else ""
            return f"{circa}{month} de {year}" if language == "es" else f"{circa}{month} {year}"
    return f"{day} de {month} de {year}" if language == "es" else f"{day} {month} {year}"
