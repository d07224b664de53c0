"""Cards and charts in frames, and as drawings, for other sites: each says where it is from and leads there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from reports.charts.card import card_of_chain, card_of_number
from reports.charts.picture import Caption, picture
from website.embedded import Shown, announcement_card, chart_of_figure, chart_of_gap, chart_of_walk, figure_card
from website.files import svg_file
from website.frames import framed, resizes
from website.moment import Moment
from website.page import page, show


@framed
@page
def figure(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    """The number alone, with what was asked, its day and its edition."""
    return _show(request, moment, figure_card(request, moment, figure_id))


@framed
@page
def chart(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    """A chart of a figure (`of`)."""
    return _show(request, moment, chart_of_figure(request, moment, figure_id))


@framed
@page
def gap(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    return _show(request, moment, chart_of_gap(request, moment, code))


@framed
@page
def walk(request: HttpRequest, moment: Moment) -> HttpResponse:
    return _show(request, moment, chart_of_walk(request, moment))


@page
def figure_svg(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    """The card as a drawing that stands alone."""
    shown = figure_card(request, moment, figure_id)
    drawing = card_of_number(shown.value, shown.unit, title=shown.title, description=shown.line)
    return svg_file(picture(drawing, _caption(shown)), f"{figure_id}-{moment.as_of}-{moment.edition.number}")


@page
def announcement_svg(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    shown = announcement_card(request, moment, code)
    drawing = card_of_chain(shown.rows, title=shown.title, description=shown.line)
    return svg_file(picture(drawing, _caption(shown)), f"{code}-{moment.as_of}-{moment.edition.number}")


def _show(request: HttpRequest, moment: Moment, shown: Shown) -> HttpResponse:
    return show(request, moment, "frames/frame.html", shown=shown, resizes=resizes(request))


def _caption(shown: Shown) -> Caption:
    notes = [line for line in (*shown.notes, shown.source) if line]
    return Caption(shown.title, [line for line in (shown.about, shown.line) if line], notes, shown.warning)
