"""How people left prison, and what others printed of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from publication.models import AnnouncementVersion
from publication.selection.filters import PAGING
from publication.selection.releases import ReleaseSelection
from website.labels import labels_of
from website.links import Links
from website.metrics import metric_name
from website.moment import AXES, Moment
from website.page import page, show
from website.published import published_figures
from website.releases import page_of
from website.views.files import asked_of


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
        selection_parameters=asked_of(selection),
        announcements=list(announcements),
        release_types=labels_of(moment.edition).codes.get("release_type", []),
        provinces=labels_of(moment.edition).codes.get("province", []),
        feed_filters={name: values for name, values in selection.params.lists() if name not in (*PAGING, *AXES)},
    )


@page
def published(request: HttpRequest, moment: Moment) -> HttpResponse:
    groups = published_figures(moment, Links(request, moment))
    return show(request, moment, "figures/published.html", groups=groups, metric_name=metric_name)
