"""Addresses without a language, and those that machines ask for."""

from __future__ import annotations

from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from publication.models import Edition, PrisonerVersion
from website.merged import merged_into
from website.moment import Moment, with_parameters
from website.page import page

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?
Allow: /*?edition=
Allow: /feeds/

Sitemap: {sitemap}
"""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """`/`: Spanish, unless the first language that the browser asks for is English."""
    return _in_preferred_language(request, reverse_name="home")


@page
def person(request: HttpRequest, moment: Moment, public_id: UUID) -> HttpResponse:
    """The permanent address of a person, whatever becomes of the name in the other one. 404 for nobody, at once.

    Of somebody who turned out to be another, the other's.
    """
    known = PrisonerVersion.objects.in_edition(moment.edition.number).filter(public_id=public_id, is_withheld=False)
    slug = known.values_list("slug", flat=True).first()
    if slug is None:
        other = merged_into(moment.edition.number, public_id=public_id)
        if other is None:
            raise Http404
        match = request.resolver_match
        assert match is not None
        address = reverse(match.view_name, kwargs={"public_id": other[0]})
        return HttpResponsePermanentRedirect(with_parameters(address, dict(request.GET.lists())))
    return _in_preferred_language(request, reverse_name="person", slug=slug)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the record can be read, 503 when not. Names the newest edition, nothing else."""
    try:
        newest = Edition.objects.newest()
    except DatabaseError:
        return HttpResponse("unavailable\n", status=503, content_type="text/plain", headers=UNCACHED)
    return HttpResponse(f"ok edition {newest or 'none'}\n", content_type="text/plain", headers=UNCACHED)


UNCACHED = {"Cache-Control": "no-store"}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "max-age=86400"})


def _in_preferred_language(request: HttpRequest, *, reverse_name: str, **arguments: str) -> HttpResponse:
    preferred = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200])
    language = "en" if preferred and preferred[0][0].split("-")[0] == "en" else "es"
    with override(language):
        address = with_parameters(reverse(reverse_name, kwargs=arguments), dict(request.GET.lists()))
    return HttpResponseRedirect(address, headers={"Vary": "Accept-Language"})
