"""Organisations, published figures, editions and methodology: what belongs to no single person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publication.models import Edition, ErasedRow, OrganisationVersion
from website.moment import Moment
from website.page import page, show


@page
def organisations(request: HttpRequest, moment: Moment) -> HttpResponse:
    rows = OrganisationVersion.objects.in_edition(moment.edition.number).order_by("-is_accepted", "name")
    return show(request, moment, "organisations/list.html", organisations=list(rows))


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


@page
def methodology(request: HttpRequest, moment: Moment) -> HttpResponse:
    return show(request, moment, "methodology/page.html", text=f"methodology/text.{get_language()}.html")
