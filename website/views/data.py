"""How partner outlets read the record by program, with examples that can be clicked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from publication.models import PrisonerVersion
from website.moment import Moment
from website.page import page, show
from website.questions import Candidates


@page
def data(request: HttpRequest, moment: Moment) -> HttpResponse:
    """The codes in the examples are this edition's own."""
    language = get_language() or "es"
    candidates = Candidates(moment, language)
    announcement = candidates.announcement()
    persons = PrisonerVersion.objects.in_edition(moment.edition.number).filter(is_withheld=False)
    return show(
        request,
        moment,
        "data/page.html",
        text=f"data/text.{language}.html",
        base=request.build_absolute_uri(reverse("api:index")),
        announcement=announcement.code if announcement else None,
        person=persons.values_list("public_id", flat=True).first(),
        list=candidates.lists[0] if candidates.lists else None,
    )
