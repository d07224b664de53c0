"""Charts as files: those of a figure, with the table behind each, and how any drawing becomes a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.citation import citation
from reports.errors import BadParameter
from website.asked import asked_of, figure_at
from website.files import png_file, svg_file, table_file
from website.links import Links
from website.moment import Moment, only
from website.page import page
from website.pictures import BREAKDOWN, Charts, charts_of, kind_of
from website.questions import Candidates, ask, permanent_address
from website.views.figures import told_of


@page
def svg(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    charts, kind, drawn = _picture(request, moment, figure_id)
    return svg_file(drawn, _name(charts, kind))


@page
def png(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    charts, kind, drawn = _picture(request, moment, figure_id)
    return png_file(drawn, _name(charts, kind))


@page
def table(request: HttpRequest, moment: Moment, figure_id: str, form: str = "csv") -> HttpResponse:
    charts, kind, asked = _charts(request, moment, figure_id)
    told = told_of(charts.answer, asked, Links(request, moment), moment)
    return table_file(charts.rows(kind), form, _name(charts, kind), moment, told)


def _picture(request: HttpRequest, moment: Moment, figure_id: str) -> tuple[Charts, str, str]:
    charts, kind, asked = _charts(request, moment, figure_id)
    address = permanent_address(Links(request, moment), "figure", figure_id, asked=asked, moment=moment)
    return charts, kind, charts.picture(kind, citation(charts.answer, address, get_language() or "es"))


def _charts(request: HttpRequest, moment: Moment, figure_id: str) -> tuple[Charts, str, dict[str, str]]:
    """Raises Http404 where there is nothing to draw, BadParameter."""
    chosen, kind = figure_at(figure_id), kind_of(only(request.GET, "of"))
    asked = asked_of(request.GET, chosen, Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    charts = charts_of(ask(figure_id, asked, moment))
    if kind == BREAKDOWN and chosen.breakdowns and not charts.answer.breakdown_code:
        known = [one.code for one in chosen.breakdowns]
        raise BadParameter("breakdown", _("is missing; there are: %(known)s") % {"known": ", ".join(known)}, known)
    if not charts.drawn[kind]:
        raise Http404
    return charts, kind, asked


def _name(charts: Charts, kind: str) -> str:
    answer = charts.answer
    what = answer.breakdown_code if kind == "breakdown" else kind
    return f"{answer.id}-{what}-{answer.as_of}-{answer.edition}"
