"""Which persons are on which lists: one page, and its numbers as CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from reports.charts import chart
from reports.citation import citation
from reports.csv_files import breakdown_rows, patterns_rows
from reports.overlap import named_lists
from reports.parameters import LISTS
from reports.registry import figure
from reports.restriction import RESTRICTIONS
from website import lists
from website.files import table_file
from website.links import Links
from website.moment import Moment, only
from website.page import page, show
from website.questions import Candidates, ask, names, permanent_address
from website.views.figures import told_of


@page
def side_by_side(request: HttpRequest, moment: Moment) -> HttpResponse:
    candidates = Candidates(moment, get_language() or "es")
    asked = lists.asked_of(request.GET, candidates)
    if not asked:
        return show(request, moment, "figures/nothing.html", figure=figure("overlap"))
    side = lists.side_by_side(asked, moment)
    answer = side.patterns_answer
    address = permanent_address(Links(request, moment), "lists", asked=asked, moment=moment)
    return show(
        request,
        moment,
        "lists/side_by_side.html",
        side=side,
        answer=answer,
        drawn=chart(answer),
        spread=lists.spread,
        citation=citation(answer, address, get_language() or "es"),
        offered=candidates.choices(LISTS),
        legend=names()["lists"],
        chosen={code for _, code, _ in named_lists(answer.question)},
        restrictions=[(one.name, names()[one.name], candidates.choices(one)) for one in RESTRICTIONS],
    )


@page
def csv(request: HttpRequest, moment: Moment, form: str = "csv") -> HttpResponse:
    """The patterns as a table of zeros and ones, or with `breakdown=pairs` the lists two by two."""
    asked = lists.asked_of(request.GET, Candidates(moment, get_language() or "es"))
    if not asked:
        raise Http404
    asked = {**asked, "breakdown": only(request.GET, "breakdown")}
    answer = ask("overlap", asked, moment)
    rows = (patterns_rows if answer.breakdown_code == "inclusion" else breakdown_rows)(answer)
    name = f"overlap-{answer.breakdown_code}-{answer.as_of}-{moment.edition.number}"
    return table_file(rows, form, name, moment, told_of(answer, asked, Links(request, moment), moment))
