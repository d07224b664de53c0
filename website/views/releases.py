"""How people left prison, and what the State announced of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from publication.models import AnnouncementVersion
from publication.selection.releases import ReleaseSelection
from reports.errors import BadParameter
from reports.registry import answer
from website.labels import labels_of
from website.metrics import metric_name
from website.moment import Moment
from website.page import page, show
from website.published import ours_query, published_figures
from website.releases import page_of

SHOWN = 25


@page
def releases(request: HttpRequest, moment: Moment) -> HttpResponse:
    selection = ReleaseSelection(request.GET, edition=moment.edition)
    announcements = AnnouncementVersion.objects.in_edition(moment.edition.number).order_by("-announced_earliest")
    return show(
        request,
        moment,
        "releases/list.html",
        selection=selection,
        page=page_of(selection),
        announcements=list(announcements),
        release_types=labels_of(moment.edition).codes.get("release_type", []),
    )


@page
def announcement(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    announced = AnnouncementVersion.objects.in_edition(moment.edition.number).filter(code=code).first()
    if announced is None:
        raise Http404

    def ask(figure: str):
        try:
            texts = {"announcement": code, "as_of": str(moment.as_of)}
            return answer(figure, texts, edition=moment.edition.number, language=get_language() or "es")
        except BadParameter:
            return None

    asked = {"announcement": code, **({"as_of": str(moment.as_of)} if moment.is_other_day else {})}
    return show(
        request,
        moment,
        "releases/announcement.html",
        announcement=announced,
        verified=ask("announced_verified"),
        by_figure=ask("release_type"),
        free=ask("free_among_released"),
        half=ask("more_than_half"),
        page=page_of(ReleaseSelection(asked, edition=moment.edition), SHOWN),
    )


@page
def published(request: HttpRequest, moment: Moment) -> HttpResponse:
    groups = published_figures(moment, get_language() or "es")
    return show(
        request, moment, "figures/published.html", groups=groups, metric_name=metric_name, ours_query=ours_query
    )
