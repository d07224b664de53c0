"""What changes over time, and how it is made up: one page of drawings, each of a figure that has a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports.answer import Answer
from reports.answers import table_of
from reports.charts import chart, chart_of_series
from reports.registry import figure
from reports.series import series
from reports.table import Table
from website.moment import Moment
from website.page import page, show
from website.questions import Candidates, ask, defaults

DRAWN = (
    ("in_prison", "context"),
    ("release_type", "month"),
    ("still_outside", "release_type"),
    ("prison_left", "state"),
    ("sentenced", "length"),
    ("by_offence", "offence"),
    ("age_at_detention", "age"),
    ("by_province", "province"),
    ("consolidated", "context"),
    ("repeat_detentions", "times"),
    ("listing_lag", "lag"),
)
"""Each figure with the breakdown that is drawn."""

A_YEAR = timedelta(365)


@dataclass(frozen=True)
class Trend:
    """`asked`: what its own page is to be asked, to show the same."""

    answer: Answer
    asked: dict[str, str]
    drawing: SafeString
    line: SafeString
    table: Table | None


@page
def trends(request: HttpRequest, moment: Moment) -> HttpResponse:
    candidates = Candidates(moment, get_language() or "es")
    found = [trend for name, breakdown in DRAWN if (trend := _trend(name, breakdown, moment, candidates))]
    return show(request, moment, "figures/trends.html", trends=found)


def _trend(name: str, breakdown: str, moment: Moment, candidates: Candidates) -> Trend | None:
    """None where the edition has nothing to ask it about, or there is nothing to draw."""
    usual = defaults(figure(name), candidates)
    if usual is None:
        return None
    if name == "release_type":  # all departures of a year, whether announced or not
        usual = {"from": str(moment.as_of - A_YEAR), "to": str(moment.as_of)}
    asked = {**usual, "breakdown": breakdown}
    answer = ask(name, asked, moment)
    months = series(answer)
    drawing = chart(answer)
    if not drawing and not months:
        return None
    return Trend(answer, asked, drawing, chart_of_series(months) if months else SafeString(""), table_of(answer))
