"""What changes over time, and how it is made up: one page of drawings, each of a figure that has a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from chronology.wording import in_words
from publication.selection.written import FIRST_DAY
from reports.answer import Answer
from reports.answers import table_of
from reports.charts.spark import spark
from reports.citation import citation
from reports.multiples import Multiple, by_province
from reports.registry import figure
from reports.table import Table
from website.links import Links
from website.maps import approximate
from website.moment import Moment
from website.page import page, show
from website.pictures import Charts, charts_of, days_note, flow_note, series_note
from website.questions import Candidates, ask, defaults, permanent_address

DRAWN = (
    ("in_prison", "context"),
    ("release_type", "month"),
    ("still_outside", ""),
    ("prison_left", "state"),
    ("sentenced", "length"),
    ("by_offence", "offence"),
    ("age_at_detention", "age"),
    ("by_province", "province"),
    ("repeat_detentions", "times"),
    ("consolidated", "context"),
    ("listing_lag", "lag"),
)
"""Each figure with the breakdown that is drawn. Those with one drawing stand in pairs on a wide screen."""

A_YEAR = timedelta(365)


@dataclass(frozen=True)
class Trend:
    """`asked`: what its own page is to be asked, to show the same."""

    answer: Answer
    asked: dict[str, str]
    charts: Charts
    table: Table | None
    citation: str


@page
def trends(request: HttpRequest, moment: Moment) -> HttpResponse:
    candidates = Candidates(moment, get_language() or "es")
    links = Links(request, moment)
    found = [trend for name, breakdown in DRAWN if (trend := _trend(name, breakdown, moment, candidates, links))]
    return show(
        request,
        moment,
        "figures/trends.html",
        trends=found,
        series_note=series_note,
        days_note=days_note,
        flow_note=flow_note,
        approximate=approximate,
        multiples=_multiples(moment),
    )


def _multiples(moment: Moment) -> dict[str, Any]:
    """Those in prison, province by province; empty where too few months are followed."""
    answer = ask("in_prison", {"breakdown": "province"}, moment)
    days, places = by_province(answer)
    drawn = [(place, spark(days, place.values, title=_in_words(place, days))) for place in places]
    return {"answer": answer, "days": days, "drawn": drawn} if drawn else {}


def _in_words(place: Multiple, days: list[date]) -> str:
    first, last = (f"{in_words(days[at], get_language() or 'es')}: {place.values[at]}" for at in (0, -1))
    return f"{place.label}. {first}; {last}"


def _trend(name: str, breakdown: str, moment: Moment, candidates: Candidates, links: Links) -> Trend | None:
    """None where the edition has nothing to ask it about, or there is nothing to draw."""
    usual = defaults(figure(name), candidates)
    if usual is None:
        return None
    if name == "release_type":  # all departures of a year, whether announced or not
        usual = {"from": str(max(moment.as_of - A_YEAR, FIRST_DAY)), "to": str(moment.as_of)}
    asked = {**usual, **({"breakdown": breakdown} if breakdown else {})}
    answer = ask(name, asked, moment)
    charts = charts_of(answer)
    table = table_of(answer)
    if not (any(charts.drawn.values()) or table):
        return None
    address = permanent_address(links, "figure", name, asked=asked, moment=moment)
    return Trend(answer, asked, charts, table, citation(answer, address, answer.language))
