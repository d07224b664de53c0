"""What organisations printed of those who left after an announcement, by the number of ours that it stands beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.models import PublishedFigureVersion
from publication.organisation_names import named
from reports.release_report import Line
from reports.release_report.persons import WEEK
from website.announced import Announced
from website.numbers import number
from website.report_wording import in_years

FOLLOWED = timedelta(365)
"""Of an announcement whose end nobody stated: for how long a number of releases may be about it."""

EVERYBODY = "released_political"
AFTERWARDS = {"released_political_after_20_jan": date(2025, 1, 20)}
MODE = "sentence-mode"
PORTRAIT = {
    "released_men_percent": "sex-men",
    "released_mean_age": "age-mean",
    "released_aged_60": "age-60",
    "released_detained_at_17_18": "age-18",
    "released_11j_percent": "context-11j",
    "released_mean_years_inside": "inside-mean",
    "released_common_sentence_years": MODE,
    "released_sentence_10_15_years": "sentence-10-15",
}
"""The nearest line of ours for each published figure; what each of them counts stands in its own words."""

YEARS = frozenset({"released_mean_age", "released_mean_years_inside", "released_common_sentence_years"})


class Printed(NamedTuple):
    publisher: str
    value: Decimal
    metric: str
    as_of: date
    url: str

    def speaks_of(self, language: str) -> str:
        """The day of their number, which is neither that of ours nor the one on which they printed it."""
        return _("(as of %(day)s)") % {"day": in_words(self.as_of, language)}

    def said(self, language: str) -> str:
        """“191”, “86 %”, “3,5 años”."""
        if self.metric in YEARS:
            return in_years(self.value)
        value = number(self.value, language)
        if not self.metric.endswith("_percent"):
            return value
        return f"{value}%" if language == "en" else f"{value}\u00a0%"


def printed(announced: Announced) -> dict[str, list[Printed]]:
    """By the code of our line; `verified` for the total. Nothing where the day of the announcement is not known."""
    first = announced.version.announced_earliest
    if first is None:
        return {}
    ended = announced.version.document["ended_on"]
    last = (PartialDate.parse(ended).latest if ended else None) or first + FOLLOWED
    rows = PublishedFigureVersion.objects.in_edition(announced.moment.edition.number)
    metrics = (EVERYBODY, *AFTERWARDS, *PORTRAIT)
    found: defaultdict[str, list[Printed]] = defaultdict(list)
    for row in rows.filter(metric__in=metrics, as_of__range=(first, last)).order_by("as_of", "code"):
        line = _line(row, first + WEEK)
        if line == MODE:
            line = _first_mode(announced)
        if line:
            found[line].append(Printed(row.publisher_name, row.value, row.metric, row.as_of, row.url))
    return dict(found)


def line_of(row: PublishedFigureVersion, announced: Announced) -> Line | None:
    """The line of our report that stands beside it; None where it is about something else, or nothing is followed."""
    first = announced.version.announced_earliest
    if first is None or row.metric not in (*AFTERWARDS, *PORTRAIT) or not announced.is_followed:
        return None
    code = _line(row, first + WEEK)
    return announced.report.line(_first_mode(announced) if code == MODE else code)


def printed_in_words(figures: Sequence[Printed], language: str, *, with_day: bool = True) -> str:
    """“Justicia 11J (as of 10 March 2025): 212”; several with a semicolon between them."""
    told = []
    for one in figures:
        who = named(one.publisher, language)
        told.append(
            f"{who} {one.speaks_of(language)}: {one.said(language)}" if with_day else f"{who}: {one.said(language)}"
        )
    return "; ".join(told)


def _line(row: PublishedFigureVersion, end_of_week: date) -> str:
    if row.metric in PORTRAIT:
        return PORTRAIT[row.metric]
    if row.metric in AFTERWARDS:
        return "when-after" if AFTERWARDS[row.metric] == end_of_week else ""
    return "when-week" if row.as_of == end_of_week else "verified" if row.as_of > end_of_week else ""


def _first_mode(announced: Announced) -> str:
    """The line of the most frequent sentence, whichever it is; empty when none is known."""
    lines = (line.code for section in announced.report.sections for line in section.lines)
    return next((code for code in lines if code.startswith(MODE)), "")
