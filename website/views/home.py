"""The start page: what is known today, in ten seconds."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publication.models import AnnouncementVersion, Edition
from reports.answer import Answer
from reports.charts.marks import marks
from reports.registry import answer
from website.announced import Announced
from website.moment import Moment
from website.news import latest
from website.page import page, show
from website.questions import Candidates

EDITIONS_SHOWN = 3
BEFORE_THE_RELEASES = date(2024, 12, 31)


@page
def home(request: HttpRequest, moment: Moment) -> HttpResponse:
    announcement = followed(Candidates(moment, get_language() or "es").announcement(), moment)

    def ask(figure: str, **asked: str) -> Answer:
        texts = {"as_of": str(moment.as_of), **asked}
        return answer(figure, texts, edition=moment.edition.number, language=get_language() or "es")

    of_announcement = {"announcement": announcement.code} if announcement else {}
    period = {"from": str(BEFORE_THE_RELEASES), "to": str(moment.as_of)}
    everyone = ask("custody", breakdown="state")
    released = ask("release_type", **period) if moment.as_of > BEFORE_THE_RELEASES else None
    announced_on = announcement.announced_earliest if announcement else None
    is_before = bool(announced_on and announced_on < moment.as_of)
    return show(
        request,
        moment,
        "home.html",
        announcement=announcement,
        in_prison=ask("in_prison"),
        everyone=everyone,
        drawn=marks(everyone.breakdown, title=f"{everyone.title}, {everyone.as_of}", description=in_words(everyone)),
        consolidated=ask("consolidated"),
        on_list_then=ask("consolidated", as_of=str(announced_on)) if is_before else None,
        released=released,
        verified=ask("announced_verified", **of_announcement) if announcement else None,
        free=ask("free_among_released", **of_announcement) if announcement else None,
        changes=latest(moment),
        editions=list(Edition.objects.order_by("-number")[:EDITIONS_SHOWN]),
    )


def in_words(everyone: Answer) -> str:
    return "; ".join(f"{row.label}: {row.count}" for row in everyone.breakdown if row.count)


def followed(announcement: AnnouncementVersion | None, moment: Moment) -> AnnouncementVersion | None:
    """None where nobody's release is tied to it: “10,000 announced, 0 verified” would refute what nobody looked at."""
    return announcement if announcement and Announced(moment, announcement.code).is_followed else None
