"""What organisations printed of those who left after an announcement, by the number of ours that it stands beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.models import PublishedFigureVersion
from reports.release_report.persons import WEEK
from website.announced import Announced
from website.numbers import number

FOLLOWED = timedelta(365)
"""Of an announcement whose end nobody stated: for how long a number of releases may be about it."""

EVERYBODY = "released_political"
AFTERWARDS = {"released_political_after_20_jan": date(2025, 1, 20)}


class Printed(NamedTuple):
    publisher: str
    value: Decimal
    as_of: date
    url: str


def printed(announced: Announced) -> dict[str, list[Printed]]:
    """By the code of our line; `verified` for the total. Nothing where the day of the announcement is not known."""
    first = announced.version.announced_earliest
    if first is None:
        return {}
    ended = announced.version.document["ended_on"]
    last = (PartialDate.parse(ended).latest if ended else None) or first + FOLLOWED
    rows = PublishedFigureVersion.objects.in_edition(announced.moment.edition.number)
    found: defaultdict[str, list[Printed]] = defaultdict(list)
    for row in rows.filter(metric__in=(EVERYBODY, *AFTERWARDS), as_of__range=(first, last)).order_by("as_of", "code"):
        line = _line(row, first + WEEK)
        if line:
            found[line].append(Printed(row.publisher_name, row.value, row.as_of, row.url))
    return dict(found)


def printed_in_words(figures: Sequence[Printed], language: str) -> str:
    """“Justicia 11J, 10 March 2025: 212”; several with a semicolon between them."""
    return "; ".join(
        f"{one.publisher}, {in_words(one.as_of, language)}: {number(one.value, language)}" for one in figures
    )


def _line(row: PublishedFigureVersion, end_of_week: date) -> str:
    if row.metric in AFTERWARDS:
        return "when-after" if AFTERWARDS[row.metric] == end_of_week else ""
    return "when-week" if row.as_of == end_of_week else "verified" if row.as_of > end_of_week else ""
