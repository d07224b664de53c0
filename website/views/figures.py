"""The figures: all of them, one of them, and the persons whom it counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from publication.models import Edition
from reports.answer import Answer
from reports.answers import table_of
from reports.citation import citation
from reports.csv_files import Rows, breakdown_rows, months_rows, number_rows, persons_rows, table_rows
from reports.figure import Figure
from reports.history import history
from reports.registry import THEMES
from reports.series import series
from website import figure_wording, walks
from website.asked import asked_of, figure_at
from website.counted import counted_page
from website.figure_wording import breakdown_name
from website.files import Told, table_file
from website.links import Links
from website.maps import map_of
from website.moment import Moment, only, with_parameters
from website.page import page, show
from website.pictures import charts_of, days_note, flow_note, series_note
from website.questions import Candidates, ask, defaults, fields, permanent_address

EDITIONS_OFFERED = 50


@page
def index(request: HttpRequest, moment: Moment) -> HttpResponse:
    candidates = Candidates(moment, get_language() or "es")

    def answered(figure: Figure) -> Answer | None:
        question = defaults(figure, candidates)
        return None if question is None else ask(figure.id, question, moment, is_bare=True)

    themes = [(title, [(one, answered(one)) for one in those]) for title, those in THEMES]
    return show(request, moment, "figures/list.html", themes=themes)


@page
def one(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    chosen, candidates = figure_at(figure_id), Candidates(moment, get_language() or "es")
    asked = asked_of(request.GET, chosen, candidates)
    if asked is None:
        return show(request, moment, "figures/nothing.html", figure=chosen)
    answered = ask(figure_id, asked, moment)
    charts = charts_of(answered)
    address = permanent_address(Links(request, moment), "figure", figure_id, asked=asked, moment=moment)
    compared = history(answered)
    return show(
        request,
        moment,
        "figures/figure.html",
        figure=chosen,
        answer=answered,
        asked=asked,
        charts=charts,
        map=map_of(answered, asked, Links(request, moment)),
        months=charts.months,
        series_note=series_note,
        days_note=days_note,
        flow_note=flow_note,
        table=table_of(answered),
        differs=walks.about(answered, candidates),
        citation=citation(answered, address, get_language() or "es"),
        history=compared,
        history_address=history_address(answered, compared.older),
        fields=fields(chosen, asked, candidates),
        editions=list(Edition.objects.order_by("-number")[:EDITIONS_OFFERED]),
    )


@page
def persons(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    """The persons counted, or with `of=` those behind one number or row."""
    chosen = figure_at(figure_id)
    asked = asked_of(request.GET, chosen, Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    answered = ask(figure_id, asked, moment)
    of = only(request.GET, "of")
    counted = counted_page(
        answered.persons_behind(of) if of else answered.persons,
        after=only(request.GET, "after"),
        as_of=answered.as_of,
        edition=moment.edition.number,
    )
    row = next((row for row in answered.breakdown if row.code == of), None)
    return show(request, moment, "figures/persons.html", answer=answered, asked=asked, of=of, row=row, counted=counted)


@page
def csv(request: HttpRequest, moment: Moment, figure_id: str, form: str = "csv") -> HttpResponse:
    """The persons counted, every one; those without a public name by their id. A workbook has the numbers too."""
    answered, told = _answered(request, moment, figure_id)
    name = f"{figure_id}-{answered.as_of}-{moment.edition.number}"
    more = sheets_of(answered) if form == "xlsx" else None
    return table_file(persons_rows(answered, only(request.GET, "of")), form, name, moment, told, more)


@page
def table(request: HttpRequest, moment: Moment, figure_id: str, form: str = "csv") -> HttpResponse:
    """The figure's own table. 404 where it has none, or nothing to put in it."""
    answered, told = _answered(request, moment, figure_id)
    found = table_of(answered)
    if found is None:
        raise Http404
    name = f"{figure_id}-{found.code}-{answered.as_of}-{moment.edition.number}"
    return table_file(table_rows(answered, found), form, name, moment, told)


def _answered(request: HttpRequest, moment: Moment, figure_id: str) -> tuple[Answer, Told]:
    """Raises Http404 where there is nothing to ask about, BadParameter."""
    asked = asked_of(request.GET, figure_at(figure_id), Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    answered = ask(figure_id, asked, moment)
    return answered, told_of(answered, asked, Links(request, moment), moment)


def told_of(answered: Answer, asked: Mapping[str, str], links: Links, moment: Moment) -> Told:
    address = permanent_address(links, "figure", answered.id, asked=asked, moment=moment)
    question = (answered.title, figure_wording.about(answered), breakdown_name(answered.breakdown_code))
    return Told(answered.definition, question, address, citation(answered, address, links.language))


def sheets_of(answered: Answer) -> dict[str, Rows]:
    """Everything that the page of a figure shows, a sheet for each table."""
    own, months = table_of(answered), series(answered)
    return {
        "number": number_rows(answered),
        **({"breakdown": breakdown_rows(answered)} if answered.breakdown else {}),
        **({"table": table_rows(answered, own)} if own else {}),
        **({"months": months_rows(answered, months)} if months else {}),
    }


def history_address(answered: Answer, older: int | None) -> str:
    """Where the API compares the editions before those of the page."""
    asked = {name: text for name, text in answered.parameters.items() if name != "breakdown"}
    address = reverse("api:figure_history", args=[answered.id])
    pinned = {"as_of": str(answered.as_of), "edition": str(answered.edition), "before": older}
    return with_parameters(address, {**asked, **pinned})
