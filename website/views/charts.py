"""Charts as files: those of a figure, with the table behind each, and how any drawing becomes a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from reports.citation import citation
from website.charted import charted
from website.files import png_file, svg_file, table_file
from website.links import Links
from website.moment import Moment
from website.page import page
from website.pictures import Charts
from website.questions import permanent_address
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
    charts, kind, asked = charted(request, moment, figure_id)
    told = told_of(charts.answer, asked, Links(request, moment), moment)
    return table_file(charts.rows(kind), form, _name(charts, kind), moment, told)


def _picture(request: HttpRequest, moment: Moment, figure_id: str) -> tuple[Charts, str, str]:
    charts, kind, asked = charted(request, moment, figure_id)
    address = permanent_address(Links(request, moment), "figure", figure_id, asked=asked, moment=moment)
    return charts, kind, charts.picture(kind, citation(charts.answer, address, get_language() or "es"))


def _name(charts: Charts, kind: str) -> str:
    answer = charts.answer
    what = answer.breakdown_code if kind == "breakdown" else kind
    return f"{answer.id}-{what}-{answer.as_of}-{answer.edition}"
