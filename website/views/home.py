"""The start page: what is known today, in ten seconds."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publication.models import Edition
from reports.answer import Answer
from reports.registry import answer
from website.moment import Moment
from website.page import page, show
from website.questions import Candidates

EDITIONS_SHOWN = 3
BEFORE_THE_RELEASES = date(2024, 12, 31)


@page
def home(request: HttpRequest, moment: Moment) -> HttpResponse:
    announcement = Candidates(moment, get_language() or "es").announcement()

    def ask(figure: str, **asked: str) -> Answer:
        texts = {**asked, "as_of": str(moment.as_of)}
        return answer(figure, texts, edition=moment.edition.number, language=get_language() or "es")

    of_announcement = {"announcement": announcement.code} if announcement else {}
    period = {"from": str(BEFORE_THE_RELEASES), "to": str(moment.as_of)}
    return show(
        request,
        moment,
        "home.html",
        announcement=announcement,
        in_prison=ask("in_prison"),
        consolidated=ask("consolidated"),
        released=ask("release_type", **period) if moment.as_of > BEFORE_THE_RELEASES else None,
        verified=ask("announced_verified", **of_announcement) if announcement else None,
        free=ask("free_among_released", **of_announcement) if announcement else None,
        editions=list(Edition.objects.order_by("-number")[:EDITIONS_SHOWN]),
    )
