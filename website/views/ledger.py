"""Organisations and editions: what belongs to no single person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publication.models import Edition, ErasedRow, OrganisationVersion
from reports.citation import cited
from reports.ledger_files import LEDGER
from website.files import Told, table_file
from website.links import Links
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


@page
def files(request: HttpRequest, moment: Moment, what: str, form: str) -> HttpResponse:
    """A list of the ledger, all of it."""
    shown, title = {
        "organisations": ("organisations", _("Organisations")),
        "announcements": ("releases", _("What the State announced")),
        "published": ("published", _("Published figures, side by side")),
        "editions": ("editions", _("Editions")),
    }[what]
    links = Links(request, moment)
    address = links.permanent(shown, edition=moment.edition.number)
    citation = cited(
        title, _("List"), day=moment.as_of, edition=moment.edition, address=address, language=links.language
    )
    name = f"{what}-{moment.edition.number}"
    return table_file(LEDGER[what](moment.edition), form, name, moment, Told(title, (), address, citation))
