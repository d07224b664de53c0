"""The pictures beside shared links: of the day and the edition of their page, and kept as the charts are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from reports.charts.picture import png
from website import social
from website.announced import Announced
from website.asked import asked_of, figure_at
from website.moment import Moment
from website.page import page
from website.questions import Candidates, ask
from website.record import record_of


@page
def home(request: HttpRequest, moment: Moment) -> HttpResponse:
    return _picture(social.of_home(moment, ask("in_prison", {}, moment), ask("custody", {}, moment)))


@page
def announcement(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    return _picture(social.of_announcement(Announced(moment, code)))


@page
def figure(request: HttpRequest, moment: Moment, figure_id: str) -> HttpResponse:
    """404 where the edition has nothing to ask the figure about."""
    asked = asked_of(request.GET, figure_at(figure_id), Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    return _picture(social.of_figure(moment, ask(figure_id, asked, moment)))


@page
def person(request: HttpRequest, moment: Moment, slug: str) -> HttpResponse:
    """404 of whoever has no page in that edition, and of a pseudonym."""
    drawn = social.of_person(moment, record_of(moment, slug=slug))
    if drawn is None:
        raise Http404
    return _picture(drawn)


def _picture(drawn: str) -> HttpResponse:
    return HttpResponse(png(drawn), content_type="image/png")
