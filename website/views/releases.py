"""How people left prison, and what others printed of it."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publication.models import AnnouncementVersion
from publication.selection.filters import PAGING
from publication.selection.releases import ReleaseSelection
from website.labels import labels_of
from website.links import Links
from website.metrics import metric_name
from website.moment import AXES, Moment
from website.page import page, show
from website.published import published_figures
from website.refused import usable
from website.releases import page_of
from website.views.files import asked_of


@page
def releases(request: HttpRequest, moment: Moment) -> HttpResponse:
    selection, refused = usable(partial(ReleaseSelection, edition=moment.edition), request.GET, fields())
    announcements = AnnouncementVersion.objects.in_edition(moment.edition.number).order_by("-announced_earliest")
    return show(
        request,
        moment,
        "releases/list.html",
        status=400 if refused else 200,
        refused=refused,
        selection=selection,
        page=page_of(selection),
        selection_parameters=asked_of(selection),
        announcements=list(announcements),
        release_types=labels_of(moment.edition).codes.get("release_type", []),
        provinces=labels_of(moment.edition).codes.get("province", []),
        feed_filters={name: values for name, values in selection.params.lists() if name not in (*PAGING, *AXES)},
    )


def fields() -> dict[str, str]:
    """The fields of its form, by parameter, and what they are called there."""
    return {
        "release_type": _("Legal figure"),
        "province": _("Province"),
        "announcement": _("Announcement"),
        "left_after": _("Left on or after"),
        "left_before": _("Left on or before"),
    }


@page
def published(request: HttpRequest, moment: Moment) -> HttpResponse:
    groups = published_figures(moment, Links(request, moment))
    years = [(year, list(those)) for year, those in groupby(groups, lambda group: group[1][0].published.as_of.year)]
    return show(request, moment, "figures/published.html", years=years, metric_name=metric_name)
