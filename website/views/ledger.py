"""Organisations and editions: what belongs to no single person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from publication.models import Edition, ErasedRow, OrganisationVersion
from website.moment import Moment
from website.organisations import lists_of
from website.page import page, show


@page
def organisations(request: HttpRequest, moment: Moment) -> HttpResponse:
    rows = OrganisationVersion.objects.in_edition(moment.edition.number).order_by("-is_accepted", "name")
    return show(
        request, moment, "organisations/list.html", organisations=[(row, lists_of(row, moment)) for row in rows]
    )


@page
def editions(request: HttpRequest, moment: Moment) -> HttpResponse:
    """The newest hundred; whoever needs all of them asks the API."""
    return show(
        request,
        moment,
        "editions/list.html",
        editions=list(Edition.objects.order_by("-number")[:100]),
        erased=ErasedRow.objects.count(),
    )
